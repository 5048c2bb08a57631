"""Repeats and look-up lists: counting, summing, positions, one turn of a repeat."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveys.expressions.code import Code, Kind, number_of
from surveys.expressions.nodes import Node
from surveys.expressions.scope import NodeSet, Scope
from surveys.expressions.signature import Function, Special
from surveys.expressions.syntax import Call
from surveys.expressions.values import to_number

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler


def _count_non_empty(values: NodeSet) -> float:
    return float(sum(value != "" for value in values))


def _sum(scope: Scope, values: NodeSet) -> float:
    """NaN as soon as one of them is no number, an unanswered one included (XPath 1.0, web-forms)."""
    return sum((to_number(value, scope) for value in values), 0.0)


def _position(compiler: Compiler, call: Call) -> Code:
    """Without an argument the number of this turn or node; with one, its number among neighbours of its name."""
    if not call.arguments:
        return Code(lambda scope: float(scope.position), Kind.NUMBER)
    nodes = compiler.nodes(call.arguments[0], call)

    def position(scope: Scope) -> float:
        if scope.node is None:
            return float(scope.position)
        found = nodes(scope)
        return float(found[0].position) if found else math.nan

    return Code(position, Kind.NUMBER)


def _indexed_repeat(compiler: Compiler, call: Call) -> Code:
    """`indexed-repeat(${age}, ${child}, 2)`: the answer in that turn; further pairs go into repeats inside it."""
    target = compiler.name_of(call.arguments[0], call)
    repeats = [compiler.name_of(argument, call) for argument in call.arguments[1::2]]
    numbers = [number_of(compiler.code(argument)) for argument in call.arguments[2::2]]

    def answer(scope: Scope) -> NodeSet:
        places = [number(scope) for number in numbers]
        root = scope.outer.node
        if root is None:
            return _of_single_repeat(scope.values.get(target, ""), places)
        return _of_turns(root.root, target, repeats, places)

    return Code(answer, Kind.NODES)


def _of_single_repeat(values: str | NodeSet, places: Sequence[float]) -> NodeSet:
    """Without a tree a repeat is known by its values only, and only one level of it."""
    if len(places) != 1 or not isinstance(values, NodeSet) or not 1 <= places[0] < len(values) + 1:
        return NodeSet()
    return NodeSet((values[int(places[0]) - 1],))


def _of_turns(root: Node, target: str, repeats: Sequence[str], places: Sequence[float]) -> NodeSet:
    turn = root
    for repeat, place in zip(repeats, places, strict=True):
        turns = [node for node in turn.descendants() if node.name == repeat]
        if not 1 <= place < len(turns) + 1:
            return NodeSet()
        turn = turns[int(place) - 1]
    return NodeSet(node.value for node in turn.descendants() if node.name == target)


FUNCTIONS = (
    Function("count", (Kind.NODES,), Kind.NUMBER, lambda values: float(len(values))),
    Function("count-non-empty", (Kind.NODES,), Kind.NUMBER, _count_non_empty),
    Function("sum", (Kind.NODES,), Kind.NUMBER, _sum, takes_scope=True),
    Function("last", (), Kind.NUMBER, lambda scope: float(scope.size), takes_scope=True),
    Special("position", 0, 1, _position),
    Special("indexed-repeat", 3, None, _indexed_repeat, step=2),
)
