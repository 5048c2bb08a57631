"""Cuts an expression into tokens, naming what Excel and habit put into it by mistake."""

import re
from dataclasses import dataclass
from enum import Enum

from surveys.expressions.defects import DefectList


class Sort(Enum):
    """What a token is to the parser."""

    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    REFERENCE = "reference"
    OPERATOR = "operator"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the expression; `column` is 1-based, `text` is without quotes and braces."""

    sort: Sort
    text: str
    column: int

    @property
    def shown(self) -> str:
        """The token as the author typed it, near enough."""
        if self.sort is Sort.REFERENCE:
            return f"${{{self.text}}}"
        return f"'{self.text}'" if self.sort is Sort.LITERAL else self.text


_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?")
_NAME = re.compile(r"[^\W\d][\w.\-]*(?::(?!:)[^\W\d][\w.\-]*)?")
_REFERENCE = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
_WORD_OPERATOR = re.compile(r"(?:and|or|div|mod)(?![^\W\d])")
_SHOUTED_OPERATOR = re.compile(r"(?i:and|or|div|mod|и|или)(?!\w)")
_SYMBOL = re.compile(r"!=|<=|>=|//|::|\.\.|[()\[\],/|+\-*=<>.@]")

_QUOTES = {"“": "”“", "”": "”“", "„": "”“", "«": "»", "‘": "’‘", "’": "’‘", "`": "`´'"}
_MISSPELT = {
    "==": "=", "<>": "!=", "≠": "!=", "=<": "<=", "=>": ">=", "≤": "<=", "≥": ">=", "&&": "and", "||": "or",
    "×": "*", "÷": "div", "−": "-", "–": "-", "—": "-", ";": ",", "%": "mod",
}  # fmt: skip
_RUSSIAN_WORDS = {"и": "and", "или": "or"}
_SIGNS = {"=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "|"}


class Lexer:
    """Reads one expression from left to right; defects are noted and reading goes on."""

    def __init__(self, text: str, defects: DefectList) -> None:
        self._text = text
        self._defects = defects
        self._at = 0
        self._tokens: list[Token] = []

    def tokens(self) -> list[Token]:
        """All tokens, closed by one of sort END."""
        while self._skip_space() < len(self._text):
            self._read_one()
        self._tokens.append(Token(Sort.END, "", len(self._text) + 1))
        return self._tokens

    def _skip_space(self) -> int:
        space = _SPACE.match(self._text, self._at)
        if space:
            self._at = space.end()
        return self._at

    def _read_one(self) -> None:
        if self._after_operand and self._read_word_operator():
            return
        character = self._text[self._at]
        if character in "'\"":
            self._read_literal(character)
        elif character in _QUOTES:
            self._read_smart_literal(character)
        elif not (self._read_misspelt() or self._read_reference() or self._read_plain()):
            self._reject(character)

    @property
    def _after_operand(self) -> bool:
        """Whether an operator is due here, so that `*`, `or` and `div` are not names."""
        if not self._tokens:
            return False
        last = self._tokens[-1]
        if last.sort is Sort.SYMBOL:
            return last.text in (")", "]", ".", "..", "*")
        return last.sort in (Sort.NUMBER, Sort.LITERAL, Sort.NAME, Sort.REFERENCE)

    def _read_word_operator(self) -> bool:
        word = _WORD_OPERATOR.match(self._text, self._at)
        if word:
            self._push(Sort.OPERATOR, word.group(), word.end())
            return True
        shouted = _SHOUTED_OPERATOR.match(self._text, self._at)
        if shouted:
            lower = shouted.group().lower()
            self._push_mended(shouted.group(), _RUSSIAN_WORDS.get(lower, lower))
            return True
        if self._text[self._at] == "*":
            self._push(Sort.OPERATOR, "*", self._at + 1)
            return True
        return False

    def _read_literal(self, quote: str) -> None:
        start = self._at
        end = self._text.find(quote, start + 1)
        if end < 0:
            self._defects.add(
                "unclosed_text", start + 1, "Кавычка открыта и не закрыта.", f"Поставьте {quote} в конце текста."
            )
            end = len(self._text)
        self._push(Sort.LITERAL, self._text[start + 1 : end], end + 1)

    def _read_smart_literal(self, opening: str) -> None:
        start = self._at
        self._defects.add(
            "smart_quotes",
            start + 1,
            f"Типографская кавычка {opening} вместо прямой: так её заменяет Excel или Word.",
            "Наберите прямые кавычки: 'текст'.",
            found=opening,
        )
        ends = [place for closing in _QUOTES[opening] + "'\"" if (place := self._text.find(closing, start + 1)) > 0]
        end = min(ends, default=len(self._text))
        self._push(Sort.LITERAL, self._text[start + 1 : end], end + 1)

    def _read_misspelt(self) -> bool:
        for length in (2, 1):
            wrong = self._text[self._at : self._at + length]
            if wrong in _MISSPELT and len(wrong) == length:
                self._push_mended(wrong, _MISSPELT[wrong])
                return True
        return False

    def _read_reference(self) -> bool:
        if not self._text.startswith("$", self._at):
            return False
        reference = _REFERENCE.match(self._text, self._at)
        if reference:
            self._push(Sort.REFERENCE, reference.group(1), reference.end())
            return True
        self._defects.add(
            "bad_reference",
            self._at + 1,
            "Ссылка на вопрос записана не полностью.",
            "Ссылка пишется так: ${имя_вопроса}, без пробелов внутри имени.",
        )
        closing = self._text.find("}", self._at)
        end = closing + 1 if closing >= 0 else len(self._text)
        self._push(Sort.REFERENCE, self._text[self._at : end].strip("${} ") or "?", end)
        return True

    def _read_plain(self) -> bool:
        for sort, pattern in ((Sort.NUMBER, _NUMBER), (Sort.NAME, _NAME), (Sort.SYMBOL, _SYMBOL)):
            found = pattern.match(self._text, self._at)
            if found:
                is_operator = sort is Sort.SYMBOL and self._after_operand and found.group() in _SIGNS
                self._push(Sort.OPERATOR if is_operator else sort, found.group(), found.end())
                return True
        return False

    def _push(self, sort: Sort, text: str, end: int) -> None:
        self._tokens.append(Token(sort, text, self._at + 1))
        self._at = end

    def _push_mended(self, wrong: str, right: str) -> None:
        self._defects.add(
            "unknown_operator", self._at + 1, f"Знака «{wrong}» в формулах нет.", f"Напишите «{right}».", found=wrong
        )
        self._push(Sort.SYMBOL if right == "," else Sort.OPERATOR, right, self._at + len(wrong))

    def _reject(self, character: str) -> None:
        self._defects.add(
            "unknown_token",
            self._at + 1,
            f"Знак «{character}» здесь непонятен.",
            "Уберите его; если это текст, возьмите его в прямые кавычки.",
            found=character,
        )
        self._at += 1
