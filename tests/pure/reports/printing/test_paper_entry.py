"""Answers from paper: typed, read back, and held to every rule of the questionnaire."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.printing.entry_reading import campaign_code_of, read_entries
from reports.printing.paper_entry import entry_workbook
from surveys.model import Key, Questionnaire
from tests.pure.reports.printing.typists import LIBRARY, NOW, as_typed, entered, typed, walked
from tests.pure.surveys.forms import form
from workbooks.reading import read_workbook

PLAIN = """
    | survey | | | | | | |
    | | type | name | label | relevant | required | constraint |
    | | select_one work | work | Кем вы работаете? | | yes | |
    | | select_one subject | subject | Ваш предмет | ${work} = 'teacher' | | |
    | | select_multiple subject | extra | Что ещё ведёте? | | | count-selected(.) <= 2 |
    | | integer | age | Сколько лет работаете? | | | . < 60 |
    | | date | since | С какого дня? | | | |

    | choices | | | |
    | | list_name | name | label |
    | | work | teacher | Учитель |
    | | work | head | =Руководитель, заместитель |
    | | subject | m | Математика |
    | | subject | p | Физика |
    | | subject | c | Химия, биология |
"""
EVERYTHING = """
    | survey | | | | | | |
    | | type | name | label | relevant | constraint | parameters |
    | | text | who | Кто вы? | | | |
    | | decimal | height | Какой у вас рост? | | | |
    | | range | mark | Как вам? | | | start=0 end=10 step=1 |
    | | time | at | Во сколько? | | | |
    | | dateTime | moment | Когда? | | | |
    | | rank pets | order | Кого любите больше? | | | |
    | | begin_repeat | child | Ребёнок | | | |
    | | text | name | Как зовут? | | | |
    | | select_multiple pets | has | Кто есть у ${name}? | | | |
    | | select_one pets | main | Кто главный? | selected(${has}, 'cat') | | |
    | | end_repeat | | | | | |
    | | acknowledge | ok | Согласны? | | | |

    | choices | | | |
    | | list_name | name | label |
    | | pets | cat | Кошка |
    | | pets | dog | Собака |
    | | pets | fish | Рыбка |
"""
SCHOOL = {"Организация": "Школа № 7"}


@pytest.fixture(scope="module")
def plain() -> Questionnaire:
    return form(PLAIN)


def test_the_workbook_has_a_column_for_every_question_and_rows_that_explain_them(plain: Questionnaire) -> None:
    page = openpyxl.load_workbook(io.BytesIO(entry_workbook(plain, "ОС-1")))["Ввод"]

    assert [cell.value for cell in page[1]] == ["Лист", "Организация", "В1", "В2", "В3", "В4", "В5"]
    assert [cell.value for cell in page[2]][2:] == [question.label for question in plain.questions]
    assert [cell.value for cell in page[3]] == [
        "Подсказка",
        "название организации; обязательно",
        "номер или ответ из списка; обязательно",
        "номер или ответ из списка",
        "номера через запятую, не более 2",
        "целое число",
        "дата: 05.10.2026",
    ]
    assert [page[f"A{row}"].value for row in (4, 5, 503)] == ["1", "2", "500"]
    assert page.freeze_panes == "C4"


def test_options_are_offered_in_a_list_and_are_texts_even_if_they_look_like_formulas(plain: Questionnaire) -> None:
    book = openpyxl.load_workbook(io.BytesIO(entry_workbook(plain, "ОС-1")))
    lists = {v.formula1: str(v.sqref) for v in book["Ввод"].data_validations.dataValidation}
    ranges = {name: defined.attr_text for name, defined in book.defined_names.items()}

    assert lists == {"options_1": "C4:C503", "options_2": "D4:D503"}
    assert ranges["options_1"] == "'Варианты'!$A$2:$A$3"
    assert [(cell.value, cell.data_type) for cell in book["Варианты"]["A"]] == [
        ("В1", "s"),
        ("1 — Учитель", "s"),
        ("2 — =Руководитель, заместитель", "s"),
        (None, "n"),
    ]


def test_the_workbook_knows_its_campaign_and_an_untouched_one_has_no_entries(plain: Questionnaire) -> None:
    carrier = read_workbook("ввод.xlsx", entry_workbook(plain, "ОС-1"))

    assert campaign_code_of(carrier) == "ОС-1"
    assert read_entries(plain, carrier, NOW) == ([], [])


def test_options_are_understood_by_number_by_words_and_from_the_list(plain: Questionnaire) -> None:
    entries, defects = entered(
        plain,
        SCHOOL | {"В1": "1 — Учитель", "В2": "химия, биология", "В3": "2, 1", "В4": 12, "В5": "1 сентября 2020"},
        SCHOOL | {"В1": 2, "В3": "Химия, биология; Физика"},
        SCHOOL | {"В1": "=руководитель,  Заместитель.", "В3": 1.3},
    )

    assert defects == []
    assert [(entry.line, entry.paper, entry.organisation) for entry in entries] == [
        (4, "1", "Школа № 7"),
        (5, "2", "Школа № 7"),
        (6, "3", "Школа № 7"),
    ]
    assert [dict(entry.answers) for entry in entries] == [
        {"work": "teacher", "subject": "c", "extra": "m p", "age": "12", "since": "2020-09-01"},
        {"work": "head", "extra": "p c", "age": "", "since": ""},
        {"work": "head", "extra": "m c", "age": "", "since": ""},
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"В1": "3"},
            ["столбец «В1»: Вопрос 1: среди ответов нет «3». Впишите: номер или ответ из списка; обязательно."],
        ),
        (
            {"В4": "5"},
            ["столбец «В1»: Вопрос 1: ответ обязателен, а клетка пустая. Впишите ответ или уберите строку."],
        ),
        (
            {"В1": "2", "В2": "1"},
            [
                "столбец «В2»: Вопрос 2: по другим ответам этот вопрос к человеку не относится. "
                "Очистите клетку или исправьте их."
            ],
        ),
        (
            {"В1": "1", "В3": "1, 2, 3", "В4": "много", "В5": "31.11.2020"},
            [
                "столбец «В3»: Вопрос 3: ответ не подходит по правилам анкеты. Сверьте с бумагой.",
                "столбец «В4»: Вопрос 4: нужно число. Напишите цифрами: 3 или 3,5.",
                "столбец «В5»: Вопрос 5: такого дня в календаре нет. Сверьте с бумагой.",
            ],
        ),
        (
            {"В1": "1", "В4": "2,5"},
            ["столбец «В4»: Вопрос 4: нужно целое число. Напишите его без дробной части."],
        ),
        (
            {"В1": "1", "В4": "60"},
            ["столбец «В4»: Вопрос 4: ответ не подходит по правилам анкеты. Сверьте с бумагой."],
        ),
    ],
)
def test_whatever_breaks_a_rule_is_told_by_its_cell(
    plain: Questionnaire, row: dict[str, object], told: list[str]
) -> None:
    entries, defects = entered(plain, SCHOOL | row)

    assert entries == []
    assert [
        defect.removeprefix("ввод.xlsx, лист «Ввод», строка 4, ").rpartition(" [")[0] for defect in defects
    ] == told


def test_a_good_row_is_read_though_others_are_not(plain: Questionnaire) -> None:
    entries, defects = entered(plain, {"В1": "1"}, SCHOOL | {"В1": "1"}, SCHOOL)

    assert [entry.line for entry in entries] == [5]
    assert defects == [
        "ввод.xlsx, лист «Ввод», строка 4, столбец «Организация»: Не указано, из какой организации анкета. "
        "Впишите название организации. [organisation_missing]"
    ]


def test_what_may_follow_from_a_mistake_is_not_told_beside_it(plain: Questionnaire) -> None:
    optional = form(PLAIN.replace("| yes |", "| |"))
    _entries, defects = entered(optional, SCHOOL | {"В1": "учит", "В2": "1"})

    assert [defect.rpartition("[")[2] for defect in defects] == ["unknown_option]"]


def test_one_sheet_of_paper_typed_twice_is_told(plain: Questionnaire) -> None:
    entries, defects = entered(plain, SCHOOL | {"В1": "1"}, SCHOOL | {"В1": "2", "Лист": 1})

    assert [entry.line for entry in entries] == [4]
    assert defects == [
        "ввод.xlsx, лист «Ввод», строка 5, столбец «Лист»: Лист № 1 введён дважды: в строках 4 и 5. "
        "Оставьте одну строку или исправьте номер. [paper_twice]"
    ]


def test_a_workbook_of_another_questionnaire_is_refused_as_a_whole(plain: Questionnaire) -> None:
    carrier = read_workbook("ввод.xlsx", typed(form(EVERYTHING), SCHOOL | {"В1": "1"}))
    entries, defects = read_entries(plain, carrier, NOW)

    assert (entries, [defect.code for defect in defects]) == ([], ["another_questionnaire"])


def test_another_file_and_a_lost_column_are_refused_as_a_whole(plain: Questionnaire) -> None:
    carrier = read_workbook("x.csv", "Организация;В1\nШкола;1\n".encode())

    assert [defect.code for defect in read_entries(plain, carrier, NOW)[1]] == ["not_an_entry_workbook"]
    assert entered(plain, SCHOOL | {"В1": "1"}, change={"C1": "Кем"})[1] == [
        "ввод.xlsx, лист «Ввод», строка 1, столбец «В1»: Нет столбца «В1». Верните его заголовок. [missing_column]"
    ]


def test_every_kind_of_question_and_turns_of_repeats_come_back() -> None:
    questionnaire = form(EVERYTHING)
    row = SCHOOL | {
        "В1": "Аня",
        "В2": "1,7",
        "В3": 0,
        "В4": "9:30",
        "В5": "5.10.2026 9:30",
        "В6": "3, 1, 2",
        "В7.1": "Ян",
        "В8.1": "1, 3",
        "В9.1": "Кошка",
        "В7.3": "Ия",
        "В10": "+",
    }
    entries, defects = entered(questionnaire, row)

    assert defects == []
    assert [dict(entry.answers) for entry in entries] == [
        {
            "who": "Аня",
            "height": "1.7",
            "mark": "0",
            "at": "09:30:00.000",
            "moment": "2026-10-05T09:30:00.000+00:00",
            "order": "fish cat dog",
            "child[1]/name": "Ян",
            "child[1]/has": "cat fish",
            "child[1]/main": "cat",
            "child[2]/name": "",
            "child[2]/has": "",
            "child[3]/name": "Ия",
            "child[3]/has": "",
            "ok": "OK",
        }
    ]


def test_a_set_that_may_be_ticked_in_one_order_only_is_taken() -> None:
    """In the chat «физика» is refused beside «математика» until «химия» is there."""
    rule = "not(selected(., 'p')) or selected(., 'c')"
    questionnaire = form(PLAIN.replace("count-selected(.) <= 2", rule))

    assert entered(questionnaire, SCHOOL | {"В1": "2", "В3": "1, 2, 3"})[1] == []
    assert [d.rpartition("[")[2] for d in entered(questionnaire, SCHOOL | {"В1": "2", "В3": "1, 2"})[1]] == [
        "not_allowed]"
    ]


def test_a_question_that_paper_cannot_answer_but_the_form_demands_is_told() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | required |
        | | text | who | Кто вы? | |
        | | image | photo | Фото | yes |
    """)

    assert entered(questionnaire, SCHOOL | {"В1": "Аня"}) == (
        [],
        [
            "ввод.xlsx, лист «Ввод», строка 4: Анкета требует того, чего нет на бумаге: файла или ещё одного раза "
            "повтора. Пройдите эту анкету в чате. [not_on_paper]"
        ],
    )


@pytest.mark.parametrize("name", [*LIBRARY, "everything"])
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_what_a_person_could_tap_can_be_typed_and_is_kept_the_same(name: str, seed: int) -> None:
    questionnaire = LIBRARY.get(name) or form(EVERYTHING)
    answers = walked(questionnaire, seed)
    entries, defects = entered(questionnaire, as_typed(questionnaire, answers, seed))

    assert defects == []
    assert [dict(entry.answers) for entry in entries] in ([dict(answers)], [])
    assert entries or not any(answers.values())


def test_a_very_long_questionnaire_takes_two_sheets_that_belong_together() -> None:
    rows = "\n".join(f"| | integer | q{n} | Вопрос {n} |" for n in range(1, 201))
    questionnaire = form(f"| survey | | | |\n| | type | name | label |\n{rows}")
    entries, defects = entered(questionnaire, {}, SCHOOL | {"В1": "7", "В200": "8", "В181": "9"})

    assert defects == []
    assert [(entry.line, entry.answers[Key("q1")], entry.answers[Key("q200")]) for entry in entries] == [
        (5, "7", "8")
    ]
