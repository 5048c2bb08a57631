"""Two waves of a survey side by side: of whoever answered, or of the same people found again by their code."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import Numbers
from reports.statistics.crosstabs import associate
from reports.statistics.shares import Share
from reports.statistics.wording import LEAST_PEOPLE, has_enough_points


@dataclass(frozen=True, slots=True)
class Change:
    """From one wave to the next. Numbers keep their units; shares are in points, 0–100."""

    n_before: int
    n_after: int
    """The same as before where people were matched: the pairs."""
    before: float
    after: float
    low: float | None
    """Ends of the interval of the change; None where it cannot be said (one person, or all alike)."""
    high: float | None
    p: float | None

    @property
    def change(self) -> float:
        """Later less earlier."""
        return self.after - self.before

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves out «no change»."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    @property
    def may_be_called(self) -> bool:
        """Whether it may be called a rise or a fall: thirty people on both sides, five points, and certain."""
        is_large = has_enough_points(self.change)
        return min(self.n_before, self.n_after) >= LEAST_PEOPLE and is_large and self.is_certain


@dataclass(frozen=True, eq=False, slots=True)
class Pairs:
    """Where the same people stand in both waves."""

    before: NDArray[np.intp]
    """Rows of the first wave, shape (pairs,)."""
    after: NDArray[np.intp]
    """Rows of the second wave, of the same people in the same order."""
    unmatched_before: int
    unmatched_after: int
    """Without a code, or not in the other wave, or with a code that occurs more than once in one of them."""


def compare_means(before: Numbers, after: Numbers, confidence: float = 0.95) -> Change | None:
    """Change of a mean between independent waves, with Welch's interval; None where a wave is empty."""
    first, second = _known(before), _known(after)
    if not first.size or not second.size:
        return None
    means = float(first.mean()), float(second.mean())
    if min(first.size, second.size) < 2:
        return Change(first.size, second.size, *means, None, None, None)
    errors = np.array([first.var(ddof=1) / first.size, second.var(ddof=1) / second.size])
    freedoms = np.array([first.size - 1, second.size - 1])
    error = math.sqrt(float(errors.sum()))
    if error <= _rounding(*means):
        return Change(first.size, second.size, *means, None, None, None)
    freedom = float(errors.sum() ** 2 / (errors**2 / freedoms).sum())
    return Change(first.size, second.size, *means, *_t_interval(means[1] - means[0], error, freedom, confidence))


def compare_shares(before: Share | None, after: Share | None) -> Change | None:
    """Change of a share between independent waves, in points; None where a wave is empty. The interval is Newcombe's
    (1998, method 10), made of the Wilson intervals the shares carry; p is that of the fourfold table."""
    if before is None or after is None:
        return None
    p1, p2 = before.share, after.share
    down = math.hypot(p2 - after.low, before.high - p1)
    up = math.hypot(after.high - p2, p1 - before.low)
    table = np.array([[one.count, one.of - one.count] for one in (before, after)], dtype=np.int64)
    found = associate(table)
    low, high = 100 * (p2 - p1 - down), 100 * (p2 - p1 + up)
    return Change(before.of, after.of, before.percent, after.percent, low, high, found.p if found else None)


def match(before: NDArray[np.generic], after: NDArray[np.generic]) -> Pairs:
    """Find people again by code: (people,) of either wave, whole numbers or strings. Negative and empty codes are
    nobody's; a code that occurs twice in a wave cannot be told apart and is left out."""
    first, rows_first = _single(before)
    second, rows_second = _single(after)
    _, at_first, at_second = np.intersect1d(first, second, assume_unique=True, return_indices=True)
    pairs = at_first.size
    return Pairs(rows_first[at_first], rows_second[at_second], before.size - pairs, after.size - pairs)


def compare_matched(before: Numbers, after: Numbers, confidence: float = 0.95) -> Change | None:
    """Change of a mean of the same people: (pairs,) in the same order, NaN on either side leaves a pair out.

    The interval is that of the paired t; None where no pair is left."""
    is_whole = np.isfinite(before) & np.isfinite(after)
    first, second = before[is_whole].astype(np.float64), after[is_whole].astype(np.float64)
    n = first.size
    if not n:
        return None
    means = float(first.mean()), float(second.mean())
    error = float((second - first).std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    if error <= _rounding(*means):
        return Change(n, n, *means, None, None, None)
    return Change(n, n, *means, *_t_interval(means[1] - means[0], error, n - 1, confidence))


def _known(values: Numbers) -> Numbers:
    return values[np.isfinite(values)].astype(np.float64)


def _rounding(*means: float) -> float:
    """An error up to this is nothing but rounding."""
    return 1e-10 * max(1.0, *(abs(mean) for mean in means))


def _t_interval(change: float, error: float, freedom: float, confidence: float) -> tuple[float, float, float]:
    from scipy.special import stdtr, stdtrit

    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return change - reach, change + reach, min(1.0, float(2 * stdtr(freedom, -abs(change / error))))


def _single(codes: NDArray[np.generic]) -> tuple[NDArray[np.generic], NDArray[np.intp]]:
    """Codes that occur once, sorted, and their rows."""
    is_code = codes != "" if codes.dtype.kind in "UTO" else codes >= 0  # type: ignore[operator]
    rows = np.flatnonzero(is_code)
    found, first, counts = np.unique(codes[rows], return_index=True, return_counts=True)
    return found[counts == 1], rows[first[counts == 1]]
