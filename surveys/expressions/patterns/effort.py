"""Bounds what a backtracking matcher may have to try, and writes a pattern in Python's notation."""

import math
from dataclasses import dataclass

from surveys.expressions.patterns.grammar import At, Back, Choice, Edge, Group, Look, One, Part, Repeat, Sequence

_EDGES = {Edge.START: r"\A", Edge.END: r"\Z", Edge.WORD: r"\b", Edge.INSIDE: r"\B"}


@dataclass(frozen=True, slots=True)
class Effort:
    """Upper bounds for a backtracking matcher: `ways` to get through a part, `steps` to try them all."""

    ways: float
    steps: float


_ONCE = Effort(1, 1)


def effort_of(part: Part, longest: int) -> Effort:
    """The effort one part may cost from one place of a subject of up to `longest` characters."""
    match part:
        case Sequence(parts):
            return _one_after_another([effort_of(each, longest) for each in parts])
        case Choice(options):
            efforts = [effort_of(each, longest) for each in options]
            return Effort(sum(each.ways for each in efforts), sum(each.steps for each in efforts))
        case Group(inner):
            return effort_of(inner, longest)
        case Look(inner):
            # Once it has looked, the matcher never tries another way of looking.
            return Effort(1, effort_of(inner, longest).steps)
        case Repeat(inner, least, most):
            return _repeated(effort_of(inner, longest), least, longest if most is None else min(most, longest))
        case Back():
            return Effort(1, longest)
        case _:
            return _ONCE


def _one_after_another(efforts: list[Effort]) -> Effort:
    ways, steps = 1.0, 0.0
    for effort in efforts:
        steps += ways * effort.steps
        ways *= effort.ways
    return Effort(ways, steps)


def _repeated(each: Effort, least: int, most: int) -> Effort:
    if each.ways <= 1:
        return Effort(max(most - least, 0) + 1, each.steps * max(most, least))
    entered, steps, ways = 1.0, 0.0, float(least == 0)
    for times in range(1, max(most, least) + 1):
        steps += entered * each.steps
        entered *= each.ways
        ways += entered if times >= least else 0.0
        if math.isinf(entered):
            return Effort(math.inf, math.inf)
    return Effort(ways, steps)


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
