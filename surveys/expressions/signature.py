"""How a function is declared: its name, what it takes and gives, and the Python function behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveys.expressions.code import Code, Kind
from surveys.expressions.syntax import Call
from surveys.expressions.values import Value

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler


@dataclass(frozen=True, slots=True)
class Function:
    """A function whose arguments are all worked out first and given in the kinds it asks for."""

    name: str
    takes: tuple[Kind, ...]
    gives: Kind
    call: Callable[..., Value]
    optional: tuple[Kind, ...] = ()
    rest: tuple[Kind, ...] = ()
    """Kinds of further arguments; they may be given any number of times, all of them each time."""
    takes_scope: bool = False
    """Whether `call` wants the scope before its arguments."""
    is_volatile: bool = False
    """Whether it may give another value for the same answers."""

    @property
    def least(self) -> int:
        """Fewest arguments."""
        return len(self.takes)

    @property
    def most(self) -> int | None:
        """Most arguments, None for no limit."""
        return None if self.rest else len(self.takes) + len(self.optional)

    @property
    def step(self) -> int:
        """How many arguments come at a time beyond the fewest."""
        return len(self.rest) or 1

    def kinds(self, count: int) -> tuple[Kind, ...]:
        """The kinds of so many arguments."""
        fixed = (self.takes + self.optional)[:count]
        turns = (count - len(fixed)) // self.step if self.rest else 0
        return fixed + self.rest * turns


@dataclass(frozen=True, slots=True)
class Special:
    """A function that looks at its arguments before, or instead of, working them out."""

    name: str
    least: int
    most: int | None
    compile: Callable[[Compiler, Call], Code]
    step: int = 1
    is_volatile: bool = False


Declared = Function | Special
