"""The guard of trends: what a new version breaks, and what it leaves comparable."""

from dataclasses import replace

import pytest

from reports.statistics.trends import Trend, Trends, trends
from surveys.model import Key
from tests.pure.surveys.forms import form

BEFORE = """
    | survey | | | | | |
    | | type | name | label | relevant | scale |
    | | select_one s | a | Ставлю цель урока. | | m |
    | | select_one s | b | Готовлю задания. | | m |
    | | select_one s | c | Слушаю детей. | | n |
    | | select_one s | e | Говорю понятно. | | n |
    | | text | d | Что ещё? | | |
    | choices | | | | |
    | | list_name | name | label | score |
    | | s | 0 | Нет | 0 |
    | | s | 1 | Да | 1 |
    | scales | | | | |
    | | name | label | least | of |
    | | m | Методика | 1 | |
    | | n | Общение | 1 | |
    | | all | Всё вместе | 2 | m n |
"""


def after(*replacements: tuple[str, str]) -> Trends:
    text = BEFORE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return trends(form(BEFORE), form(text))


def broken(found: Trends) -> dict[str, tuple[str, ...]]:
    everything = {**found.questions, **found.scales}
    return {str(key): trend.broken for key, trend in everything.items() if not trend.is_comparable}


def test_the_same_questionnaire_is_comparable_throughout() -> None:
    found = after()

    assert list(found.questions) == ["a", "b", "c", "e", "d"]
    assert list(found.scales) == ["m", "n", "all"]
    assert {*found.questions.values(), *found.scales.values()} == {Trend()}


PARTS = ("изменились шкалы, из которых она состоит",)
ITEMS = ("изменились вопросы шкалы или веса её частей",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ставлю цель урока.", "ставлю цель  урока", {}),
        ("Что ещё?", "Что мешает?", {"d": ("изменилась формулировка",)}),
        (
            "Ставлю цель урока.",
            "Ставлю задачи.",
            {"a": ("изменилась формулировка",), "m": ITEMS, "all": ITEMS},
        ),
        (
            "| | select_one s | b |",
            "| | select_one s | x | Новый вопрос. | | m |\n    | | select_one s | b |",
            {"x": ("вопроса раньше не было",), "m": ITEMS, "all": ITEMS},
        ),
        (
            "    | | select_one s | b | Готовлю задания. | | m |\n",
            "",
            {"b": ("вопроса больше нет",), "m": ITEMS, "all": ITEMS},
        ),
        (
            "| | m | Методика | 1 | |",
            "| | m | Методика | 2 | |",
            {"m": ("изменилось, сколько ответов нужно для индекса",), "all": PARTS},
        ),
    ],
)
def test_what_changed_is_broken_and_says_why(old: str, new: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert broken(after((old, new))) == expected


def test_other_options_break_every_question_that_has_them() -> None:
    found = after(("| | s | 1 | Да | 1 |", "| | s | 1 | Да | 2 |"))

    assert set(broken(found)) == {"a", "b", "c", "e", "m", "n", "all"}
    assert found.questions[Key("d")].is_comparable


def test_a_new_scale_has_no_past() -> None:
    assert broken(after(("| | all | Всё вместе", "| | total | Всё вместе"))) == {"total": ("шкалы раньше не было",)}


def test_another_circle_of_people_is_a_remark() -> None:
    found = after(("Слушаю детей. | |", "Слушаю детей. | ${a} = '1' |"))

    assert broken(found) == {}
    assert found.questions[Key("c")] == Trend((), ("вопрос задают другому кругу людей",))
    assert found.scales["n"] == Trend((), ("часть вопросов задают другому кругу людей",))
    assert found.scales["m"] == Trend()


def test_other_bounds_of_levels_are_a_remark() -> None:
    bands = "| bands | | | |\n    | | list_name | from | name | label |\n    | | l | 0 | low | мало |\n"
    headings = ("| | name | label | least | of |", "| | name | label | least | of | bands |")
    levels = ("| | m | Методика | 1 | |", "| | m | Методика | 1 | | l |")
    first = form((BEFORE + "    " + bands + "    | | l | 50 | high | много |\n").replace(*headings).replace(*levels))
    second = form((BEFORE + "    " + bands + "    | | l | 60 | high | много |\n").replace(*headings).replace(*levels))

    assert trends(first, second).scales["m"] == Trend((), ("изменились границы уровней",))


def test_another_instrument_is_never_a_trend() -> None:
    first = form(BEFORE)
    second = replace(first, key="other")

    assert {trend.broken for trend in trends(first, second).questions.values()} == {("это другая анкета",)}
    assert {trend.broken for trend in trends(first, second).scales.values()} == {("это другая анкета",)}
