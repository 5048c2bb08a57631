"""Classes of characters: `\\d`, `\\w`, `\\s`, `\\p{L}`, `[А-Яа-я_]`.

`\\d`, `\\w` and `\\s` are ASCII, as in both ODK engines; Russian letters are `[А-Яа-яЁё]` or `\\p{L}`.
"""

import re
import unicodedata
from collections.abc import Callable

from surveys.expressions.patterns.grammar import One, PatternError

Test = Callable[[str], bool]

_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_DIGITS = frozenset("0123456789")
_SPACES = frozenset(" \t\n\r\f\v\u00a0\ufeff")
_CLASSES: dict[str, frozenset[str]] = {"d": _DIGITS, "w": _WORD, "s": _SPACES}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_SCRIPTS = {"Cyrillic": "CYRILLIC", "IsCyrillic": "CYRILLIC", "InCyrillic": "CYRILLIC", "Latin": "LATIN"}


def is_word(character: str) -> bool:
    """Whether `\\w` takes it."""
    return character in _WORD


def literal(character: str) -> One:
    """Exactly this character."""
    return One(lambda other: other == character, re.escape(character))


def anything() -> One:
    """The dot: all but line ends."""
    return One(lambda character: character not in "\n\r\u2028\u2029", "[^\\n\\r\\u2028\\u2029]")


def escaped_class(letter: str) -> One | None:
    """`\\d`, `\\D` and so on; None for a letter that names no class."""
    members = _CLASSES.get(letter.lower())
    if members is None:
        return None
    inside = "".join(map(re.escape, sorted(members)))
    if letter.islower():
        return One(members.__contains__, f"[{inside}]")
    return One(lambda character: character not in members, f"[^{inside}]")


def escaped_literal(letter: str) -> str:
    """What `\\n`, `\\.` and so on stand for."""
    return _CONTROLS.get(letter, letter)


def unicode_class(name: str, is_negated: bool) -> One:
    """`\\p{L}`, `\\p{Lu}`, `\\p{Cyrillic}`: by category, or by script as the character's name begins."""
    script = _SCRIPTS.get(name.removeprefix("Script=").removeprefix("sc="))
    if script is not None:
        return One(lambda character: unicodedata.name(character, "").startswith(script) is not is_negated, None)
    category = name.removeprefix("Is")
    if not re.fullmatch(r"[LMNPSZC][a-z]?", category):
        raise PatternError(
            f"Класса символов \\p{{{name}}} нет.",
            "Для букв подойдёт \\p{L} или [А-Яа-яЁё].",  # noqa: RUF100
        )
    return One(lambda character: unicodedata.category(character).startswith(category) is not is_negated, None)


def one_of(members: list[One | tuple[str, str]], is_negated: bool) -> One:
    """A bracketed class: single tests and ranges."""
    tests = [_range_test(*member) if isinstance(member, tuple) else member.test for member in members]
    sources = [_member_source(member) for member in members]

    def test(character: str) -> bool:
        return any(each(character) for each in tests) is not is_negated

    if any(source is None for source in sources):
        return One(test, None)
    alternatives = "|".join(source for source in sources if source)
    if not members:
        return One(test, "[^\\x00-\\U0010ffff]" if not is_negated else "[\\x00-\\U0010ffff]")
    if is_negated:
        return One(test, f"(?!{alternatives})[\\x00-\\U0010ffff]")
    return One(test, f"(?:{alternatives})")


def _range_test(first: str, last: str) -> Test:
    return lambda character: first <= character <= last


def _member_source(member: One | tuple[str, str]) -> str | None:
    if isinstance(member, tuple):
        return f"[{re.escape(member[0])}-{re.escape(member[1])}]"
    return member.source
