"""Reads tokens into a syntax tree by operator strength (Pratt), going on after a defect to find the next."""

from surveys.expressions.defects import DefectList
from surveys.expressions.steps import begins_path, read_path, read_tail
from surveys.expressions.syntax import (
    Arithmetic,
    Call,
    Comparison,
    Logic,
    Negation,
    Number,
    Reference,
    Syntax,
    Text,
    Union,
)
from surveys.expressions.tokens import Lexer, Sort, Token
from surveys.expressions.tokenstream import TokenStream

_STRENGTH = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6, "|": 8,
}  # fmt: skip
_MINUS = 7
"""A leading minus binds tighter than `*` and looser than `|`."""

DEEPEST = 100
"""Most expressions inside expressions (a bracket is one, an operand another): far from Python's recursion limit."""
DEEPEST_PREDICATES = 10
"""Most square brackets inside square brackets: each costs many more calls than a round one."""
LONGEST = 20_000
"""Most characters of an expression."""


def parse(text: str, defects: DefectList) -> Syntax:
    """The syntax tree, as far as it can be read; what is wrong is noted in `defects`.

    Raises ExpressionDefects only where there is nothing to go on with: empty, too long, too deep.
    """
    if not text.strip():
        defects.add("empty", 1, "Формула пустая.", "Напишите условие или оставьте клетку пустой.")
    if len(text) > LONGEST:
        defects.add("too_long", LONGEST, f"Формула длиннее {LONGEST} знаков.", "Разделите её на несколько calculate.")
    defects.raise_if_any()
    return Parser(TokenStream(Lexer(text, defects).tokens(), defects)).whole()


class Parser:
    """One pass over the tokens of one expression."""

    def __init__(self, stream: TokenStream) -> None:
        self.stream = stream
        self._depth = 0
        self._predicates = 0

    def whole(self) -> Syntax:
        """The whole expression up to its end."""
        tree = self.expression()
        while not self.stream.is_over():
            self.stream.reject_leftover()
            if self.stream.token.sort is Sort.OPERATOR:
                self.stream.take()
            if not self.stream.is_over():
                self.expression()
        return tree

    def expression(self, strength: int = 0) -> Syntax:
        """An expression of operators stronger than `strength`."""
        self._deepen()
        left = self._leading()
        comparisons = 0
        while (operator := self._operator_stronger_than(strength)) is not None:
            comparisons += 1
            if comparisons > DEEPEST:
                self.stream.give_up_as_too_deep()
            left = self._joined(left, operator)
        self._depth -= 1
        return left

    def predicate(self, opening: Token) -> Syntax:
        """What stands in square brackets, the opening one read already."""
        self._predicates += 1
        if self._predicates > DEEPEST_PREDICATES:
            self.stream.give_up_as_too_deep()
        condition = self.expression()
        self.close("]", opening)
        self._predicates -= 1
        return condition

    def close(self, closing: str, opening: Token) -> None:
        """Read a closing bracket; before it, say of every stray value that an operator is missing."""
        while not self.stream.takes(closing):
            if not self.stream.starts_operand():
                self.stream.reject_unclosed(closing, opening)
                return
            self.stream.reject_leftover()
            self.expression()

    def _deepen(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self.stream.give_up_as_too_deep()

    def _leading(self) -> Syntax:
        stream, token = self.stream, self.stream.token
        if token.sort is Sort.NUMBER:
            return Number(float(stream.take().text))
        if token.sort is Sort.LITERAL:
            return Text(stream.take().text)
        if stream.takes("-"):
            return Negation(self.expression(_MINUS))
        if begins_path(stream):
            return read_path(self)
        if token.sort in (Sort.REFERENCE, Sort.NAME) or stream.sees("("):
            return read_tail(self, self._primary(), token)
        return stream.reject_missing_operand()

    def _primary(self) -> Syntax:
        token = self.stream.take()
        if token.sort is Sort.REFERENCE:
            return Reference(token.text, token.column)
        if token.sort is Sort.NAME:
            return self._call(token)
        inner = self.expression()
        self.close(")", token)
        return inner

    def _call(self, name: Token) -> Syntax:
        opening = self.stream.take()
        if self.stream.takes(")"):
            return Call(name.text, (), name.column)
        arguments = [self.expression()]
        while not self.stream.takes(")"):
            if self.stream.takes(","):
                arguments.append(self.expression())
            elif self.stream.starts_operand():
                self.stream.reject_leftover()
                self.expression()
            else:
                self.stream.reject_unclosed(")", opening)
                break
        return Call(name.text, tuple(arguments), name.column)

    def _operator_stronger_than(self, strength: int) -> str | None:
        token = self.stream.token
        if token.sort is Sort.OPERATOR and _STRENGTH[token.text] > strength:
            return token.text
        return None

    def _joined(self, left: Syntax, operator: str) -> Syntax:
        strength = _STRENGTH[operator]
        if operator in ("and", "or"):
            return Logic(operator, (left, *(right for _, right in self._run(strength))))
        if operator == "|":
            column = self.stream.token.column
            return Union((left, *(right for _, right in self._run(strength))), column)
        if operator in ("+", "-", "*", "div", "mod"):
            return Arithmetic(left, tuple(self._run(strength)))
        self.stream.take()
        return Comparison(operator, left, self.expression(strength))

    def _run(self, strength: int) -> list[tuple[str, Syntax]]:
        run = []
        while self.stream.token.sort is Sort.OPERATOR and _STRENGTH[self.stream.token.text] == strength:
            operator = self.stream.take().text
            run.append((operator, self.expression(strength)))
        return run
