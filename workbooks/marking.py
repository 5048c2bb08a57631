"""The author's own workbook with the defects marked in it."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from workbooks.defect import Defect
from workbooks.sheets import Carrier
from workbooks.writing import FONT, fill_sheet, put_text, saved

AUTHOR = "Методист-бот"
LIST = "Ошибки"
_COLOUR = "FFD9D9"
_MOST_MARKED = 500
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 120


def mark_workbook(carrier: Carrier, file: str, data: bytes, defects: Sequence[Defect]) -> bytes:
    """Cells with defects coloured and commented, and a sheet that lists them all.

    `carrier` is what was read from the file; what is not an .xlsx becomes one.
    """
    import openpyxl

    is_workbook = carrier.file == file and data.startswith(b"PK")
    book = openpyxl.load_workbook(io.BytesIO(data)) if is_workbook else _made_anew(carrier)
    rows = {} if is_workbook else _rows_anew(carrier)
    _clear(book)
    for defect in defects[:_MOST_MARKED]:
        _mark(book, carrier, rows, defect)
    _list(book, defects)
    return saved(book)


def _made_anew(carrier: Carrier) -> Any:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in carrier.sheets.values():
        fill_sheet(book.create_sheet(sheet.name[:31]), [row.cells for row in sheet.rows], list(sheet.headings))
    return book


def _rows_anew(carrier: Carrier) -> Mapping[tuple[str, int], int]:
    """Where a line of the old file stands in the new one."""
    return {
        (sheet.name, row.line): number
        for sheet in carrier.sheets.values()
        for number, row in enumerate(sheet.rows, start=2)
    }


def _clear(book: Any) -> None:
    """Take off the marks of an earlier check, and its list."""
    from openpyxl.styles import PatternFill

    if LIST in book.sheetnames:
        del book[LIST]
    for worksheet in book.worksheets:
        for cell in list(getattr(worksheet, "_cells", {}).values()):
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill(fill_type=None)


def _mark(book: Any, carrier: Carrier, rows: Mapping[tuple[str, int], int], defect: Defect) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    where = defect.where
    sheet = carrier.sheets.get(where.sheet.lower())
    if sheet is None or where.row is None or sheet.name[:31] not in [w.title.strip() for w in book.worksheets]:
        return
    worksheet = next(w for w in book.worksheets if w.title.strip() == sheet.name[:31])
    row = rows.get((sheet.name, where.row), where.row if not rows else 1)
    headings = {heading: place for place, heading in enumerate(sheet.headings, start=1)} if rows else sheet.headings
    cell = worksheet.cell(row, _column(headings, where.column))
    if type(cell).__name__ == "MergedCell":
        return
    said = f"{defect.what} {defect.remedy}".strip()
    if cell.comment is not None and cell.comment.author == AUTHOR:
        said = f"{cell.comment.text}\n{said}"
    cell.comment = Comment(said, AUTHOR, width=_COMMENT_WIDTH, height=_COMMENT_HEIGHT)
    cell.fill = PatternFill("solid", fgColor=_COLOUR)


def _column(headings: Mapping[str, int], column: str) -> int:
    """The column meant: «label» is also «label::Русский»."""
    for heading, place in headings.items():
        if heading.lower() == column.lower():
            return place
    canonical = column.split(":", maxsplit=1)[0].lower()
    for heading, place in headings.items():
        if canonical and heading.split(":")[0].strip().lower() == canonical:
            return place
    return next((place for heading, place in headings.items() if heading.lower() == "name"), 1)


def _list(book: Any, defects: Sequence[Defect]) -> None:
    from openpyxl.styles import Alignment, Font

    worksheet = book.create_sheet(LIST)
    for column, (heading, width) in enumerate(
        (("№", 6), ("Лист", 12), ("Строка", 9), ("Столбец", 20), ("Что не так", 70), ("Что сделать", 60)), start=1
    ):
        worksheet.cell(1, column, heading).font = Font(name=FONT, size=11, bold=True)
        worksheet.column_dimensions["ABCDEF"[column - 1]].width = width
    for number, defect in enumerate(defects, start=1):
        where = defect.where
        cells = (number, where.sheet, where.row or "", where.column, defect.what, defect.remedy)
        for column, value in enumerate(cells, start=1):
            cell = worksheet.cell(number + 1, column)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    worksheet.freeze_panes = "A2"
    book.active = book.worksheets.index(worksheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is worksheet
