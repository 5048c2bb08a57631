"""Cross-tabs against scipy, published tables and enumeration."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from reports.statistics.codes import Codes
from reports.statistics.crosstabs import Association, TableTest, associate, corrected_v, crosstab
from reports.statistics.effects import Strength, strength_of_explained, strength_of_g, strength_of_v
from tests.pure.reports.statistics.columns import codes

tables = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 60))
column = arrays(np.int16, 20, elements=st.integers(-2, 3))


def found_in(*rows: list[int]) -> Association:
    found = associate(np.array(rows, dtype=np.int64))
    assert found is not None
    return found


@given(column, column)
def test_tables_are_those_of_pandas(rows: Codes, columns: Codes) -> None:
    known = (rows >= 0) & (columns >= 0)
    expected = pd.crosstab(pd.Series(rows[known]), pd.Series(columns[known]))
    expected = expected.reindex(index=range(4), columns=range(4), fill_value=0)

    assert crosstab(rows, columns, 4, 4).tolist() == expected.to_numpy().tolist()


def test_a_code_beyond_the_options_is_a_bug() -> None:
    with pytest.raises(IndexError):
        crosstab(codes(0, 2), codes(0, 0), 2, 2)


@given(tables)
def test_chi_square_is_that_of_scipy(table: np.ndarray) -> None:
    full = table[table.any(axis=1)][:, table.any(axis=0)]
    found = associate(table)

    assert (found is None) == (min(full.shape, default=0) < 2)
    if found is not None:
        expected = stats.chi2_contingency(full, correction=False)
        assert (found.chi_square, found.freedom) == (pytest.approx(expected.statistic, abs=1e-9), expected.dof)
        assert found.n == table.sum()
        assert 0 <= found.v <= 1
        assert 0 <= found.p <= 1
        assert found.is_sparse == (found.test is not TableTest.CHI_SQUARE)
        if not found.is_sparse:
            assert found.p == pytest.approx(expected.pvalue, abs=1e-12)


@given(tables)
def test_empty_rows_and_turning_a_table_over_change_nothing(table: np.ndarray) -> None:
    wider = np.hstack([np.vstack([table, np.zeros((1, table.shape[1]), dtype=np.int64)]), [[0]] * (len(table) + 1)])
    found, turned, widened = associate(table), associate(table.T), associate(wider)

    assert widened == found
    assume(found is not None and turned is not None)
    assert turned.chi_square == pytest.approx(found.chi_square, abs=1e-9)
    assert turned.v == pytest.approx(found.v, abs=1e-9)


def test_the_lady_tasting_tea() -> None:
    # Fisher 1935, The Design of Experiments, chapter 2: three of four cups told right. Two-sided p is 34/70.
    found = found_in([3, 1], [1, 3])

    assert (found.test, found.is_sparse) == (TableTest.FISHER, True)
    assert found.p == pytest.approx(34 / 70)


def test_a_sparse_table_is_shuffled_and_comes_near_enumeration() -> None:
    rows = [[5, 1, 0], [1, 2, 4]]

    found = found_in(*rows)

    assert found.test is TableTest.SHUFFLED
    assert found.p == pytest.approx(enumerated(rows), abs=0.01)
    assert found == found_in(*rows)  # the same every time


def test_shuffling_never_says_impossible() -> None:
    found = found_in([9, 0, 0], [0, 9, 0], [0, 0, 9])

    assert (found.test, found.p) == (TableTest.SHUFFLED, 1 / 10_000)


def test_a_fifth_of_small_cells_is_borne_and_more_is_not() -> None:
    # Cochran 1954: expected counts below 5 in one cell of six, then in two.
    assert found_in([20, 20, 4], [30, 30, 6]).test is TableTest.CHI_SQUARE
    assert found_in([20, 20, 3], [30, 30, 4]).test is TableTest.SHUFFLED


def enumerated(rows: list[list[int]]) -> float:
    """Probability of all tables with these margins that are as far from expectation."""
    columns, (first, second) = [sum(pair) for pair in zip(*rows, strict=True)], [sum(row) for row in rows]
    n = first + second

    def distance(top: tuple[int, ...]) -> float:
        pairs = zip(top, columns, strict=True)
        return sum((cell - first * c / n) ** 2 * (n / (first * c) + n / (second * c)) for cell, c in pairs)

    total = 0.0
    for top in itertools.product(*[range(c + 1) for c in columns]):
        if sum(top) == first and distance(top) >= distance(tuple(rows[0])) - 1e-9:
            total += math.prod(math.comb(c, cell) for cell, c in zip(top, columns, strict=True)) / math.comb(n, first)
    return total


def test_cramers_v_without_bias() -> None:
    # Bergsma 2013: φ² less its expectation under independence, over shrunken sides; here by hand.
    # n = 100, χ² = 36 in a fourfold table: φ² = 0.36 − 1/99; sides 2 − 1/99 each.
    assert found_in([40, 10], [10, 40]).v == pytest.approx(math.sqrt((0.36 - 1 / 99) / (1 - 1 / 99)))
    assert found_in([25, 25], [25, 25]).v == 0
    assert found_in([50, 0], [0, 50]).v == 1
    assert corrected_v(0, 1, 2, 2) == 0
    assert corrected_v(2, 2, 2, 2) == 0  # two people say nothing


@pytest.mark.parametrize("rows", [[[0, 0], [0, 0]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[1, 0], [0, 0]]])
def test_one_row_or_column_cannot_be_compared(rows: list[list[int]]) -> None:
    assert associate(np.array(rows, dtype=np.int64)) is None


def test_two_people_can() -> None:
    found = found_in([1, 0], [0, 1])

    assert (found.n, found.test, found.p, found.v) == (2, TableTest.FISHER, 1, 0)


def test_sizes_of_effects_have_the_bounds_of_cohen() -> None:
    assert [strength_of_g(g) for g in (0, -0.2, 0.5, -0.8)] == list(Strength)
    assert [strength_of_explained(share) for share in (0, 0.01, 0.06, 0.14)] == list(Strength)
    assert [strength_of_v(v, 2) for v in (0.09, 0.1, 0.3, 0.5)] == list(Strength)
    assert strength_of_v(0.25, 5) is Strength.LARGE
