"""Forms as they come from the field: several languages, quirks of Excel, hundreds of rows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from people.model import AccountId
from surveys import engine
from surveys.model import Kind, RunId
from surveys.rehearsal import rehearse
from surveys.xlsform.checking import Checked, check_file
from tests.pure.surveys.carriers.books import book

HEADINGS = (
    "type ",
    "name",
    "label::English (en)",
    "label::Русский (ru)",
    "hint::Русский (ru)",
    "required",
    "relevant",
    "constraint",
    "constraint_message::Русский (ru)",
    "default",
    "appearance",
    "calculation",
    "$kuid",
)


def row(kind: str, name: str, english: str = "", russian: str = "", **others: Any) -> tuple[Any, ...]:
    cells: dict[str, Any] = {"type ": kind, "name": name, HEADINGS[2]: english, HEADINGS[3]: russian, "$kuid": "a1b2"}
    return tuple({**cells, **others}.get(heading) for heading in HEADINGS)


def workbook(*rows: tuple[Any, ...], choices: tuple[tuple[Any, ...], ...] = (), **settings: str) -> bytes:
    def more(sheet: Any) -> None:
        lists = sheet.parent.create_sheet("choices ")
        lists.append(("list_name", "name", "label::English (en)", "label::Русский (ru)"))
        for choice in choices:
            lists.append(choice)
        setting = sheet.parent.create_sheet("Settings")
        setting.append(tuple(settings))
        setting.append(tuple(settings.values()))
        sheet.parent.create_sheet("Заметки методиста").append(("не забыть", 1))

    return book(HEADINGS, *rows, change=more)


YES_NO = (("yesno", 1.0, "Yes", "Да"), ("yesno", 0.0, "No", "Нет"))


def kobo_form(sections: int = 30) -> bytes:
    rows: list[tuple[Any, ...]] = [
        row("start", "start"),
        row("end", "end"),
        row("today", "today"),
        row("deviceid", "deviceid"),
        row("  select_one  yesno ", "agree ", "Do you agree?", "Вы согласны\u00a0участвовать?", required=True),
    ]
    for number in range(sections):
        group = f"s{number}"
        rows += [
            (),
            row("begin group", group, f"Section {number}", f"Раздел {number}", relevant="${agree} = ‘1’"),
            row("select_multiple yesno", f"m{number}", "Which?", "Что из этого?", appearance="minimal"),
            row(
                "integer", f"n{number}", "How many?", "Сколько?", constraint=". >= 0 and . <= 100",
                **{HEADINGS[8]: "От 0 до 100.", "relevant": f"selected(${{m{number}}}, “1”)"},
            ),
            row("date", f"d{number}", "When?", "Когда?", default=date(2026, 9, 1)),
            row("text", f"t{number}", f"Why ${{n{number}}}?", f"Почему ${{n{number}}}?", required="FALSE"),
            row("calculate", f"c{number}", calculation=f"coalesce(${{n{number}}}, 0) * 2"),
            row("end group", ""),
        ]  # fmt: skip
    rows += [row("geoshape", "area", "Area", "Участок"), row("note", "bye", "Thanks!", "Спасибо!")]
    return workbook(*rows, choices=YES_NO, form_title="Kobo", form_id="aBc123", default_language="English (en)")


@pytest.fixture(scope="module")
def kobo() -> Checked:
    return check_file("kobo.xlsx", kobo_form())


def test_a_form_from_kobo_runs_in_russian_and_names_what_it_leaves_out(kobo: Checked) -> None:
    assert [str(defect) for defect in kobo.defects] == []
    assert {note.code for note in kobo.notes} == {"skipped", "refused_row"}
    form = kobo.questionnaire
    assert form is not None
    assert form.by_key["agree"].label == "Вы согласны участвовать?"  # type: ignore[index]
    assert [choice.code for choice in form.by_key["agree"].choices] == ["1", "0"]  # type: ignore[index]
    assert form.by_key["agree"].required is not None  # type: ignore[index]
    assert form.by_key["t0"].required is None  # type: ignore[index]
    assert form.by_key["d0"].default == "2026-09-01"  # type: ignore[index]
    assert sum(question.is_asked for question in form.questions) == 2 + 30 * 4


def test_robots_come_to_its_end(kobo: Checked) -> None:
    assert kobo.questionnaire is not None
    found = rehearse(kobo.questionnaire, patience=5)
    assert found.finished == found.walks
    assert not found.serious


def test_it_begins_where_a_person_would(kobo: Checked) -> None:
    assert kobo.questionnaire is not None
    run, _events = engine.begin(RunId(1), AccountId(1), kobo.questionnaire, datetime(2026, 9, 7, tzinfo=UTC))
    assert run.answers["=today"] == "2026-09-07"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([row("select_one nowhere", "a", "A", "А")], {"unknown_list"}),
        ([row("text", "два слова", "A", "А")], {"bad_name"}),
        ([row("text", "", "A", "А")], {"no_name"}),
        ([row("text", "a", "A", "А"), row("text", "a", "B", "Б")], {"duplicate_name"}),
        ([row("begin group", "g", "G", "Г"), row("text", "a", "A", "А")], {"unclosed_group"}),
        ([row("text", "a", "A", "А"), row("end group", "")], {"unopened_group"}),
        ([row("txt", "a", "A", "А")], {"unknown_type"}),
        ([row("text", "a", "A", "А", relevant="${b} = 1")], {"unknown_reference"}),
        ([row("text", "a", "A ${b}", "А ${b}")], {"unknown_reference"}),
        ([row("text", "a", "A", "А", relevant="a = 1")], {"bare_name"}),
        ([row("text", "a", "A", "А", relevant="selectd(${a}, 1)")], {"unknown_function"}),
        ([row("text", "a", "A", "А", relevant="(1 = 1")], {"unbalanced"}),
        (
            [row("text", "a", "A", "А", relevant="${b} = 1"), row("text", "b", "B", "Б", relevant="${a} = 1")],
            {"circular"},
        ),
        ([row("text", "a", "A", "А", required="наверное")], {"bare_name"}),
        ([row("range", "a", "A", "А", appearance="x")], set()),
        (
            [
                row("select_one nowhere", "a", "A", "А"),
                row("text", "б в", "B", "Б"),
                row("integer", "c", "C", "В", constraint=". >"),
            ],
            {"unknown_list", "bad_name", "missing_operand"},
        ),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_its_row(rows: list[tuple[Any, ...]], codes: set[str]) -> None:
    checked = check_file("a.xlsx", workbook(*rows, choices=YES_NO, form_title="Т", form_id="t"))
    found = {defect.code for defect in checked.defects}
    assert codes <= found if codes else not found, [str(defect) for defect in checked.defects]
    assert all(defect.where.row for defect in checked.defects)


def test_a_book_without_a_survey_says_so() -> None:
    [defect] = check_file("a.xlsx", book(("a", "b"), (1, 2), sheet="Лист1")).defects
    assert defect.code == "no_survey"


def test_a_table_list_keeps_its_title_and_asks_one_by_one() -> None:
    rows = [
        row("begin group", "t", "Table", "Таблица", appearance="table-list"),
        row("select_one yesno", "a", "A", "А"),
        row("select_one yesno", "b", "B", "Б"),
        row("end group", ""),
    ]
    form = check_file("a.xlsx", workbook(*rows, choices=YES_NO, form_title="Т", form_id="t")).questionnaire
    assert form is not None
    assert [(q.key, q.kind, q.section.title if q.section else "") for q in form.questions] == [
        ("a", Kind.CHOICE, "Таблица"),
        ("b", Kind.CHOICE, "Таблица"),
    ]
