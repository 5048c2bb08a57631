"""Kinds of organisations by a third attribute, beside territories by the same: organisations lie inside both.

Of each territory and of each kind it is told how many of, say, the first category there are. Where a kind is found in
one territory alone, or nearly, the one sum less the other is an organisation's people of that category. So the sums
are those of a table by all three, which is never shown; and nothing is told of kinds by the attribute where that
table would not stay closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import Spread, Tally, together
from reports.protection.bonds import weak_cuts
from reports.protection.crossing_certainty import certain_cell
from reports.protection.policy import Policy
from reports.protection.shifts import Bound, Network

Place = tuple[int, int]
Cell = tuple[int, int, int]
"""Territory, kind, value of the third attribute."""
Name = tuple[str, int, int]
"""A sum: of which two, and their places."""
Given = Tally | Spread
Rows = NDArray[np.float64]
TERRITORY, KIND = "territory", "kind"
_OTHERS = -1
"""Stands for all territories (kinds) of which nothing is told: of them only the sum is known."""
_LITTLE = 1e-7


def third_of(first: str, second: str, known: Mapping[str, object]) -> str | None:
    """The third attribute of a table of kinds by something, where territories are told as well."""
    if TERRITORY not in known or KIND not in (first, second):
        return None
    third = second if first == KIND else first
    return None if third in (TERRITORY, KIND) else third


@dataclass(frozen=True, eq=False)
class Nested:
    """The table by all three."""

    sizes: NDArray[np.int64]
    """Territories × kinds × values: people, or those who answered a question."""
    hidden_territories: Set[Place]
    """Territories and values of which it is not told how many there are."""
    hidden_kinds: Set[Place]
    """The same of kinds."""
    hidden_values: Set[int]
    answers: Mapping[Cell, Given] | None = None
    """Of a question, by cell with anybody."""
    everybody: Nested | None = None
    """Of a question, the table of all people: where nobody passed it over, it tells of the question too."""

    def is_closed(self, policy: Policy) -> bool:
        """Whether what is told tells of no few people how many they are or, of a question, that they agree."""
        return all(inside.is_closed(policy) for inside in self._by_value()) and not self.do_few_follow(policy)

    def _by_value(self) -> Iterator[_Inside]:
        filled = [(int(t), int(k)) for t, k in np.argwhere(self.sizes.any(axis=2))]
        for value in range(self.sizes.shape[2]):
            territories, kinds = (
                {row for row, column in away if column == value}
                for away in (self.hidden_territories, self.hidden_kinds)
            )
            is_told = len(territories) < self.sizes.shape[0] or len(kinds) < self.sizes.shape[1]
            if is_told and self.sizes[:, :, value].any():
                people = {place: int(self.sizes[(*place, value)]) for place in filled}
                yield _Inside(people, territories, kinds, self._answers_in(value))

    def _answers_in(self, value: int) -> Mapping[Place, Given] | None:
        if self.answers is None:
            return None
        return {cell[:2]: one for cell, one in self.answers.items() if cell[2] == value}

    def do_few_follow(self, policy: Policy) -> bool:
        """Whether sums, added and subtracted across values as well, are of a few or of some who agree."""
        wanted = np.array(list(self._few(policy)))
        if not wanted.size:
            return False
        known = self._known
        wanted = np.pad(wanted, ((0, 0), (0, known.shape[1] - wanted.shape[1])))
        basis = _basis(known.tobytes(), len(known))
        rest = wanted - (wanted @ basis.T) @ basis
        return bool((np.abs(rest).max(axis=1) < _LITTLE).any())

    @property
    def _known(self) -> Rows:
        """Sums that are told, as marks on the cells of who answered and, beside them, of who passed it over."""
        mine = np.array([_marks(self.cells, name) for name in self._told(self.cells)])
        if self.everybody is None:
            return mine
        beside = self._skipped
        told = list(self.everybody._told(self.everybody.cells))
        theirs = [np.concatenate([_marks(cells, name) for cells in (self.cells, beside)]) for name in told]
        return np.vstack([np.pad(mine, ((0, 0), (0, len(beside)))), theirs])

    def _told(self, cells: NDArray[np.intp]) -> Iterator[Name]:
        names: dict[Name, None] = {}
        for t, k, x in cells.tolist():
            names |= {("tk", t, k): None}
            names |= {} if (t, x) in self.hidden_territories else {("t", t, x): None}
            names |= {} if (k, x) in self.hidden_kinds else {("k", k, x): None}
            names |= {} if x in self.hidden_values else {("x", x, 0): None}
        yield from names

    @cached_property
    def cells(self) -> NDArray[np.intp]:
        """Where anybody may be: it is not told that there is nobody."""
        return np.argwhere(self._where_any(self.sizes))

    @cached_property
    def _skipped(self) -> NDArray[np.intp]:
        """Where anybody may have passed the question over."""
        assert self.everybody is not None
        return np.argwhere(self._where_any(self.everybody.sizes - self.sizes))

    def _where_any(self, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        is_there = np.asarray(sizes.any(axis=2))
        is_possible = np.repeat(is_there[:, :, None], sizes.shape[2], axis=2)
        for axis, away in ((1, self.hidden_territories), (0, self.hidden_kinds)):
            may_be = np.asarray(sizes.any(axis=axis))
            for place in away:
                may_be[place] = True
            is_possible &= np.expand_dims(may_be, axis)
        return is_possible

    def _few(self, policy: Policy) -> Iterator[NDArray[np.float64]]:
        """Sums that nobody may know, as marks on the cells."""
        cells = [(t, k, x) for t, k, x in self.cells.tolist()]
        groups: dict[Name, list[Cell]] = {}
        for t, k, x in cells:
            groups.setdefault(("t", t, x), []).append((t, k, x))
            groups.setdefault(("k", k, x), []).append((t, k, x))
        yield from (_marks(self.cells, name) for name, some in groups.items() if self._are_few(some, policy))
        alone = [number for number, cell in enumerate(cells) if self._are_few([cell], policy)]
        yield from np.eye(len(cells))[alone]

    def _are_few(self, cells: list[Cell], policy: Policy) -> bool:
        size = sum(int(self.sizes[cell]) for cell in cells)
        if self.answers is None or not 0 < size < policy.unanimous_below:
            return policy.hides(size)
        given = [self.answers[cell] for cell in cells if cell in self.answers]
        return policy.hides(size) or together(given).is_unanimous(policy.insiders)  # type: ignore[type-var]


def _marks(cells: NDArray[np.intp], name: Name) -> NDArray[np.float64]:
    """Which of the cells a sum is of."""
    t, k, x = cells.T
    what, one, other = name
    if what == "x":
        return np.asarray(x == one, np.float64)
    first, second = {"t": (t, x), "k": (k, x), "tk": (t, k)}[what]
    return np.asarray((first == one) & (second == other), np.float64)


@dataclass(frozen=True, eq=False)
class _Inside:
    """Territories by kinds, of one value of the third attribute."""

    sizes: Mapping[Place, int]
    """People by places of the territory and of the kind; of every place where there are organisations."""
    hidden_territories: Set[int]
    hidden_kinds: Set[int]
    answers: Mapping[Place, Given] | None

    def is_closed(self, policy: Policy) -> bool:
        """Whether sums of rows and columns, and the bounds they set, leave open what is of few people."""
        places = sorted(self.sizes)
        ends = {place: self._ends(place) for place in places}
        if weak_cuts([(*ends[place], self._weight(place, policy)) for place in places], policy.min_cell):
            return False
        network = Network([Bound(row[1], column[1], self.sizes[place]) for place, (row, column) in ends.items()])
        narrow = (n for n, place in enumerate(places) if policy.hides(self.sizes[place]))
        if not all(network.is_open(number, policy.width) for number in narrow):
            return False
        return self.answers is None or self._are_open(self.answers, policy)

    def _ends(self, place: Place) -> tuple[tuple[str, int], tuple[str, int]]:
        row, column = place
        return (
            ("row", _OTHERS if row in self.hidden_territories else row),
            ("column", _OTHERS if column in self.hidden_kinds else column),
        )

    def _weight(self, place: Place, policy: Policy) -> int:
        """People whom a cell binds; one whose people agree must not be computed alone."""
        size, given = self.sizes[place], None if self.answers is None else self.answers.get(place)
        if given is None or size >= policy.unanimous_below or not given.is_unanimous(policy.insiders):
            return size
        return min(size, policy.min_cell - 1)

    def _are_open(self, answers: Mapping[Place, Given], policy: Policy) -> bool:
        small = (one for one in answers.values() if 0 < one.base < policy.unanimous_below)
        if not any(one.is_unanimous(policy.insiders) for one in small):
            return True  # what is not so cannot be certain
        pools: dict[tuple[str, int], list[Place]] = {}
        for place in sorted(self.sizes):
            for end in self._ends(place):
                pools.setdefault(end, []).append(place)
        return certain_cell(answers, pools) is None


@lru_cache(maxsize=64)
def _basis(rows: bytes, count: int) -> Rows:
    """Of everything that follows from some rows; most questions were answered by the same people."""
    _, weights, basis = np.linalg.svd(np.frombuffer(rows).reshape(count, -1), full_matrices=False)
    return np.asarray(basis[weights > _LITTLE], np.float64)
