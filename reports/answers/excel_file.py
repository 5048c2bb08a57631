"""Answers as .xlsx: respondents, repeats on sheets of their own, and the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reports.answers.codebook import CODEBOOK_HEADINGS, CODEBOOK_WIDTHS, codebook_rows
from reports.answers.columns import Spelling, Value, columns_of, spelt
from reports.answers.groups import protected
from reports.answers.options import AnswersOptions
from reports.answers.turns import turn_sheets
from reports.responses import Responses
from reports.russian import whole
from reports.sheets import MOST_COLUMNS, MOST_ROWS, Sheets, open_workbook, sheet_text
from reports.whole_files import Progress, nobody_watches, whole_file

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TOO_WIDE = (
    "Столбцов получается {columns}, а на лист Excel помещается {most}. Скачайте CSV или выберите для вопросов с "
    "несколькими ответами один столбец."
)
ROWS = 1000
"""Rows held in memory at once."""
SPELLING = Spelling(sheet_text)
_WIDTH = 18


class TooWideError(Exception):
    """A sheet does not hold so many columns; the message is a sentence for people."""


def write_excel(
    path: Path,
    responses: Responses,
    options: AnswersOptions | None = None,
    progress: Progress = nobody_watches,
) -> None:
    """Write all respondents, the turns of repeats and what everything means."""
    options = options or AnswersOptions()
    responses = protected(responses, options)
    with whole_file(path) as unfinished, open_workbook(unfinished, is_streamed=True) as book:
        _write_answers(book, responses, options, progress)
        for title, headings, rows in turn_sheets(responses, options):
            _write_sheet(book, title, headings, rows, [_WIDTH] * len(headings))
        _write_codebook(book, responses, options)
        progress(responses.size, responses.size)


def write_codebook(path: Path, responses: Responses, options: AnswersOptions | None = None) -> None:
    """Write only what everything means."""
    with whole_file(path) as unfinished, open_workbook(unfinished, is_streamed=True) as book:
        _write_codebook(book, responses, options or AnswersOptions())


def _write_codebook(book: Sheets, responses: Responses, options: AnswersOptions) -> None:
    _write_sheet(book, "Справочник кодов", CODEBOOK_HEADINGS, codebook_rows(responses, options), CODEBOOK_WIDTHS)


def _write_answers(book: Sheets, responses: Responses, options: AnswersOptions, progress: Progress) -> None:
    columns = columns_of(responses, options, SPELLING)
    headings = [column.heading for column in columns]
    if len(columns) > MOST_COLUMNS:
        raise TooWideError(TOO_WIDE.format(columns=whole(len(columns)), most=whole(MOST_COLUMNS)))
    most = MOST_ROWS - 1
    for first in range(0, max(responses.size, 1), most):
        last = min(first + most, responses.size)
        name = "Ответы" if first == 0 else f"Ответы {first // most + 1}"
        sheet = book.add(name, headings, [_WIDTH] * len(headings), last - first)
        put = cell_writer(sheet)
        row = 1
        for start in range(first, last, ROWS):
            progress(start, responses.size)
            stop = min(start + ROWS, last)
            for cells in zip(*(column.cells(start, stop) for column in columns), strict=True):
                put(row, cells)
                row += 1


def _write_sheet(
    book: Sheets, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[float]
) -> None:
    listed, most = list(rows), MOST_ROWS - 1
    for first in range(0, max(len(listed), 1), most):
        some = listed[first : first + most]
        sheet = book.add(title if first == 0 else f"{title} {first // most + 1}", headings, widths, len(some))
        put = cell_writer(sheet)
        for number, cells in enumerate(some, start=1):
            put(number, [spelt(value, SPELLING) for value in cells])


def cell_writer(sheet: Worksheet) -> Callable[[int, Sequence[Value]], None]:
    """Writes rows of a sheet: texts (spelt) as texts, numbers as numbers, nothing for None."""
    write_string, write_number = sheet.write_string, sheet.write_number

    def put(row: int, cells: Sequence[Value]) -> None:
        for column, value in enumerate(cells):
            if value is None:
                continue
            if isinstance(value, str):
                write_string(row, column, value)
            else:
                write_number(row, column, value)

    return put
