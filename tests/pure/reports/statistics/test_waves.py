"""Two waves: published examples, scipy, matching, and sentences that promise no more than the figures hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reports.russian import GAP
from reports.statistics.effects import Strength
from reports.statistics.shares import share_of
from reports.statistics.trends import Trend, trend_sentence
from reports.statistics.waves import (
    Change,
    compare_matched,
    compare_means,
    compare_shares,
    match,
)
from reports.statistics.wording import difference_sentence, in_people, in_points
from tests.pure.reports.statistics.columns import numbers, quietly

# Student 1908, The probable error of a mean: extra hours of sleep of ten patients with either of two drugs.
FIRST = numbers(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SECOND = numbers(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
YEAR = "2025/2026"


def test_independent_means_by_the_sleep_of_student() -> None:
    expected = stats.ttest_ind(SECOND, FIRST, equal_var=False)
    interval = expected.confidence_interval()

    assert compare_means(FIRST, SECOND) == Change(
        10, 10, pytest.approx(0.75), pytest.approx(2.33),
        pytest.approx(interval.low), pytest.approx(interval.high), pytest.approx(expected.pvalue),
    )  # fmt: skip
    assert (interval.low, interval.high) == (pytest.approx(-0.2055, abs=5e-5), pytest.approx(3.3655, abs=5e-5))


def test_the_same_people_say_more() -> None:
    found = compare_matched(np.append(FIRST, [math.nan, 5]), np.append(SECOND, [3, math.nan]))

    # Student found odds of 1 to 666 that the second drug is better: one-sided p of 0.0015, here both sides.
    assert found == Change(
        10, 10, pytest.approx(0.75), pytest.approx(2.33), pytest.approx(0.7001, abs=5e-5),
        pytest.approx(2.4599, abs=5e-5), pytest.approx(0.002833, abs=5e-7),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 873–890, table II, method 10; the second less the first.
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_published_differences_of_shares(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = compare_shares(share_of(*first), share_of(*second))

    assert found is not None
    assert found.low == pytest.approx(100 * low, abs=0.006)
    assert found.high == pytest.approx(100 * high, abs=0.006)


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_turning_the_waves_over_turns_the_change(counts: list[int]) -> None:
    first, second = share_of(counts[0], counts[0] + counts[1]), share_of(counts[2], counts[2] + counts[3])
    found, turned = compare_shares(first, second), compare_shares(second, first)

    assert (found is None) == (first is None or second is None)
    if found is not None and turned is not None:
        assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))
        assert -100 - 1e-9 <= found.low <= found.change + 1e-9 <= found.high + 2e-9 <= 100 + 3e-9


values = st.lists(st.floats(0, 100).map(lambda one: round(one, 2)) | st.just(math.nan), max_size=30)


@given(values, values)
def test_independent_means_are_those_of_scipy(first: list[float], second: list[float]) -> None:
    before, after = ([v for v in side if not math.isnan(v)] for side in (first, second))

    found = compare_means(numbers(*first), numbers(*second))

    assert (found is None) == (not before or not after)
    if found is not None:
        assert (found.n_before, found.n_after) == (len(before), len(after))
        if min(len(before), len(after)) > 1 and max(len(set(before)), len(set(after))) > 1:
            expected = quietly(stats.ttest_ind, after, before, equal_var=False)
            assert found.p == pytest.approx(expected.pvalue, abs=1e-6)
            assert found.low == pytest.approx(expected.confidence_interval().low, rel=1e-6, abs=1e-6)
        else:
            assert (found.low, found.high, found.p, found.is_certain) == (None, None, None, False)


def test_nobody_one_and_all_alike_have_no_interval() -> None:
    alike = Change(3, 3, 0.1, 0.1, None, None, None)

    assert compare_means(numbers(math.nan), FIRST) is None
    assert compare_means(numbers(1), numbers(2, 3)) == Change(1, 2, 1, 2.5, None, None, None)
    assert compare_means(numbers(0.1, 0.1, 0.1), numbers(0.1, 0.1, 0.1)) == Change(
        3, 3, pytest.approx(alike.before), pytest.approx(alike.after), None, None, None
    )
    assert compare_matched(numbers(), numbers()) is None
    assert compare_matched(numbers(1), numbers(2)) == Change(1, 1, 1, 2, None, None, None)
    assert compare_matched(numbers(1, 2), numbers(2, 3)) == Change(2, 2, 1.5, 2.5, None, None, None)
    assert compare_shares(None, share_of(1, 2)) is None


def test_people_are_found_again_by_code() -> None:
    pairs = match(np.array([7, 3, -1, 5, 9, 9]), np.array([9, 5, 8, 7, -1]))

    assert list(zip(pairs.before.tolist(), pairs.after.tolist(), strict=True)) == [(3, 1), (0, 3)]
    assert (pairs.unmatched_before, pairs.unmatched_after) == (4, 3)


def test_codes_may_be_words_and_nobody_has_an_empty_one() -> None:
    pairs = match(np.array(["ива", "", "дуб"]), np.array(["", "дуб", "ель"]))

    assert (pairs.before.tolist(), pairs.after.tolist()) == ([2], [1])
    assert match(np.array([], dtype=np.int64), np.array([1])).unmatched_after == 1


@given(st.lists(st.integers(-1, 12)), st.lists(st.integers(-1, 12)))
def test_matching_follows_its_definition(before: list[int], after: list[int]) -> None:
    pairs = match(np.array(before, dtype=np.int64), np.array(after, dtype=np.int64))

    expected = {code for code in before if code >= 0 and before.count(code) == 1 == after.count(code)}
    assert [before[row] for row in pairs.before] == [after[row] for row in pairs.after] == sorted(expected)
    assert (pairs.unmatched_before, pairs.unmatched_after) == (
        len(before) - len(expected), len(after) - len(expected)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 человек"),
        (1, "1 человек"),
        (2, "2 человека"),
        (4, "4 человека"),
        (5, "5 человек"),
        (11, "11 человек"),
        (14, "14 человек"),
        (21, "21 человек"),
        (22, "22 человека"),
        (112, "112 человек"),
        (2301, "2 301 человек"),
    ],
)
def test_people_are_counted_in_russian(count: int, words: str) -> None:
    assert in_people(count).replace(GAP, " ") == words


@pytest.mark.parametrize(
    ("points", "words"),
    [(1, "1 пункт"), (-3, "3 пункта"), (5, "5 пунктов"), (21, "21 пункт"), (7.46, "7,5 пункта"), (4.96, "5 пунктов")],
)
def test_points_are_counted_in_russian(points: float, words: str) -> None:
    assert in_points(points).replace(GAP, " ") == words


@pytest.mark.parametrize(
    ("n", "p", "strength", "sentence"),
    [
        (14, 0.4, Strength.SMALL, "разница небольшая и может быть случайной: 14 человек"),
        (230, 0.001, Strength.MEDIUM, "заметная разница, вряд ли случайная: 230 человек"),
        (231, 0.001, Strength.LARGE, "большая разница, вряд ли случайная: 231 человек"),
        (29, 0.001, Strength.LARGE, "разница видна, но может быть случайной: 29 человек"),
        (62, 0.05, Strength.MEDIUM, "разница видна, но может быть случайной: 62 человека"),
        (5000, 0.001, Strength.SMALL, "разница небольшая, но вряд ли случайная: 5 000 человек"),
        (5000, 0.001, Strength.NONE, "разницы почти нет: 5 000 человек"),
        (40, 0.9, Strength.NONE, "разницы не видно: 40 человек"),
    ],
)
def test_a_difference_is_said_with_its_doubt(n: int, p: float, strength: Strength, sentence: str) -> None:
    assert difference_sentence(n, p, strength).replace(GAP, " ") == sentence


def change(before: float, after: float, n_before: int = 40, n_after: int = 40, reach: float = 4) -> Change:
    return Change(n_before, n_after, before, after, after - before - reach, after - before + reach, 0.01)


NOTHING_NEW = "Существенных изменений по сравнению с 2025/2026 не выявлено."


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (change(40, 47.5), "Рост на 7,5 пункта по сравнению с 2025/2026; вряд ли это случайность."),
        (change(40, 46, 30, 30), "Рост на 6 пунктов по сравнению с 2025/2026; вряд ли это случайность."),
        (change(40, 35), "Снижение на 5 пунктов по сравнению с 2025/2026; вряд ли это случайность."),
        (change(40, 44.9, reach=1), NOTHING_NEW),
        (change(40, 50, reach=11), NOTHING_NEW),
        (
            change(40, 60, n_after=29),
            "Ответов слишком мало, чтобы говорить об изменениях по сравнению с 2025/2026: "
            "40 человек раньше, 29 человек теперь.",
        ),
        (None, "Сравнивать с 2025/2026 не с чем: ответов нет."),
    ],
)
def test_rise_and_fall_are_said_only_where_they_may_be(found: Change | None, sentence: str) -> None:
    assert trend_sentence(found, Trend(), YEAR).replace(GAP, " ") == sentence


def test_five_points_are_five_however_indices_were_rounded() -> None:
    before = np.array([round(200 / 3, 9)] * 240)
    after = np.array([round(100 / 3, 9)] * 56 + [round(250 / 3, 9)] * 184)
    found = compare_means(before, after)

    assert found is not None
    assert 4.999999999 < found.change < 5
    assert found.may_be_called


def test_a_broken_trend_says_why() -> None:
    broken = Trend(("изменилась формулировка", "изменились варианты ответа"))

    assert trend_sentence(change(40, 60), broken, YEAR) == (
        "Сравнивать с 2025/2026 нельзя: изменилась формулировка, изменились варианты ответа."
    )


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(-200, 200),
    st.floats(0.01, 29.99).map(lambda one: round(one, 2) + 0.001),
)
def test_below_thirty_people_or_five_points_nothing_rises_or_falls(
    n_before: int, n_after: int, tenths: int, reach: float
) -> None:
    difference = tenths / 10
    sentence = trend_sentence(change(40, 40 + difference, n_before, n_after, reach), Trend(), YEAR)

    if min(n_before, n_after) < 30 or abs(difference) < 5 or abs(difference) <= reach:
        assert "рост" not in sentence.casefold()
        assert "снижение" not in sentence.casefold()
    else:
        assert sentence.startswith("Рост" if difference > 0 else "Снижение")
