"""Cells of a two-way table whose answers would be certain although they are hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.protection.answers import Spread, Tally
from reports.protection.crossing_search import Place, Vertex
from reports.protection.shifts import Bound, Network


def certain_cell(given: Mapping[Place, Tally | Spread], pools: Mapping[Vertex, Sequence[Place]]) -> Place | None:
    """A hidden cell in which, by the counts printed, all must have given one option; None for means.

    `pools` are the hidden cells of each row and column. Where a whole row, column or table agrees in the open, that
    is no secret of its cells.
    """
    tallies = {place: one for place, one in given.items() if isinstance(one, Tally) and one.base}
    places = sorted({place for pool in pools.values() for place in pool if place in tallies})
    if not places:
        return None
    ends = {(vertex[0], place): vertex for vertex, pool in pools.items() for place in pool}
    for option in range(len(tallies[places[0]].counts)):
        network = Network(
            [
                Bound(
                    ends["row", place], ends["column", place], _others(tallies[place], option), 0, tallies[place].base
                )
                for place in places
            ]
        )
        for number, place in enumerate(places):
            is_alike = not _others(tallies[place], option)
            if is_alike and not network.is_open(number, 1) and not _is_open(tallies, place, option):
                return place
    return None


def _others(tally: Tally, option: int) -> int:
    """How many did not give the option: where nobody is known to, somebody might have if others had not."""
    return tally.base - tally.counts[option]


def _is_open(tallies: Mapping[Place, Tally], wanted: Place, option: int) -> bool:
    """Whether the whole row or column agrees, which is then large enough to be shown."""
    return any(
        all(one.counts[option] == one.base for place, one in tallies.items() if place[side] == wanted[side])
        for side in (0, 1)
    )
