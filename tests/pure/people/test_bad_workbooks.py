"""Workbooks as people send them: everything odd is read rightly or told by its cell, and then nothing is used."""

import io
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from people.lists.__main__ import listed_in
from people.lists.model import Listed
from people.lists.plan import KnownOrganisation, Limits, Planner
from people.model import OrganisationId
from people.organisation import OrganisationCard, OrganisationKind
from workbooks.defect import Defect

HEADINGS = ["Название", "Краткое название", "Вид", "Педагогов"]
STAFF = ["Организация", "Свой номер", "Предмет", "Стаж", "Роль"]


def read(book: openpyxl.Workbook) -> Listed:
    into = io.BytesIO()
    book.save(into)
    listed = listed_in("список.xlsx", into.getvalue())
    assert listed is not None
    return listed


def workbook(name: str = "Организации", headings: list[str] = HEADINGS) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    sheet.append(headings)
    return book, sheet


def told(defects: tuple[Defect, ...]) -> list[tuple[str, str, int | None, str]]:
    return [(each.code, each.where.sheet, each.where.row, each.where.column) for each in defects]


def names(listed: Listed) -> list[tuple[Any, ...]]:
    return [(each.card.short_name, each.card.staff) for each in listed.organisations]


def test_numbers_as_text_and_texts_as_numbers_are_the_same() -> None:
    book, sheet = workbook()
    sheet.append(["МБОУ «Школа № 5»", "Школа № 5", "школа", "30"])
    sheet.append(["МБОУ «Школа № 6»", "Школа № 6", "школа", 30])
    sheet.append(["МБОУ «Школа № 7»", 57, "школа", 30.0])
    people = book.create_sheet("Сотрудники")
    people.append(STAFF)
    people.append([57, 12, "физика", 7, None])
    people.append(["Школа № 5", "012", "физика", "7 лет", "наставник"])
    listed = read(book)
    assert listed.defects == ()
    assert names(listed) == [("Школа № 5", 30), ("Школа № 6", 30), ("57", 30)]
    assert [
        (each.organisation, each.own_number, each.profile["experience"], each.role) for each in listed.people
    ] == [
        ("57", "12", "years_4_10", "teacher"),
        ("Школа № 5", "012", "years_4_10", "mentor"),
    ]


def test_a_formula_is_never_worked_out_and_is_told_by_its_cell() -> None:
    book, sheet = workbook()
    sheet.append(["МБОУ «Школа № 5»", '=CONCATENATE("Школа", " № 5")', "школа", "=10+20"])
    listed = read(book)
    assert told(listed.defects)[:2] == [
        ("formula_without_value", "Организации", 2, "Краткое название"),
        ("formula_without_value", "Организации", 2, "Педагогов"),
    ]


def test_merged_cells_that_hide_rows_are_told_and_a_merged_title_is_not_a_heading() -> None:
    book, sheet = workbook()
    sheet.append(["МБОУ «Школа № 5»", "Школа № 5", "школа", 30])
    sheet.append(["МБОУ «Школа № 6»", "Школа № 6", None, 40])
    sheet.merge_cells("C2:C3")
    listed = read(book)
    assert [(each.code, each.where.row) for each in (*listed.defects, *listed.notes)] == [("merged_cells", 2)]


def test_hidden_rows_are_read_and_told() -> None:
    book, sheet = workbook()
    sheet.append(["МБОУ «Школа № 5»", "Школа № 5", "школа", 30])
    sheet.append(["МБОУ «Школа № 6»", "Школа № 6", "школа", 40])
    sheet.row_dimensions[3].hidden = True
    listed = read(book)
    assert names(listed) == [("Школа № 5", 30), ("Школа № 6", 40)]
    assert told(listed.notes) == [("hidden_rows", "Организации", 3, "")]


def test_a_sheet_under_a_wrong_name_is_known_by_its_columns_and_a_strange_one_is_told() -> None:
    book, sheet = workbook("Лист1")
    sheet.append(["МБОУ «Школа № 5»", "Школа № 5", "школа", 30])
    other = book.create_sheet("Черновик")
    other.append(["Кто", "Когда"])
    other.append(["Иванова", "вчера"])
    listed = read(book)
    assert names(listed) == [("Школа № 5", 30)]
    assert told(listed.notes) == [("unknown_sheet", "Черновик", None, "")]


def test_doubles_inside_the_file_are_told_line_by_line() -> None:
    book, sheet = workbook()
    sheet.append(["МБОУ «Школа № 5»", "Школа № 5", "школа", 30])
    sheet.append(["Школа пять", "школа №5 ", "школа", 31])
    sheet.append(["Школа шесть", "Школа  № 5", "школа", 31])
    people = book.create_sheet("Сотрудники")
    people.append(STAFF)
    people.append(["Школа № 5", 1, "физика", 7, None])
    people.append(["Школа № 5", "1", "химия", 7, None])
    listed = read(book)
    assert told(listed.defects) == [
        ("double_row", "Организации", 3, ""),
        ("double_row", "Организации", 4, ""),
        ("double_row", "Сотрудники", 3, ""),
    ]


def test_a_renamed_organisation_is_changed_by_its_code_and_guessed_without_it() -> None:
    before = OrganisationCard("МБОУ «Школа № 5»", "Школа № 5", OrganisationKind.SCHOOL, staff=30)
    for code, changed, new, notes in (("17", 1, 0, []), ("", 0, 1, ["maybe_renamed"])):
        book, sheet = workbook(headings=[*HEADINGS, "Код"])
        sheet.append(["МБОУ «Школа № 5 имени Пушкина»", "Школа № 5 имени", "школа", 30, code])
        listed = read(book)
        planner = Planner(listed.file, [KnownOrganisation(OrganisationId(17), before)], Limits())
        for each in listed.organisations:
            planner.add_organisation(each)
        summary = planner.done().summary()
        assert (summary.changed_organisations, summary.new_organisations) == (changed, new)
        assert [each.code for each in summary.notes] == notes


def test_three_hundred_thousand_empty_rows_are_passed_over() -> None:
    """Somebody has drawn borders down to the end of the sheet, and typed the last school far below."""
    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"constant_memory": True})
    sheet = book.add_worksheet("Организации")
    bordered = book.add_format({"border": 1})
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ["МБОУ «Школа № 5»", "Школа № 5", "школа", 30], bordered)
    for row in range(2, 300_002):
        sheet.write_blank(row, 0, None, bordered)
        sheet.write_blank(row, 1, None, bordered)
    sheet.write_row(300_002, 0, ["МБОУ «Школа № 6»", "Школа № 6", "школа", "сорок"], bordered)
    book.close()
    listed = listed_in("список.xlsx", into.getvalue())
    assert listed is not None
    assert names(listed) == [("Школа № 5", 30), ("Школа № 6", None)]
    assert told(listed.defects) == [("not_a_number", "Организации", 300_003, "Педагогов")]
