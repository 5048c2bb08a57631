"""Kinds of organisations by a third attribute, beside territories by the same: organisations lie inside both.

Of each territory and of each kind it is told how many of, say, the first category there are. Where a kind is found in
one territory alone, or nearly, the one sum less the other is an organisation's people of that category. So for each
value of the third attribute the sums are those of rows and columns of a table of territories by kinds, which is never
shown; and nothing is told of kinds where such a table would not stay closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import Spread, Tally
from reports.protection.bonds import weak_cuts
from reports.protection.crossing_certainty import certain_cell
from reports.protection.policy import Policy
from reports.protection.shifts import Bound, Network

Place = tuple[int, int]
Given = Tally | Spread
TERRITORY, KIND = "territory", "kind"
_OTHERS = -1
"""Stands for all territories (kinds) of which nothing is told: of them only the sum is known."""


@dataclass(frozen=True, eq=False)
class Inside:
    """Territories by kinds, of one value of the third attribute."""

    sizes: Mapping[Place, int]
    """People by places of the territory and of the kind; of every place where there are organisations."""
    hidden_territories: Set[int]
    """Of which it is not told how many have the value."""
    hidden_kinds: Set[int]

    def is_closed(self, policy: Policy, answers: Mapping[Place, Given] | None = None) -> bool:
        """Whether the sums tell of no few people how many they are or, with `answers`, that they agree."""
        places = sorted(self.sizes)
        ends = {place: self._ends(place) for place in places}
        edges = [(*ends[place], self._weight(place, policy, answers)) for place in places]
        if weak_cuts(edges, policy.min_cell):
            return False
        network = Network([Bound(row[1], column[1], self.sizes[place]) for place, (row, column) in ends.items()])
        narrow = (n for n, place in enumerate(places) if policy.hides(self.sizes[place]))
        if not all(network.is_open(number, policy.width) for number in narrow):
            return False
        return answers is None or self._are_answers_open(answers, policy)

    def _ends(self, place: Place) -> tuple[tuple[str, int], tuple[str, int]]:
        row, column = place
        return (
            ("row", _OTHERS if row in self.hidden_territories else row),
            ("column", _OTHERS if column in self.hidden_kinds else column),
        )

    def _weight(self, place: Place, policy: Policy, answers: Mapping[Place, Given] | None) -> int:
        """People whom a cell binds; one whose people agree must not be computed alone."""
        size = self.sizes[place]
        if answers is None or place not in answers or size >= policy.unanimous_below:
            return size
        return min(size, policy.min_cell - 1) if answers[place].is_unanimous(policy.insiders) else size

    def _are_answers_open(self, answers: Mapping[Place, Given], policy: Policy) -> bool:
        agreeing = (one for one in answers.values() if 0 < one.base < policy.unanimous_below)
        if not any(one.is_unanimous(policy.insiders) for one in agreeing):
            return True  # what is not so cannot be certain
        pools: dict[tuple[str, int], list[Place]] = {}
        for place in sorted(self.sizes):
            for end in self._ends(place):
                pools.setdefault(end, []).append(place)
        return certain_cell(answers, pools) is None


def third_of(first: str, second: str, known: Mapping[str, object]) -> str | None:
    """The third attribute of a table of kinds by something, where territories are told as well."""
    if TERRITORY not in known or KIND not in (first, second):
        return None
    third = second if first == KIND else first
    return None if third in (TERRITORY, KIND) else third


def by_value(sizes: NDArray[np.int64], hidden: tuple[Set[Place], Set[Place]]) -> Iterator[tuple[int, Inside]]:
    """`sizes` are people by territory, kind and value; `hidden` the places not told of in the tables of territories
    by values and of kinds by values."""
    filled = [(int(t), int(k)) for t, k in zip(*np.nonzero(sizes.sum(axis=2)), strict=True)]
    for value in range(sizes.shape[2]):
        territories, kinds = ({row for row, column in away if column == value} for away in hidden)
        is_told = len(territories) < sizes.shape[0] or len(kinds) < sizes.shape[1]
        if is_told and sizes[:, :, value].any():
            people = {place: int(sizes[(*place, value)]) for place in filled}
            yield value, Inside(people, territories, kinds)
