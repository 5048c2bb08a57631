"""The author's own workbook with the defects marked in it."""

import io
import zipfile
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
_LIGHT = 3 * 1024 * 1024
_PER_CELL = 150
"""Bytes of XML that are opened for marking whatever is in them, and those that one filled cell is worth.

Opening a megabyte takes 0.6 s and 17 MB; writing a filled cell anew takes as long as opening 80 bytes. A sheet that
somebody has formatted down to its end has 60 MB for a form of twenty rows.
"""

_Rows = Mapping[tuple[str, int], int]
"""Where a line of a sheet stands in a copy of it."""


def mark_workbook(carrier: Carrier, file: str, data: bytes, defects: Sequence[Defect]) -> bytes:
    """Cells with defects coloured and commented, and a sheet that lists them all.

    `carrier` is what was read from the file. What is not an .xlsx becomes one; of a workbook that is almost all
    formatting a clean copy is marked.
    """
    import openpyxl

    is_workbook = carrier.file == file and data.startswith(b"PK") and not _is_padded(carrier, data)
    book = openpyxl.load_workbook(io.BytesIO(data)) if is_workbook else _made_anew(carrier)
    rows = None if is_workbook else _rows_anew(carrier)
    _clear(book)
    for defect in defects[:_MOST_MARKED]:
        _mark(book, carrier, rows, defect)
    _list(book, rows, defects)
    return saved(book)


def _is_padded(carrier: Carrier, data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [member for member in archive.infolist() if member.filename.lower().startswith("xl/worksheets/")]
    filled = sum(len(row.cells) for sheet in carrier.sheets.values() for row in sheet.rows)
    return sum(member.file_size for member in sheets) > max(_LIGHT, _PER_CELL * filled)


def _made_anew(carrier: Carrier) -> Any:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in carrier.sheets.values():
        fill_sheet(book.create_sheet(sheet.name[:31]), [row.cells for row in sheet.rows], list(sheet.headings))
    return book


def _rows_anew(carrier: Carrier) -> _Rows:
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


def _mark(book: Any, carrier: Carrier, rows: _Rows | None, defect: Defect) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    where = defect.where
    sheet = carrier.sheets.get(where.sheet.lower())
    if sheet is None or where.row is None or sheet.name[:31] not in [w.title.strip() for w in book.worksheets]:
        return
    worksheet = next(w for w in book.worksheets if w.title.strip() == sheet.name[:31])
    headings = sheet.headings if rows is None else {each: place for place, each in enumerate(sheet.headings, start=1)}
    cell = worksheet.cell(_row(rows, sheet.name, where.row), _column(headings, where.column))
    if type(cell).__name__ == "MergedCell":
        return
    said = f"{defect.what} {defect.remedy}".strip()
    if cell.comment is not None and cell.comment.author == AUTHOR:
        said = f"{cell.comment.text}\n{said}"
    cell.comment = Comment(said, AUTHOR, width=_COMMENT_WIDTH, height=_COMMENT_HEIGHT)
    cell.fill = PatternFill("solid", fgColor=_COLOUR)


def _row(rows: _Rows | None, sheet: str, line: int) -> int:
    return line if rows is None else rows.get((sheet, line), 1)


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


def _list(book: Any, rows: _Rows | None, defects: Sequence[Defect]) -> None:
    from openpyxl.styles import Alignment, Font

    worksheet = book.create_sheet(LIST)
    for column, (heading, width) in enumerate(
        (("№", 6), ("Лист", 12), ("Строка", 9), ("Столбец", 20), ("Что не так", 70), ("Что сделать", 60)), start=1
    ):
        worksheet.cell(1, column, heading).font = Font(name=FONT, size=11, bold=True)
        worksheet.column_dimensions["ABCDEF"[column - 1]].width = width
    for number, defect in enumerate(defects, start=1):
        where = defect.where
        row = _row(rows, where.sheet, where.row) if where.row else ""
        cells = (number, where.sheet, row, where.column, defect.what, defect.remedy)
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
