"""Short words for tests of expressions."""

from datetime import datetime, timedelta, timezone

from surveys.expressions import ExpressionDefect, ExpressionDefects, FlatScope, NodeSet, compile_expression

MOSCOW = timezone(timedelta(hours=3))
NIGHT = datetime(2024, 6, 1, 0, 30, tzinfo=MOSCOW)
"""Half past midnight in Moscow: in Greenwich it is still the day before."""


def text(source: str, current: str = "", /, **answers: str | NodeSet) -> str:
    """What an expression gives as text, at night."""
    return compile_expression(source).string(FlatScope(answers, current, NIGHT))


def number(source: str, current: str = "", /, **answers: str | NodeSet) -> float:
    """What an expression gives as a number, at night."""
    return compile_expression(source).number(FlatScope(answers, current, NIGHT))


def holds(source: str, current: str = "", /, **answers: str | NodeSet) -> bool:
    """Whether a condition holds, at night."""
    return compile_expression(source).boolean(FlatScope(answers, current, NIGHT))


def defects_of(source: str) -> tuple[ExpressionDefect, ...]:
    """What is wrong with an expression; nothing if it compiles."""
    try:
        compile_expression(source)
    except ExpressionDefects as error:
        return error.defects
    return ()
