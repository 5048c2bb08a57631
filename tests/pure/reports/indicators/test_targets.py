"""Targets: a level, a step or a number of people; what it takes to reach them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.model import Reading, Target
from reports.statistics.shares import share_of

READINGS = st.sampled_from(Reading)
VALUES = st.integers(1, 1000).map(lambda tenths: tenths / 10)


@pytest.mark.parametrize(
    ("target", "before", "is_reached"),
    [
        (Target(70, Reading.MIN_LEVEL), None, True),
        (Target(75, Reading.MIN_LEVEL), None, True),
        (Target(75.1, Reading.MIN_LEVEL), None, False),
        (Target(20, Reading.YEARLY_INCREMENT), Fraction(50), True),
        (Target(20, Reading.YEARLY_INCREMENT), Fraction(60), False),
        (Target(20, Reading.YEARLY_INCREMENT), None, None),
        (Target(75, Reading.ABSOLUTE), None, True),
        (Target(76, Reading.ABSOLUTE), None, False),
    ],
)
def test_a_target_is_a_level_a_step_or_a_number(
    target: Target, before: Fraction | None, is_reached: bool | None
) -> None:
    share = share_of(75, 100)
    assert share is not None
    assert target.is_reached(share, before) is is_reached


@given(READINGS, VALUES, st.integers(1, 300), st.integers(0, 300), st.integers(0, 100))
def test_the_number_needed_is_the_first_that_reaches_it(
    reading: Reading, value: float, of: int, count: int, before: int
) -> None:
    target, count = Target(value, reading), min(count, of)
    share = share_of(count, of)
    assert share is not None
    # As said aloud: the share in per cent, without any rounding.
    percent, wanted = Fraction(100 * count, of), Fraction(str(value))
    slowly = {
        Reading.MIN_LEVEL: percent >= wanted,
        Reading.YEARLY_INCREMENT: percent - before >= wanted,
        Reading.ABSOLUTE: count >= wanted,
    }[reading]
    assert target.is_reached(share, Fraction(before)) is slowly

    needed = target.needed(of, Fraction(before))
    assert needed is not None
    reached = [n for n in range(of + 1) if target.is_reached(share_of(n, of), Fraction(before))]  # type: ignore[arg-type]
    assert (reached[0] == needed) if reached else needed > of
