"""Workbooks of Excel before 2007."""

from collections.abc import Collection, Iterator
from datetime import datetime, time
from typing import Any

from workbooks.binding import Binding
from workbooks.filling import MOST_ROWS
from workbooks.lines import Line, excel_error
from workbooks.refusal import refused
from workbooks.sheets import Carrier, letters
from workbooks.texts import text_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def is_ole(data: bytes) -> bool:
    """Whether it is a container of the old kind."""
    return data.startswith(OLE)


def read_old_excel(
    file: str, data: bytes, most_rows: int = MOST_ROWS, used: Collection[str] | None = None
) -> Carrier:
    """All sheets of an .xls. `used`: see `Binding`."""
    import xlrd

    if _ENCRYPTED_PACKAGE in data:
        raise refused(file, "encrypted", "Книга защищена паролем.", "Снимите пароль и пришлите снова.")
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=_Silence(), ragged_rows=True)
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise refused(file, "encrypted", "Книга защищена паролем.", "Снимите пароль и пришлите снова.") from error
        raise refused(file, "damaged", "Книга повреждена или это не книга Excel.") from error
    except Exception as error:  # xlrd lets all kinds of errors through on damaged files
        raise refused(file, "damaged", "Книга повреждена или это не книга Excel.") from error
    binding = Binding(file, used, most_rows)
    for worksheet in book.sheets():
        binding.add(worksheet.name.strip(), _lines(book, worksheet))
    return binding.carrier


def _lines(book: Any, worksheet: Any) -> Iterator[Line]:
    import xlrd

    for number in range(worksheet.nrows):
        cells, flaws = {}, []
        for column, cell in enumerate(worksheet.row(number), start=1):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                flaws.append(excel_error(column, f"{letters(column)}{number + 1}"))
            if text := _text(book, cell):
                cells[column] = text
        yield Line(number + 1, cells, flaws)


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
