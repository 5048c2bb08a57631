"""Shares, their intervals and bases, and how numbers lie."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reports.statistics.choices import OptionShares, Rank, option_shares, ranks, ticked_shares
from reports.statistics.codes import NOT_ASKED, SKIPPED, Base, base_of, not_mine_options
from reports.statistics.distributions import Distribution, describe
from reports.statistics.shares import share_of, wilson
from surveys.model import Key
from tests.pure.reports.statistics.columns import codes, from_library, numbers


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 5000), st.data())
def test_intervals_are_those_of_scipy_and_hold_the_share(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    expected = stats.binomtest(count, of).proportion_ci(0.95, "wilson")
    share = share_of(count, of)

    assert share is not None
    assert (share.low, share.high) == (pytest.approx(expected.low, abs=1e-9), pytest.approx(expected.high, abs=1e-9))
    assert 0 <= share.low <= share.share <= share.high <= 1


def test_a_share_of_nobody_is_not_zero() -> None:
    assert share_of(0, 0) is None


@pytest.mark.parametrize(("count", "of"), [(3, 2), (-1, 2)])
def test_more_than_everybody_is_a_mistake(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share_of(count, of)


def test_four_bases_are_kept_apart() -> None:
    column = codes(0, 1, 4, 4, 4, SKIPPED, SKIPPED, NOT_ASKED, 3)

    assert base_of(column, {4}) == Base(asked=8, answered=3, not_mine=3, skipped=2)
    assert base_of(column) == Base(asked=8, answered=6, not_mine=0, skipped=2)
    assert base_of(codes(), {4}) == Base(0, 0, 0, 0)


@given(st.lists(st.integers(-2, 6)), st.sets(st.integers(0, 6)))
def test_bases_add_up(values: list[int], not_mine: set[int]) -> None:
    base = base_of(codes(*values), not_mine)

    assert base == Base(
        asked=sum(v != NOT_ASKED for v in values),
        answered=sum(v >= 0 and v not in not_mine for v in values),
        not_mine=sum(v in not_mine for v in values),
        skipped=values.count(SKIPPED),
    )
    assert base.asked == base.answered + base.not_mine + base.skipped


def test_options_without_a_score_are_not_mine_only_where_something_is_measured() -> None:
    questionnaire = from_library("pd-1")

    assert not_mine_options(questionnaire.by_key[Key("a1")]) == {4}
    assert not_mine_options(questionnaire.by_key[Key("category")]) == frozenset()


def test_shares_of_options_say_what_they_are_of() -> None:
    found = option_shares(codes(0, 0, 1, 3, SKIPPED, NOT_ASKED), 4, {3})

    assert found == OptionShares(
        Base(asked=5, answered=3, not_mine=1, skipped=1),
        (2, 1, 0, 1),
        (share_of(2, 3), share_of(1, 3), share_of(0, 3), share_of(1, 5)),
    )


def test_an_option_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(IndexError):
        option_shares(codes(0, 4), 4)


def test_shares_of_several_options_are_of_the_people_who_answered() -> None:
    ticked = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1]], dtype=np.bool_)

    found = ticked_shares(ticked, np.array([True, True, True, False]))

    assert found == (share_of(2, 3), share_of(1, 3), share_of(0, 3))
    assert ticked_shares(ticked, np.zeros(4, dtype=np.bool_)) == (None, None, None)


def test_ranks_count_only_who_gave_a_place() -> None:
    places = np.array([[1, 2, 3], [2, 1, 0], [0, 1, 2], [0, 0, 0]], dtype=np.int8)

    assert ranks(places) == (
        Rank(2, 1.5, share_of(1, 3)),
        Rank(3, 4 / 3, share_of(2, 3)),
        Rank(2, 2.5, share_of(0, 3)),
    )
    assert ranks(np.zeros((3, 2), dtype=np.int8)) == (Rank(0, None, None), Rank(0, None, None))


def test_quartiles_are_those_of_a_spreadsheet() -> None:
    # The example of Microsoft's page on QUARTILE.INC: 1, 2, 4, 7, 8, 9, 10, 12 has the first quartile 3.5.
    found = describe(numbers(1, 2, 4, 7, 8, 9, 10, 12, math.nan))

    assert found == Distribution(8, 6.625, pytest.approx(math.sqrt(107.875 / 7)), 1, 3.5, 7.5, 9.25, 12)


def test_one_number_has_no_spread_and_no_number_no_distribution() -> None:
    assert describe(numbers(3)) == Distribution(1, 3, None, 3, 3, 3, 3, 3)
    assert describe(numbers(5, 5, 5)) == Distribution(3, 5, 0, 5, 5, 5, 5, 5)
    assert describe(numbers()) is None
    assert describe(numbers(math.nan, math.inf)) is None


@given(st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), max_size=40))
def test_distributions_are_those_of_pandas(values: list[float]) -> None:
    found = describe(numbers(*values))
    series = pd.Series(values, dtype=float)

    assert (found is None) == (series.count() == 0)
    if found is not None:
        expected = series.describe()
        ours = (
            found.n,
            found.mean,
            found.lowest,
            found.lower_quartile,
            found.median,
            found.upper_quartile,
            found.highest,
        )
        theirs = expected[["count", "mean", "min", "25%", "50%", "75%", "max"]]
        assert ours == pytest.approx(tuple(theirs), rel=1e-9, abs=1e-6)
        assert found.lowest <= found.mean <= found.highest
        if found.n > 1:
            assert found.sd == pytest.approx(expected["std"], rel=1e-6, abs=1e-5)
