"""Turns a syntax tree into closures, once; checks functions and their arguments on the way."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from surveys.expressions.calls import call_code
from surveys.expressions.code import Code, Kind, boolean_of, constant, number_of, text_of, values_of
from surveys.expressions.defects import DefectList
from surveys.expressions.facts import Facts
from surveys.expressions.operators import arithmetic_code, comparison_code, logic_code
from surveys.expressions.paths import Walk, gives_nodes, path_code, reference_code, walk_of
from surveys.expressions.scope import NodeSet, Scope
from surveys.expressions.syntax import (
    Arithmetic,
    Call,
    Comparison,
    Logic,
    Negation,
    Number,
    Path,
    Reference,
    Syntax,
    Text,
    Union,
)
from surveys.expressions.values import Value


class Compiler:
    """Compiles one expression; `facts` and `defects` fill up while it works."""

    def __init__(self, defects: DefectList) -> None:
        self.defects = defects
        self.facts = Facts()
        self._predicates: list[bool] = []

    @property
    def is_inside_predicate(self) -> bool:
        """Whether `.` and plain names mean the node looked at, not the question."""
        return bool(self._predicates)

    @property
    def is_over_form(self) -> bool:
        """Whether the predicate being compiled looks through answers, not through rows of a list."""
        return bool(self._predicates) and self._predicates[-1]

    def code(self, syntax: Syntax) -> Code:
        """Closures for any piece of syntax."""
        match syntax:
            case Text(value) | Number(value):
                return constant(value)
            case Reference(name):
                self.facts.reads(name)
                return reference_code(name)
            case Path():
                return path_code(self, syntax)
            case Call():
                return call_code(self, syntax)
            case Logic(operator, operands):
                return logic_code(operator, [boolean_of(self.code(operand)) for operand in operands])
            case Comparison(operator, left, right):
                return comparison_code(operator, self.code(left), self.code(right))
            case Arithmetic(first, rest):
                return arithmetic_code(self.code(first), [(sign, self.code(operand)) for sign, operand in rest])
            case Negation(operand):
                number = number_of(self.code(operand))
                return Code(lambda scope: -number(scope), Kind.NUMBER)
            case Union():
                return self._union(syntax)

    def text(self, syntax: Syntax) -> Callable[[Scope], str]:
        """The value as a text."""
        return text_of(self.code(syntax))

    def predicate(self, syntax: Syntax, is_over_form: bool) -> Callable[[Scope], Value]:
        """What stands in square brackets, to be run with a Focus."""
        self._predicates.append(is_over_form)
        run = self.code(syntax).run
        self._predicates.pop()
        return run

    def nodes(self, syntax: Syntax, call: Call) -> Walk:
        """The nodes an argument means; a defect of the call if it means none."""
        walk = walk_of(self, syntax)
        if walk is None:
            self.reject_not_nodes(call)
            return lambda _scope: ()
        return walk

    def name_of(self, syntax: Syntax, call: Call) -> str:
        """The name of the question or repeat an argument means; a defect of the call if it means none."""
        name = syntax.name if isinstance(syntax, Reference) else None
        if isinstance(syntax, Path):
            name = syntax.leads_to
        if name is None:
            self.reject_not_nodes(call)
            return ""
        self.facts.walks = True
        self.facts.reads(name)
        return name

    def reject_not_nodes(self, call: Call) -> None:
        """Say that a function was given a plain value where it wants a question."""
        self.defects.add(
            "not_a_question",
            call.column,
            f"Функция {call.name}() считает по вопросам, а ей передано готовое значение.",
            f"Передайте вопрос: {call.name}(${{вопрос}}).",
            function=call.name,
        )

    def reject_steps(self, path: Path) -> None:
        """Say that steps or a predicate follow something that has no nodes."""
        self.defects.add(
            "not_a_question",
            path.column,
            "За готовым значением не может идти «/» или «[».",
            "Так пишут только после вопроса или instance('список').",
        )

    def _union(self, union: Union) -> Code:
        if not all(gives_nodes(operand) for operand in union.operands):
            self.defects.add(
                "not_a_question", union.column, "Знак «|» соединяет только вопросы.", "Между условиями пишите or."
            )
        runs = [values_of(self.code(operand)) for operand in union.operands]
        return Code(lambda scope: NodeSet(chain.from_iterable(run(scope) for run in runs)), Kind.NODES)
