"""Compiles paths: the usual ones into one look-up by name, the rest into a walk over the tree of nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from surveys.expressions.code import Code, Kind
from surveys.expressions.nodes import Node
from surveys.expressions.scope import EVERYWHERE, Focus, NodeSet, Scope
from surveys.expressions.syntax import ANY_NAME, Axis, Call, Path, Reference, Start, Step, Syntax, Text, Union
from surveys.expressions.values import Value, to_boolean

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler

Walk = Callable[[Scope], Sequence[Node]]
_Stride = Callable[[Node, Scope], list[Node]]

CURRENT, INSTANCE = "current", "instance"


def reference_code(name: str) -> Code:
    """`${name}`, the most frequent thing of all."""
    return Code(lambda scope: scope.values.get(name, ""))


def _goes_down_through(path: Path) -> bool:
    """Whether a path from here leads down again through a group or repeat: `../../child/age` is all children."""
    return path.start is not Start.ROOT and sum(step.axis is Axis.CHILD for step in path.steps) > 1


def _walked_code(compiler: Compiler, path: Path, name: str) -> Code:
    """Values of the nodes it finds; by name alone where nothing has been laid out as a tree."""
    walk = walk_of(compiler, path)

    def values(scope: Scope) -> str | NodeSet:
        if scope.node is None or walk is None:
            return scope.values.get(name, "")
        return NodeSet(node.value for node in walk(scope))

    return Code(values)


def _everywhere_code(name: str) -> Code:
    """`/data/children/age`: from the root it means all turns, also inside one of them (web-forms)."""
    everywhere = f"{EVERYWHERE}{name}"

    def value(scope: Scope) -> str | NodeSet:
        found = scope.values.get(everywhere)
        return scope.values.get(name, "") if found is None else found

    return Code(value)


def path_code(compiler: Compiler, path: Path) -> Code:
    """The value of a path: the answer of the question it leads to, or values of the nodes it finds."""
    if path.is_current:
        compiler.facts.uses_current |= not compiler.is_inside_predicate
        return Code(lambda scope: scope.current, Kind.TEXT)
    if _leads_to_question(path, compiler.is_inside_predicate):
        name = path.leads_to
        if name is None:
            return Code(lambda _scope: "", Kind.TEXT)
        compiler.facts.reads(name)
        if _goes_down_through(path):
            return _walked_code(compiler, path, name)
        return _everywhere_code(name) if path.start is Start.ROOT else reference_code(name)
    if _is_bare_name(path):
        return _column_code(compiler, path.steps[0].name)
    walk = walk_of(compiler, path)
    if walk is None:
        compiler.reject_steps(path)
        return Code(lambda _scope: NodeSet(), Kind.NODES)
    found = walk
    return Code(lambda scope: NodeSet(node.value for node in found(scope)), Kind.NODES)


def walk_of(compiler: Compiler, syntax: Syntax) -> Walk | None:
    """How to find the nodes an expression means; None if it does not mean nodes at all."""
    if isinstance(syntax, Reference):
        return _nearest(compiler, syntax.name)
    if isinstance(syntax, Union):
        return _together([walk for each in syntax.operands if (walk := walk_of(compiler, each)) is not None])
    if isinstance(syntax, Call):
        return _called(compiler, syntax)
    if isinstance(syntax, Path):
        return _path_walk(compiler, syntax)
    return None


def gives_nodes(syntax: Syntax) -> bool:
    """Whether a value comes straight from the form or a list, so that it can be counted and summed."""
    if isinstance(syntax, Call):
        return syntax.name in (CURRENT, INSTANCE, "indexed-repeat")
    return isinstance(syntax, Reference | Path | Union)


def _leads_to_question(path: Path, is_inside_predicate: bool) -> bool:
    """Whether the last name alone says which question is meant: plain steps from the form's root or upwards."""
    if any(step.predicates or step.axis in (Axis.DESCENDANT, Axis.ATTRIBUTE) for step in path.steps):
        return False
    if any(step.axis is Axis.CHILD and step.name == ANY_NAME for step in path.steps):
        return False
    if path.start is Start.ROOT:
        return True
    starts_here = path.start is Start.CONTEXT and not is_inside_predicate
    return (starts_here or _is_call(path.start, CURRENT)) and path.steps[0].axis in (Axis.PARENT, Axis.SELF)


def _is_bare_name(path: Path) -> bool:
    only = path.steps[0]
    return path.start is Start.CONTEXT and len(path.steps) == 1 and only.axis is Axis.CHILD and not only.predicates


def _is_call(syntax: object, name: str) -> bool:
    return isinstance(syntax, Call) and syntax.name == name


def _column_code(compiler: Compiler, name: str) -> Code:
    if not compiler.is_inside_predicate:
        compiler.facts.bare_names.add(name)
    elif compiler.is_over_form:
        compiler.facts.reads(name)
    return Code(lambda scope: "" if scope.node is None else scope.node.column(name), Kind.TEXT)


def _nearest(compiler: Compiler, name: str) -> Walk:
    compiler.facts.walks = True
    compiler.facts.reads(name)

    def walk(scope: Scope) -> Sequence[Node]:
        here = scope.outer.node
        return () if here is None else here.nearest(name)

    return walk


def _together(walks: Sequence[Walk]) -> Walk:
    def walk(scope: Scope) -> Sequence[Node]:
        found = {id(node): node for each in walks for node in each(scope)}
        return list(found.values())

    return walk


def _called(compiler: Compiler, call: Call) -> Walk | None:
    if call.name == CURRENT and not call.arguments:
        compiler.facts.walks = True
        return lambda scope: _one(scope.outer.node)
    if call.name == INSTANCE and len(call.arguments) == 1:
        argument = call.arguments[0]
        if isinstance(argument, Text):
            compiler.facts.instances.add(argument.value)
        name = compiler.text(argument)
        return lambda scope: _one(scope.world.instance(name(scope)))
    return None


def _one(node: Node | None) -> Sequence[Node]:
    return () if node is None else (node,)


def _path_walk(compiler: Compiler, path: Path) -> Walk | None:
    begin = _beginning(compiler, path)
    if begin is None:
        return None
    steps = path.steps
    if path.start is Start.ROOT and steps[0].axis is Axis.CHILD:
        # The first name of an absolute path is the form itself, whatever it is called.
        steps = (Step(Axis.SELF, ANY_NAME, steps[0].predicates), *steps[1:])
    is_over_form = _is_over_form(compiler, path.start)
    chosen: list[Callable[[Scope], Value]] = []
    if not isinstance(path.start, Start) and steps[0].axis is Axis.SELF and steps[0].predicates:
        # pyxform puts a path in place of `${x}`, and a predicate behind a path counts among neighbours.
        chosen = [compiler.predicate(predicate, is_over_form) for predicate in steps[0].predicates]
        steps = steps[1:]
    strides = [_stride(compiler, step, is_over_form) for step in steps]
    if path.leads_to and is_over_form:
        compiler.facts.reads(path.leads_to)

    def walk(scope: Scope) -> Sequence[Node]:
        nodes: Sequence[Node] = begin(scope)
        if chosen:
            nodes = [node for family in _families(nodes) for node in _kept(family, chosen, scope)]
        for stride in strides:
            found = {id(node): node for start in nodes for node in stride(start, scope)}
            nodes = list(found.values())
        return nodes

    return walk


def _is_over_form(compiler: Compiler, start: Start | Syntax) -> bool:
    """Whether a walk goes over answers, not over the rows of a list."""
    if start is Start.CONTEXT:
        return not compiler.is_inside_predicate or compiler.is_over_form
    return start is Start.ROOT or isinstance(start, Reference) or _is_call(start, CURRENT)


def _beginning(compiler: Compiler, path: Path) -> Walk | None:
    if path.start is Start.ROOT:
        compiler.facts.walks = True
        return lambda scope: () if scope.outer.node is None else (scope.outer.node.root,)
    if path.start is Start.CONTEXT:
        compiler.facts.walks |= not compiler.is_inside_predicate
        return lambda scope: _one(scope.node)
    return walk_of(compiler, path.start)


def _stride(compiler: Compiler, step: Step, is_over_form: bool) -> _Stride:
    reach = _reach(step)
    if not step.predicates:
        return lambda node, _scope: list(reach(node))
    tests = [compiler.predicate(predicate, is_over_form) for predicate in step.predicates]

    def stride(node: Node, scope: Scope) -> list[Node]:
        nodes = list(reach(node))
        for test in tests:
            nodes = _filtered(nodes, test, scope)
        return nodes

    return stride


def _families(nodes: Sequence[Node]) -> list[list[Node]]:
    """Nodes with the same parent together, in order."""
    families: dict[int, list[Node]] = {}
    for node in nodes:
        families.setdefault(id(node.parent), []).append(node)
    return list(families.values())


def _kept(nodes: list[Node], tests: Sequence[Callable[[Scope], Value]], scope: Scope) -> list[Node]:
    for test in tests:
        nodes = _filtered(nodes, test, scope)
    return nodes


def _filtered(nodes: list[Node], test: Callable[[Scope], Value], scope: Scope) -> list[Node]:
    kept = []
    for place, node in enumerate(nodes, start=1):
        verdict = test(Focus(scope, node, place, len(nodes)))
        if verdict == place if type(verdict) is float else to_boolean(verdict):
            kept.append(node)
    return kept


def _reach(step: Step) -> Callable[[Node], Iterable[Node]]:
    name = step.name
    if step.axis is Axis.CHILD:
        return lambda node: node.named(name)
    if step.axis is Axis.PARENT:
        return lambda node: _one(node.parent)
    if step.axis is Axis.DESCENDANT:
        return lambda node: (below for below in node.descendants() if name in (ANY_NAME, below.name))
    if step.axis is Axis.SELF:
        return lambda node: (node,)
    return lambda _node: ()
