"""Reads the steps of a path: `/data/group/x`, `../x`, `.`, `instance('towns')/root/item[code = 1]/label`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from surveys.expressions.syntax import ANY_NAME, Axis, Path, Start, Step, Syntax
from surveys.expressions.tokens import Sort, Token
from surveys.expressions.tokenstream import TokenStream

if TYPE_CHECKING:
    from surveys.expressions.parser import Parser

_AXES = {
    "child": Axis.CHILD, "parent": Axis.PARENT, "self": Axis.SELF,
    "descendant": Axis.DESCENDANT, "attribute": Axis.ATTRIBUTE,
}  # fmt: skip
_NODE_TESTS = ("node", "text")


def begins_path(stream: TokenStream) -> bool:
    """Whether a path without a value in front begins here."""
    if stream.token.sort is Sort.NAME:
        return not stream.sees("(", ahead=1) or stream.token.text in _NODE_TESTS
    return stream.sees("/", "//", ".", "..", "@", "*")


def read_path(parser: Parser) -> Syntax:
    """A path from the root of the form or from the question the expression belongs to."""
    stream = parser.stream
    column = stream.token.column
    if stream.takes("/"):
        return Path(Start.ROOT, _steps(parser), column)
    if stream.takes("//"):
        return Path(Start.ROOT, _descending(_steps(parser)), column)
    return Path(Start.CONTEXT, _steps(parser), column)


def read_tail(parser: Parser, primary: Syntax, token: Token) -> Syntax:
    """Predicates and steps behind a value: `${x}[1]`, `instance('t')/root/item`."""
    stream = parser.stream
    steps: list[Step] = []
    if stream.sees("["):
        steps.append(Step(Axis.SELF, ANY_NAME, _predicates(parser)))
    if stream.takes("/"):
        steps.extend(_steps(parser))
    elif stream.takes("//"):
        steps.extend(_descending(_steps(parser)))
    return Path(primary, tuple(steps), token.column) if steps else primary


def _steps(parser: Parser) -> tuple[Step, ...]:
    steps = [_step(parser)]
    while True:
        if parser.stream.takes("/"):
            steps.append(_step(parser))
        elif parser.stream.takes("//"):
            steps.extend(_descending((_step(parser),)))
        else:
            return tuple(steps)


def _descending(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    first = steps[0]
    return (Step(Axis.DESCENDANT, first.name, first.predicates), *steps[1:])


def _step(parser: Parser) -> Step:
    axis, name = _axis_and_name(parser.stream)
    return Step(axis, name, _predicates(parser))


def _axis_and_name(stream: TokenStream) -> tuple[Axis, str]:
    if stream.takes("."):
        return Axis.SELF, ANY_NAME
    if stream.takes(".."):
        return Axis.PARENT, ANY_NAME
    if stream.takes("@"):
        return Axis.ATTRIBUTE, _name(stream)
    if stream.token.sort is Sort.NAME and stream.sees("::", ahead=1) and stream.token.text in _AXES:
        axis = _AXES[stream.take().text]
        stream.take()
        return axis, _name(stream)
    return Axis.CHILD, _name(stream)


def _name(stream: TokenStream) -> str:
    if stream.takes("*"):
        return ANY_NAME
    if stream.token.sort is not Sort.NAME:
        stream.reject_missing_name()
        return ANY_NAME
    name = stream.take().text
    if name in _NODE_TESTS and stream.takes("("):
        stream.takes(")")
        return ANY_NAME
    return name


def _predicates(parser: Parser) -> tuple[Syntax, ...]:
    predicates = []
    while opening := parser.stream.takes("["):
        predicates.append(parser.predicate(opening))
    return tuple(predicates)
