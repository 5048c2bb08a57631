"""Workbooks written from scratch: sheets with frozen, filtered headings in which every text stays a text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.whole_files import not_written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_SIGNS = 32_767
LONGEST_SHEET_NAME = 31
HEADING_COLOUR = "#E8EEF7"
FONT = "Calibri"
_BROAD, _WIDEST_HEADING = 1.2, 30.0
"""Widths of a figure that a bold letter takes; what a column is widened to at most for a word of its heading."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNPRINTABLE = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), None
) | {13: "\n"}  # fmt: skip


class Sheets:
    """A workbook being written."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._names: set[str] = set()
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A look of cells; the same one is made once."""
        wanted = tuple(sorted(properties.items()))
        if wanted not in self._formats:
            self._formats[wanted] = self.book.add_format({"font_name": FONT, "font_size": 11, **properties})
        return self._formats[wanted]

    def add(
        self, name: str, headings: Sequence[str], widths: Sequence[float], rows: int, above: int = 0
    ) -> Worksheet:
        """A sheet for a table of so many rows below these headings, to be printed landscape, as wide as the page."""
        sheet = self.book.add_worksheet(sheet_name(name, self._names))
        widths = wide_enough(headings, widths)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, heading_height(headings, widths))
        self.put_headings(sheet, headings, 0)
        sheet.freeze_panes(1, 1 if len(headings) > 3 else 0)
        if headings and rows:
            sheet.autofilter(0, 0, rows, len(headings) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P из &N")
        return sheet

    def put_headings(self, sheet: Worksheet, headings: Sequence[str], row: int) -> None:
        """The headings of a table."""
        look = self.format(bold=True, bg_color=HEADING_COLOUR, text_wrap=True, valign="top", border=1)
        for column, heading in enumerate(headings):
            sheet.write_string(row, column, sheet_text(heading), look)


@contextmanager
def open_workbook(path: Path, *, is_streamed: bool = False) -> Iterator[Sheets]:
    """A workbook that is written to `path` at the end; its working files lie beside it.

    Streamed, rows have to be written in their order and are forgotten at once.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": is_streamed,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
            "tmpdir": str(path.parent),
            "default_format_properties": {"font_name": FONT, "font_size": 11},
        },
    )
    try:
        yield Sheets(book)
    except BaseException:
        _abandon(book)
        raise
    try:
        book.close()
    except FileCreateError as error:
        _abandon(book)
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error))
        raise not_written(cause) from error
    except BaseException:
        _abandon(book)
        raise


def _abandon(book: Workbook) -> None:
    """Let go of the working files of a workbook that nobody will read."""
    for sheet in book.worksheets():
        handle = getattr(sheet, "row_data_fh", None)
        if handle is not None:
            try:
                handle.close()
            except OSError:
                # What could not be flushed is not wanted any more.
                continue


def wide_enough(headings: Sequence[str], widths: Sequence[float]) -> list[float]:
    """Widths in which no word of a heading, which is bold, is broken inside or cut off."""
    longest = (max((len(word) for word in heading.split()), default=0) for heading in headings)
    return [
        max(width, min(_BROAD * word + 1, _WIDEST_HEADING)) for width, word in zip(widths, longest, strict=False)
    ] + list(widths[len(headings) :])


def heading_height(headings: Sequence[str], widths: Sequence[float]) -> float:
    """Points that the headings need, broken between words."""
    lines = [
        len(textwrap.wrap(heading, max(int(width / _BROAD), 1)))
        for heading, width in zip(headings, widths, strict=False)
    ]
    return min(15.0 * max(lines, default=1) + 1, 409.0)


def row_height(texts: Sequence[str], widths: Sequence[float], least: float = 15.0) -> float:
    """Points that wrapped texts need in columns so wide; offices do not agree on finding it out themselves."""
    lines = 1
    for text, width in zip(texts, widths, strict=False):
        lines = max(lines, sum(max(1, -(-len(line) // max(int(width * 0.95), 1))) for line in text.split("\n")))
    return min(max(least, 15.0 * lines + 1), 409.0)


def sheet_text(text: str) -> str:
    """A text as a cell may hold it."""
    clean = text if text.isprintable() else text.replace("\r\n", "\n").translate(_UNPRINTABLE)
    return clean if len(clean) <= MOST_SIGNS else clean[: MOST_SIGNS - 1] + "…"


def sheet_name(text: str, taken: set[str]) -> str:
    """A name of a sheet from any text: 31 signs at most, none forbidden, not taken; `taken` learns it."""
    clean = _FORBIDDEN.sub(" ", sheet_text(text))
    clean = " ".join(clean.split()).strip("' ") or "Лист"
    # Signs beyond the basic plane count twice in Excel.
    name = _within(clean, LONGEST_SHEET_NAME)
    number = 2
    while name.casefold() in taken or name.casefold() == "history":
        ending = f" {number}"
        name = _within(clean, LONGEST_SHEET_NAME - len(ending)) + ending
        number += 1
    taken.add(name.casefold())
    return name


def _within(text: str, most: int) -> str:
    kept = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
    return kept.strip("' ")
