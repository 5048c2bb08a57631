"""Whoever knows a colleague finds in a file of single answers never fewer rows than the rule allows."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reports.protection.single import UNTOLD, told_together

LEAST = 5
WIDTHS = (2, 3, 4, 7)


def people(seed: int, size: int) -> list[NDArray[np.int64]]:
    """What is known of so many, some of it of nobody."""
    luck = np.random.default_rng(seed)
    return [np.minimum(luck.geometric(0.4, size) - 1, width - 1) - luck.integers(0, 2) for width in WIDTHS]


def fewest(known: list[NDArray[np.int64]], told: list[NDArray[np.int64]]) -> int:
    """The fewest rows that may be one person's, to whoever knows some of these things of the person."""
    found = known[0].size
    for count in range(1, len(known) + 1):
        for places in combinations(range(len(known)), count):
            fits = np.ones((known[0].size, known[0].size), np.bool_)
            for place in places:
                fits &= (told[place] == known[place][:, None]) | (told[place] == UNTOLD)
            found = min(found, int(fits.sum(axis=1).min()))
    return found


@given(st.integers(0, 10_000), st.integers(LEAST, 60))
def test_whoever_knows_a_colleague_finds_no_few_rows(seed: int, size: int) -> None:
    known = people(seed, size)
    assert fewest(known, told_together(known, LEAST)) >= LEAST


def test_rows_are_found_where_each_column_is_looked_at_by_itself() -> None:
    known = people(1, 60)
    alone = [told_together([column], LEAST)[0] for column in known]
    assert fewest(known, alone) < LEAST


@given(st.integers(0, 10_000), st.integers(LEAST, 60))
def test_of_a_value_nobody_is_left_untold_or_enough(seed: int, size: int) -> None:
    known = people(seed, size)
    for column, told in zip(known, told_together(known, LEAST), strict=True):
        for value in np.unique(told[told != UNTOLD]):
            left = int(((column == value) & (told == UNTOLD)).sum())
            assert left == 0 or left >= LEAST


@pytest.mark.parametrize("size", [0, 3])
def test_of_fewer_nothing_is_told(size: int) -> None:
    assert all((told == UNTOLD).all() for told in told_together(people(1, size), LEAST))


def test_what_comes_first_is_kept() -> None:
    category, school = np.repeat([0, 1], 12), np.tile(np.repeat([0, 1, 2], 4), 2)
    first, second = told_together([category, school], LEAST)
    assert first.tolist() == category.tolist()
    assert set(second.tolist()) == {UNTOLD}
    [alone] = told_together([school], LEAST)
    assert alone.tolist() == school.tolist()
