"""Numbers of several groups: whether they differ more than chance explains, and by how much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import Codes, Numbers
from reports.statistics.effects import Strength, strength_of_explained, strength_of_g

LEAST_FOR_MEANS = 10
"""With a smaller group ranks are compared instead of means."""
_SEED = 1_952
_SHUFFLES = 9_999
_FEW = 40
"""Up to so many people ranks are shuffled; the chi-square distribution is trusted beyond."""


class GroupTest(StrEnum):
    """How groups were compared."""

    WELCH = "welch"
    """Means of two groups, spreads unequal (Welch 1947)."""
    WELCH_ANOVA = "welch_anova"
    """Means of three and more (Welch 1951)."""
    RANKS = "ranks"
    """Kruskal and Wallis 1952, with ties; of two groups it is Mann and Whitney's test."""


class Effect(StrEnum):
    """What an effect size is."""

    G = "hedges_g"
    """First mean less the second, in pooled standard deviations, corrected for small samples (Hedges 1981)."""
    ETA = "eta_squared"
    """Share of variance that groups explain, 0–1."""
    EPSILON = "epsilon_squared"
    """The same of ranks: H/(n − 1)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Groups compared over `n` people with a value and a group."""

    n: int
    groups: int
    """Groups in which anybody is."""
    test: GroupTest
    statistic: float
    p: float
    effect: Effect
    size: float
    strength: Strength


@dataclass(frozen=True, slots=True)
class _Moments:
    """Of each group, shape (groups,)."""

    n: NDArray[np.intp]
    mean: Numbers
    squares: Numbers
    """Sum of squared distances from the group's mean."""

    @property
    def variance(self) -> Numbers:
        return np.asarray(self.squares / (self.n - 1), dtype=np.float64)


def compare_groups(values: Numbers, groups: Codes) -> Difference | None:
    """Difference of a number between groups; both arrays are (people,), a negative code means no group.

    Means are compared where every group has ten values that differ, ranks otherwise. None with fewer than two groups;
    where all values are the same there is no difference: p is 1."""
    known = np.isfinite(values) & (groups >= 0)
    numbers, (_, of) = values[known].astype(np.float64), np.unique(groups[known], return_inverse=True)
    if not of.size or int(of.max()) < 1:
        return None
    moments = _moments(numbers, of)
    has_spread = bool((moments.squares > _rounding(numbers)).all())
    if not has_spread or int(moments.n.min()) < LEAST_FOR_MEANS:
        return _by_ranks(numbers, of)
    return _welch(moments) if moments.n.size == 2 else _welch_anova(moments)


def _moments(values: Numbers, of: NDArray[np.intp]) -> _Moments:
    n = np.bincount(of)
    mean = np.bincount(of, values) / n
    return _Moments(n, mean, np.bincount(of, np.square(values - mean[of])).astype(np.float64))


def _rounding(values: Numbers) -> float:
    """Sums of squares up to this are nothing but rounding."""
    return 1e-20 * max(1.0, float(np.abs(values).max()) ** 2) * values.size


def _welch(groups: _Moments) -> Difference:
    from scipy.special import stdtr

    errors = groups.variance / groups.n
    t = float((groups.mean[0] - groups.mean[1]) / math.sqrt(errors.sum()))
    freedom = float(errors.sum() ** 2 / (errors**2 / (groups.n - 1)).sum())
    g = _hedges(groups)
    p = min(1.0, float(2 * stdtr(freedom, -abs(t))))
    return Difference(int(groups.n.sum()), 2, GroupTest.WELCH, t, p, Effect.G, g, strength_of_g(g))


def _hedges(groups: _Moments) -> float:
    freedom = int(groups.n.sum()) - 2
    spread = math.sqrt(float(groups.squares.sum()) / freedom)
    return float(groups.mean[0] - groups.mean[1]) / spread * (1 - 3 / (4 * freedom - 1))


def _welch_anova(groups: _Moments) -> Difference:
    from scipy.special import fdtrc

    count = groups.n.size
    weights = groups.n / groups.variance
    middle = float((weights * groups.mean).sum() / weights.sum())
    unevenness = float(((1 - weights / weights.sum()) ** 2 / (groups.n - 1)).sum())
    between = float((weights * (groups.mean - middle) ** 2).sum()) / (count - 1)
    f = between / (1 + 2 * (count - 2) / (count**2 - 1) * unevenness)
    p = float(fdtrc(count - 1, (count**2 - 1) / (3 * unevenness), f))
    eta = _eta_squared(groups)
    n = int(groups.n.sum())
    return Difference(n, count, GroupTest.WELCH_ANOVA, f, p, Effect.ETA, eta, strength_of_explained(eta))


def _eta_squared(groups: _Moments) -> float:
    middle = float((groups.n * groups.mean).sum() / groups.n.sum())
    between = float((groups.n * (groups.mean - middle) ** 2).sum())
    return between / (between + float(groups.squares.sum()))


def _by_ranks(values: Numbers, of: NDArray[np.intp]) -> Difference:
    from scipy.stats import rankdata

    ranks = np.asarray(rankdata(values), dtype=np.float64)
    n = np.bincount(of)
    h = float(_h(ranks[None, :], of, n)[0])
    p = _p_of_h(h, ranks, of, n)
    epsilon = min(1.0, h / (values.size - 1))
    strength = strength_of_explained(epsilon)
    return Difference(values.size, n.size, GroupTest.RANKS, h, p, Effect.EPSILON, epsilon, strength)


def _h(ranks: Numbers, of: NDArray[np.intp], n: NDArray[np.intp]) -> Numbers:
    """H of each row of ranks, shape (rows,): between-group share of the ranks' variance times n − 1, with ties."""
    middle = (ranks.shape[1] + 1) / 2
    sums = np.stack([ranks[:, of == group].sum(axis=1) for group in range(n.size)], axis=1)
    between = (n * (sums / n - middle) ** 2).sum(axis=1)
    whole = ((ranks - middle) ** 2).sum(axis=1)
    h = np.zeros(ranks.shape[0])
    np.divide(between * (ranks.shape[1] - 1), whole, out=h, where=whole > 0)
    return h


def _p_of_h(h: float, ranks: Numbers, of: NDArray[np.intp], n: NDArray[np.intp]) -> float:
    if ranks.size > _FEW:
        from scipy.special import chdtrc

        return float(chdtrc(n.size - 1, h))
    shuffled = np.random.default_rng(_SEED).permuted(np.tile(ranks, (_SHUFFLES, 1)), axis=1)
    beyond = int(np.count_nonzero(_h(shuffled, of, n) >= h - 1e-9))
    return (beyond + 1) / (_SHUFFLES + 1)
