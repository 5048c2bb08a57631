"""Comma-separated values."""

import csv
import io
from collections.abc import Iterator, Sequence

from workbooks.refusal import refused
from workbooks.texts import clean

MOST_ROWS = 60_000
_DELIMITERS = (",", ";", "\t")
_AS_CSV = "Сохраните таблицу как «CSV (разделители — запятые)» и пришлите снова."


def read_table(file: str, data: bytes) -> list[dict[str, str]]:
    """Rows of an attached list by heading; DefectsError if it is no table."""
    lines = list(lines_of(file, data))
    headings = [clean(cell) for cell in lines[0][1]] if lines else []
    if not any(headings):
        raise refused(file, "empty_table", "В таблице нет ни одной строки.", _AS_CSV)
    rows = []
    for _line, cells in lines[1:]:
        row = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
        if any(row.values()):
            rows.append(row)
    return rows


def lines_of(file: str, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Numbered lines of clean cells; DefectsError if it is no table."""
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
