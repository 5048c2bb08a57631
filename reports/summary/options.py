"""Whether a question by several answers may be told: the tables of all options know of each other.

Everybody chose one option at least and nobody more than may be chosen. So the tables are one: its rows are the
options and, at the end, the choices that were left unused, and of each answer the sum is known, which is as often as
so many people may choose. What is hidden of the options has to stay open in this table too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reports.protection.bonds import weak_cuts
from reports.protection.cells import Cell, Reason
from reports.protection.policy import Policy
from reports.protection.shifts import Bound, Network

Counts = NDArray[np.int64]
Read = tuple[int, int]
"""Between which bounds a reader sees a count."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """How many of each answer chose each option, and what a reader sees of it: options × answers."""

    counts: Counts
    sizes: Counts
    """People by answer."""
    most: int
    """Options that somebody chose, at most."""
    least: Counts
    greatest: Counts

    @cached_property
    def is_whole(self) -> NDArray[np.bool_]:
        """By answer, whether all is told."""
        return np.asarray((self.least == self.greatest).all(axis=0))

    @cached_property
    def more(self) -> Counts:
        """By answer, how often people chose one option more."""
        return np.asarray(self.counts.sum(axis=0) - self.sizes)

    @cached_property
    def unused(self) -> Counts:
        """By answer, how often people might have chosen one more."""
        return np.asarray(self.most * self.sizes - self.counts.sum(axis=0))


def do_stay_apart(chosen: Chosen, policy: Policy) -> bool:
    """Whether all tables together tell nothing that each by itself does not."""
    lines = [
        np.array([*line[chosen.is_whole], line[~chosen.is_whole].sum()]) for line in (chosen.more, chosen.unused)
    ]
    if any(tells(line, policy) or ((line > 0) & (line < policy.min_cell)).any() for line in lines):
        return False
    cells = list(_hidden(chosen))
    edges = [(("row", _vertex(chosen, c, policy)), ("column", c.column), c.value) for c in cells]
    if weak_cuts(edges, policy.min_cell):
        return False
    network = Network(cells)
    return all(network.is_open(place, policy.width) for place in _small(chosen, cells, policy))


def tells(line: Counts, policy: Policy) -> bool:
    """Whether people told of together are a few, or so few that nobody may know them to agree."""
    size = int(line.sum())
    return policy.hides(size) or (0 < size < policy.unanimous_below and int(line.max()) == size)


def bounds_of(cells: Sequence[Sequence[Cell[int]]], sizes: Counts, policy: Policy) -> tuple[Counts, Counts]:
    """What a reader sees of one option by answer: `cells` are those of who chose it and of all others."""
    does_tell = any(_is(cell, Reason.SMALL) for row in cells for cell in row)
    least, greatest = [], []
    for one, other, size in zip(*cells, sizes.tolist(), strict=True):
        (low, high), (less, more) = (_read(cell, size, policy, does_tell=does_tell) for cell in (one, other))
        least.append(max(low, size - more))
        greatest.append(min(high, size - less))
    return np.array(least, np.int64), np.array(greatest, np.int64)


def _read(cell: Cell[int], size: int, policy: Policy, *, does_tell: bool) -> Read:
    if (count := cell.known()) is not None:
        return count, count
    if _is(cell, Reason.NOBODY):
        return 0, 0
    if not does_tell:
        return 1, size
    return (1, policy.min_cell - 1) if _is(cell, Reason.SMALL) else (policy.min_cell, size)


def _is(cell: Cell[int], reason: Reason) -> bool:
    return getattr(cell, "reason", None) is reason


def _hidden(chosen: Chosen) -> Iterator[Bound[int]]:
    for place in np.flatnonzero(~chosen.is_whole).tolist():
        for option in np.flatnonzero(chosen.least[:, place] < chosen.greatest[:, place]).tolist():
            bounds = (int(of[option, place]) for of in (chosen.counts, chosen.least, chosen.greatest))
            yield Bound(option, place, *bounds)
        most = int((chosen.most - 1) * chosen.sizes[place])
        yield Bound(_UNUSED, place, int(chosen.unused[place]), 0, most)


_UNUSED = -1


def _vertex(chosen: Chosen, cell: Bound[int], policy: Policy) -> int:
    """The row of a cell. How many chose a rare option is told beside, so its sum is no computation with others."""
    is_rare = cell.row != _UNUSED and policy.hides(int(chosen.counts[cell.row].sum()))
    return _UNUSED if is_rare else cell.row


def _small(chosen: Chosen, cells: Sequence[Bound[int]], policy: Policy) -> Iterator[int]:
    """Cells of few people: of those who chose an option or did not, who chose more than one or left a choice."""
    for place, cell in enumerate(cells):
        whole = int(chosen.sizes[cell.column]) * (chosen.most - 1 if cell.row == _UNUSED else 1)
        if policy.hides(cell.value) or policy.hides(whole - cell.value):
            yield place
