"""The printed questionnaire read back."""

import re
from datetime import date
from itertools import pairwise

import pytest

from reports.printing.paper_form import on_paper, paper_form
from reports.printing.paper_questionnaire import paper_questionnaire
from reports.russian import GAP
from surveys.model import Questionnaire
from surveys.numbers import question_numbers
from tests.pure.reports.printing.documents import cells, opened, out_of_order, part, texts
from tests.pure.reports.printing.typists import LIBRARY
from tests.pure.surveys.forms import form

SMALL = """
    | survey | | | | | | | |
    | | type | name | label | hint | relevant | required | constraint |
    | | select_one work | work | Кем вы работаете? | | | yes | |
    | | begin_group | view | Как это было | | ${work} = 'teacher' | | |
    | | select_one view | v1 | Было полезно | | | | |
    | | select_one view | v2 | Было понятно | Для вас | ${work} != 'head' | | |
    | | select_one view | v3 | Было долго | | | | |
    | | end_group | | | | | | |
    | | begin_group | more | Ещё | | | | |
    | | select_multiple help | help | Что поможет? | | | | count-selected(.) <= 2 |
    | | select_one mark | mark | Ваша оценка | | | | |
    | | rank help | order | Что важнее? | | | | |
    | | text | words | Почему ${mark}? | | ${mark} < 3 | | string-length(.) <= 300 |
    | | note | thanks | Почти всё. | | | | |
    | | image | photo | Фото | | | | |
    | | end_group | | | | | | |

    | choices | | | |
    | | list_name | name | label |
    | | work | teacher | Учитель начальных классов, учитель-предметник |
    | | work | head | Руководитель организации или его заместитель |
    | | view | 1 | Нет |
    | | view | 2 | Отчасти |
    | | view | 3 | Да |
    | | help | course | Курс повышения квалификации для учителей района |
    | | help | mentor | Наставник |
    | | help | seminar | Семинар |
    | | mark | a | 5 |
    | | mark | b | 4 |
    | | mark | c | не знаю |
"""


@pytest.fixture(scope="module")
def small() -> Questionnaire:
    return form(SMALL)


def printed(questionnaire: Questionnaire) -> bytes:
    return paper_questionnaire(questionnaire, "ОС-26", "Методический центр", date(2026, 10, 1))


def test_every_question_bears_its_number_and_says_when_it_concerns_the_reader(small: Questionnaire) -> None:
    said = texts(opened(printed(small)))

    assert said == [
        "Методический центр",
        "Проба",
        "Обведите номер ответа: один в каждом вопросе. Где стоят квадраты ☐, можно отметить несколько. "
        "На вопросы со звёздочкой * нужно ответить обязательно, остальные можно пропустить. Не пишите фамилий. "
        "Сдайте анкету до 01.10.2026.",
        "Организация \t",
        "Лист № ________ (номер ставит тот, кто собирает анкеты)",
        "1*. Кем вы работаете?",
        "Как это было",
        "Если в вопросе 1 отмечено «1 — Учитель начальных классов, учитель-предметник»:",
        "Ещё",
        "5. Что поможет? Отметьте не более 2.",
        "6. Ваша оценка",
        "5\u2003 4\u2003 1\u00a0\u00a0не\u00a0знаю",
        "7. Что важнее?",
        "1  Курс повышения квалификации для учителей района~2  Наставник~3  Семинар".replace(" ", GAP).replace(
            "~", "\u2003 "
        ),
        "Номера по порядку, начиная с самого важного: ____ → ____ → ____",
        "Если это к вам относится:",
        "8. Почему (ответ на вопрос 6)?",
        "\t",
        "\t",
        "Почти всё.",
        "Спасибо! Проверьте, что ответили на все вопросы, которые к вам относятся.",
    ]


def test_questions_with_the_same_options_are_one_table(small: Questionnaire) -> None:
    document = opened(printed(small))

    assert cells(document, 1) == [
        ["№", "Обведите номер в каждой строке", "Нет", "Отчасти", "Да"],
        ["2", "Было полезно", "1", "2", "3"],
        [
            "3",
            "(если в вопросе 1 не отмечено «2 — Руководитель организации или его заместитель») Было понятно Для вас",
            "1",
            "2",
            "3",
        ],
        ["4", "Было долго", "1", "2", "3"],
    ]
    assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in document.tables[1].rows] == [1, 0, 0, 0]


def test_options_have_numbers_and_boxes_where_several_may_be_ticked(small: Questionnaire) -> None:
    document = opened(printed(small))

    assert [row[1] for row in cells(document, 0)] == [
        "1  Учитель начальных классов, учитель-предметник",
        "2  Руководитель организации или его заместитель",
    ]
    assert [row[1] for row in cells(document, 2)] == [
        "☐ 1  Курс повышения квалификации для учителей района",
        "☐ 2  Наставник",
        "☐ 3  Семинар",
    ]


def test_the_code_of_the_campaign_stands_on_every_page(small: Questionnaire) -> None:
    document = opened(printed(small))

    assert [section.header.paragraphs[0].text for section in document.sections] == ["Проба · код кампании ОС-26"]
    assert part(printed(small), "word/footer1.xml").count("PAGE") == 1


def test_no_two_tables_touch(small: Questionnaire) -> None:
    """Word would join them."""
    for questionnaire in (small, *LIBRARY.values()):
        body = opened(printed(questionnaire)).element.body
        tags = [child.tag.rpartition("}")[2] for child in body]
        assert ("tbl", "tbl") not in set(pairwise(tags))


def test_repeats_have_several_blanks_with_numbers_of_their_own() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | repeat_count |
        | | begin_repeat | child | Ребёнок | |
        | | text | name | Как зовут? | |
        | | integer | age | Сколько лет ${name}? | |
        | | end_repeat | | | |
        | | begin_repeat | day | День | 2 |
        | | text | plan | План? | |
        | | end_repeat | | | |
    """)
    said = [line for line in texts(opened(printed(questionnaire))) if line[0].isdigit() or line[0] in "РД"]

    assert said == [
        "Ребёнок 1",
        "1.1. Как зовут?",
        "2.1. Сколько лет (ответ на вопрос 1.1)?",
        "Ребёнок 2",
        "1.2. Как зовут?",
        "2.2. Сколько лет (ответ на вопрос 1.2)?",
        "Ребёнок 3",
        "1.3. Как зовут?",
        "2.3. Сколько лет (ответ на вопрос 1.3)?",
        "День 1",
        "3.1. План?",
        "День 2",
        "3.2. План?",
    ]


@pytest.mark.parametrize("name", LIBRARY)
def test_every_question_of_the_library_is_printed_once(name: str) -> None:
    form_on_paper = paper_form(LIBRARY[name])
    document = opened(printed(LIBRARY[name]))
    numbers = [row[0] for n in range(len(document.tables)) for row in cells(document, n) if row[0].isdecimal()]
    plain = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Normal"]
    numbers += [found[1] for line in plain if (found := re.match(r"(\d+)\*?\. ", line))]

    assert sorted(numbers, key=int) == [blank.number for blank in form_on_paper.blanks]
    assert len(numbers) == sum(question.is_numbered for question in LIBRARY[name].questions)


def test_of_a_very_long_list_one_is_written_down() -> None:
    towns = "\n".join(f"| | town | t{n} | Город {n} |" for n in range(60))
    questionnaire = form(
        f"| survey | | | |\n| | type | name | label |\n| | select_one town | town | Откуда вы? |\n\n"
        f"| choices | | | |\n| | list_name | name | label |\n{towns}"
    )

    assert "1. Откуда вы? Впишите ответ." in texts(opened(printed(questionnaire)))


def test_everything_stands_in_the_order_that_word_demands(small: Questionnaire) -> None:
    assert out_of_order(printed(small), "word/document.xml") == []


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Можно прерваться: ответы сохраняются после каждого нажатия.", ""),
        (
            "Это не проверка. Отметьте, где нужна помощь, — по ответам спланируем курсы. Нажмите «Начать».",
            "Это не проверка. Отметьте, где нужна помощь, — по ответам спланируем курсы.",
        ),
        (
            "Есть отдельная анкета — «Команда». В меню она называется «Анкета для руководителей».",
            "Есть отдельная анкета — «Команда».",
        ),
        (
            "Работа учителя. Работать с ботинками и чатами можно.",
            "Работа учителя. Работать с ботинками и чатами можно.",
        ),
        ("3–4 минуты, т. е. недолго", "3–4 минуты, т. е. недолго"),
    ],
)
def test_paper_does_not_speak_of_a_screen(said: str, left: str) -> None:
    assert on_paper(said) == left


@pytest.mark.parametrize("name", LIBRARY)
def test_nothing_printed_is_to_be_tapped(name: str) -> None:
    said = " ".join(texts(opened(printed(LIBRARY[name]))))

    assert "нажат" not in said
    assert "Нажмите" not in said


@pytest.mark.parametrize("name", LIBRARY)
def test_numbers_on_paper_are_those_of_every_list(name: str) -> None:
    numbers = question_numbers(LIBRARY[name])
    blanks = paper_form(LIBRARY[name]).blanks

    assert {blank.question.name: int(blank.number.partition(".")[0]) for blank in blanks} == numbers
