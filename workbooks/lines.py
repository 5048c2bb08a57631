"""Lines as they come out of a file, before anybody knows what they mean."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

WIDEST = 16_384
"""Columns of a sheet of Excel."""


class Flaw(NamedTuple):
    """What is wrong with one cell of a line; `column` counts from 1."""

    code: str
    column: int
    what: str
    remedy: str


class Line(NamedTuple):
    """A line with something in it: its number as the author sees it, and its filled cells by column from 1."""

    number: int
    cells: Mapping[int, str]
    flaws: Sequence[Flaw] = ()
    is_hidden: bool = False


def excel_error(column: int, coordinate: str, value: str = "") -> Flaw:
    """A cell whose value is an error."""
    what = f"В ячейке {coordinate} ошибка Excel" + (f": {value}." if value else ".")
    return Flaw("excel_error", column, what, "Исправьте формулу или впишите значение.")
