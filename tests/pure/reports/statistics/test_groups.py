"""Groups compared against scipy and definitions; Holm's correction."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from reports.statistics.corrections import holm
from reports.statistics.effects import Strength
from reports.statistics.groups import Difference, Effect, GroupTest, compare_groups
from tests.pure.reports.statistics.columns import codes, numbers, quietly

indices = arrays(np.float64, st.integers(10, 40), elements=st.floats(0, 100).map(lambda one: round(one, 3)))


def together(*samples: np.ndarray) -> Difference | None:
    groups = np.concatenate([np.full(len(sample), place) for place, sample in enumerate(samples)])
    return compare_groups(np.concatenate(samples), groups.astype(np.int16))


def sample(seed: int, n: int, mean: float, sd: float) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, sd, n)


def test_two_groups_are_compared_by_welch() -> None:
    one, other = sample(1, 25, 40, 10), sample(2, 60, 47, 20)
    expected = stats.ttest_ind(one, other, equal_var=False)
    pooled = math.sqrt((24 * one.var(ddof=1) + 59 * other.var(ddof=1)) / 83)
    g = (one.mean() - other.mean()) / pooled * (1 - 3 / (4 * 83 - 1))

    assert together(one, other) == Difference(
        85, 2, GroupTest.WELCH, pytest.approx(expected.statistic), pytest.approx(expected.pvalue),
        Effect.G, pytest.approx(g), Strength.SMALL,
    )  # fmt: skip


def test_three_groups_are_compared_by_welchs_analysis() -> None:
    samples = sample(1, 25, 40, 10), sample(2, 60, 47, 20), sample(3, 30, 55, 5)
    expected = stats.f_oneway(*samples, equal_var=False)
    whole = np.concatenate(samples)
    within = sum(((one - one.mean()) ** 2).sum() for one in samples)

    found = together(*samples)

    assert found is not None
    assert (found.test, found.effect) == (GroupTest.WELCH_ANOVA, Effect.ETA)
    assert (found.statistic, found.p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))
    assert found.size == pytest.approx(1 - within / ((whole - whole.mean()) ** 2).sum())


@given(st.lists(indices, min_size=2, max_size=4))
def test_whatever_the_groups_the_figures_are_those_of_scipy(samples: list[np.ndarray]) -> None:
    found = together(*samples)

    assert found is not None
    assert 0 <= found.p <= 1
    assert math.isfinite(found.size)
    if found.test is GroupTest.WELCH:
        expected = quietly(stats.ttest_ind, *samples, equal_var=False)
        assert found.p == pytest.approx(expected.pvalue, abs=1e-6)
    elif found.test is GroupTest.WELCH_ANOVA:
        assert found.p == pytest.approx(quietly(stats.f_oneway, *samples, equal_var=False).pvalue, abs=1e-6)


@given(
    st.lists(arrays(np.float64, st.integers(1, 30), elements=st.integers(0, 4).map(float)), min_size=2, max_size=4)
)
def test_ranks_are_those_of_kruskal_and_wallis(samples: list[np.ndarray]) -> None:
    found = together(*samples)

    assert found is not None
    if found.test is GroupTest.RANKS and len(set(np.concatenate(samples))) > 1:
        expected = stats.kruskal(*samples)
        assert found.statistic == pytest.approx(expected.statistic, abs=1e-8)
        assert found.size == pytest.approx(expected.statistic / (found.n - 1), abs=1e-8)
        if found.n > 40:
            assert found.p == pytest.approx(expected.pvalue, abs=1e-8)


def test_small_groups_are_shuffled() -> None:
    # Three against three, wholly apart: 2 of the 20 ways to divide six people (Mann and Whitney 1947, table).
    found = compare_groups(numbers(1, 2, 3, 10, 11, 12), codes(0, 0, 0, 1, 1, 1))

    assert found is not None
    assert found.test is GroupTest.RANKS
    assert found.p == pytest.approx(0.1, abs=0.01)


def test_groups_that_do_not_vary_are_compared_by_ranks() -> None:
    found = together(np.zeros(30), np.ones(30))

    assert found is not None
    assert (found.test, found.strength, found.size) == (GroupTest.RANKS, Strength.LARGE, 1)
    assert found.p < 0.001


def test_all_the_same_is_no_difference() -> None:
    assert together(np.full(30, 0.1), np.full(40, 0.1)) == Difference(
        70, 2, GroupTest.RANKS, 0, 1, Effect.EPSILON, 0, Strength.NONE
    )
    found = together(np.ones(1), np.ones(1))
    assert found is not None
    assert found.p == 1


def test_only_people_with_a_value_and_a_group_count() -> None:
    values = numbers(1, math.nan, 3, 4, math.inf, 6)

    found = compare_groups(values, codes(0, 0, 1, -1, 1, 2))

    assert found is not None
    assert (found.n, found.groups) == (3, 3)
    assert compare_groups(values, codes(0, 1, 0, 0, 1, -2)) is None
    assert compare_groups(numbers(), codes()) is None


@given(indices, indices)
def test_turning_two_groups_over_turns_the_sign(one: np.ndarray, other: np.ndarray) -> None:
    found, turned = together(one, other), together(other, one)

    assert found is not None
    assert turned is not None
    assert turned.p == pytest.approx(found.p, abs=0.03 if found.test is GroupTest.RANKS else 1e-9)
    if found.test is GroupTest.WELCH:
        assert turned.size == pytest.approx(-found.size)


def test_holm_by_a_published_example() -> None:
    # The example of Wikipedia's article on Holm's method: only the first and the fourth are kept at 0.05.
    assert holm(numbers(0.01, 0.04, 0.03, 0.005)) == pytest.approx(numbers(0.03, 0.06, 0.06, 0.02))


@given(st.lists(st.floats(0, 1) | st.just(math.nan), max_size=12))
def test_holm_follows_its_definition(values: list[float]) -> None:
    known = [p for p in values if not math.isnan(p)]

    def corrected(p: float) -> float:
        steps = [(len(known) - sorted(known).index(one)) * one for one in known if one <= p]
        return min(1.0, max(steps))

    found = holm(numbers(*values))

    for ours, p in zip(found, values, strict=True):
        assert math.isnan(ours) if math.isnan(p) else ours == pytest.approx(corrected(p)) and ours >= p
