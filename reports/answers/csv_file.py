"""Answers as .csv, for Russian Excel or for programs of statistics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reports.answers.columns import Spelling, Value, columns_of, spelt
from reports.answers.groups import protected
from reports.answers.options import AnswersOptions, Dialect
from reports.responses import Responses
from reports.whole_files import Progress, nobody_watches, whole_file

ROWS = 5000
"""Rows written between two looks at the progress."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEEDS_QUOTES = re.compile(r'[";,\r\n]|^\s|\s$')


def write_csv(
    path: Path,
    responses: Responses,
    dialect: Dialect,
    options: AnswersOptions | None = None,
    progress: Progress = nobody_watches,
) -> None:
    """Write all respondents. A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    spelling = spelling_of(dialect)
    options = options or AnswersOptions()
    columns = columns_of(protected(responses, options), options, spelling)
    between, end = (";", "\r\n") if dialect is Dialect.EXCEL else (",", "\n")
    encoding = "utf-8-sig" if dialect is Dialect.EXCEL else "utf-8"
    with whole_file(path) as unfinished, unfinished.open("w", encoding=encoding, newline="") as into:
        into.write(between.join(spelling.text(column.heading) for column in columns) + end)
        for start in range(0, responses.size, ROWS):
            progress(start, responses.size)
            stop = min(start + ROWS, responses.size)
            rows: Any = zip(*(column.cells(start, stop) for column in columns), strict=True)
            into.write(end.join(map(between.join, rows)) + end)
        progress(responses.size, responses.size)


def write_rows(path: Path, rows: Iterable[Sequence[Value]], dialect: Dialect) -> None:
    """Write a small table, its headings among the rows."""
    spelling = spelling_of(dialect)
    between, end = (";", "\r\n") if dialect is Dialect.EXCEL else (",", "\n")
    encoding = "utf-8-sig" if dialect is Dialect.EXCEL else "utf-8"
    with whole_file(path) as unfinished, unfinished.open("w", encoding=encoding, newline="") as into:
        for row in rows:
            into.write(between.join(str(spelt(value, spelling)) for value in row) + end)


def spelling_of(dialect: Dialect) -> Spelling:
    """Everything as text, quoted where it has to be."""
    return Spelling(_quoted, _with_comma if dialect is Dialect.EXCEL else repr, "")


def _quoted(text: str) -> str:
    text = text.replace("\0", "")
    harmless = "'" + text if text.startswith(_DANGEROUS) else text
    if _NEEDS_QUOTES.search(harmless):
        return '"' + harmless.replace('"', '""') + '"'
    return harmless


def _with_comma(number: float | int) -> str:
    return repr(number).replace(".", ",")
