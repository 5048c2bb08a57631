"""Two questions at once: who answered what, whether the answers go together, and how closely."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from reports.statistics.codes import Codes, Counts, Numbers
from reports.statistics.effects import Strength, strength_of_v

SHUFFLES = 9_999
_SEED = 1_900
"""The same table gets the same answer every time."""
_CELLS_AT_ONCE = 2_000_000


class TableTest(StrEnum):
    """How the p-value was found."""

    CHI_SQUARE = "chi_square"
    FISHER = "fisher"
    """Exact, two rows by two columns."""
    SHUFFLED = "shuffled"
    """By random tables with the same margins."""


@dataclass(frozen=True, slots=True)
class Association:
    """How two questions go together, over `n` people who answered both."""

    n: int
    test: TableTest
    chi_square: float
    freedom: int
    p: float
    v: float
    """Cramér's V corrected for bias (Bergsma 2013), 0–1."""
    strength: Strength
    is_sparse: bool
    """Whether some expected counts are small, so that the chi-square distribution was not trusted."""


def crosstab(rows: Codes, columns: Codes, row_options: int, column_options: int) -> Counts:
    """Counts (row_options, column_options) of people who have a code in both."""
    both = (rows >= 0) & (columns >= 0)
    cell = rows[both].astype(np.intp) * column_options + columns[both]
    if cell.size and (int(rows.max()) >= row_options or int(columns.max()) >= column_options):
        raise IndexError("a code lies beyond the options")
    counts = np.bincount(cell, minlength=row_options * column_options)
    return counts.reshape(row_options, column_options).astype(np.int64)


def associate(table: Counts) -> Association | None:
    """Pearson's chi-square over rows and columns where anybody is; None where either are fewer than two.

    Without correction for continuity. Where expected counts are small (Cochran 1954: one below 1, or more than a
    fifth below 5; in a fourfold table any below 5) the p-value is Fisher's exact one, or made of random tables."""
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    if min(table.shape, default=0) < 2:
        return None
    expected = _expected(table)
    chi_square = float(((table - expected) ** 2 / expected).sum())
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    is_sparse = _is_sparse(expected)
    test = _test(table, is_sparse=is_sparse)
    v = corrected_v(chi_square, int(table.sum()), table.shape[0], table.shape[1])
    strength = strength_of_v(v, min(table.shape))
    p = _p_value(test, table, chi_square, freedom)
    return Association(int(table.sum()), test, chi_square, freedom, p, v, strength, is_sparse)


def corrected_v(chi_square: float, n: int, rows: int, columns: int) -> float:
    """Cramér's V without its bias (Bergsma 2013, Journal of the Korean Statistical Society 42); 0 where n is 1."""
    if n < 2:
        return 0.0
    excess = max(0.0, chi_square / n - (rows - 1) * (columns - 1) / (n - 1))
    rows_left = rows - (rows - 1) ** 2 / (n - 1)
    columns_left = columns - (columns - 1) ** 2 / (n - 1)
    least = min(rows_left, columns_left) - 1
    return min(1.0, math.sqrt(excess / least)) if least > 0 else 0.0


def _expected(table: Counts) -> Numbers:
    return np.asarray(np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum(), dtype=np.float64)


def _is_sparse(expected: Numbers) -> bool:
    small = float(np.mean(expected < 5))
    return bool(expected.min() < 1) or small > (0.2 if expected.size > 4 else 0.0)


def _test(table: Counts, *, is_sparse: bool) -> TableTest:
    if not is_sparse:
        return TableTest.CHI_SQUARE
    return TableTest.FISHER if table.shape == (2, 2) else TableTest.SHUFFLED


def _p_value(test: TableTest, table: Counts, chi_square: float, freedom: int) -> float:
    if test is TableTest.CHI_SQUARE:
        from scipy.special import chdtrc

        return float(chdtrc(freedom, chi_square))
    if test is TableTest.FISHER:
        from scipy.stats import fisher_exact

        return min(1.0, float(fisher_exact(table).pvalue))
    return _shuffled(table, chi_square)


def _shuffled(table: Counts, chi_square: float) -> float:
    """Share of random tables with the same margins that are as far from expectation, the real one included."""
    from scipy.stats import random_table

    expected = _expected(table)
    draw = random_table(table.sum(axis=1), table.sum(axis=0), seed=np.random.default_rng(_SEED))
    beyond, left = 1, SHUFFLES
    while left:
        size = min(left, max(1, _CELLS_AT_ONCE // table.size))
        found = ((draw.rvs(size) - expected) ** 2 / expected).sum(axis=(1, 2))
        beyond += int(np.count_nonzero(found >= chi_square - 1e-9))
        left -= size
    return beyond / (SHUFFLES + 1)
