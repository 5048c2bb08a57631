"""Closures for operators, the frequent shapes taken the short way."""

import math
import operator
from collections.abc import Callable, Sequence

from surveys.expressions.code import Code, Kind, Run, boolean_of, number_of
from surveys.expressions.comparison import ORDERS, aligned, is_equal, is_unequal, ordering
from surveys.expressions.scope import NodeSet, Scope
from surveys.expressions.values import Value, to_number


def logic_code(sign: str, conditions: Sequence[Callable[[Scope], bool]]) -> Code:
    """`and`, `or`: left to right, stopping as soon as the outcome is known."""
    if len(conditions) == 2:
        left, right = conditions
        if sign == "and":
            return Code(lambda scope: left(scope) and right(scope), Kind.BOOLEAN)
        return Code(lambda scope: left(scope) or right(scope), Kind.BOOLEAN)
    if sign == "and":
        return Code(lambda scope: all(condition(scope) for condition in conditions), Kind.BOOLEAN)
    return Code(lambda scope: any(condition(scope) for condition in conditions), Kind.BOOLEAN)


def comparison_code(sign: str, left: Code, right: Code) -> Code:
    """Any of the six comparisons."""
    if sign in ("=", "!="):
        return Code(_equality(sign == "=", left, right), Kind.BOOLEAN)
    return Code(_order(sign, left, right), Kind.BOOLEAN)


def arithmetic_code(first: Code, rest: Sequence[tuple[str, Code]]) -> Code:
    """`+ - * div mod`, worked from left to right."""
    if len(rest) == 1:
        sign, second = rest[0]
        if sign == "-" and Kind.NUMBER not in (first.kind, second.kind):
            return Code(_difference(first.run, second.run), Kind.NUMBER)
        left, right, work = number_of(first), number_of(second), _WORK[sign]
        return Code(lambda scope: work(left(scope), right(scope)), Kind.NUMBER)
    start = number_of(first)
    steps = [(_WORK[sign], number_of(code)) for sign, code in rest]

    def run(scope: Scope) -> float:
        total = start(scope)
        for work, number in steps:
            total = work(total, number(scope))
        return total

    return Code(run, Kind.NUMBER)


def _equality(wanted: bool, left: Code, right: Code) -> Run:
    run_left, run_right, text = left.run, right.run, right.constant
    if isinstance(left.constant, str) and not isinstance(text, str):
        run_left, run_right, text = run_right, run_left, left.constant
    general = is_equal if wanted else is_unequal
    if isinstance(text, str):
        # `${work} = 'subject'` is what most conditions are.
        literal = text

        def with_literal(scope: Scope) -> bool:
            value = run_left(scope)
            if type(value) is str:
                return (value == literal) is wanted
            return general(value, literal, scope)

        return with_literal
    if left.kind is Kind.BOOLEAN or right.kind is Kind.BOOLEAN:
        first, second = boolean_of(left), boolean_of(right)
        return lambda scope: (first(scope) == second(scope)) is wanted
    return lambda scope: general(run_left(scope), run_right(scope), scope)


def _order(sign: str, left: Code, right: Code) -> Run:
    run_left, run_right, general, holds = left.run, right.run, ordering(sign), ORDERS[sign]
    if left.kind is right.kind is Kind.NUMBER:
        return lambda scope: holds(run_left(scope), run_right(scope))
    if right.kind is Kind.NUMBER:

        def with_number(scope: Scope) -> bool:
            value = run_left(scope)
            if isinstance(value, NodeSet):
                return general(value, run_right(scope), scope)
            return holds(to_number(value, scope), run_right(scope))

        return with_number
    return lambda scope: general(run_left(scope), run_right(scope), scope)


def _difference(left: Callable[[Scope], Value], right: Callable[[Scope], Value]) -> Callable[[Scope], float]:
    def difference(scope: Scope) -> float:
        first, second = aligned(left(scope), right(scope), scope)
        return first - second

    return difference


def _divided(left: float, right: float) -> float:
    """IEEE division: by zero it is ±∞, and 0 div 0 is NaN."""
    if right != 0:
        return left / right
    if left == 0 or left != left:  # noqa: PLR0124 - NaN
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    """What is left of a division cut towards zero: the sign is that of the left side (5 mod -3 = 2)."""
    if right == 0 or math.isinf(left):
        return math.nan
    return math.fmod(left, right)


_WORK: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": _divided, "mod": _remainder,
}  # fmt: skip
