"""Tables in Markdown, also those that somebody wrote to keep the reader busy."""

import time
from contextlib import suppress

import pytest

from surveys.xlsform.carriers import read_carrier
from workbooks.defect import DefectsError

FORM = "| survey | | |\n| | type | name |\n"


def rows(text: str) -> list[dict[str, str]]:
    return [row.cells for row in read_carrier("a.md", text.encode()).sheets["survey"].rows]


@pytest.mark.parametrize(
    "ruler", ["|---|---|---|", "| :--- | :---: | ---: |", "|---|---|---", "|------", "|---|\t---|"]
)
def test_a_line_under_the_headings_is_no_row(ruler: str) -> None:
    assert rows(f"{FORM}{ruler}\n| | text | a |\n") == [{"type": "text", "name": "a"}]


def test_a_separator_inside_a_cell_does_not_end_its_row() -> None:
    assert rows(f"{FORM}| | text | a\u2028b |\r\n| | note | c\x0cd |\n") == [
        {"type": "text", "name": "a\u2028b"},
        {"type": "note", "name": "cd"},
    ]


@pytest.mark.parametrize(
    "line",
    ["-" * 54, "---|" * 200_000, "-" * 500_000, " " * 500_000, ":" * 500_000, "\\" * 500_000],
    ids=["dashes", "rulers", "one ruler", "blanks", "colons", "backslashes"],
)
def test_no_line_keeps_the_reader_busy(line: str) -> None:
    started = time.process_time()
    with suppress(DefectsError):
        read_carrier("a.md", f"|{line}x".encode())
    assert time.process_time() - started < 2
