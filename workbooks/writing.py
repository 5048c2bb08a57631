"""Writing workbooks: bold frozen headings, and every text stays a text."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, str]]
"""Rows of a sheet by heading."""

FONT = "Calibri"
_WIDTHS = {
    "type": 26,
    "label": 60,
    "hint": 36,
    "relevant": 30,
    "calculation": 30,
    "constraint": 30,
    "constraint_message": 36,
}
_WIDTH = 18
_HEADING_COLOUR = "E8EEF7"
_ILLEGAL = dict.fromkeys(range(32)) | {10: "\n", 9: " "}


def write_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with bold frozen headings; every text stays a text, also one that looks like a formula."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        fill_sheet(book.create_sheet(name[:31]), rows)
    if not book.worksheets:
        book.create_sheet("survey")
    return saved(book)


def fill_sheet(worksheet: Any, rows: Rows, headings: Sequence[str] = ()) -> None:
    """Headings, as given or in the order in which they first occur, then the rows."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    headings = headings or list(dict.fromkeys(heading for row in rows for heading in row))
    for column, heading in enumerate(headings, start=1):
        cell = worksheet.cell(1, column, heading)
        cell.font = Font(name=FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEADING_COLOUR)
        width = _WIDTHS.get(heading.split(":")[0], _WIDTH)
        worksheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=2):
        for column, heading in enumerate(headings, start=1):
            if text := row.get(heading, ""):
                put_text(worksheet.cell(number, column), text)
                worksheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
    worksheet.freeze_panes = "A2"
    # Printed, a form should be as wide as the page.
    worksheet.page_setup.orientation = "landscape"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToHeight = 0


def put_text(cell: Any, text: str) -> None:
    """A text, never a formula and never a number that loses its zeros."""
    cell.value = text.translate(_ILLEGAL)
    cell.data_type = "s"
    cell.number_format = "@"


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()
