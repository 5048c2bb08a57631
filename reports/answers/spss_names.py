"""Latin names for variables, always the same for the same names."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 64
"""Bytes; names are Latin, so as many signs."""
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_FORBIDDEN = re.compile(r"[^A-Za-z0-9_]+")
_RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])


def names_for(names: Sequence[str]) -> list[str]:
    """A name for each: Latin, begins with a letter, no word of SPSS's own, unlike all others also in lower case."""
    taken: set[str] = set()
    made = []
    for name in names:
        latin = _latin(name)
        unique, number = latin, 2
        while unique.casefold() in taken:
            ending = f"_{number}"
            unique, number = latin[: LONGEST - len(ending)] + ending, number + 1
        taken.add(unique.casefold())
        made.append(unique)
    return made


def _latin(name: str) -> str:
    signs = []
    for sign in name:
        spelt = _LATIN.get(sign.lower(), sign)
        signs.append(spelt.capitalize() if sign.isupper() else spelt)
    latin = _FORBIDDEN.sub("_", "".join(signs)).strip("_")
    if not latin or not latin[0].isalpha() or latin.casefold() in _RESERVED:
        latin = f"v_{latin}".rstrip("_")
    return latin[:LONGEST].rstrip("_")
