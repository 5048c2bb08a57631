"""Workbooks of Excel before 2007."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from workbooks.defect import Defect, Place
from workbooks.excel import MOST_COLUMNS, MOST_ROWS
from workbooks.refusal import refused
from workbooks.sheets import Carrier, Sheet, letters, sheet_of
from workbooks.texts import text_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def is_ole(data: bytes) -> bool:
    """Whether it is a container of the old kind."""
    return data.startswith(OLE)


def read_old_excel(file: str, data: bytes) -> Carrier:
    """All sheets of an .xls."""
    import xlrd

    if _ENCRYPTED_PACKAGE in data:
        raise refused(file, "encrypted", "Книга защищена паролем.", "Снимите пароль и пришлите снова.")
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=_Silence())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise refused(file, "encrypted", "Книга защищена паролем.", "Снимите пароль и пришлите снова.") from error
        raise refused(file, "damaged", "Книга повреждена или это не книга Excel.") from error
    except Exception as error:  # xlrd lets all kinds of errors through on damaged files
        raise refused(file, "damaged", "Книга повреждена или это не книга Excel.") from error
    defects: list[Defect] = []
    sheets: dict[str, Sheet] = {}
    for worksheet in book.sheets():
        name = worksheet.name.strip()
        sheets.setdefault(name.lower(), sheet_of(file, name, _lines(file, book, worksheet, defects), defects))
    return Carrier(file, sheets, {}, defects)


def _lines(file: str, book: Any, worksheet: Any, defects: list[Defect]) -> Iterator[tuple[int, Sequence[str]]]:
    for number in range(min(worksheet.nrows, MOST_ROWS)):
        texts = []
        for column, cell in enumerate(worksheet.row(number)[:MOST_COLUMNS], start=1):
            if cell.ctype == 5:
                what = f"В ячейке {letters(column)}{number + 1} ошибка Excel."
                where = Place(file, worksheet.name.strip(), number + 1, "")
                defects.append(Defect("excel_error", where, what, "Исправьте формулу или впишите значение."))
            texts.append(_text(book, cell))
        yield number + 1, texts


def _text(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype != xlrd.XL_CELL_DATE:
        return text_of(cell.value)
    try:
        parts = xlrd.xldate_as_tuple(cell.value, book.datemode)
    except xlrd.XLDateError:
        return text_of(cell.value)
    return text_of(datetime(*parts) if parts[0] else time(*parts[3:]))  # noqa: DTZ001 - a sheet knows no zones


class _Silence:
    """xlrd writes warnings about odd files to a log of its own."""

    def write(self, _text: str) -> None:
        """Nothing."""
