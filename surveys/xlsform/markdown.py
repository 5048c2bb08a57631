"""The Markdown carrier: tables whose first column names the sheet, as pyxform reads them — with line numbers."""

import re
from dataclasses import dataclass

_CELL_END = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[\s|:-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its line in the file and its filled cells by column heading."""

    line: int
    cells: dict[str, str]


def read_sheets(text: str) -> dict[str, list[Row]]:
    """All sheets of the file, also those that XLSForm does not know."""
    sheets: dict[str, list[Row]] = {}
    headings: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not cells:
            continue
        if cells[0]:
            headings = []
            rows = sheets.setdefault(cells[0].lower(), [])
        if not any(cells[1:]):
            continue
        if not headings:
            headings = cells[1:]
        elif not cells[0]:
            filled = {h: c for h, c in zip(headings, cells[1:], strict=False) if h and c}
            rows.append(Row(number, filled))
    return sheets


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    if not stripped.startswith("|") or _RULER.fullmatch(stripped):
        return []
    parts = _CELL_END.split(stripped[1:])
    if not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]
