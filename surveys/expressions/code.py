"""A compiled piece of an expression: a closure, with what kind of value it is known to give."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from surveys.expressions.scope import NodeSet, Scope
from surveys.expressions.values import Value, number_text, to_boolean, to_number, to_text, to_values


class Kind(Enum):
    """What is known of a value before evaluation; ANY where it depends on the answers."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NODES = "nodes"
    ANY = "any"


Run = Callable[[Scope], Any]


@dataclass(frozen=True, slots=True)
class Code:
    """`run` takes a scope and gives a value of this kind; it never raises."""

    run: Run
    kind: Kind = Kind.ANY
    constant: Value | None = None
    """The value where it is written in the expression."""


def constant(value: str | float) -> Code:
    """Code for a literal."""
    kind = Kind.TEXT if isinstance(value, str) else Kind.NUMBER
    return Code(lambda _scope: value, kind, value)


def text_of(code: Code) -> Callable[[Scope], str]:
    """Run it and turn the value into a text."""
    run = code.run
    if code.kind is Kind.TEXT:
        return run
    if code.kind is Kind.NUMBER:
        return lambda scope: number_text(run(scope))

    def text(scope: Scope) -> str:
        value = run(scope)
        return value if type(value) is str else to_text(value)

    return text


def number_of(code: Code) -> Callable[[Scope], float]:
    """Run it and turn the value into a number."""
    run = code.run
    if code.kind is Kind.NUMBER:
        return run
    return lambda scope: to_number(run(scope), scope)


def boolean_of(code: Code) -> Callable[[Scope], bool]:
    """Run it and turn the value into a boolean."""
    run = code.run
    if code.kind is Kind.BOOLEAN:
        return run
    return lambda scope: to_boolean(run(scope))


def values_of(code: Code) -> Callable[[Scope], NodeSet]:
    """Run it and take the value as several."""
    run = code.run
    return lambda scope: to_values(run(scope))


_TURN: dict[Kind, Callable[[Code], Run]] = {
    Kind.TEXT: text_of,
    Kind.NUMBER: number_of,
    Kind.BOOLEAN: boolean_of,
    Kind.NODES: values_of,
    Kind.ANY: lambda code: code.run,
}


def run_as(kind: Kind, code: Code) -> Run:
    """Run it and turn the value into that kind."""
    return _TURN[kind](code)
