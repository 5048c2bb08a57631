"""Texts: parts, joining, replacing, matching.

Characters are Unicode code points; ODK counts UTF-16 units, which differs for emoji only.
"""

import re

from surveys.expressions.code import Kind
from surveys.expressions.functions.several import each
from surveys.expressions.signature import Function
from surveys.expressions.values import Value, to_text

_SPACES = re.compile("[ \t\r\n]+")


def _whole(number: float, default: int) -> int:
    """A position: the fraction is cut off, what is no number or endless becomes the default."""
    return int(number) if abs(number) < 1e15 else default


def _substr(text: str, start: float, end: float | None = None) -> str:
    """From `start` up to, not including, `end`, both from 0; negative ones count from the end (ODK).

    From an unanswered place on there is nothing (web-forms).
    """
    if end is None and start != start:  # noqa: PLR0124 - NaN
        return ""
    first = _whole(start, len(text) if start > 0 else 0)
    last = len(text) if end is None else _whole(end, len(text) if end > 0 else 0)
    return text[first:last]


def _substring(text: str, start: float, length: float | None = None) -> str:
    """XPath 1.0: from 1, `length` characters, both rounded."""
    begin = _rounded(start)
    end = None if length is None else begin + _rounded(length)
    return "".join(
        character for place, character in enumerate(text, start=1) if place >= begin and (end is None or place < end)
    )


def _rounded(number: float) -> float:
    return (number + 0.5) // 1 if abs(number) < 1e15 else number


def _substring_before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def _substring_after(text: str, mark: str) -> str:
    # An empty mark stands in front of everything (XPath 1.0), so all of the text is after it.
    return text.partition(mark)[2] if mark else text


def _translate(text: str, old: str, new: str) -> str:
    """Every character of `old` becomes the one at its place in `new`, or goes; the first mention counts."""
    table: dict[int, str] = {}
    for place, character in enumerate(old):
        table.setdefault(ord(character), new[place : place + 1])
    return text.translate(table)


def _concat(*parts: Value) -> str:
    return "".join(to_text(part) for part in each(parts))


def _join(glue: str, *parts: Value) -> str:
    return glue.join(to_text(part) for part in each(parts))


def _string(value: Value) -> str:
    # Said aloud, NaN is «NaN» (XPath 1.0, JavaRosa); where a text is only needed it is empty, see `to_text`.
    return "NaN" if value != value else to_text(value)  # noqa: PLR0124


FUNCTIONS = (
    Function("string", (Kind.ANY,), Kind.TEXT, _string),
    Function("string-length", (Kind.TEXT,), Kind.NUMBER, lambda text: float(len(text))),
    Function("substr", (Kind.TEXT, Kind.NUMBER), Kind.TEXT, _substr, optional=(Kind.NUMBER,)),
    Function("substring", (Kind.TEXT, Kind.NUMBER), Kind.TEXT, _substring, optional=(Kind.NUMBER,)),
    Function("substring-before", (Kind.TEXT,) * 2, Kind.TEXT, _substring_before),
    Function("substring-after", (Kind.TEXT,) * 2, Kind.TEXT, _substring_after),
    Function("contains", (Kind.TEXT,) * 2, Kind.BOOLEAN, lambda text, part: part in text),
    Function("starts-with", (Kind.TEXT,) * 2, Kind.BOOLEAN, str.startswith),
    Function("ends-with", (Kind.TEXT,) * 2, Kind.BOOLEAN, str.endswith),
    Function("concat", (), Kind.TEXT, _concat, rest=(Kind.ANY,)),
    Function("join", (Kind.TEXT,), Kind.TEXT, _join, rest=(Kind.ANY,)),
    Function("translate", (Kind.TEXT,) * 3, Kind.TEXT, _translate),
    Function("normalize-space", (Kind.TEXT,), Kind.TEXT, lambda text: _SPACES.sub(" ", text).strip(" ")),
)
