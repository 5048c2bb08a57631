"""The parts of a regular expression, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class PatternError(ValueError):
    """A pattern cannot be used; `what` and `remedy` are Russian sentences for the author."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Edge(Enum):
    """A place between characters."""

    START = "^"
    END = "$"
    WORD = "b"
    INSIDE = "B"


@dataclass(frozen=True, slots=True)
class One:
    """One character that passes the test; `source` is the same in Python's notation, None where it has none."""

    test: Callable[[str], bool]
    source: str | None


@dataclass(frozen=True, slots=True)
class At:
    """Nothing is read, the place must be such."""

    edge: Edge


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after another."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any of the alternatives."""

    options: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part so many times; `most` is None for no limit."""

    part: Part
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """A look ahead: what follows must, or must not, match."""

    part: Part
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Brackets that remember what they matched, for a back reference."""

    part: Part


@dataclass(frozen=True, slots=True)
class Back:
    """The same text as a group before."""

    number: int


Part = One | At | Sequence | Choice | Repeat | Look | Group | Back
