"""Rows that hold several organisations each: where there is more than one of them, a number tells them apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from reports.summary.model import CrossRow, GroupRow

Row = TypeVar("Row", "GroupRow", "CrossRow")


def numbered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """«малочисленные организации (2)»; a single such row needs no number."""
    if sum(bool(row.parts) for row in rows) < 2:
        return rows
    numbers = count(1)
    return tuple(replace(row, label=f"{row.label} ({next(numbers)})") if row.parts else row for row in rows)
