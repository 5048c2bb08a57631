"""The search for the cells of a two-way table that have to be hidden, and for what may be said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from reports.protection.bonds import weak_cuts
from reports.protection.cells import Hidden, Reason, hidden
from reports.protection.groups import Protection
from reports.protection.policy import Policy
from reports.protection.shifts import ENDLESS, Bound, Network

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
Place = tuple[int, int]
Vertex = tuple[str, int]
_OTHERS = -1
"""Stands for all hidden rows (columns) together: of them only the sum is known."""


class Search(Generic[R, C]):
    """Hides more and more cells of one table."""

    def __init__(
        self, rows: Protection[R], columns: Protection[C], sizes: Mapping[Place, int], held: Iterable[Place] = ()
    ) -> None:
        """`held` are cells that are to be hidden whatever their size."""
        self._policy: Policy = rows.policy
        self._rows = [place if row.why_hidden is None else _OTHERS for place, row in enumerate(rows.rows)]
        self._columns = [place if one.why_hidden is None else _OTHERS for place, one in enumerate(columns.rows)]
        self._sizes = sizes
        self._outside = {p for p in sizes if self._rows[p[0]] == _OTHERS or self._columns[p[1]] == _OTHERS}
        self._small = {place for place, size in sizes.items() if self._policy.hides(size)}
        self._held = {place for place in held if sizes[place]} - self._small
        self._hidden = self._outside | self._small | set(held)
        # Smallest first; those in the same row or column are looked up for every repair.
        self._free: dict[Vertex, list[Place]] = defaultdict(list)
        for place in sorted((p for p in sizes if sizes[p] and p not in self._hidden), key=lambda p: sizes[p]):
            self._free["row", place[0]].append(place)
            self._free["column", place[1]].append(place)
        self._open: set[Place] = set()
        self._is_told = False

    def hide_until_safe(self) -> bool:
        """Hide more and more; False when even a table without cells would tell too much."""
        while True:
            found = self._unbound() or [self._across(side) for side in self._weak_sides()]
            if not found:
                narrow = self._narrow()
                if not narrow:
                    self._is_told = self._may_tell()
                    return True
                found = [self._beside(place) for place in narrow]
            if None in found:
                self._hidden = set(self._sizes)
                return False
            for place in {place for place in found if place is not None}:
                self._hide(place)

    def loosen(self, do_agree: Callable[[Iterable[Place]], bool]) -> bool:
        """Hide one more cell of a row or column whose hidden cells agree; False when there is none to hide."""
        for vertex, places in self.pools().items():
            if self._free.get(vertex) and do_agree(places):
                self._hide(self._free[vertex][0])
                return True
        return False

    def cover(self, place: Place) -> bool:
        """Hide one more cell for the sake of a hidden one; False when there is none."""
        found = self._beside(place)
        if found is not None:
            self._hide(found)
        return found is not None

    def pools(self) -> dict[Vertex, list[Place]]:
        """Hidden cells by the rows and columns of which a sum is known."""
        pools: dict[Vertex, list[Place]] = defaultdict(list)
        for place in sorted(self._hidden):
            for vertex in self._ends(place):
                pools[vertex].append(place)
        return pools

    def reasons(self) -> Iterator[tuple[Place, Hidden]]:
        """Every hidden cell with what is said of it."""
        for place in self._hidden:
            is_small = self._is_told and place not in self._outside and self._policy.hides(self._sizes[place])
            yield place, hidden(Reason.SMALL if is_small else Reason.WITHHELD, self._policy.min_cell)

    def _hide(self, place: Place) -> None:
        self._hidden.add(place)
        self._free["row", place[0]].remove(place)
        self._free["column", place[1]].remove(place)

    def _unbound(self) -> list[Place | None]:
        """For every row and column that hides fewer than k people, its smallest cell still shown.

        The same as the search for weak sides does, one vertex at a time: much quicker where much is hidden.
        """
        bound: dict[Vertex, int] = defaultdict(int)
        for place in self._hidden:
            for vertex in self._ends(place):
                bound[vertex] += self._weight(place)
        loose = (vertex for vertex, size in bound.items() if self._policy.hides(size))
        return [self._free[vertex][0] for vertex in loose if self._free.get(vertex)]

    def _weak_sides(self) -> list[set[Vertex]]:
        edges = [(*self._ends(place), self._weight(place)) for place in sorted(self._hidden)]
        return weak_cuts(edges, self._policy.min_cell)

    def _weight(self, place: Place) -> int:
        """People whom a cell binds; one held for its answers must not be computed alone, however large it is."""
        size = self._sizes[place]
        return min(size, self._policy.min_cell - 1) if place in self._held else size

    def _ends(self, place: Place) -> tuple[Vertex, Vertex]:
        return ("row", self._rows[place[0]]), ("column", self._columns[place[1]])

    def _across(self, side: set[Vertex]) -> Place | None:
        """The smallest cell still shown that would bind these rows and columns to the others; of equals the first."""
        candidates = (
            place
            for vertex in side
            for place in self._free.get(vertex, ())
            if (("row", place[0]) in side) != (("column", place[1]) in side)
        )
        return min(candidates, key=lambda place: (self._sizes[place], place), default=None)

    def _beside(self, narrow: Place) -> Place | None:
        """The smallest cell still shown in the row or column of another, or else anywhere."""
        near = (*self._free["row", narrow[0]][:1], *self._free["column", narrow[1]][:1])
        anywhere = (places[0] for places in self._free.values() if places)
        return min(near or anywhere, key=lambda place: self._sizes[place], default=None)

    def _narrow(self) -> list[Place]:
        """Small cells whose size the sums leave too little open, at most one of a row."""
        found: dict[int, Place] = {}
        for place, is_open in self._looked_at(is_told=False):
            if is_open:
                self._open.add(place)  # and stays open: what is hidden later only adds to what is possible
            else:
                found.setdefault(place[0], place)
        return list(found.values())

    def _may_tell(self) -> bool:
        """Whether readers may know which cells are small and which are hidden for the sake of others."""
        return all(is_open for _, is_open in self._looked_at(is_told=True))

    def _looked_at(self, *, is_told: bool) -> Iterator[tuple[Place, bool]]:
        places = sorted(self._hidden)
        network = Network([self._bound(place, is_told=is_told) for place in places])
        for number, place in enumerate(places):
            is_small = place not in self._outside and self._policy.hides(self._sizes[place])
            if is_small and (is_told or place not in self._open):
                yield place, network.is_open(number, self._policy.width)

    def _bound(self, place: Place, *, is_told: bool) -> Bound[int]:
        size, (row, column) = self._sizes[place], (self._rows[place[0]], self._columns[place[1]])
        if place in self._outside:
            return Bound(row, column, size)
        if not is_told:
            return Bound(row, column, size, 1)
        k = self._policy.min_cell
        return Bound(row, column, size, 1, k - 1) if size < k else Bound(row, column, size, k, ENDLESS)
