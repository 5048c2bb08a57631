"""A selection of results in the few bytes of a button, and back: `6~first,0~17` is a category and an organisation."""

from collections.abc import Mapping, Sequence

from reports.responses import ATTRIBUTES
from reports.summary.request import MOST_FILTERED, Crossed, Filters
from surveys.model import Question

LONGEST_CHOSEN = 28
"""Characters that fit beside the largest numbers; what is longer gets no button."""
_PAIR, _PARTS = ",", "~"
BY_QUESTION, BY_ATTRIBUTE = "q", "a"
UNASKED = 1
"""The page of the list with what came without a campaign."""
OWN_ONES = 3
"""The page of a summary on which one of several own organisations is chosen; others are those of `showing`."""

Pairs = Sequence[tuple[str, str]]
"""Attributes and keys of their values."""


def written(pairs: Pairs) -> str | None:
    """As a button carries it; None where it does not fit."""
    told = _PAIR.join(f"{ATTRIBUTES.index(name)}{_PARTS}{key}" for name, key in pairs)
    is_plain = not any(sign in key for _, key in pairs for sign in (_PAIR, _PARTS, ":"))
    return told if is_plain and len(told.encode()) <= LONGEST_CHOSEN else None


def read(chosen: str) -> list[tuple[str, str]] | None:
    """The reverse; None for what was made up."""
    pairs = []
    for part in filter(None, chosen.split(_PAIR)):
        place, parted, key = part.partition(_PARTS)
        if not parted or not place.isdecimal() or int(place) >= len(ATTRIBUTES):
            return None
        pairs.append((ATTRIBUTES[int(place)], key))
    return pairs if len(pairs) <= MOST_FILTERED else None


def filters_of(pairs: Pairs) -> Filters:
    """The selection: of one attribute either value, of several both."""
    found: dict[str, frozenset[str]] = {}
    for name, key in pairs:
        found[name] = found.get(name, frozenset()) | {key}
    return found


def crossed(chosen: str, questions: Mapping[int, Question]) -> Crossed | None:
    """Two questions, or a question and an attribute: `12~q7`, `12~a3`; None for what was made up."""
    first, _, second = chosen.partition("~")
    sort, place = second[:1], second[1:]
    if not first.isdecimal() or not place.isdecimal() or int(first) not in questions:
        return None
    by = None
    if sort == BY_ATTRIBUTE and int(place) < len(ATTRIBUTES):
        by = ATTRIBUTES[int(place)]
    elif sort == BY_QUESTION and int(place) in questions:
        by = str(questions[int(place)].key)
    return None if by is None else Crossed(questions[int(first)].key, by)
