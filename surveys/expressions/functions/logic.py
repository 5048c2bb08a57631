"""Truth: constants, negation, choice between two, the first that is answered, counting what is true."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from surveys.expressions.code import Code, Kind, boolean_of, text_of
from surveys.expressions.functions.several import each
from surveys.expressions.scope import Scope
from surveys.expressions.signature import Function, Special
from surveys.expressions.syntax import Call
from surveys.expressions.values import Value, to_boolean, to_number

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler


def _boolean_from_string(text: str) -> bool:
    # Unlike `boolean`, only these two spellings are true (ODK); `1.0` arrives here as the text «1».
    return text in ("1", "true")


def _checklist(scope: Scope, least: float, most: float, *answers: Value) -> bool:
    """Whether so many answers are true; -1 as a limit means no limit."""
    count = sum(to_boolean(answer) for answer in each(answers))
    del scope
    return _is_between(least, float(count), most)


def _weighted_checklist(scope: Scope, least: float, most: float, *pairs: Value) -> bool:
    """Like checklist with a weight after each answer; two repeats are paired turn by turn."""
    total = 0.0
    for answer, weight in zip(pairs[::2], pairs[1::2], strict=False):
        for one, its_weight in zip(each((answer,)), each((weight,)), strict=False):
            if to_boolean(one):
                total += to_number(its_weight, scope)
    return _is_between(least, total, most)


def _is_between(least: float, total: float, most: float) -> bool:
    return total >= least and (most == -1 or total <= most) and not math.isnan(total)


def _if(compiler: Compiler, call: Call) -> Code:
    """Only the branch that is taken is worked out."""
    condition = boolean_of(compiler.code(call.arguments[0]))
    yes, no = compiler.code(call.arguments[1]), compiler.code(call.arguments[2])
    run_yes, run_no = yes.run, no.run
    kind = yes.kind if yes.kind is no.kind else Kind.ANY
    return Code(lambda scope: run_yes(scope) if condition(scope) else run_no(scope), kind)


def _coalesce(compiler: Compiler, call: Call) -> Code:
    """The first of two that is not empty; NaN is empty too, as an unanswered sum is (both engines)."""
    first, second = (text_of(compiler.code(argument)) for argument in call.arguments)
    return Code(lambda scope: first(scope) or second(scope), Kind.TEXT)


def _once(compiler: Compiler, call: Call) -> Code:
    """Keeps the value the question has; works it out only where there is none."""
    compiler.facts.uses_current = True
    fresh = text_of(compiler.code(call.arguments[0]))
    return Code(lambda scope: scope.outer.current or fresh(scope), Kind.TEXT)


FUNCTIONS = (
    Function("true", (), Kind.BOOLEAN, lambda: True),
    Function("false", (), Kind.BOOLEAN, lambda: False),
    Function("not", (Kind.BOOLEAN,), Kind.BOOLEAN, lambda truth: not truth),
    Function("boolean", (Kind.BOOLEAN,), Kind.BOOLEAN, lambda truth: truth),
    Function("boolean-from-string", (Kind.TEXT,), Kind.BOOLEAN, _boolean_from_string),
    Function("checklist", (Kind.NUMBER,) * 2, Kind.BOOLEAN, _checklist, rest=(Kind.ANY,), takes_scope=True),
    Function(
        "weighted-checklist", (Kind.NUMBER,) * 2, Kind.BOOLEAN, _weighted_checklist,
        rest=(Kind.ANY, Kind.ANY), takes_scope=True,
    ),
    Special("if", 3, 3, _if),
    Special("coalesce", 2, 2, _coalesce),
    Special("once", 1, 1, _once),
)  # fmt: skip
