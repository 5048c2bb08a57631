"""The tokens of one expression with a place in them, and the sentences about a token that does not fit."""

from typing import NoReturn

from surveys.expressions.defects import DefectList, ExpressionDefects
from surveys.expressions.syntax import Syntax, Text
from surveys.expressions.tokens import Sort, Token

_BRACKETS = {")": "(", "]": "["}


class TokenStream:
    """Reading forward only; the closing END token is never passed."""

    def __init__(self, tokens: list[Token], defects: DefectList) -> None:
        self._tokens = tokens
        self._place = 0
        self.defects = defects

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self._tokens[self._place]

    def is_over(self) -> bool:
        """Whether everything has been read."""
        return self.token.sort is Sort.END

    def take(self) -> Token:
        """Read a token."""
        token = self._tokens[self._place]
        if token.sort is not Sort.END:
            self._place += 1
        return token

    def sees(self, *symbols: str, ahead: int = 0) -> bool:
        """Whether the token so far ahead is one of these symbols."""
        token = self._tokens[min(self._place + ahead, len(self._tokens) - 1)]
        return token.sort in (Sort.SYMBOL, Sort.OPERATOR) and token.text in symbols

    def takes(self, *symbols: str) -> Token | None:
        """Read the next token if it is one of these symbols."""
        return self.take() if self.sees(*symbols) else None

    def starts_operand(self) -> bool:
        """Whether a value begins here although an operator or a bracket was due."""
        return self.token.sort in (Sort.NUMBER, Sort.LITERAL, Sort.NAME, Sort.REFERENCE) or self.sees("(", "/")

    def reject_missing_operand(self) -> Syntax:
        """Say that a value is missing; stands in an empty text so that reading goes on."""
        token = self.token
        where = "в конце формулы" if token.sort is Sort.END else f"перед «{token.shown}»"
        self.defects.add(
            "missing_operand",
            token.column,
            f"Не хватает значения {where}.",
            "Допишите число, текст в кавычках или ${вопрос} либо уберите лишний знак.",
        )
        if token.sort is Sort.SYMBOL and token.text not in (")", "]", ","):
            self.take()
        return Text("")

    def reject_leftover(self) -> None:
        """Say what is wrong with a token that stands where the expression could have ended."""
        token = self.token
        if self.starts_operand():
            self._reject_missing_operator(token)
            return
        self.take()
        if token.text in _BRACKETS:
            self.defects.add(
                "unbalanced",
                token.column,
                f"Лишняя скобка «{token.text}»: открывающей для неё нет.",
                f"Уберите её или поставьте «{_BRACKETS[token.text]}» раньше.",
            )
        else:
            self.defects.add(
                "unknown_token",
                token.column,
                f"Знак «{token.text}» здесь непонятен.",
                "Уберите его; если это текст, возьмите его в прямые кавычки.",
                found=token.text,
            )

    def reject_unclosed(self, closing: str, opening: Token) -> None:
        """Say that a bracket is never closed."""
        self.defects.add(
            "unbalanced",
            opening.column,
            f"Скобка «{opening.text}» открыта и не закрыта.",
            f"Поставьте «{closing}» там, где она должна закрыться.",
        )

    def reject_missing_name(self) -> None:
        """Say that a path stops in the middle."""
        self.defects.add(
            "bad_path", self.token.column, "Путь к вопросу оборван.", "Допишите имя после «/» или пишите ${вопрос}."
        )

    def give_up_as_too_deep(self) -> NoReturn:
        """Stop reading: what follows would be as deep."""
        self.defects.add(
            "too_deep",
            self.token.column,
            "Слишком много скобок внутри скобок.",
            "Вынесите часть формулы в отдельный вопрос calculate.",
        )
        self.defects.raise_if_any()
        raise ExpressionDefects(())

    def _reject_missing_operator(self, token: Token) -> None:
        remedy = "Поставьте между ними and, or, = или другой знак."
        if token.sort is Sort.NAME:
            remedy = f"Если «{token.text}» — текст, возьмите его в прямые кавычки; иначе поставьте перед ним знак."
        self.defects.add("missing_operator", token.column, f"Перед «{token.shown}» не хватает знака.", remedy)
