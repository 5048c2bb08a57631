"""Comma-separated values: lists attached to a form, and forms written as one table."""

import csv
import io
from collections.abc import Iterator, Sequence

from people.defect import Defect
from surveys.xlsform.carriers.refusal import refused
from surveys.xlsform.carriers.sheets import Carrier, Sheet, sheet_of
from surveys.xlsform.carriers.texts import clean

MOST_ROWS = 60_000
_DELIMITERS = (",", ";", "\t")
_AS_CSV = "Сохраните таблицу как «CSV (разделители — запятые)» и пришлите снова."


def read_table(file: str, data: bytes) -> list[dict[str, str]]:
    """Rows of an attached list by heading; DefectsError if it is no table."""
    lines = list(_lines(file, data))
    headings = [clean(cell) for cell in lines[0][1]] if lines else []
    if not any(headings):
        raise refused(file, "empty_table", "В таблице нет ни одной строки.", _AS_CSV)
    rows = []
    for _line, cells in lines[1:]:
        row = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
        if any(row.values()):
            rows.append(row)
    return rows


def read_csv_form(file: str, data: bytes) -> Carrier:
    """A form in one table: the first column names the sheet, as pyxform reads it."""
    defects: list[Defect] = []
    sheets: dict[str, Sheet] = {}
    for name, lines in _by_sheet(_lines(file, data)).items():
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


def _lines(file: str, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decoded(file, data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            if number > MOST_ROWS:
                raise refused(file, "too_long", f"В таблице больше {MOST_ROWS} строк.", "Оставьте только нужные.")
            yield number, [clean(cell) for cell in row]
    except csv.Error as error:
        raise refused(file, "damaged", "Таблица повреждена.", _AS_CSV) from error


def _decoded(file: str, data: bytes) -> str:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(file, "not_a_table", "Это не таблица.", _AS_CSV)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(file, "not_a_table", "Таблица записана в неизвестной кодировке.", _AS_CSV)
