"""Regular expressions of authors, which cannot hang the bot: see the package `patterns`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from surveys.expressions.code import Code, Kind, text_of
from surveys.expressions.patterns import Matcher, PatternError, compile_pattern, matcher_of
from surveys.expressions.scope import Scope
from surveys.expressions.signature import Special
from surveys.expressions.syntax import Call

if TYPE_CHECKING:
    from surveys.expressions.compiler import Compiler


def _regex(compiler: Compiler, call: Call) -> Code:
    """Whether the pattern is found anywhere in the text (web-forms); for the whole text write `^…$`."""
    text, pattern = (compiler.code(argument) for argument in call.arguments)
    subject = text_of(text)
    if isinstance(pattern.constant, str):
        matches = _checked(compiler, call, pattern.constant)
        return Code(lambda scope: matches(subject(scope)), Kind.BOOLEAN)
    written = text_of(pattern)

    def found(scope: Scope) -> bool:
        return matcher_of(written(scope))(subject(scope))

    return Code(found, Kind.BOOLEAN)


def _checked(compiler: Compiler, call: Call, pattern: str) -> Matcher:
    try:
        return compile_pattern(pattern)
    except PatternError as error:
        compiler.defects.add("bad_pattern", call.column, error.what, error.remedy, pattern=pattern)
        return lambda _text: False


FUNCTIONS = (Special("regex", 2, 2, _regex),)
