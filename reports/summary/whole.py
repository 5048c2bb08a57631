"""Figures of a selection as a whole: each of them through the protection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from reports.protection.answers import Spread, Tally, protect_answers
from reports.protection.cells import Cell, Hidden, Reason, hidden
from reports.protection.groups import Protection, Row
from reports.protection.policy import Policy
from reports.statistics.codes import Base, Numbers
from reports.statistics.distributions import Distribution, describe
from reports.summary import model
from reports.summary.patterns import Patterns, few

T = TypeVar("T")
_ALL = ""
LEAST_FOR_ENDS = 50
"""Of fewer people the least and the greatest value would be told of a single one."""


class Whole:
    """Shows figures of everybody in the selection."""

    def __init__(self, why: Hidden | None, size: int, policy: Policy, withheld: frozenset[str] = frozenset()) -> None:
        """`withheld` are keys of questions and scales that may not be told."""
        self._pattern = Protection((Row((_ALL,), size, why),), policy, why)
        self._withheld = withheld

    def about(self, key: str) -> Whole:
        """For figures of one question or scale."""
        if key not in self._withheld:
            return self
        why = self._pattern.why_no_total or hidden(Reason.WITHHELD, self.min_cell)
        return Whole(why, self._pattern.rows[0].size, self.policy, self._withheld)

    def without(self, keys: frozenset[str]) -> Whole:
        """The same with some more keys withheld."""
        [row] = self._pattern.rows
        return Whole(self._pattern.why_no_total, row.size, self.policy, self._withheld | keys)

    def of_size(self, size: int) -> Whole:
        """The same rules for another number of people."""
        policy = self._pattern.policy
        return Whole(self._pattern.why_no_total or few(size, policy), size, policy, self._withheld)

    @property
    def policy(self) -> Policy:
        """The rules."""
        return self._pattern.policy

    @property
    def min_cell(self) -> int:
        """The smallest group that is shown."""
        return self._pattern.policy.min_cell

    def size(self) -> Cell[int]:
        """How many there are."""
        return self._pattern.size(self._pattern.rows[0])

    def of(self, value: T) -> Cell[T]:
        """A figure that depends on no single question."""
        return self._pattern.total_cell(value)

    def options(self, counts: Sequence[int], base: int, value: T) -> Cell[T]:
        """A figure made of how many took each option; `base` answered."""
        return self.of_options(counts, base)(value)

    def values(self, given: Spread | Tally, value: T) -> Cell[T]:
        """A figure made of numbers that lie between these bounds, or of marks given so often."""
        return self.of_values(given)(value)

    def of_options(self, counts: Sequence[int], base: int) -> Shows:
        """What shows several such figures."""
        return self._narrowed(Tally(tuple(counts), base))

    def of_values(self, given: Spread | Tally) -> Shows:
        """Likewise."""
        return self._narrowed(given)

    def _narrowed(self, answers: Tally | Spread) -> Shows:
        narrowed = protect_answers(self._pattern, {_ALL: answers})  # type: ignore[type-var]
        return Shows(narrowed)


class Shows:
    """Shows figures made of the same answers."""

    def __init__(self, pattern: Protection[str]) -> None:
        self._pattern = pattern

    def __call__(self, value: T) -> Cell[T]:
        return self._pattern.cell(self._pattern.rows[0], value)


def whole_of(patterns: Patterns, size: int, withheld: frozenset[str] = frozenset()) -> Whole:
    """For the rules of these patterns."""
    return Whole(patterns.total, size, patterns.policy, withheld)


def bounds(values: Numbers) -> Spread:
    """Between which bounds numbers lie; NaN are not there."""
    known = values[~np.isnan(values)]
    return Spread(known.size, float(known.min()), float(known.max())) if known.size else Spread(0, 0.0, 0.0)


def spread_cell(whole: Whole, values: Numbers, given: Spread | Tally | None = None) -> Cell[model.Spread]:
    """How numbers lie. `given` is what to judge by, if not the bounds of the numbers."""
    found = describe(values)
    if found is None:
        return whole.values(Spread(0, 0.0, 0.0), model.Spread(0, 0.0, 0.0, None, 0.0, 0.0))
    return whole.values(given or Spread(found.n, found.lowest, found.highest), _spread(found))


def bases(base: Base) -> model.Bases:
    """The four bases."""
    return model.Bases(base.asked, base.answered, base.not_mine, base.skipped)


def _spread(found: Distribution) -> model.Spread:
    has_ends = found.n >= LEAST_FOR_ENDS
    return model.Spread(
        found.n,
        found.mean,
        found.median,
        found.sd,
        found.lower_quartile,
        found.upper_quartile,
        found.lowest if has_ends else None,
        found.highest if has_ends else None,
    )
