"""Reads a regular expression into its parts."""

from surveys.expressions.patterns import characters
from surveys.expressions.patterns.effort import may_stand_still
from surveys.expressions.patterns.grammar import (
    At,
    Back,
    Choice,
    Edge,
    Group,
    Look,
    One,
    Part,
    PatternError,
    Repeat,
    Sequence,
)

_DEEPEST = 50
_MOST_TIMES = 1000
_PLAIN = "Проверьте выражение или замените его простым: regex(., '^[0-9]{6}$')."


def read_pattern(pattern: str) -> Part:
    """The parts of a pattern; PatternError says what is wrong with it."""
    reader = _Reader(pattern)
    part = reader.choice()
    if reader.is_left():
        raise PatternError("В регулярном выражении лишняя закрывающая скобка.", _PLAIN)
    return part


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0
        self._groups = 0

    def is_left(self) -> bool:
        return self._at < len(self._pattern)

    def choice(self) -> Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("В регулярном выражении слишком много вложенных скобок.", _PLAIN)
        options = [self._sequence()]
        while self._takes("|"):
            options.append(self._sequence())
        self._depth -= 1
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Part:
        parts = []
        while self.is_left() and self._peek() not in "|)":
            parts.append(self._repeated(self._single()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, part: Part) -> Part:
        while (times := self._times()) is not None:
            least, most = times
            if may_stand_still(part):
                raise PatternError("Повторять можно символ или скобки с символами, а не границу.", _PLAIN)
            if (most is not None and most < least) or max(least, most or 0) > _MOST_TIMES:
                raise PatternError(f"Число повторений {{{least},{most}}} не подходит.", _PLAIN)
            part = Repeat(part, least, most)
            # Lazy or possessive: which match is found differs, whether one is found does not.
            self._takes("?")
        return part

    def _times(self) -> tuple[int, int | None] | None:
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._takes(sign):
                return times
        if self._peek() != "{":
            return None
        end = self._pattern.find("}", self._at)
        least, comma, most = self._pattern[self._at + 1 : end].partition(",") if end > 0 else ("", "", "")
        if not (least.isascii() and least.isdigit() and (not most or (most.isascii() and most.isdigit()))):
            return None
        self._at = end + 1
        if len(least) > 4 or len(most) > 4:
            raise PatternError(f"Больше {_MOST_TIMES} повторений не проверить.", _PLAIN)
        return int(least), int(most) if most else None if comma else int(least)

    def _single(self) -> Part:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        if character == ".":
            return characters.anything()
        if character in "^$":
            return At(Edge(character))
        if character in "*+?":
            raise PatternError(f"Перед «{character}» в регулярном выражении нечего повторять.", _PLAIN)
        return characters.literal(character)

    def _group(self) -> Part:
        if not self._takes("?"):
            self._groups += 1
            part: Part = Group(self._inside())
        elif self._takes(":"):
            part = self._inside()
        elif self._peek() in ("=", "!"):
            is_wanted = self._next() == "="
            part = Look(self._inside(), is_wanted)
        else:
            raise PatternError("Такие скобки (?…) в регулярных выражениях здесь не работают.", _PLAIN)
        return part

    def _inside(self) -> Part:
        part = self.choice()
        if not self._takes(")"):
            raise PatternError("В регулярном выражении не закрыта круглая скобка.", _PLAIN)
        return part

    def _escape(self) -> Part:
        letter = self._next()
        if letter in "bB":
            return At(Edge.WORD if letter == "b" else Edge.INSIDE)
        if letter in "123456789":
            if int(letter) > self._groups:
                raise PatternError(f"Ссылка \\{letter} указывает на скобки, которых нет.", _PLAIN)
            return Back(int(letter))
        return self._escaped_one(letter)

    def _escaped_one(self, letter: str) -> One:
        if letter in "pP" and self._takes("{"):
            name, brace, rest = self._pattern[self._at :].partition("}")
            if not brace:
                raise PatternError("Класс \\p{…} не закрыт.", _PLAIN)
            self._at = len(self._pattern) - len(rest)
            return characters.unicode_class(name, letter == "P")
        if letter in "ux":
            return self._coded(4 if letter == "u" else 2)
        return characters.escaped_class(letter) or characters.literal(characters.escaped_literal(letter))

    def _coded(self, length: int) -> One:
        digits = self._pattern[self._at : self._at + length]
        try:
            character = chr(int(digits, 16))
        except ValueError:
            raise PatternError(f"Код символа «{digits}» не прочитать.", _PLAIN) from None
        self._at += length
        return characters.literal(character)

    def _class(self) -> One:
        is_negated = self._takes("^")
        members: list[One | tuple[str, str]] = []
        while not self._takes("]"):
            first = self._member()
            if self._peek() == "-" and self._pattern[self._at + 1 : self._at + 2] not in ("]", ""):
                self._next()
                members += _between(first, self._member())
            else:
                members.append(_single_member(first))
        return characters.one_of(members, is_negated)

    def _member(self) -> One | str:
        if not self.is_left():
            raise PatternError("В регулярном выражении не закрыта квадратная скобка.", _PLAIN)
        character = self._next()
        if character != "\\":
            return character
        letter = self._next()
        if letter in "dDsSwWpP":
            return self._escaped_one(letter)
        return "\b" if letter == "b" else characters.escaped_literal(letter)

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _next(self) -> str:
        if not self.is_left():
            raise PatternError("Регулярное выражение оборвано.", _PLAIN)
        self._at += 1
        return self._pattern[self._at - 1]

    def _takes(self, sign: str) -> bool:
        if self._pattern.startswith(sign, self._at):
            self._at += 1
            return True
        return False


def _between(first: One | str, last: One | str) -> list[One | tuple[str, str]]:
    """A range; beside a class (`[\\w-.]`) the hyphen is just a hyphen, as in JavaScript."""
    if not isinstance(first, str) or not isinstance(last, str):
        return [_single_member(first), characters.literal("-"), _single_member(last)]
    if first > last:
        raise PatternError("Промежуток в квадратных скобках записан наоборот.", "Пишите так: [а-я], [0-9].")
    return [(first, last)]


def _single_member(member: One | str) -> One:
    return characters.literal(member) if isinstance(member, str) else member
