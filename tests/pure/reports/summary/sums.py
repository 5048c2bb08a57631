"""Sums over cells that are known, and what follows of others: whole-number programs, quick enough for many aims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Marks = NDArray[np.bool_]
Row = tuple[NDArray[np.int64], float, float]
"""How often each cell counts, and between which bounds the sum lies."""
LOOKS = 12
INFEASIBLE = 2
MANY = 1000
"""More than anybody takes for possible."""
ROUGH = 0.5
"""The best is not wanted, only something far off."""
LONG = 60.0
"""Seconds: what is not found by then is a fault of the test."""


class Sums:
    """Numbers of people by cell, of which some sums are known. Cells that no row and no aim tells apart are one."""

    def __init__(self, rows: Sequence[Row], shape: tuple[int, ...]) -> None:
        self._shape = shape
        impossible = [row.ravel() > 0 for row, _, most in rows if not most]
        alive = ~np.any(impossible, axis=0) if impossible else np.ones(int(np.prod(shape)), np.bool_)
        self._alive = np.flatnonzero(alive)
        kept = {(row.ravel()[alive].astype(np.int16).tobytes(), least, most) for row, least, most in rows}
        told = [(row, least, most) for row, least, most in sorted(kept) if np.frombuffer(row, np.int16).any()]
        self._matrix = np.array([np.frombuffer(row, np.int16) for row, _, _ in told]).reshape(-1, self._alive.size)
        self._least = np.array([least for _, least, _ in told], float)
        self._most = np.array([most for _, _, most in told], float)
        luck = np.random.default_rng(0)
        marks = luck.integers(-(2**40), 2**40, len(told))
        self._class = marks @ self._matrix.astype(np.int64)
        self.others: list[NDArray[np.int64]] = []
        """Numbers by cell, of which all that is known would be as true; one cell of a class has all its people."""

    @property
    def is_possible(self) -> Marks:
        """By cell, whether anybody may be there."""
        found = np.zeros(int(np.prod(self._shape)), np.bool_)
        found[self._alive] = True
        return found.reshape(self._shape)

    def look(self) -> None:
        """Find some of `others` by luck."""
        luck = np.random.default_rng(1)
        for _ in range(LOOKS):
            self._find(luck.integers(-4, 5, self._shape), None)

    def is_certain(self, aim: NDArray[np.int64], wanted: int) -> bool:
        """Whether the sum over what is aimed at can be no other."""
        if any(int((one * aim).sum()) != wanted for one in self.others):
            return False
        return not any(self._find(aim, bounds) for bounds in self._beside(wanted))

    @staticmethod
    def _beside(wanted: int) -> Iterator[tuple[float, float]]:
        yield wanted + 1, np.inf
        if wanted:
            yield -np.inf, wanted - 1

    def _find(self, aim: NDArray[np.int64], bounds: tuple[float, float] | None) -> bool:
        """Whether there is a solution with a sum in these bounds, or else any; it is kept."""
        inside = aim.ravel()[self._alive].astype(np.int64)
        _, firsts = np.unique(self._class * 16 + inside, return_index=True)
        matrix, least, most = self._matrix[:, firsts], self._least, self._most
        if bounds is not None:
            matrix = np.vstack([matrix, inside[firsts]])
            least, most = np.append(least, bounds[0]), np.append(most, bounds[1])
        found = milp(
            np.zeros(firsts.size) if bounds is not None else inside[firsts],
            integrality=np.ones(firsts.size),
            bounds=Bounds(0, MANY),
            constraints=[LinearConstraint(csr_array(matrix.astype(float)), least, most)],
            options={"time_limit": LONG, "mip_rel_gap": ROUGH},
        )
        if found.x is None:
            assert found.status == INFEASIBLE, found.message
            return False
        cells = np.zeros(int(np.prod(self._shape)), np.int64)
        cells[self._alive[firsts]] = np.round(found.x).astype(np.int64)
        self.others.append(cells.reshape(self._shape))
        return True
