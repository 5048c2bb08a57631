"""What was typed into one cell for one question: options by number or by words, everything else as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.printing.paper_form import Blank, Option
from surveys.model import Kind
from surveys.questions.choice import folded

YES = frozenset({"да", "+", "1", "v", "x", "х", "✓", "☑", "true", "ок", "ok"})
NO = frozenset({"нет", "-", "—", "0", "false"})
_DASHES = re.compile(r"\s*[—–-]\s*")
_MARKS_ALONE = re.compile(r"\d[\d\s,.;]*")
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}(\.\d+)?$")


class UnknownOptionError(ValueError):
    """What was typed is none of the options; `args[0]` is what could not be understood."""


def answer_in(blank: Blank, text: str) -> tuple[str, ...]:
    """Codes of the chosen options, «да» for what was acknowledged, or the text; empty where it says «нет».

    Raises UnknownOptionError.
    """
    match blank.question.kind:
        case Kind.CHOICE if blank.options:
            return (_option(blank, text).choice.code,)
        case Kind.CHOICES | Kind.RANK if blank.options:
            return tuple(option.choice.code for option in _several(blank, text))
        case Kind.CHOICES | Kind.RANK:
            return tuple(part.strip() for part in re.split(r"[,;\n]", text) if part.strip())
        case Kind.ACKNOWLEDGE:
            return _acknowledged(text)
        case Kind.TIME | Kind.MOMENT:
            return (_SECONDS.sub(r"\1", text),)
    return (text,)


def _acknowledged(text: str) -> tuple[str, ...]:
    if folded(text) in NO:
        return ()
    if folded(text) in YES:
        return ("да",)
    raise UnknownOptionError(text)


def _option(blank: Blank, text: str) -> Option:
    found = _found(blank, text)
    if found is None:
        raise UnknownOptionError(text)
    return found


def _several(blank: Blank, text: str) -> list[Option]:
    """Options in the order typed, each once. Labels may hold commas, so the readings are tried from the widest on."""
    unknown = ""
    for parts in _readings(text):
        found = [_found(blank, part) for part in parts]
        if all(found):
            return list(dict.fromkeys(option for option in found if option))
        unknown = next(part for part, option in zip(parts, found, strict=True) if option is None)
    raise UnknownOptionError(unknown or text)


def _readings(text: str) -> Iterator[Sequence[str]]:
    yield [text]
    # Excel may have taken «1,4» for a number.
    if _MARKS_ALONE.fullmatch(text):
        yield re.findall(r"\d+", text)
    for separators in (r"[;\n]", r"[,;\n]"):
        parts = [part.strip() for part in re.split(separators, text) if part.strip()]
        if parts:
            yield parts


def _found(blank: Blank, text: str) -> Option | None:
    """The number means an option before any label does: labels that are numbers bear themselves."""
    wanted = _plain(text)
    for option in blank.options:
        if wanted == option.mark:
            return option
    for option in blank.options:
        said = (option.entry, option.choice.label, option.choice.short, f"{option.mark}. {option.choice.label}")
        if wanted in {_plain(each) for each in said if each}:
            return option
    return None


def _plain(text: str) -> str:
    return _DASHES.sub("-", folded(text).rstrip(".)"))
