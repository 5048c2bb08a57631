"""What groups answered, counted in one walk over the answers, and added up for groups of groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import Spread, Tally, tallies
from reports.statistics.codes import Codes, Marks, Numbers

Given = Tally | Spread
Groups = NDArray[np.int32]
"""The group of each respondent, from 0."""
Counts = NDArray[np.int64] | NDArray[np.float64]
"""Groups × whatever is counted."""


class Answers(Protocol):
    """The answers to one question, or the values of one scale."""

    def count(self, groups: Groups, size: int) -> Counts:
        """What each of so many groups answered."""

    def added(self, counts: Counts, group: NDArray[np.intp], size: int) -> Counts:
        """The same for groups of groups: `group` is where each belongs."""

    def bases(self, counts: Counts) -> NDArray[np.int64]:
        """How many of each group answered."""

    def told(self, counts: Counts) -> list[Given]:
        """As protection judges it."""


class _Added:
    """Counts of groups add up."""

    def added(self, counts: Counts, group: NDArray[np.intp], size: int) -> Counts:
        """See `Answers.added`."""
        found: NDArray[np.int64] = np.zeros((size, counts.shape[1]), np.int64)
        np.add.at(found, group, counts)
        return found


@dataclass(frozen=True, eq=False)
class Taken(_Added):
    """A question where one option is taken."""

    codes: Codes
    options: int
    is_told: Marks | None = None
    """By option: who took another did not answer, as with «не моя задача»."""
    alike: NDArray[np.intp] | None = None
    """By option told, the number of what it says: whoever took one of those alike agrees."""

    def count(self, groups: Groups, size: int) -> Counts:
        """See `Answers.count`."""
        width = self.options + 2  # whoever was not asked or passed it over stands first
        cell = groups * np.int32(width)
        cell += self.codes
        cell += 2
        return np.bincount(cell, minlength=size * width).reshape(size, width).astype(np.int64, copy=False)

    def bases(self, counts: Counts) -> NDArray[np.int64]:
        """See `Answers.bases`."""
        found: NDArray[np.int64] = self._mine(counts).sum(axis=1)
        return found

    def told(self, counts: Counts) -> list[Given]:
        """See `Answers.told`."""
        mine = self._mine(counts)
        told = mine if self.alike is None else added_alike(mine, self.alike)
        return list(tallies(told.tolist(), mine.sum(axis=1).tolist()))

    def _mine(self, counts: Counts) -> NDArray[Any]:
        return counts[:, 2:] if self.is_told is None else counts[:, 2:][:, self.is_told]


def added_alike(counts: NDArray[np.int64], alike: NDArray[np.intp]) -> NDArray[np.int64]:
    """Groups × options into groups × what they say."""
    found = np.zeros((counts.shape[0], int(alike.max(initial=0)) + 1), np.int64)
    for place, number in enumerate(alike.tolist()):
        found[:, number] += counts[:, place]
    return found


@dataclass(frozen=True, eq=False)
class Ticked(_Added):
    """A question where several are; the number of those who answered stands first."""

    codes: Codes
    ticks: NDArray[np.uint8]

    def count(self, groups: Groups, size: int) -> Counts:
        """See `Answers.count`."""
        rows = np.flatnonzero(self.codes >= 0)
        mine = groups[rows]
        ticked = (np.bincount(mine[self.ticks[rows, n] > 0], minlength=size) for n in range(self.ticks.shape[1]))
        return np.stack([np.bincount(mine, minlength=size), *ticked], axis=1).astype(np.int64, copy=False)

    def bases(self, counts: Counts) -> NDArray[np.int64]:
        """See `Answers.bases`."""
        return counts[:, 0].astype(np.int64)

    def told(self, counts: Counts) -> list[Given]:
        """See `Answers.told`."""
        return [Tally(tuple(each), base) for base, *each in counts.tolist()]


@dataclass(frozen=True, eq=False)
class Said(_Added):
    """A question answered in own words: only how many said anything."""

    codes: Codes

    def count(self, groups: Groups, size: int) -> Counts:
        """See `Answers.count`."""
        return np.bincount(groups[self.codes >= 0], minlength=size)[:, None].astype(np.int64, copy=False)

    def bases(self, counts: Counts) -> NDArray[np.int64]:
        """See `Answers.bases`."""
        return counts[:, 0].astype(np.int64)

    def told(self, counts: Counts) -> list[Given]:
        """See `Answers.told`."""
        return [Tally((), base) for [base] in counts.tolist()]


@dataclass(frozen=True, eq=False)
class Spreads:
    """Indices and numbers, NaN where there are none: how many, the least, the greatest."""

    values: Numbers

    def count(self, groups: Groups, size: int) -> Counts:
        """See `Answers.count`."""
        rows = np.flatnonzero(~np.isnan(self.values))
        place, values = groups[rows], self.values[rows]
        found = _no_spreads(size)
        found[:, 0] = np.bincount(place, minlength=size)
        np.minimum.at(found[:, 1], place, values)
        np.maximum.at(found[:, 2], place, values)
        return found

    def added(self, counts: Counts, group: NDArray[np.intp], size: int) -> Counts:
        """See `Answers.added`."""
        found = _no_spreads(size)
        np.add.at(found[:, 0], group, counts[:, 0])
        np.minimum.at(found[:, 1], group, counts[:, 1])
        np.maximum.at(found[:, 2], group, counts[:, 2])
        return found

    def bases(self, counts: Counts) -> NDArray[np.int64]:
        """See `Answers.bases`."""
        return counts[:, 0].astype(np.int64)

    def told(self, counts: Counts) -> list[Given]:
        """See `Answers.told`."""
        return [Spread(int(n), low, high) if n else Spread(0, 0.0, 0.0) for n, low, high in counts.tolist()]


def _no_spreads(size: int) -> NDArray[np.float64]:
    return np.tile(np.array([0.0, np.inf, -np.inf]), (size, 1))
