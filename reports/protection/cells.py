"""What a cell of anything published holds: a figure that may be seen, or the words that stand in its place.

A `Shown` is made by a protection alone; whoever draws, writes or sends takes `Cell` and cannot come by another.
Both kinds of cell answer the same questions, so that nothing that renders asks which it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar, final

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")

NOT_SHOWN = "н/д"
NOBODY = "—"


class Reason(StrEnum):
    """Why a figure is not there. Unanimity has no name of its own: to name it would tell the answer."""

    SMALL = "small"
    WITHHELD = "withheld"
    """The figure itself would be harmless, but another could be computed from it, or it says too much."""
    NOBODY = "nobody"


@final
@dataclass(frozen=True, slots=True, init=False)
class Shown(Generic[T_co]):
    """A figure that may leave the system."""

    value: T_co

    def __init__(self, *_: object) -> None:
        raise TypeError("Only a protection shows a figure: ask one for the cell")

    @property
    def is_shown(self) -> bool:
        """Always."""
        return True

    def said(self, write: Callable[[T_co], str]) -> str:
        """The figure as `write` puts it."""
        return write(self.value)

    def known(self) -> T_co | None:
        """The figure itself, for charts and cells of numbers."""
        return self.value

    def to(self, change: Callable[[T_co], U]) -> Cell[U]:
        """Another figure made of this one alone: a share of a count, a level of an index."""
        return shown(change(self.value))


@final
@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that stays inside."""

    reason: Reason
    words: str = NOT_SHOWN
    """What a reader sees instead."""

    @property
    def is_shown(self) -> bool:
        """Never."""
        return False

    def said(self, write: Callable[..., str]) -> str:
        """The words instead of the figure."""
        return self.words

    def known(self) -> None:
        """Nothing: a gap in a chart, a text in a sheet."""
        return

    def to(self, change: Callable[..., U]) -> Cell[U]:
        """What is made of a hidden figure is hidden as well."""
        return self


Cell = Shown[T_co] | Hidden


def shown(value: U) -> Cell[U]:
    """A cell with a figure; for the modules of this package alone (a house test looks)."""
    cell: Shown[U] = _new(Shown)
    _put(cell, "value", value)  # tens of thousands in one summary: a constructor would take half of its time
    return cell


def all_shown(values: Sequence[Any]) -> list[Cell[Any]]:
    """The same of several figures."""
    cells: list[Cell[Any]] = []
    for value in values:
        cell: Shown[Any] = _new(Shown)
        _put(cell, "value", value)
        cells.append(cell)
    return cells


_new, _put = object.__new__, object.__setattr__


def hidden(reason: Reason, min_cell: int) -> Hidden:
    """A cell without."""
    match reason:
        case Reason.SMALL:
            return Hidden(reason, f"{NOT_SHOWN} (менее {min_cell})")
        case Reason.NOBODY:
            return Hidden(reason, NOBODY)
        case _:
            return Hidden(reason)
