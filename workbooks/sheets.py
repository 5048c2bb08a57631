"""What every carrier comes to: sheets of rows of texts, with the places an author knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbooks.defect import Defect, Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number as the author sees it, and its filled cells by heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet without its blank rows. `headings` are column numbers from 1 by heading."""

    name: str
    headings: dict[str, int]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A file that has been read. Keys of `sheets` are lower-case names."""

    file: str
    sheets: dict[str, Sheet]
    attachments: dict[str, bytes] = field(default_factory=dict)
    """Other files of an archive by their base names."""
    defects: list[Defect] = field(default_factory=list)
    """What is wrong without keeping the rest from being read."""


def sheet_of(file: str, name: str, lines: Iterable[tuple[int, Sequence[str]]], defects: list[Defect]) -> Sheet:
    """A sheet from numbered lines of cells; the first filled line holds the headings."""
    headings: dict[str, int] = {}
    columns: list[str] = []
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cells):
            continue
        if not columns:
            columns = list(cells)
            headings = _headings(file, name, line, columns, defects)
            continue
        filled = {
            heading: cell
            for place, (heading, cell) in enumerate(zip(columns, cells, strict=False), start=1)
            if heading and cell and headings[heading] == place
        }
        if filled:
            rows.append(Row(line, filled))
    return Sheet(name, headings, rows)


def _headings(file: str, sheet: str, line: int, columns: Sequence[str], defects: list[Defect]) -> dict[str, int]:
    headings: dict[str, int] = {}
    for place, heading in enumerate(columns, start=1):
        if not heading:
            continue
        if heading in headings:
            what = f"Столбцов «{heading}» два: {letters(headings[heading])} и {letters(place)}."
            where = Place(file, sheet, line, heading)
            defects.append(
                Defect("duplicate_heading", where, what, "Оставьте один, второй переименуйте или уберите.")
            )
        else:
            headings[heading] = place
    return headings


def letters(column: int) -> str:
    """The letters Excel shows for a column number from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
