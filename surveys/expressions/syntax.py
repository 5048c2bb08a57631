"""The syntax tree of an expression: what the author wrote, with columns for messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; never negative, the sign is an operator."""

    value: float


@dataclass(frozen=True, slots=True)
class Reference:
    """A question named as `${name}`."""

    name: str
    column: int


class Axis(Enum):
    """Where a step of a path leads."""

    CHILD = "child"
    PARENT = "parent"
    SELF = "self"
    DESCENDANT = "descendant"
    ATTRIBUTE = "attribute"


ANY_NAME = "*"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; `name` is `*` where any will do."""

    axis: Axis
    name: str
    predicates: tuple[Syntax, ...] = ()


class Start(Enum):
    """Where a path begins."""

    ROOT = "root"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Path:
    """A way through the form or a look-up list: `/data/g/x`, `../x`, `.`, `instance('t')/root/item[code = 1]`."""

    start: Start | Syntax
    steps: tuple[Step, ...]
    column: int

    @property
    def is_current(self) -> bool:
        """Whether it is the plain `.`."""
        return self.start is Start.CONTEXT and self.steps == (Step(Axis.SELF, ANY_NAME),)

    @property
    def leads_to(self) -> str | None:
        """The name its last step gives, None where that is a wildcard, `.` or `..`."""
        last = self.steps[-1] if self.steps else None
        if last is None or last.axis not in (Axis.CHILD, Axis.DESCENDANT) or last.name == ANY_NAME:
            return None
        return last.name


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Syntax, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus in front of something."""

    operand: Syntax


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A run of operators of one strength, worked from left to right: `a + b - c`, `a * b div c`."""

    first: Syntax
    rest: tuple[tuple[str, Syntax], ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b and c` or `a or b or c`; the right side is not looked at once the left decides."""

    operator: str
    operands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`=`, `!=`, `<`, `<=`, `>` or `>=`."""

    operator: str
    left: Syntax
    right: Syntax


@dataclass(frozen=True, slots=True)
class Union:
    """Nodes of several paths together: `a | b`."""

    operands: tuple[Syntax, ...]
    column: int


Syntax = Text | Number | Reference | Path | Call | Negation | Arithmetic | Logic | Comparison | Union
