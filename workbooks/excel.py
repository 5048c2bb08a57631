"""Workbooks of Excel since 2007."""

import io
import zipfile
from collections.abc import Collection
from typing import Any

from workbooks.binding import Binding
from workbooks.cells import CellReader
from workbooks.filling import MOST_ROWS
from workbooks.package import DAMAGED, check_xml, opened
from workbooks.refusal import refused
from workbooks.shared_texts import shared_texts
from workbooks.sheet_parts import lines_of_sheet
from workbooks.sheets import Carrier


def read_excel(file: str, data: bytes, most_rows: int = MOST_ROWS, used: Collection[str] | None = None) -> Carrier:
    """All sheets; cells of a formula count with the value Excel last computed. `used`: see `Binding`."""
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
        return _read(file, data, archive, Binding(file, used, most_rows))
    except DAMAGED as error:
        raise refused(file, "damaged", "Книга повреждена: Excel её, возможно, откроет и починит.") from error


def _read(file: str, data: bytes, archive: zipfile.ZipFile, binding: Binding) -> Carrier:
    from openpyxl.xml.constants import SHARED_STRINGS

    book = _outline(data)
    texts = book.package.find(SHARED_STRINGS)
    cells = CellReader(
        shared_texts(file, archive, texts.PartName.lstrip("/")) if texts else [],
        book.wb.epoch,
        book.wb._date_formats,
        book.wb._timedelta_formats,
    )
    for sheet, part in book.parser.find_sheets():
        if part.Type.endswith("/worksheet"):  # the others are charts
            binding.add(sheet.name.strip(), lines_of_sheet(file, archive, part.target, cells))
    if not binding.carrier.sheets:  # «Книга Excel (строгий формат Open XML)» among others
        raise refused(file, "no_sheets", "В книге нет листов, которые бот может прочитать.")
    return binding.carrier


def _outline(data: bytes) -> Any:
    """The names and places of the sheets, and which styles are dates; openpyxl's own reading of cells is left out.

    It needs ten times as long for a list of a hundred thousand people, and tells neither hidden rows nor formulas
    without a value unless it reads everything twice.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    book = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    book.read_manifest()
    book.read_workbook()
    apply_stylesheet(book.archive, book.wb)
    return book
