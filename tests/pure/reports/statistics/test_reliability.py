"""Alpha, omega and items against published output and slow, obvious computations."""

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize

from reports.statistics.items import item_matrix, scale_items
from reports.statistics.omega import minres_loadings, omega_of
from reports.statistics.reliability import ItemQuality, Reliability, reliabilities, reliability
from reports.statistics.shares import share_of
from surveys.model import Key
from tests.pure.reports.statistics.columns import codes, from_library

# Chatterjee and Price 1977: thirty departments of a company, seven questions; R ships them as `attitude`.
ATTITUDE = np.loadtxt(
    [
        "43 63 71 61 81 43 58 71 72 67 64 67 69 68 77 81 74 65 65 50 50 64 53 40 63 66 78 48 85 82",
        "51 64 70 63 78 55 67 75 82 61 53 60 62 83 77 90 85 60 70 58 40 61 66 37 54 77 75 57 85 82",
        "30 51 68 45 56 49 42 50 72 45 53 47 57 83 54 50 64 65 46 68 33 52 52 42 42 66 58 44 71 39",
        "39 54 69 47 66 44 56 55 67 47 58 39 42 45 72 72 69 75 57 54 34 62 50 58 48 63 74 45 71 59",
        "61 63 76 54 71 54 66 70 71 62 58 59 55 59 79 60 79 55 75 64 43 66 63 50 66 88 80 51 77 64",
        "92 73 86 84 83 49 68 66 83 80 67 74 63 77 77 54 79 80 85 78 64 80 80 57 75 76 78 83 74 78",
        "45 47 48 35 47 34 35 41 31 41 34 41 25 35 46 36 63 60 46 52 33 41 37 49 33 72 49 38 55 39",
    ],
    unpack=True,
)
answers = arrays(
    np.float64, st.tuples(st.integers(2, 12), st.integers(2, 6)), elements=st.sampled_from([0, 1 / 3, 2 / 3, 1])
)


def test_alpha_is_that_of_psych() -> None:
    # What `alpha(attitude)` of R's psych (Revelle) prints: raw_alpha, std.alpha, and alpha.drop.
    found, standardised = reliability(ATTITUDE), reliability(ATTITUDE / ATTITUDE.std(axis=0))

    assert found.n == 30
    assert found.alpha == pytest.approx(0.843, abs=5e-4)
    assert standardised.alpha == pytest.approx(0.839, abs=5e-4)
    assert [item.alpha_without for item in found.items] == pytest.approx(
        [0.810, 0.797, 0.828, 0.803, 0.795, 0.864, 0.840], abs=5e-4
    )


@given(answers)
def test_alpha_and_items_follow_their_definitions(values: np.ndarray) -> None:
    found = reliability(values)
    columns = [list(column) for column in values.T]

    assert found.alpha == pytest.approx(alpha(columns), abs=1e-6)
    for place, item in enumerate(found.items):
        others = columns[:place] + columns[place + 1 :]
        rest = [sum(row) for row in zip(*others, strict=True)]
        assert item.item_rest == pytest.approx(correlation(columns[place], rest), abs=1e-6)
        assert item.alpha_without == pytest.approx(alpha(others), abs=1e-6)


def alpha(columns: list[list[float]]) -> float | None:
    """Cronbach's alpha as textbooks write it."""
    whole = statistics.variance([sum(row) for row in zip(*columns, strict=True)])
    if len(columns) < 2 or whole < 1e-12:
        return None
    parts = sum(statistics.variance(column) for column in columns)
    return len(columns) / (len(columns) - 1) * (1 - parts / whole)


def correlation(one: list[float], other: list[float]) -> float | None:
    """Pearson's, None where either does not vary."""
    if min(statistics.variance(one), statistics.variance(other)) < 1e-12:
        return None
    return statistics.correlation(one, other)


def test_alpha_of_yes_and_no_is_kuder_and_richardson_20() -> None:
    values = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=np.float64)
    # By hand: p·q sums to 3/16 + 4/16 + 3/16; sums 3, 2, 1, 0 have the variance 5/4: 3/2 · (1 − 10/20) = 3/4.
    assert reliability(values).alpha == pytest.approx(0.75)


# The second is the example of psych's `sim.congeneric()`, for which `fa(R)` (minres) prints the loadings 0.8 … 0.5.
@pytest.mark.parametrize(
    "loadings", [(0.9, 0.6, 0.3), (0.8, 0.7, 0.6, 0.5), (0.7, 0.7, 0.7, 0.7, 0.7), (0.9, 0.8, -0.4, 0.2)]
)
def test_one_factor_is_found_again(loadings: tuple[float, ...]) -> None:
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1)
    shared, own = sum(loadings) ** 2, sum(1 - one**2 for one in loadings)

    assert minres_loadings(correlations) == pytest.approx(np.array(loadings), abs=1e-6)
    assert omega_of(correlations) == pytest.approx(shared / (shared + own), abs=1e-6)


def test_three_items_have_the_loadings_of_spearman() -> None:
    # Spearman 1904: with three tests the loading of the first is √(r12 · r13 / r23).
    correlations = np.array([[1, 0.48, 0.4], [0.48, 1, 0.3], [0.4, 0.3, 1]])

    assert minres_loadings(correlations)[0] == pytest.approx(math.sqrt(0.48 * 0.4 / 0.3), abs=1e-6)


def test_omega_is_alpha_where_items_measure_alike() -> None:
    # McDonald 1999, chapter 6: with equal covariances the two coefficients are the same.
    covariance = np.full((5, 5), 0.4) + np.diag([0.3, 0.6, 0.9, 1.2, 1.5])
    alike = 5 / 4 * (1 - np.trace(covariance) / covariance.sum())

    assert omega_of(covariance) == pytest.approx(alike, abs=1e-6)


def test_loadings_are_those_of_a_general_minimiser() -> None:
    correlations = np.corrcoef(ATTITUDE.T)

    def residue(loadings: np.ndarray) -> float:
        apart = correlations - np.outer(loadings, loadings)
        return float((apart[np.triu_indices(7, 1)] ** 2).sum())

    best = minimize(residue, np.full(7, 0.5), tol=1e-14)

    assert minres_loadings(correlations) == pytest.approx(best.x, abs=1e-4)


@given(answers)
def test_omega_lies_between_nothing_and_one_and_never_warns(values: np.ndarray) -> None:
    found = reliability(values).omega

    assert found is None or 0 <= found <= 1


@given(answers)
def test_shifts_and_the_order_of_people_and_items_change_nothing(values: np.ndarray) -> None:
    found, moved = reliability(values), reliability(values[::-1, ::-1] + 5)

    assert moved.alpha == pytest.approx(found.alpha, abs=1e-6)
    assert [item.item_rest for item in moved.items[::-1]] == pytest.approx(
        [item.item_rest for item in found.items], abs=1e-6
    )


@given(answers)
def test_adding_no_one_with_gaps_moves_alpha(values: np.ndarray) -> None:
    assume(values.shape[1] > 1)
    gaps = np.full((1, values.shape[1]), np.nan)
    gaps[0, 0] = 1.0

    found, without = reliability(np.vstack([values, gaps])), reliability(values)

    assert (found.n, found.alpha, found.omega) == (without.n, without.alpha, without.omega)


@pytest.mark.parametrize("values", [np.zeros((0, 3)), np.ones((1, 3)), np.ones((9, 3)), np.full((4, 3), np.nan)])
def test_nobody_one_and_all_alike_have_no_reliability(values: np.ndarray) -> None:
    found = reliability(values)

    assert (found.alpha, found.omega) == (None, None)
    assert {(item.item_rest, item.alpha_without) for item in found.items} == {(None, None)}


def test_two_items_have_alpha_but_no_omega() -> None:
    found = reliability(np.array([[0, 0], [1, 1], [0, 1]], dtype=np.float64))

    assert found == Reliability(
        3, pytest.approx(2 / 3), None, (0, 1),
        (
            ItemQuality(pytest.approx(0.5), None),
            ItemQuality(pytest.approx(0.5), None),
        ),
        share_of(1, 3), share_of(1, 3),
    )  # fmt: skip


def test_kindergartens_and_schools_are_measured_apart() -> None:
    questionnaire = from_library("pd-1")
    rng = np.random.default_rng(3)
    school, garden = rng.integers(0, 4, (40, 5)), rng.integers(0, 4, (35, 5))
    keys = ["b1", "b2", "b3", "b4", "b5", "b1_preschool", "b2_preschool", "b4_preschool"]
    columns = {Key(key): codes(*[-1] * 75) for key in keys}
    for place, key in enumerate(keys[:5]):
        columns[Key(key)][:40] = school[:, place]
    for place, key in enumerate(["b1_preschool", "b2_preschool", "b3", "b4_preschool", "b5"]):
        columns[Key(key)][40:] = garden[:, place]

    items = scale_items(questionnaire, "b")
    values, met = item_matrix(items, columns)
    found = reliabilities(values, met)

    met_by = [tuple(str(items[place].key) for place in one.places) for one in found]
    assert [(one.n, set(names)) for one, names in zip(found, met_by, strict=True)] == [
        (40, {"b1", "b2", "b3", "b4", "b5"}),
        (35, {"b1_preschool", "b2_preschool", "b3", "b4_preschool", "b5"}),
    ]
    turned = [school[:, place] / 3 for place in range(4)] + [1 - school[:, 4] / 3]
    assert found[0].alpha == pytest.approx(alpha([list(column) for column in turned]))
    assert reliabilities(values, met, least=41) == ()
    assert reliability(values).n == 0


def test_a_scale_may_have_very_many_items() -> None:
    values = np.random.default_rng(4).integers(0, 2, (50, 70)).astype(np.float64)
    met = np.ones((50, 70), dtype=np.bool_)
    met[:20, 69] = False

    assert [(one.n, len(one.places)) for one in reliabilities(values, met, least=20)] == [(30, 70), (20, 69)]


def test_sets_of_items_are_told_apart_whatever_their_number() -> None:
    met = np.array(list(itertools.product([False, True], repeat=3)))
    values = np.where(met, 0.5, np.nan)

    assert {one.places for one in reliabilities(values, met, least=1)} == {
        places for size in (1, 2, 3) for places in itertools.combinations(range(3), size)
    }
