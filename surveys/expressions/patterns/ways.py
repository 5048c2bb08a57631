"""Counts the routes a backtracking matcher may try, and writes a pattern with few of them in Python's notation."""

import math

from surveys.expressions.patterns.grammar import At, Back, Choice, Edge, Group, Look, One, Part, Repeat, Sequence

_EDGES = {Edge.START: r"\A", Edge.END: r"\Z", Edge.WORD: r"\b", Edge.INSIDE: r"\B"}


def ways_of(part: Part, longest: int) -> float:
    """An upper bound of routes through a part for subjects up to `longest` characters."""
    match part:
        case Sequence(parts):
            return math.prod(ways_of(each, longest) for each in parts)
        case Choice(options):
            return sum(ways_of(each, longest) for each in options)
        case Group(inner):
            return ways_of(inner, longest)
        case Look(inner):
            return 1 + ways_of(inner, longest)
        case Repeat(inner, least, most):
            return _repeated(ways_of(inner, longest), least, longest if most is None else min(most, longest))
        case _:
            return 1


def _repeated(ways: float, least: int, most: int) -> float:
    if ways <= 1:
        return max(most - least, 0) + 1
    try:
        return float(ways**least) * sum(float(ways) ** times for times in range(min(most - least, 60) + 1))
    except OverflowError:
        return math.inf


def span_of(part: Part, longest: int) -> int:
    """How many characters one route reads again after every change of mind: those that must be there."""
    match part:
        case One():
            return 1
        case Back():
            return longest
        case Sequence(parts):
            span = sum(span_of(each, longest) for each in parts)
        case Choice(options):
            span = max(span_of(each, longest) for each in options)
        case Group(inner) | Look(inner):
            span = span_of(inner, longest)
        case Repeat(inner, least):
            span = least * span_of(inner, longest)
        case _:
            return 0
    return min(span, longest)


def may_stand_still(part: Part) -> bool:
    """Whether it reads nothing, surely or by its only route, so that repeating it would spin in place."""
    match part:
        case One():
            return False
        case Sequence(parts) | Choice(parts):
            return all(map(may_stand_still, parts))
        case Group(inner):
            return may_stand_still(inner)
        case Repeat(inner, _, most):
            return most == 0 or may_stand_still(inner)
        case _:
            return True


def needs_backtracking(part: Part) -> bool:
    """Whether only a backtracking matcher can do it: looks ahead, back references."""
    match part:
        case Look() | Back():
            return True
        case Sequence(parts) | Choice(parts):
            return any(map(needs_backtracking, parts))
        case Repeat(inner) | Group(inner):
            return needs_backtracking(inner)
        case _:
            return False


def begins_at_start(part: Part) -> bool:
    """Whether it can match from the first character only."""
    match part:
        case At(edge):
            return edge is Edge.START
        case Sequence(parts):
            return bool(parts) and begins_at_start(parts[0])
        case Choice(options):
            return all(map(begins_at_start, options))
        case Group(inner):
            return begins_at_start(inner)
        case _:
            return False


def python_source(part: Part) -> str | None:
    """The pattern for `re` (with re.ASCII); None where a class of characters has no notation there."""
    match part:
        case One(source=source):
            return source
        case At(edge):
            return _EDGES[edge]
        case Back(number):
            return f"(?:\\{number})"
        case Sequence(parts):
            return _joined(parts, "")
        case Choice(options):
            return _wrapped("(?:", _joined(options, "|"))
        case Group(inner):
            return _wrapped("(", python_source(inner))
        case Look(inner, is_wanted):
            return _wrapped("(?=" if is_wanted else "(?!", python_source(inner))
        case Repeat(inner, least, most):
            times = f"{{{least},{'' if most is None else most}}}"
            source = _wrapped("(?:", python_source(inner))
            return None if source is None else source + times


def _joined(parts: tuple[Part, ...], glue: str) -> str | None:
    sources = [python_source(part) for part in parts]
    return None if None in sources else glue.join(source or "" for source in sources)


def _wrapped(opening: str, source: str | None) -> str | None:
    return None if source is None else f"{opening}{source})"
