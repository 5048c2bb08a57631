"""Cells of a two-way table whose answers would be certain although they are hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.protection.answers import Spread, Tally
from reports.protection.certainty import never_above_zero
from reports.protection.crossing_search import Place, Vertex


def certain_cell(given: Mapping[Place, Tally | Spread], pools: Mapping[Vertex, Sequence[Place]]) -> Place | None:
    """A hidden cell in which, by the counts printed, all must have given one option; None for means.

    `pools` are the hidden cells of each row and column. Where a whole row, column or table agrees in the open, that
    is no secret of its cells.
    """
    import numpy as np

    tallies = {place: one for place, one in given.items() if isinstance(one, Tally) and one.base}
    places = sorted({place for pool in pools.values() for place in pool if place in tallies})
    if not places:
        return None
    classes = np.array([[place in pool for place in places] for pool in map(set, pools.values())], dtype=bool)
    people = np.array([tallies[place].base for place in places], dtype=float)
    for option in range(len(tallies[places[0]].counts)):
        others = np.array([tallies[place].base - tallies[place].counts[option] for place in places])
        certain = never_above_zero(classes, classes @ others, people)
        for place, is_certain in zip(places, certain, strict=True):
            if is_certain and not _is_open(tallies, place, option):
                return place
    return None


def _is_open(tallies: Mapping[Place, Tally], wanted: Place, option: int) -> bool:
    """Whether the whole row or column agrees, which is then large enough to be shown."""
    return any(
        all(one.counts[option] == one.base for place, one in tallies.items() if place[side] == wanted[side])
        for side in (0, 1)
    )
