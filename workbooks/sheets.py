"""What every carrier comes to: sheets of rows of texts, with the places an author knows."""

from dataclasses import dataclass, field

from workbooks.defect import Defect


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
    hidden: frozenset[int] = frozenset()
    """Lines of those rows that Excel does not show: hidden or filtered away. Known of an .xlsx only."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A file that has been read. Keys of `sheets` are lower-case names."""

    file: str
    sheets: dict[str, Sheet]
    attachments: dict[str, bytes] = field(default_factory=dict)
    """Other files of an archive by their base names."""
    defects: list[Defect] = field(default_factory=list)
    """What is wrong without keeping the rest from being read."""
    notes: list[Defect] = field(default_factory=list)
    """What was left out though the author may not know it, and may well have meant it so."""


def letters(column: int) -> str:
    """The letters Excel shows for a column number from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
