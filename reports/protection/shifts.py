"""How far the hidden cells of a two-way table could be from what they are, with every printed sum staying true.

The sums bind the cells as a network binds flows: to raise a cell by one is to lower another of its row, to raise
one in that one's column, and so on back to where it began. The greatest such flow gives the exact bounds, in whole
numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)

ENDLESS = 10**9


@dataclass(slots=True)
class Bound(Generic[V]):
    """A hidden cell between two known sums, and what readers know of it beforehand."""

    row: V
    column: V
    value: int
    least: int = 0
    greatest: int = ENDLESS


@dataclass(slots=True)
class Network(Generic[V]):
    """The hidden cells of one table."""

    cells: list[Bound[V]]
    _of_row: dict[V, list[int]] = field(default_factory=dict)
    _of_column: dict[V, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, cell in enumerate(self.cells):
            self._of_row.setdefault(cell.row, []).append(place)
            self._of_column.setdefault(cell.column, []).append(place)

    def is_open(self, place: int, width: int) -> bool:
        """Whether the greatest and the least possible value of a cell are at least `width` apart."""
        cell = self.cells[place]
        up = self._flow(place, +1, min(width, cell.greatest - cell.value))
        return up >= width or up + self._flow(place, -1, min(width - up, cell.value - cell.least)) >= width

    def _flow(self, place: int, direction: int, wanted: int) -> int:
        """How far a cell can be moved in a direction, at most `wanted`."""
        moved: dict[int, int] = {}
        flow = 0
        while flow < wanted:
            path = self._path(place, direction, moved)
            if path is None:
                break
            step = min(wanted - flow, *(self._room(one, sign, moved) for one, sign in path))
            for one, sign in path:
                moved[one] = moved.get(one, 0) + sign * step
            flow += step
        return flow

    def _path(self, place: int, direction: int, moved: dict[int, int]) -> list[tuple[int, int]] | None:
        """Cells to move, with the sign of each, that make up for a step of one cell.

        Depth first: where much is hidden a way is found after a few steps, without looking at the whole table.
        """
        start, goal = ("row", self.cells[place].row), ("column", self.cells[place].column)
        seen, path = {start}, list[tuple[int, int]]()
        stack = [self._moves(start, place, direction, moved)]
        while stack:
            for one, sign, there in stack[-1]:
                if there in seen:
                    continue
                seen.add(there)
                path.append((one, sign))
                if there == goal:
                    return path
                stack.append(self._moves(there, place, direction, moved))
                break
            else:
                stack.pop()
                if path:
                    path.pop()
        return None

    def _moves(
        self, here: tuple[str, V], place: int, direction: int, moved: dict[int, int]
    ) -> Iterator[tuple[int, int, tuple[str, V]]]:
        """Cells of a row or column that can take the next step, with its sign and where it leads."""
        is_row = here[0] == "row"
        sign = -direction if is_row else direction
        for one in (self._of_row if is_row else self._of_column)[here[1]]:
            cell = self.cells[one]
            if one != place and self._room(one, sign, moved) > 0:
                yield one, sign, ("column", cell.column) if is_row else ("row", cell.row)

    def _room(self, place: int, sign: int, moved: dict[int, int]) -> int:
        cell = self.cells[place]
        value = cell.value + moved.get(place, 0)
        return cell.greatest - value if sign > 0 else value - cell.least
