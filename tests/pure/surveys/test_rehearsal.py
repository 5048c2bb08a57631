"""Robots find what an author cannot see: questions nobody reaches, answers nobody can give."""

import pytest

from surveys.rehearsal import Finding, Rehearsal, rehearse
from tests.pure.surveys.forms import form


def rehearsed(survey: str, choices: str = "") -> Rehearsal:
    return rehearse(
        form(survey + ("\n| choices | | | | |\n| | list_name | name | label | area |\n" + choices if choices else ""))
    )


SURVEY = "| survey | | | | | | | |\n| | type | name | label | relevant | constraint | required | choice_filter |\n"


def test_a_form_in_order_has_no_findings_and_all_its_branches_are_walked() -> None:
    found = rehearsed(
        SURVEY + "| | integer | age | Возраст? | | . > 17 | yes | |\n"
        "| | text | young | Вы молоды? | ${age} < 36 | | | |\n"
        "| | text | rare | Вам 77? | ${age} = 77 and ${young} = '' | | | |\n"
    )
    assert found.findings == ()
    assert found.covered == 1.0
    assert found.finished == found.walks


@pytest.mark.parametrize(
    "condition",
    ["${age} > 10 and ${age} < 5", "${age} = 'много'", "selected(${sex}, 'x')", "false()"],
)
def test_a_question_that_nobody_reaches_is_found(condition: str) -> None:
    found = rehearsed(
        SURVEY + "| | integer | age | Возраст? | | | | |\n| | select_one s | sex | Пол? | | | | |\n"
        f"| | text | lost | Потерян? | {condition} | | | |\n",
        "| | s | m | М | |\n| | s | f | Ж | |\n",
    )
    assert found.findings == ((Finding.UNREACHABLE, "lost"),)
    assert found.covered < 1.0


def test_a_question_behind_three_conditions_is_reached() -> None:
    found = rehearsed(
        SURVEY + "| | select_one s | a | А? | | | | |\n"
        "| | integer | b | Б? | ${a} = 'f' | | | |\n"
        "| | text | c | В? | ${b} = 41 | | | |\n"
        "| | text | d | Г? | ${c} = 'пароль' | | | |\n",
        "| | s | m | М | |\n| | s | f | Ж | |\n| | s | n | Н | |\n",
    )
    assert found.findings == ()


def test_a_constraint_that_no_answer_meets_is_found() -> None:
    found = rehearsed(
        SURVEY + "| | integer | n | Сколько? | | . > 5 and . < 3 | yes | |\n| | text | t | Ещё? | | | | |\n"
    )
    assert (Finding.CONTRADICTORY, "n") in found.serious
    assert found.finished == 0


def test_a_list_that_a_filter_may_empty_is_found() -> None:
    found = rehearsed(
        SURVEY + "| | select_one a | a | Край? | | | | |\n| | select_one t | t | Город? | | | | area = ${a} |\n",
        "| | a | p | П | |\n| | a | q | К | |\n| | t | x | Икс | p |\n",
    )
    assert (Finding.NO_OPTIONS, "t") in found.findings


def test_long_buttons_and_texts_are_found() -> None:
    found = rehearsed(
        SURVEY + f"| | select_one s | a | {'Очень длинно. ' * 300} | | | | |\n",
        f"| | s | x | {'Вариант, который не поместится на кнопку' * 1} | |\n| | s | y | Да | |\n",
    )
    assert {finding for finding, _key in found.findings} == {Finding.LONG_BUTTON, Finding.LONG_TEXT}


def test_time_on_a_phone_grows_with_the_form() -> None:
    short = rehearsed(SURVEY + "| | text | t | Что? | | | | |\n")
    rows = "".join(f"| | text | t{n} | Что вы об этом думаете, номер {n}? | | | | |\n" for n in range(30))
    assert rehearsed(SURVEY + rows).minutes[1] > 5 * short.minutes[1]


def test_that_the_time_was_over_says_nothing_about_a_question() -> None:
    rows = "".join(
        f"| | integer | n{n} | Сколько? | | | | |\n| | text | t{n} | Точно? | ${{n{n}}} = 77 | | | |\n"
        for n in range(60)
    )
    hurried = rehearse(form(SURVEY + rows), patience=0.0)
    assert hurried.findings == ()
    assert hurried.covered < 1.0
