"""Cuts through the respondents: who is meant by a group, a cell of a crossing or a filter, without naming anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Sizes = NDArray[np.int64]

FOREVER = 10**9


@dataclass(frozen=True, slots=True)
class Cut:
    """Respondents who have, in every attribute named, one of the values given; no attribute means everybody.

    `state` counts the times at which figures of the campaign were published: 0, 1, 2 …
    """

    where: frozenset[tuple[str, frozenset[str]]] = frozenset()
    state: int = 0


def cut(where: Mapping[str, str | Iterable[str]] | None = None, state: int = 0) -> Cut:
    """A cut by attributes: `cut({"organisation": "7", "category": ["first", "highest"]})`."""
    pairs = (where or {}).items()
    return Cut(frozenset((k, frozenset([v]) if isinstance(v, str) else frozenset(v)) for k, v in pairs), state)


@dataclass(frozen=True, slots=True)
class Atom:
    """People whom no attribute tells apart, and at which states they are counted: `since` ≤ state < `until`."""

    values: tuple[str, ...]
    since: int = 0
    until: int = FOREVER


@dataclass(frozen=True)
class Atoms:
    """How many respondents every combination of values has; combinations without anybody are left out."""

    attributes: tuple[str, ...]
    counts: Mapping[Atom, int]

    @cached_property
    def sizes(self) -> Sizes:
        """People of each atom, in one order for all masks."""
        import numpy as np

        return np.array(list(self.counts.values()), dtype=np.int64)

    def mask(self, wanted: Cut) -> Mask:
        """Which atoms a cut consists of."""
        import numpy as np

        places = [(self.attributes.index(name), values) for name, values in wanted.where]
        return np.array(
            [
                atom.since <= wanted.state < atom.until and all(atom.values[at] in values for at, values in places)
                for atom in self.counts
            ],
            dtype=bool,
        )

    def size(self, wanted: Cut) -> int:
        """How many people a cut consists of."""
        return int(self.sizes[self.mask(wanted)].sum())
