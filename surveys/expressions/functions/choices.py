"""Answers with several options («a b c»), labels of options, and look-up tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from surveys.expressions.code import Code, Kind, text_of
from surveys.expressions.scope import Scope
from surveys.expressions.signature import Function, Special
from surveys.expressions.syntax import Call, Path, Reference, Syntax, Text

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler


def _selected(answer: str, code: str) -> bool:
    """Whether the option is among those chosen; an empty answer holds the empty code, as in all ODK engines."""
    return code.strip() in (answer.split() or [""])


def _selected_at(answer: str, place: float) -> str:
    """The option chosen as number `place`, from 0; empty beyond the ends."""
    chosen = answer.split()
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _itext(scope: Scope, identifier: str) -> str:
    return scope.world.itext(identifier)


def _pulldata(scope: Scope, table: str, column: str, key_column: str, key: str) -> str:
    return scope.world.pulldata(table, column, key_column, key)


def _choice_name(compiler: Compiler, call: Call) -> Code:
    """`jr:choice-name(${town}, '${town}')`: the second argument names the question whose options are meant."""
    code = text_of(compiler.code(call.arguments[0]))
    question = _question_named(call.arguments[1])
    if question is None:
        compiler.defects.add(
            "not_a_question",
            call.column,
            "Вторым аргументом jr:choice-name() должна быть ссылка на вопрос с выбором.",
            "Напишите так: jr:choice-name(${вопрос}, '${вопрос}').",
            function="jr:choice-name",
        )
        return Code(lambda _scope: "", Kind.TEXT)
    compiler.facts.reads(question)
    return Code(lambda scope: scope.world.choice_label(question, code(scope)), Kind.TEXT)


def _question_named(syntax: Syntax) -> str | None:
    if isinstance(syntax, Reference):
        return syntax.name
    if isinstance(syntax, Path):
        return syntax.leads_to
    if isinstance(syntax, Text):
        return syntax.value.strip().removeprefix("${").removesuffix("}").strip().rpartition("/")[2] or None
    return None


FUNCTIONS = (
    Function("selected", (Kind.TEXT,) * 2, Kind.BOOLEAN, _selected),
    Function("selected-at", (Kind.TEXT, Kind.NUMBER), Kind.TEXT, _selected_at),
    Function("count-selected", (Kind.TEXT,), Kind.NUMBER, lambda answer: float(len(answer.split()))),
    Function("jr:itext", (Kind.TEXT,), Kind.TEXT, _itext, takes_scope=True),
    Function("pulldata", (Kind.TEXT,) * 4, Kind.TEXT, _pulldata, takes_scope=True),
    Special("jr:choice-name", 2, 2, _choice_name),
)
