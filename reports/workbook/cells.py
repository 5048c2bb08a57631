"""Figures in cells: numbers with a format, words where a figure is hidden, texts that stay texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from reports.sheets import Sheets, row_height, sheet_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from reports.protection.cells import Cell
    from reports.summary.model import Part

T = TypeVar("T")
WHOLE, TENTHS, SHARE = "#,##0", "0.0", "0%"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and how it is written; without a value `said` stands there."""

    value: float | None
    look: str = WHOLE
    said: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """Something an office works out anew; `value` is what it makes of the figures as they are."""

    text: str
    value: float
    look: str = WHOLE


Written = str | Figure | Formula | None


def figure(cell: Cell[Any], look: str = WHOLE) -> Figure:
    """A figure of a summary; a dash where nothing is hidden and there is none."""
    return Figure(cell.known(), look, cell.said(lambda value: "—" if value is None else str(value)))


def share(part: Part) -> Figure:
    """A share, to be seen as a percentage."""
    known = part.known()
    return Figure(known.share if known else None, SHARE, part.said(str))


def share_count(part: Part) -> Figure:
    """How many people a share is made of."""
    known = part.known()
    return Figure(known.count if known else None, WHOLE, part.said(str))


def write_rows(
    book: Sheets, sheet: Worksheet, rows: Sequence[Sequence[Written]], widths: Sequence[float], first: int = 1
) -> None:
    """Rows of a table from row `first` on, as high as their texts need."""
    for number, row in enumerate(rows, start=first):
        texts = [value if isinstance(value, str) else "" for value in row]
        sheet.set_row(number, row_height(texts, widths))
        for column, value in enumerate(row):
            write(book, sheet, number, column, value)


def write(book: Sheets, sheet: Worksheet, row: int, column: int, value: Written, **look: Any) -> None:
    """One cell."""
    match value:
        case None | "":
            return
        case str():
            # Words beside a number, which stands at the right of its cell, would touch it.
            indent = {"indent": 1} if column else {}
            style = book.format(text_wrap=True, valign="top", num_format="@", **indent, **look)
            sheet.write_string(row, column, sheet_text(value), style)
        case Formula():
            style = book.format(num_format=value.look, valign="top", **look)
            sheet.write_formula(row, column, value.text, style, value.value)
        case Figure(value=None):
            style = book.format(font_color="#7B8794", italic=True, align="right", valign="top", **look)
            sheet.write_string(row, column, sheet_text(value.said), style)
        case Figure():
            style = book.format(num_format=value.look, valign="top", **look)
            sheet.write_number(row, column, value.value or 0, style)
