"""A selection of results in the few bytes of a button, and back: `6~first,0~17` is a category and an organisation."""

from collections.abc import Sequence

from reports.responses import ATTRIBUTES
from reports.summary.request import MOST_FILTERED, Filters

LONGEST_CHOSEN = 28
"""Characters that fit beside the largest numbers; what is longer gets no button."""
_PAIR, _PARTS = ",", "~"

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
