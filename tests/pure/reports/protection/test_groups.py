"""Groups of one attribute beside their total."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.protection import (
    Advice,
    Policy,
    Reason,
    Spread,
    protect_answers,
    protect_groups,
    protect_scale,
    tally,
)

SIZES = st.dictionaries(st.integers(0, 30), st.integers(0, 30), max_size=12)


def _words(sizes: dict[str, int], *, merges: bool = False, are_sizes_known: bool = False) -> dict[str, str]:
    pattern = protect_groups(sizes, merges=merges, are_sizes_known=are_sizes_known)
    return {"+".join(row.members): pattern.size(row).said(str) for row in pattern.rows}


def test_large_groups_are_all_shown() -> None:
    assert _words({"a": 5, "b": 12, "c": 0}) == {"a": "5", "b": "12", "c": "0"}


def test_with_one_small_group_the_next_smallest_is_hidden_so_that_nothing_can_be_subtracted() -> None:
    assert _words({"a": 3, "b": 9, "c": 20}) == {"a": "н/д (менее 5)", "b": "н/д", "c": "20"}


def test_words_do_not_tell_which_group_is_small_where_that_would_tell_how_small() -> None:
    # 1 + 5 = 6: «менее 5» beside «н/д» would leave 1 and 5 only.
    assert _words({"a": 1, "b": 5, "c": 20}) == {"a": "н/д", "b": "н/д", "c": "20"}


def test_small_groups_that_are_enough_together_need_no_other() -> None:
    assert _words({"a": 3, "b": 3, "c": 20}) == {"a": "н/д (менее 5)", "b": "н/д (менее 5)", "c": "20"}


def test_two_groups_of_four_take_a_third_because_their_sum_leaves_only_four_and_four_to_who_reads_the_words() -> None:
    assert _words({"a": 4, "b": 4, "c": 9}) == {"a": "н/д", "b": "н/д", "c": "9"}
    assert _words({"a": 4, "b": 4, "c": 9}, merges=True) == {"a+b+c": "17"}


def test_small_organisations_are_merged_and_take_in_the_next_smallest_when_too_few() -> None:
    known = {"merges": True, "are_sizes_known": True}

    assert _words({"a": 3, "b": 4, "c": 9}, **known) == {"c": "9", "a+b": "7"}
    assert _words({"a": 3, "b": 9, "c": 20}, **known) == {"c": "20", "a+b": "12"}
    assert _words({"a": 1, "b": 2, "c": 6, "d": 7}, **known) == {"d": "7", "a+b+c": "9"}


def test_of_a_town_with_too_few_answers_nothing_is_shown() -> None:
    pattern = protect_groups({"a": 3, "b": 1})

    assert [pattern.size(row).said(str) for row in pattern.rows] == ["н/д (менее 5)"] * 2
    assert pattern.total_cell(4).said(str) == "н/д (менее 5)"
    assert pattern.advice is Advice.NOTHING
    assert protect_groups({}).total_cell(0).said(str) == "—"


def test_a_mean_of_nobody_is_a_dash() -> None:
    pattern = protect_groups({"a": 0, "b": 8})

    assert [pattern.cell(row, 50.0).said(str) for row in pattern.rows] == ["—", "50.0"]


def test_a_table_of_which_little_is_left_prints_what_is_left_and_says_so() -> None:
    pattern = protect_groups({"a": 3, "b": 2, "c": 4, "d": 30})

    assert pattern.advice is Advice.VISIBLE_ONLY
    assert [row.members for row in pattern.printed] == [("d",)]
    assert pattern.footnotes == ("Не показано строк: 3 — в них ответили слишком мало людей.",)
    assert protect_groups({"a": 3, "b": 4}).advice is Advice.TOTAL_ONLY


def test_footnotes_explain_each_kind_of_words_once() -> None:
    pattern = protect_groups({"a": 3, "b": 9, "c": 20, "d": 30})

    assert pattern.footnotes == (
        "н/д (менее 5) — данные не приводятся: ответили менее 5 человек.",
        "н/д — данные не приводятся, чтобы по остальным числам нельзя было узнать ответы отдельных людей.",
    )


def test_of_organisations_taken_together_only_what_is_true_of_all_is_said() -> None:
    pattern = protect_groups({"a": 3, "b": 40, "c": 60}, merges=True)

    assert [row.members for row in pattern.rows] == [("c",), ("a", "b")]
    assert pattern.footnotes == (
        "Под названием «малочисленные организации» вместе показаны 2\u00a0организации, среди них те, где ответили "
        "менее 5 человек: так по таблице нельзя узнать ответы отдельных людей.",
    )


@given(SIZES, st.integers(3, 10), st.booleans(), st.booleans())
def test_what_is_hidden_together_is_nobody_or_enough_people_of_at_least_two_groups(
    sizes: dict[int, int], least: int, merges: bool, are_known: bool
) -> None:
    pattern = protect_groups(sizes, Policy(least), merges=merges, are_sizes_known=are_known)
    pools = [row.size for row in pattern.hidden]

    assert sorted(member for row in pattern.rows for member in row.members) == sorted(sizes)
    assert all(row.size >= least for row in pattern.visible)
    assert not pools or not pattern.is_total_shown or (len(pools) > 1 and sum(pools) >= least)


@given(SIZES, st.integers(3, 10))
def test_words_leave_sizes_open_to_whoever_believes_them(sizes: dict[int, int], least: int) -> None:
    pattern = protect_groups(sizes, Policy(least))
    if not pattern.is_total_shown or not pattern.visible:
        return
    small = [row.size for row in pattern.hidden if row.why_hidden and row.why_hidden.reason is Reason.SMALL]
    others = [row.size for row in pattern.hidden if row.why_hidden and row.why_hidden.reason is Reason.WITHHELD]
    total = sum(small) + sum(others)
    if small:
        possible = _possible(total, len(small), len(others), least)
        assert max(possible) - min(possible) >= Policy(least).width


def _possible(total: int, small: int, others: int, least: int) -> list[int]:
    """Sizes that one of the small groups can have."""
    found = []
    for size in range(1, least):
        low = size + (small - 1) + others * least
        high = size + (small - 1) * (least - 1) + (total if others else 0)
        if low <= total <= high:
            found.append(size)
    return found


def test_a_unanimous_group_is_hidden_with_a_partner_and_without_a_word_of_unanimity() -> None:
    pattern = protect_groups({"a": 6, "b": 8, "c": 20})
    narrowed = protect_answers(pattern, {"a": tally([6, 0]), "b": tally([4, 4]), "c": tally([10, 10])})

    assert [narrowed.size(row).said(str) for row in narrowed.rows] == ["н/д", "н/д", "20"]


def test_hidden_groups_that_all_agree_take_in_one_that_does_not() -> None:
    pattern = protect_groups({"a": 3, "b": 4, "c": 6, "d": 20})
    agreeing = {"a": tally([3, 0]), "b": tally([4, 0]), "c": tally([5, 1]), "d": tally([10, 10])}

    assert [protect_answers(pattern, agreeing).size(row).is_shown for row in pattern.rows] == [False] * 3 + [True]


def test_bases_count_not_respondents() -> None:
    pattern = protect_groups({"a": 6, "b": 8, "c": 20})
    narrowed = protect_answers(pattern, {"a": Spread(2, 0, 9), "b": Spread(8, 10, 90), "c": Spread(20, 0, 100)})

    assert [narrowed.cell(row, 1).said(str) for row in narrowed.rows] == ["н/д", "н/д", "1"]


def test_a_question_answered_alike_by_a_small_town_is_not_shown_at_all() -> None:
    pattern = protect_groups({"a": 8})
    narrowed = protect_answers(pattern, {"a": tally([0, 8, 0])})

    assert narrowed.total_cell(8).said(str) == "н/д"
    assert narrowed.visible == ()


def test_an_item_is_not_hidden_alone_beside_its_index() -> None:
    pattern = protect_groups({"a": 7, "b": 9, "c": 20})
    wide = {"a": Spread(7, 0, 9), "b": Spread(9, 0, 9), "c": Spread(20, 0, 9)}
    index, items = protect_scale(pattern, wide, {"1": wide | {"a": Spread(7, 3, 3)}, "2": wide, "3": wide})
    seen = {key: [item.size(row).is_shown for row in pattern.rows] for key, item in items.items()}

    assert seen == {"1": [False, False, True], "2": [False, False, True], "3": [True, True, True]}
    assert len(index.visible) == 3


def test_an_index_of_one_item_is_hidden_with_it() -> None:
    pattern = protect_groups({"a": 7, "b": 9, "c": 20})
    wide = {"a": Spread(7, 0, 9), "b": Spread(9, 0, 9), "c": Spread(20, 0, 9)}
    index, _ = protect_scale(pattern, wide, {"1": wide | {"a": Spread(7, 3, 3)}})

    assert [row.members for row in index.visible] == [("c",)]


@pytest.mark.parametrize("least", [0, 1, 2])
def test_no_setting_shows_fewer_than_three(least: int) -> None:
    with pytest.raises(ValueError, match="at least 3"):
        Policy(least)
