"""The workbook authors begin with, made of `starter.md`: examples, drop-downs, a page of hints."""

from pathlib import Path
from typing import Any

from surveys.xlsform.carriers.markdown import read_markdown_form
from workbooks.sheets import Sheet
from workbooks.writing import fill_sheet, saved

SOURCE = Path(__file__).with_name("starter.md")
HINTS = "подсказка"
LAST_ROW = 500
TYPES = (
    "select_one да_нет",
    "select_multiple помощь",
    "select_one шкала",
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "note",
    "range",
    "rank помощь",
    "calculate",
    "acknowledge",
    "image",
    "file",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
)
YES_NO = ("yes", "no")


def starter_workbook() -> bytes:
    """The bytes of the workbook; it has no defects."""
    import openpyxl

    sheets = read_markdown_form(SOURCE.name, SOURCE.read_bytes()).sheets
    book = openpyxl.Workbook()
    book.remove(book.active)
    for key, sheet in sheets.items():
        worksheet = book.create_sheet(sheet.name)
        fill_sheet(worksheet, [row.cells for row in sheet.rows], list(sheet.headings))
        if key == HINTS:
            worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 34, 110
    _offer(book["survey"], sheets["survey"], "type", TYPES, is_strict=False)
    for heading in ("required", "reverse"):
        _offer(book["survey"], sheets["survey"], heading, YES_NO, is_strict=True)
    return saved(book)


def _offer(worksheet: Any, sheet: Sheet, heading: str, options: tuple[str, ...], *, is_strict: bool) -> None:
    """A drop-down; one that is not strict lets another value be typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    column = get_column_letter(list(sheet.headings).index(heading) + 1)
    listed = ",".join(options)  # Excel takes 255 characters here
    validation = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=is_strict)
    validation.errorTitle, validation.error = "Не из списка", "Выберите значение из списка."
    worksheet.add_data_validation(validation)
    validation.add(f"{column}2:{column}{LAST_ROW}")
