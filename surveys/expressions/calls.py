"""Compiles function calls: finds the function, checks the number of arguments, binds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from surveys.expressions.code import Code, Kind, Run, run_as
from surveys.expressions.paths import gives_nodes, walk_of
from surveys.expressions.scope import FlatScope, NodeSet, Scope
from surveys.expressions.signature import Declared, Function, Special
from surveys.expressions.suggestions import suggested_function
from surveys.expressions.syntax import Call
from surveys.expressions.table import FUNCTIONS, NODE_FUNCTIONS, list_functions

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler

_NOTHING = Code(lambda _scope: "", Kind.TEXT)


def call_code(compiler: Compiler, call: Call) -> Code:
    """Closures for a call; defects of the call and of all its arguments are noted."""
    if call.name in NODE_FUNCTIONS:
        return _node_call(compiler, call)
    function = FUNCTIONS.get(call.name)
    if function is None or not _has_right_count(function, len(call.arguments)):
        _reject(compiler, call, function)
        for argument in call.arguments:
            compiler.code(argument)
        return _NOTHING
    compiler.facts.is_volatile |= function.is_volatile
    if isinstance(function, Special):
        return function.compile(compiler, call)
    return _bound(compiler, call, function)


def _bound(compiler: Compiler, call: Call, function: Function) -> Code:
    kinds = function.kinds(len(call.arguments))
    codes = [compiler.code(argument) for argument in call.arguments]
    for kind, argument in zip(kinds, call.arguments, strict=True):
        if kind is Kind.NODES and not gives_nodes(argument):
            compiler.reject_not_nodes(call)
    runs = [run_as(kind, code) for kind, code in zip(kinds, codes, strict=True)]
    if function.takes_scope:
        return Code(_with_scope(function.call, runs), function.gives)
    if all(code.constant is not None for code in codes):
        return _folded(function, runs)
    return Code(_plain(function.call, runs), function.gives)


def _folded(function: Function, runs: Sequence[Run]) -> Code:
    """A call on literals is worked out now; literals need no scope unless a date is read as a number."""
    if Kind.NUMBER in function.kinds(len(runs)):
        return Code(_plain(function.call, runs), function.gives)
    nobody = FlatScope({})
    value = function.call(*(run(nobody) for run in runs))
    return Code(lambda _scope: value, function.gives)


def _plain(call: Callable[..., Any], runs: Sequence[Run]) -> Run:
    if len(runs) == 1:
        only = runs[0]
        return lambda scope: call(only(scope))
    if len(runs) == 2:
        first, second = runs
        return lambda scope: call(first(scope), second(scope))
    return lambda scope: call(*[run(scope) for run in runs])


def _with_scope(call: Callable[..., Any], runs: Sequence[Run]) -> Run:
    if not runs:
        return call
    return lambda scope: call(scope, *[run(scope) for run in runs])


def _node_call(compiler: Compiler, call: Call) -> Code:
    least, most = list_functions()[call.name]
    if not least <= len(call.arguments) <= (most or 0):
        _reject_count(compiler, call, least, most, 1)
        return _NOTHING
    if call.name == "current":
        compiler.facts.uses_current = True
        return Code(lambda scope: scope.outer.current, Kind.TEXT)
    walk = walk_of(compiler, call)

    def values(scope: Scope) -> NodeSet:
        return NodeSet(node.value for node in walk(scope)) if walk else NodeSet()

    return Code(values, Kind.NODES)


def _has_right_count(function: Declared, count: int) -> bool:
    if count < function.least or (function.most is not None and count > function.most):
        return False
    return function.most is not None or (count - function.least) % function.step == 0


def _reject(compiler: Compiler, call: Call, function: Declared | None) -> None:
    if function is not None:
        _reject_count(compiler, call, function.least, function.most, function.step)
        return
    meant = suggested_function(call.name)
    if meant in ("and", "or"):
        remedy = f"Слово {meant} ставится между условиями: ${{a}} = '1' {meant} ${{b}} = '2'."
    else:
        remedy = f"Возможно, имелась в виду {meant}()." if meant else "Проверьте имя по списку функций ODK."
    compiler.defects.add(
        "unknown_function",
        call.column,
        f"Функции {call.name}() нет.",
        remedy,
        function=call.name,
        suggestion=meant,
    )


def _reject_count(compiler: Compiler, call: Call, least: int, most: int | None, step: int) -> None:
    given = len(call.arguments)
    if most == least:
        wanted = f"ровно {least}"
    elif most is None:
        wanted = f"не меньше {least}" + (" и дальше парами" if step == 2 else "")
    else:
        wanted = f"от {least} до {most}"
    remedy = "Уберите лишнее." if most is not None and given > most else "Добавьте недостающее через запятую."
    compiler.defects.add(
        "argument_count",
        call.column,
        f"У функции {call.name}() аргументов должно быть {wanted}, а указано {given}.",
        remedy,
        function=call.name,
        given=str(given),
    )
