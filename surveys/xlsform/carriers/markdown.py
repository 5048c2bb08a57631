"""The Markdown carrier: tables whose first column names the sheet, as pyxform reads them — with line numbers."""

import re
from collections.abc import Iterator

from surveys.xlsform.carriers.markdown_writing import ESCAPE
from surveys.xlsform.carriers.sections import bound
from workbooks.lines import WIDEST, Line
from workbooks.refusal import refused
from workbooks.sheets import Carrier
from workbooks.texts import clean

_CELL_END = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r":?-{3,}:?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_AS_TEXT = "Сохраните файл в кодировке UTF-8 и пришлите снова."


def read_markdown_form(file: str, data: bytes) -> Carrier:
    """All sheets of the file, also those that XLSForm does not know."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(file, "not_text", "Файл не читается как текст.", _AS_TEXT) from error
    carrier = bound(file, _lines(file, text))
    if not carrier.sheets:
        what = "В файле нет таблиц анкеты."
        raise refused(file, "not_a_form", what, "Таблица начинается строкой «| survey | | |».")
    return carrier


def _lines(file: str, text: str) -> Iterator[Line]:
    # Not splitlines(): the separators that come with a pasted text do not end a line of a table.
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.count("|") > WIDEST:
            raise refused(file, "too_wide", f"В таблице больше {WIDEST} столбцов.", "Уберите лишние черты «|».")
        yield Line(number, {place: cell for place, cell in enumerate(_cells(line), start=1) if cell})


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    if not stripped.startswith("|"):
        return []
    parts = _CELL_END.split(stripped[1:])
    if not parts[-1].strip():
        parts = parts[:-1]
    if all(_DASHES.fullmatch(part.strip()) for part in parts):
        return []  # the line under the headings
    return [clean(part).replace("\\|", "|").removeprefix(ESCAPE) for part in parts]
