"""A scale and its questions side by side: an index is the mean of its items, so that one follows from the others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from reports.protection.answers import Spread, Tally, protect_answers
from reports.protection.groups import Protection

G = TypeVar("G", bound=Hashable)
Q = TypeVar("Q", bound=Hashable)


def protect_scale(
    within: Protection[G], index: Mapping[G, Spread], items: Mapping[Q, Mapping[G, Tally] | Mapping[G, Spread]]
) -> tuple[Protection[G], dict[Q, Protection[G]]]:
    """Narrow a pattern to what may be shown of an index and of each of its items in the same report.

    In every group either all of them are shown or at least two are held back; another item before the index, which
    is what people look for. The same for an overall index and its blocks.
    """
    answers: list[Mapping[G, Any]] = [*items.values(), index]
    withheld: list[set[tuple[G, ...]]] = [set() for _ in answers]
    patterns = [protect_answers(within, one) for one in answers]
    while alone := _alone(within, patterns):
        for members, place in alone.items():
            withheld[place].add(members)
        for place in set(alone.values()):
            patterns[place] = protect_answers(within, answers[place], withheld[place])
    return patterns[-1], dict(zip(items, patterns[:-1], strict=True))


def _alone(within: Protection[G], patterns: list[Protection[G]]) -> dict[tuple[G, ...], int]:
    """Rows of which exactly one figure is hidden, with the place of another to hide beside it."""
    found = {}
    for number, row in enumerate(within.rows):
        if row.why_hidden is not None:
            continue
        filled = [place for place, pattern in enumerate(patterns) if pattern.rows[number].size]
        shown = [place for place in filled if patterns[place].rows[number].why_hidden is None]
        if shown and len(filled) - len(shown) == 1:
            # The index stands last and is taken last.
            found[row.members] = shown[0]
    return found
