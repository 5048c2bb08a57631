"""Comma-separated values."""

import csv
import io
from collections.abc import Iterator

from workbooks.filling import MOST_ROWS
from workbooks.lines import WIDEST, Line
from workbooks.refusal import refused
from workbooks.texts import clean

_DELIMITERS = (",", ";", "\t")
_AS_CSV = "Сохраните таблицу как «CSV (разделители — запятые)» и пришлите снова."


def read_table(file: str, data: bytes) -> list[dict[str, str]]:
    """Rows of an attached list by heading; DefectsError if it is no table."""
    records = _records(file, data)
    headings = [clean(cell) for cell in next(records, [])]
    if not any(headings):
        raise refused(file, "empty_table", "В таблице нет ни одной строки.", _AS_CSV)
    rows = []
    for cells in records:
        row = {heading: clean(cell) for heading, cell in zip(headings, cells, strict=False) if heading}
        if any(row.values()):
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise refused(file, "too_long", f"В таблице больше {MOST_ROWS} строк.", "Оставьте только нужные.")
    return rows


def lines_of(file: str, data: bytes) -> Iterator[Line]:
    """All lines; DefectsError if it is no table."""
    for number, cells in enumerate(_records(file, data), start=1):
        yield Line(
            number, {place: text for place, cell in enumerate(cells, start=1) if cell and (text := clean(cell))}
        )


def _records(file: str, data: bytes) -> Iterator[list[str]]:
    text = _decoded(file, data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=delimiter):
            if len(cells) > WIDEST:
                raise refused(file, "too_wide", f"В таблице больше {WIDEST} столбцов.", _AS_CSV)
            yield cells
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
