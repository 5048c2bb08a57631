"""Workbooks that go out: clean, marked, ready to begin with."""

import io

import openpyxl

from surveys.xlsform.carriers import mark_form, read_carrier, starter_workbook, write_workbook
from surveys.xlsform.carriers.starter import TYPES
from surveys.xlsform.checking import check_file
from tests.pure.surveys.carriers.books import book
from workbooks.defect import Defect, Place
from workbooks.marking import AUTHOR, LIST

MISTAKE = Defect("x", Place("a.xlsx", "survey", 2, "label"), "«a»: плохо.", "Сделайте хорошо.")


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    sheet = opened(write_workbook({"survey": [{"label": "=1+1", "hint": "+7 900", "name": "007"}]}))["survey"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("+7 900", "s"), ("007", "s")]
    assert sheet.freeze_panes == "A2"


def test_the_starter_has_no_defects_and_every_type_it_offers_is_known() -> None:
    checked = check_file("starter.xlsx", starter_workbook())
    assert (checked.defects, checked.notes) == ([], [])
    offered = opened(starter_workbook())["survey"].data_validations.dataValidation[0]
    assert offered.formula1 == '"' + ",".join(TYPES) + '"'
    assert len(offered.formula1) <= 255
    assert str(offered.sqref) == "A2:A500"


def test_a_defect_is_marked_in_its_cell_and_listed() -> None:
    marked = opened(mark_form("a.xlsx", book(("type", "name", "label::Русский"), ("text", "a", "?")), [MISTAKE]))
    assert marked["survey"]["C2"].comment.text == "«a»: плохо. Сделайте хорошо."
    assert [cell.value for cell in marked[LIST][2]] == [1, "survey", 2, "label", "«a»: плохо.", "Сделайте хорошо."]


def test_marks_of_an_earlier_check_are_taken_off() -> None:
    once = mark_form("a.xlsx", book(), [MISTAKE])
    again = opened(mark_form("a.xlsx", once, []))
    assert again["survey"]["C2"].comment is None
    assert again[LIST].max_row == 1


def test_the_authors_own_comments_stay() -> None:
    from openpyxl.comments import Comment

    data = book(change=lambda sheet: setattr(sheet["A2"], "comment", Comment("моё", "Анна")))
    marked = opened(mark_form("a.xlsx", data, [MISTAKE]))
    assert marked["survey"]["A2"].comment.text == "моё"
    assert marked["survey"]["C2"].comment.author == AUTHOR


def test_another_carrier_comes_back_as_a_workbook_with_the_same_rows() -> None:
    text = "| survey | | | |\n| | type | name | label |\n\n| | text | a | Раз |\n| | text | b | Два |\n".encode()
    defect = Defect("x", Place("a.md", "survey", 5, "label"), "плохо.")
    marked = mark_form("a.md", text, [defect])
    assert opened(marked)["survey"]["C3"].comment.text == "плохо."
    assert [row.cells for row in read_carrier("b.xlsx", marked).sheets["survey"].rows] == [
        {"type": "text", "name": "a", "label": "Раз"},
        {"type": "text", "name": "b", "label": "Два"},
    ]


def test_defects_of_one_cell_share_its_comment_and_those_without_a_place_are_listed() -> None:
    nowhere = Defect("y", Place("a.xlsx"), "всё плохо.")
    marked = opened(mark_form("a.xlsx", book(), [MISTAKE, MISTAKE, nowhere]))
    assert marked["survey"]["C2"].comment.text.count("плохо") == 2
    assert marked[LIST].max_row == 4
