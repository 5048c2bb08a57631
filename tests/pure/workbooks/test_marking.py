"""A workbook is marked in its own clothes, unless it is nothing but clothes."""

import io
import time
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill

from tests.pure.surveys.carriers.books import book, repacked
from workbooks.defect import Defect, Place
from workbooks.marking import LIST, mark_workbook
from workbooks.reading import read_workbook

MISTAKE = Defect("x", Place("a.xlsx", "Лист", 4, "label"), "плохо.", "Сделайте хорошо.")
ROWS = (("type", None, "label"), ("text", None, "a"), (), ("text", None, "b"))


def coloured(sheet: Any) -> None:
    sheet["A2"].fill = PatternFill("solid", fgColor="00FF00")


def marked(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(mark_workbook(read_workbook("a.xlsx", data), "a.xlsx", data, [MISTAKE])))


def padded(data: bytes) -> bytes:
    """With 150,000 rows that are nothing but tall."""
    rows = b"".join(
        b'<row r="%d" ht="20" customHeight="1"><c r="A%d" s="0"/></row>' % (number, number)
        for number in range(5, 150_005)
    )
    return repacked(data, lambda _name, content: content.replace(b"</sheetData>", rows + b"</sheetData>"))


def test_the_authors_own_workbook_is_marked() -> None:
    sheet = marked(book(*ROWS, sheet="Лист", change=coloured))["Лист"]

    assert sheet["A2"].fill.fgColor.rgb == "0000FF00"
    assert sheet["C4"].comment.text == "плохо. Сделайте хорошо."


def test_of_a_workbook_full_of_formatting_a_clean_copy_is_marked_soon() -> None:
    data = padded(book(*ROWS, sheet="Лист", change=coloured))
    started = time.process_time()

    made = marked(data)

    assert time.process_time() - started < 3
    assert [[cell.value for cell in row] for row in made["Лист"].iter_rows()] == [
        ["type", "label"],
        ["text", "a"],
        ["text", "b"],
    ]
    assert made["Лист"]["B3"].comment.text == "плохо. Сделайте хорошо."
    assert [cell.value for cell in made[LIST][2]] == [1, "Лист", 3, "label", "плохо.", "Сделайте хорошо."]


def test_a_mark_in_a_copy_without_rows_is_at_its_heading() -> None:
    data = b";type;label\n"
    defect = Defect("x", Place("a.csv", "a", 1, "label"), "плохо.")
    made = openpyxl.load_workbook(io.BytesIO(mark_workbook(read_workbook("a.csv", data), "a.csv", data, [defect])))

    assert made["a"]["B1"].comment.text == "плохо."
