"""Workbooks of Excel since 2007."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from workbooks.defect import Defect, Place
from workbooks.package import DAMAGED, check_xml, opened
from workbooks.refusal import refused
from workbooks.sheets import Carrier, Sheet, sheet_of
from workbooks.texts import text_of

MOST_ROWS = 60_000
MOST_COLUMNS = 200
BLANK_ROWS_END = 2_000
"""So many blank rows in a row are the end of a sheet: what follows is formatting."""
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA = re.compile(rb"<f[\s>/]")
MOST_SCANNED = 40 * 1024 * 1024


def read_excel(file: str, data: bytes, most_rows: int = MOST_ROWS) -> Carrier:
    """All sheets; cells of a formula count with the value Excel last computed."""
    archive = opened(file, data)
    names = {member.filename.lower() for member in archive.infolist()}
    if "xl/workbook.xml" not in names:
        raise refused(file, "not_a_workbook", "Это не книга Excel.")
    if any("vbaproject" in name for name in names):
        raise refused(file, "macros", "В книге есть макросы, такие файлы бот не открывает.")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise refused(
            file, "external_links", "Книга ссылается на другие файлы.", "Замените ссылки значениями и пришлите снова."
        )
    try:
        check_xml(file, archive)
        return _read(file, data, archive, most_rows)
    except DAMAGED as error:
        raise refused(file, "damaged", "Книга повреждена: Excel её, возможно, откроет и починит.") from error


def _read(file: str, data: bytes, archive: zipfile.ZipFile, most_rows: int) -> Carrier:
    import openpyxl

    defects: list[Defect] = []
    sheets: dict[str, Sheet] = {}
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas: Any = None
    for worksheet in book.worksheets:
        if not hasattr(worksheet, "iter_rows"):
            continue  # a sheet that is only a chart
        name = worksheet.title.strip()
        sheet = sheet_of(file, name, _lines(file, worksheet, most_rows, defects), defects)
        sheets.setdefault(name.lower(), sheet)
        part = _part(archive, worksheet)
        defects += _merged(file, sheet, part)
        if _FORMULA.search(part):
            formulas = formulas or openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            defects += _without_value(file, sheet, worksheet, formulas[worksheet.title])
    return Carrier(file, sheets, {}, defects)


def _lines(file: str, worksheet: Any, most_rows: int, defects: list[Defect]) -> Iterator[tuple[int, Sequence[str]]]:
    worksheet.reset_dimensions()  # what the file says of its size is often wrong
    blank = 0
    for number, row in enumerate(worksheet.iter_rows(max_row=most_rows, max_col=MOST_COLUMNS), start=1):
        texts = [text_of(cell.value) for cell in row]
        blank = 0 if any(texts) else blank + 1
        if blank > BLANK_ROWS_END:
            return
        for cell in row:
            if getattr(cell, "data_type", "") == "e":
                what = f"В ячейке {cell.coordinate} ошибка Excel: {cell.value}."
                where = Place(file, worksheet.title.strip(), number, "")
                defects.append(Defect("excel_error", where, what, "Исправьте формулу или впишите значение."))
        yield number, texts


def _part(archive: zipfile.ZipFile, worksheet: Any) -> bytes:
    """The sheet's own XML, for what a streaming reader does not tell."""
    path = str(getattr(worksheet, "_worksheet_path", "")).lstrip("/")
    try:
        with archive.open(path) as part:
            return part.read(MOST_SCANNED)
    except KeyError:
        return b""


def _merged(file: str, sheet: Sheet, part: bytes) -> Iterator[Defect]:
    """Cells merged downwards: all but the first are empty, though they do not look it."""
    lines = {row.line for row in sheet.rows}
    for found in _MERGED.finditer(part):
        left, top, right, bottom = (piece.decode() for piece in found.groups())
        if int(bottom) > int(top) and int(top) in lines:
            what = f"Ячейки {left}{top}:{right}{bottom} объединены: бот видит только первую."
            remedy = "Разъедините их и заполните каждую строку."
            yield Defect("merged_cells", Place(file, sheet.name, int(top), ""), what, remedy)


def _without_value(file: str, sheet: Sheet, values: Any, formulas: Any) -> Iterator[Defect]:
    if sheet.name.lower() not in ("survey", "choices", "settings", "scales", "bands", "external_choices"):
        return
    formulas.reset_dimensions()
    both = zip(
        values.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS),
        formulas.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS),
        strict=False,
    )
    for number, (value_row, formula_row) in enumerate(both, start=1):
        for value, formula in zip(value_row, formula_row, strict=False):
            if value.value is None and getattr(formula, "data_type", "") == "f":
                what = f"В ячейке {formula.coordinate} формула, значения которой в файле нет."
                remedy = "Откройте книгу в Excel, сохраните и пришлите снова."
                yield Defect("formula_without_value", Place(file, sheet.name, number, ""), what, remedy)
