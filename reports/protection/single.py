"""Files of single answers: what may stand beside the answers of a person of what others know about that person.

Colleagues know of each other where they work, what they teach and for how long, who answered on paper and on which
day. So no combination of these may be that of a few rows: of a row less is told until enough rows are told alike.
Whoever has several such files, filtered or not, has parts of one table and learns nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

UNTOLD = -1
"""Not known, or not told; nothing says which of the two."""


def told_together(columns: Sequence[Codes], least: int) -> list[Codes]:
    """The same columns (a value a row, UNTOLD where nothing is known) with less in them.

    The first columns are kept rather than the last. Whatever is told of a row is told alike of `least` rows; and
    where a value is told of some rows and not of others that have it, the others are nobody or `least` as well:
    tables tell the figures of all of them together.
    """
    import numpy as np

    found = []
    alike = np.zeros(columns[0].size if columns else 0, np.int64)
    for column in columns:
        pairs, of_row, counts = _pairs(alike, column)
        is_told = _told(pairs, counts, least)
        told = np.where(is_told[of_row], column, UNTOLD)
        _, alike, _ = _pairs(alike, told)
        found.append(told)
    return found


def _pairs(alike: Codes, column: Codes) -> tuple[Codes, Codes, Codes]:
    """Classes of rows by value: their numbers (class, value), which of them each row has, how many rows each has."""
    import numpy as np

    width = int(column.max(initial=UNTOLD)) + 2
    numbers, of_row, counts = np.unique(alike * width + column - UNTOLD, return_inverse=True, return_counts=True)
    pairs = np.stack([numbers // width, numbers % width + UNTOLD], axis=1)
    return pairs, of_row.ravel(), counts


def _told(pairs: Codes, counts: Codes, least: int) -> NDArray[np.bool_]:
    """Of which pairs the value is told."""
    import numpy as np

    classes, values = pairs[:, 0], pairs[:, 1]
    is_told: NDArray[np.bool_] = (values != UNTOLD) & (counts >= least)
    for groups in (classes, values):
        # The rows left untold may not be few: neither of a class, nor of a value.
        left = np.bincount(groups - UNTOLD, np.where(is_told, 0, counts))[groups - UNTOLD]
        is_told[_smallest_of_each(groups, counts, is_told & (left > 0) & (left < least))] = False
    return is_told


def _smallest_of_each(groups: Codes, counts: Codes, among: NDArray[np.bool_]) -> Codes:
    """The place of the smallest pair of each group."""
    import numpy as np

    places = np.flatnonzero(among)
    places = places[np.argsort(counts[places], kind="stable")]
    _, firsts = np.unique(groups[places], return_index=True)
    smallest: Codes = places[firsts]
    return smallest
