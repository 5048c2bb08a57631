"""The process for heavy work with lists: `read FILE` makes rows of a file, `write` makes a workbook of rows."""

import sys
from collections.abc import Iterator

from people.lists.model import Listed
from people.lists.reading import is_list, read_list
from people.lists.wire import Gathering, listed_lines
from people.lists.writing import list_workbook
from workbooks.defect import DefectsError
from workbooks.limits import limit
from workbooks.reading import read_workbook

MEMORY = 1024**3
SECONDS = 120
MOST_ROWS = 200_000


def listed_in(file: str, data: bytes) -> Listed | None:
    """What the file holds; None if it is no list, or cannot be read by what reads lists."""
    try:
        carrier = read_workbook(file, data, MOST_ROWS)
    except DefectsError:
        return None  # whoever reads questionnaires says what is wrong with it
    return read_list(carrier) if is_list(carrier) else None


def done(task: list[str], given: bytes) -> Iterator[bytes]:
    """Pieces of the outcome."""
    match task:
        case ["read", file]:
            for line in listed_lines(listed_in(file, given)):
                yield line + b"\n"
        case ["write"]:
            rows = Gathering()
            for line in given.splitlines():
                rows.take(line)
            yield list_workbook(rows.organisations, rows.people)
        case _:
            raise ValueError(task)


if __name__ == "__main__":
    limit(MEMORY, SECONDS)
    for piece in done(sys.argv[1:], sys.stdin.buffer.read()):
        sys.stdout.buffer.write(piece)
