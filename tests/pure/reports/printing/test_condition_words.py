"""Conditions in words."""

import pytest

from reports.printing.condition_words import UNKNOWN, ConditionWords, longest, most_chosen
from reports.printing.paper_form import paper_form
from tests.pure.surveys.forms import form

LISTS = """
    | choices | | | |
    | | list_name | name | label |
    | | work | t | Учитель |
    | | work | h | Завуч |
    | | work | p | Психолог |
    | | yes_no | y | Да |
    | | yes_no | n | Нет |
"""


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("${work} = 't'", "если в вопросе 1 отмечено «1 — Учитель»"),
        ("'t' = ${work}", "если в вопросе 1 отмечено «1 — Учитель»"),
        ("${work} != 't'", "если в вопросе 1 не отмечено «1 — Учитель»"),
        ("${work} = 't' or ${work} = 'p'", "если в вопросе 1 отмечено «1 — Учитель» или «3 — Психолог»"),
        ("${work} != 't' and ${work} != 'p'", "если в вопросе 1 не отмечено ни «1 — Учитель», ни «3 — Психолог»"),
        ("${work} != 't' or ${work} != 'p'", "если в вопросе 1 не отмечено «1 — Учитель» или «3 — Психолог»"),
        ("selected(${duties}, 'h')", "если в вопросе 2 отмечено «2 — Завуч»"),
        ("not(selected(${duties}, 'h'))", "если в вопросе 2 не отмечено «2 — Завуч»"),
        (
            "selected(${duties}, 't') and selected(${duties}, 'h')",
            "если в вопросе 2 отмечено «1 — Учитель» и «2 — Завуч»",
        ),
        ("${years} >= 3", "если ответ на вопрос 3 не меньше 3"),
        ("3 < ${years}", "если ответ на вопрос 3 больше 3"),
        ("${years} > 3 and ${years} < 10.5", "если ответ на вопрос 3 больше 3 и меньше 10,5"),
        (
            "${work} = 't' and ${years} = 1",
            "если в вопросе 1 отмечено «1 — Учитель» и ответ на вопрос 3 равен 1",
        ),
        (
            "${work} != 'h' and (${work} = 't' or ${full} = 'y')",
            "если в вопросе 1 отмечено 1; если 3 — только когда в вопросе 4 отмечено 1",
        ),
        (
            "(${work} = 't' or ${work} = 'h') and ${full} = 'y'",
            "если в вопросе 1 отмечено 1 или 2 и в вопросе 4 отмечено 1",
        ),
        ("(${work} = 't' and ${full} = 'y') or (${work} = 'h' and ${full} = 'n')", UNKNOWN),
        ("string-length(${work}) = 1 and (${work} = 't' or ${work} = 'h')", "если в вопросе 1 отмечено 1 или 2"),
        ("${work} = ''", UNKNOWN),
        ("${work} = 'nobody'", UNKNOWN),
        ("${total} > 3", UNKNOWN),
        ("${years} + 1 > 3", UNKNOWN),
        ("not(${years} > 3)", UNKNOWN),
        ("${work} = 't' and (${work} = 'h' or ${years} = 1)", UNKNOWN),
    ],
)
def test_what_is_simple_is_said_and_the_rest_left_to_the_reader(condition: str, said: str) -> None:
    questionnaire = form(f"""
        | survey | | | | |
        | | type | name | label | relevant | calculation |
        | | select_one work | work | Кто вы? | | |
        | | select_multiple work | duties | Что делаете? | | |
        | | decimal | years | Сколько лет? | | |
        | | select_one yes_no | full | Полный день? | | |
        | | calculate | total | | | ${{years}} * 2 |
        | | text | last | Что ещё? | {condition} | |
        {LISTS}
    """)
    on_paper = paper_form(questionnaire)
    blank = on_paper.blanks[-1]

    assert ConditionWords(on_paper).said(blank.conditions, blank.question) == said


def test_an_either_or_beside_another_condition_is_left_to_the_reader() -> None:
    questionnaire = form(f"""
        | survey | | | | |
        | | type | name | label | relevant |
        | | select_one work | work | Кто вы? | |
        | | integer | years | Сколько лет? | |
        | | begin_group | g | Часть | ${{years}} > 1 |
        | | text | a | Что? | |
        | | text | b | Что ещё? | ${{work}} = 't' or ${{years}} = 3 |
        | | text | c | А ещё? | ${{work}} = 't' or ${{work}} = 'h' |
        | | end_group | | | |
        {LISTS}
    """)
    on_paper = paper_form(questionnaire)
    words = ConditionWords(on_paper)
    block = on_paper.blocks[-1]
    whole = [words.said((*block.conditions, *blank.conditions), blank.question) for blank in block.blanks]

    assert whole == [
        "если ответ на вопрос 2 больше 1",
        UNKNOWN,
        "если ответ на вопрос 2 больше 1 и в вопросе 1 отмечено «1 — Учитель» или «2 — Завуч»",
    ]


@pytest.mark.parametrize(
    ("constraint", "limits"),
    [
        ("count-selected(.) <= 3", (3, None)),
        ("count-selected(.) < 3 and not(selected(., 't'))", (2, None)),
        ("string-length(.) <= 300", (None, 300)),
        ("count-selected(.) <= 3 or . = 't'", (None, None)),
        ("count-selected(${other}) <= 3", (None, None)),
    ],
)
def test_limits_are_read_off_the_constraint(constraint: str, limits: tuple[int | None, int | None]) -> None:
    questionnaire = form(f"""
        | survey | | | | |
        | | type | name | label | constraint |
        | | select_multiple work | other | Что? | |
        | | select_multiple work | duties | Что ещё? | {constraint} |
        {LISTS}
    """)
    question = questionnaire.questions[-1]

    assert (most_chosen(question), longest(question)) == limits
