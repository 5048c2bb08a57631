"""Forms written as one comma-separated table."""

from collections.abc import Iterator, Sequence

from workbooks.defect import Defect
from workbooks.refusal import refused
from workbooks.sheets import Carrier, Sheet, sheet_of
from workbooks.tables import lines_of


def read_csv_form(file: str, data: bytes) -> Carrier:
    """A form in one table: the first column names the sheet, as pyxform reads it."""
    defects: list[Defect] = []
    sheets: dict[str, Sheet] = {}
    for name, lines in _by_sheet(lines_of(file, data)).items():
        sheets.setdefault(name.lower(), sheet_of(file, name, lines, defects))
    if "survey" not in sheets:
        raise refused(
            file,
            "not_a_form",
            "В этой таблице нет анкеты: в первом столбце должно стоять имя листа, например «survey».",
            "Если это список вариантов, пришлите сначала анкету, а потом этот файл.",
        )
    return Carrier(file, sheets, {}, defects)


def _by_sheet(lines: Iterator[tuple[int, Sequence[str]]]) -> dict[str, list[tuple[int, Sequence[str]]]]:
    found: dict[str, list[tuple[int, Sequence[str]]]] = {}
    current: list[tuple[int, Sequence[str]]] = []
    for number, cells in lines:
        if cells and cells[0]:
            current = found.setdefault(cells[0], [])
        if any(cells[1:]):
            current.append((number, cells[1:]))
    return found
