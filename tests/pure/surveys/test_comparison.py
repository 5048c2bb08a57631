"""What a new version changes, and what stays comparable."""

import pytest

from surveys.comparison import Comparison, What, compare
from tests.pure.surveys.forms import form

BEFORE = """
    | survey | | | | | |
    | | type | name | label | relevant | scale |
    | | select_one s | a | Ставлю цель урока. | | m |
    | | select_one s | b | Готовлю задания. | | m |
    | | select_one s | c | Меняю план. | ${a} = '1' | m |
    | | text | d | Что ещё? | | |
    | choices | | | | |
    | | list_name | name | label | score |
    | | s | 0 | Нет | 0 |
    | | s | 1 | Да | 1 |
    | scales | | | |
    | | name | label | least |
    | | m | Методика | 2 |
"""


def changed(*replacements: tuple[str, str]) -> Comparison:
    after = BEFORE
    for old, new in replacements:
        assert old in after
        after = after.replace(old, new)
    return compare(form(BEFORE), form(after))


def test_the_same_form_is_the_same() -> None:
    comparison = changed()
    assert comparison.is_same
    assert (comparison.comparable, comparison.asked) == (4, 4)


@pytest.mark.parametrize("new", ["Ставлю цель урока", "ставлю  цель урока.", "Ставлю цель урока!"])
def test_commas_and_case_do_not_break_a_trend(new: str) -> None:
    assert changed(("Ставлю цель урока.", new)).is_same


@pytest.mark.parametrize(
    ("replacement", "what", "key", "breaks"),
    [
        (("Ставлю цель урока.", "Формулирую цель урока."), What.WORDING, "a", True),
        (("| s | 1 | Да | 1 |", "| s | 1 | Да, всегда | 1 |"), What.OPTIONS, "a", True),
        (("| s | 1 | Да | 1 |", "| s | 1 | Да | 2 |"), What.OPTIONS, "a", True),
        (("| text | d |", "| integer | d |"), What.KIND, "d", False),
        (("${a} = '1'", "${a} = '0'"), What.CONDITION, "c", False),
        (("    | | text | d | Что ещё? | | |\n", ""), What.REMOVED, "d", False),
        (("| d | Что ещё? | | |", "| d | Что ещё? | | |\n    | | text | e | И ещё? | | |"), What.ADDED, "e", False),
    ],
)
def test_a_change_is_named_and_the_trend_of_its_scale_may_end(
    replacement: tuple[str, str], what: What, key: str, *, breaks: bool
) -> None:
    comparison = changed(replacement)
    assert (what, key) in {(change.what, change.key) for change in comparison.changes}
    assert bool(comparison.broken_scales) == breaks


def test_of_a_moved_question_only_the_one_that_moved_is_named() -> None:
    first = "    | | select_one s | a | Ставлю цель урока. | | m |\n"
    comparison = changed(
        (first, ""), ("    | | text | d |", first + "    | | text | d |"), ("${a} = '1'", "${b} = '1'")
    )
    assert [change.key for change in comparison.changes if change.what is What.ORDER] == ["a"]


def test_an_item_taken_out_of_its_scale_ends_the_trend() -> None:
    assert changed(("| b | Готовлю задания. | | m |", "| b | Готовлю задания. | | |")).broken_scales == ("Методика",)


OVERALL = """
    | survey | | | | |
    | | type | name | label | scale |
    | | select_one s | a | Ставлю цель урока. | m |
    | | select_one s | b | Готовлю задания. | n |
    | choices | | | | |
    | | list_name | name | label | score |
    | | s | 0 | Нет | 0 |
    | | s | 1 | Да | 1 |
    | scales | | | | |
    | | name | label | of | weight |
    | | m | Методика | | {weight} |
    | | n | Нагрузка | | |
    | | all | Вместе | m n | |
"""


def test_another_weight_of_a_block_ends_the_trend_of_the_overall_index() -> None:
    before, after = (form(OVERALL.format(weight=weight)) for weight in ("", "2"))

    assert compare(before, after).broken_scales == ("Вместе",)
    assert compare(before, before).broken_scales == ()
