"""Reading a list that somebody sends: a workbook of either age, or a comma-separated table."""

from collections.abc import Collection
from pathlib import PurePosixPath

from workbooks.binding import Binding
from workbooks.excel import read_excel
from workbooks.filling import MOST_ROWS
from workbooks.old_excel import is_ole, read_old_excel
from workbooks.package import opened
from workbooks.refusal import refused
from workbooks.sheets import Carrier
from workbooks.tables import lines_of

MOST_BYTES = 20 * 1024 * 1024
"""What a bot can fetch from Telegram."""
_WHAT_FITS = "Пришлите книгу Excel (.xlsx) или таблицу .csv."


def read_workbook(file: str, data: bytes, most_rows: int = MOST_ROWS, used: Collection[str] | None = None) -> Carrier:
    """The sheets of a list by what the file is, not by what it is called; a table is one sheet named like the file.

    DefectsError is a clear refusal of the whole file; what is wrong with single cells is in `Carrier.defects`,
    on sheets that are not in `used` (lower-case names; all if None) in `Carrier.notes`.
    """
    if not data:
        raise refused(file, "empty", "Файл пуст.", _WHAT_FITS)
    if len(data) > MOST_BYTES:
        raise refused(file, "too_large", "Файл больше 20 МБ.", "Уберите из книги картинки и лишние листы.")
    if data.startswith(b"PK"):
        opened(file, data)
        return read_excel(file, data, most_rows, used)
    if is_ole(data):
        return read_old_excel(file, data, most_rows, used)
    if PurePosixPath(file.lower()).suffix != ".csv":
        raise refused(file, "unknown_file", "Это не таблица: такой файл бот не читает.", _WHAT_FITS)
    binding = Binding(file, used, most_rows)
    binding.add(PurePosixPath(file).stem, lines_of(file, data))
    return binding.carrier
