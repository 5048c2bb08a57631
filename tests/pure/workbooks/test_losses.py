"""Nothing that somebody wrote is left out silently, and what nobody wrote is no matter."""

from typing import Any

import pytest

from surveys.xlsform import reader
from surveys.xlsform.carriers import read_carrier
from surveys.xlsform.carriers.sections import FORM_SHEETS
from surveys.xlsform.checking import check_file
from tests.pure.surveys.carriers.books import book, zipped
from workbooks.defect import Defect, DefectsError, Place
from workbooks.filling import MOST_COLUMNS, MOST_ROWS
from workbooks.findings import MOST_OF_A_KIND
from workbooks.reading import read_workbook

NEEDLESS = "Если он нужен, впишите заголовок; если это пометка для себя, ничего не делайте."
FORM = (("type", "name", "label"), ("text", "a", "Первый?"), ("text", "b", "Второй?"))


def noted(column: str, line: int, text: str) -> Defect:
    what = f"Над столбцом {column} нет заголовка, а в нём текст: {text}. Бот его не читает."
    return Defect("unheaded_column", Place("a.xlsx", "survey", line), what, NEEDLESS)


def test_a_scribble_beside_a_form_is_noted_and_the_form_can_be_asked() -> None:
    def scribble(sheet: Any) -> None:
        sheet["E2"], sheet["E3"], sheet["G3"] = "спросить Ольгу", "и Анну", "х" * 41

    checked = check_file("a.xlsx", book(*FORM, change=scribble))

    assert checked.is_usable
    assert checked.notes == [
        noted("E", 2, "«спросить Ольгу» и ещё в 1 яч."),
        noted("G", 3, f"«{'х' * 40}…»"),
    ]


def test_columns_and_rows_that_are_only_coloured_are_no_matter() -> None:
    def paint(sheet: Any) -> None:
        from openpyxl.styles import PatternFill

        for row in sheet["A1:IV60"]:
            for cell in row:
                cell.fill = PatternFill("solid", fgColor="FFFF00")

    carrier = read_carrier("a.xlsx", book(*FORM, change=paint))

    assert (carrier.defects, carrier.notes, len(carrier.sheets["survey"].rows)) == ([], [], 2)


def test_a_row_far_below_is_read() -> None:
    data = book(*FORM, change=lambda sheet: sheet.__setitem__("B70000", "поздно"))

    assert [row.line for row in read_carrier("a.xlsx", data).sheets["survey"].rows] == [2, 3, 70_000]


def test_a_heading_too_far_to_the_right_is_named() -> None:
    data = book(tuple(f"h{number}" for number in range(1, MOST_COLUMNS + 2)), ("x",) * (MOST_COLUMNS + 1))

    carrier = read_workbook("a.xlsx", data)

    assert carrier.defects == [
        Defect(
            "too_many_columns",
            Place("a.xlsx", "survey", 1, "h201"),
            "Столбцов больше 200: столбец GS не прочитан.",
            "Уберите лишние столбцы.",
        )
    ]
    assert len(carrier.sheets["survey"].rows[0].cells) == MOST_COLUMNS
    assert carrier.notes == []


def test_a_heading_far_to_the_right_is_read() -> None:
    def write(sheet: Any) -> None:
        sheet["KN1"], sheet["KN2"] = "late", "y"

    assert read_workbook("a.xlsx", book(("name",), ("x",), change=write)).sheets["survey"].rows[0].cells == {
        "name": "x",
        "late": "y",
    }


@pytest.mark.parametrize("file", ["a.xlsx", "a.csv"])
def test_the_first_row_too_many_is_named(file: str) -> None:
    data = book(("name",), ("x",), ("y",), ("z",), sheet="a") if file == "a.xlsx" else b"name\nx\ny\nz\n"

    carrier = read_workbook(file, data, most_rows=2)

    assert [row.cells["name"] for row in carrier.sheets["a"].rows] == ["x", "y"]
    assert carrier.defects == [
        Defect(
            "too_many_rows",
            Place(file, "a", 4),
            "Заполненных строк больше 2: эта и следующие не прочитаны.",
            "Разделите лист на части или уберите лишние строки.",
        )
    ]


def test_a_form_has_room_for_sixty_thousand_rows() -> None:
    rows = "".join(f"| | note | n{number} | x |\n" for number in range(MOST_ROWS + 1))
    carrier = read_carrier("a.md", f"| survey | | | |\n| | type | name | label |\n{rows}".encode())

    assert [(defect.code, defect.where.row) for defect in carrier.defects] == [("too_many_rows", MOST_ROWS + 3)]
    assert len(carrier.sheets["survey"].rows) == MOST_ROWS


@pytest.mark.parametrize(
    ("file", "data"), [("a.csv", b"survey" + b",a" * 20_000), ("a.md", b"| survey " + b"|a" * 20_000)]
)
def test_a_table_wider_than_excel_is_refused(file: str, data: bytes) -> None:
    with pytest.raises(DefectsError) as raised:
        read_carrier(file, data)

    assert [defect.code for defect in raised.value.defects] == ["too_wide"]


def test_two_sheets_of_one_name_are_named() -> None:
    def twice(sheet: Any) -> None:
        sheet.parent.create_sheet("survey ").append(["type"])

    assert [defect.code for defect in read_carrier("a.xlsx", book(change=twice)).defects] == ["duplicate_sheet"]


def test_an_empty_sheet_of_the_same_name_is_no_matter() -> None:
    carrier = read_carrier("a.xlsx", book(change=lambda sheet: sheet.parent.create_sheet("Survey ", 0)))

    assert (carrier.defects, len(carrier.sheets["survey"].rows)) == ([], 1)


def test_a_sheet_in_a_csv_may_be_taken_up_again() -> None:
    text = "survey,,\n,type,name\n,text,a\nchoices,,\n,list_name,name\n,l,1\nSurvey,,\n,text,b\n"

    assert [row.cells["name"] for row in read_carrier("a.csv", text.encode()).sheets["survey"].rows] == ["a", "b"]


def test_rows_above_the_first_sheet_of_a_table_are_noted() -> None:
    carrier = read_carrier("a.csv", b",draft,\nsurvey,,\n,type,name\n,text,a\n")

    assert [(note.code, note.where) for note in carrier.notes] == [("before_sheets", Place("a.csv", row=1))]


def test_two_files_of_one_name_in_an_archive_are_named() -> None:
    data = zipped(**{"a__xlsx": book(), "one/p__png": b"1", "two/p__png": b"2"})

    assert read_carrier("a.zip", data).defects == [
        Defect(
            "same_name",
            Place("a.zip"),
            "В архиве два разных файла «p.png»: «one/p.png» и «two/p.png».",
            "Оставьте один или переименуйте и соберите архив снова.",
        )
    ]


def test_the_same_file_twice_in_an_archive_is_no_matter() -> None:
    assert read_carrier("a.zip", zipped(**{"a__xlsx": book(), "1/p__png": b"1", "2/p__png": b"1"})).defects == []


def test_what_is_wrong_beside_the_form_is_only_noted() -> None:
    def spoil(sheet: Any) -> None:
        sheet["F3"] = "#REF!"
        other = sheet.parent.create_sheet("Черновик")
        other.append(["a", "a"])

    carrier = read_carrier("a.xlsx", book(*FORM, change=spoil))

    assert carrier.defects == []
    assert [note.code for note in carrier.notes] == ["excel_error", "unheaded_column", "duplicate_heading"]


def test_a_mistake_pulled_down_a_whole_column_is_told_in_few_words() -> None:
    def spoil(sheet: Any) -> None:
        for line in range(2, MOST_OF_A_KIND + 12):
            sheet.cell(line, 3, "#REF!")

    defects = read_carrier("a.xlsx", book(("type", "name", "label"), change=spoil)).defects

    assert len(defects) == MOST_OF_A_KIND + 1
    assert defects[-1] == Defect(
        "excel_error",
        Place("a.xlsx", "survey"),
        "И ещё таких мест на этом листе: 10.",
        "Скорее всего, причина у них одна.",
    )


def test_what_a_form_uses_is_told_as_wrong() -> None:
    assert set(FORM_SHEETS) == {*reader.FORM_SHEETS, *reader.OWN_SHEETS}
