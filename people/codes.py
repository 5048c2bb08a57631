"""Codes that people type: the same on a Russian and a Latin keyboard, checked, and too many to guess.

Only signs that look alike in both alphabets and cannot be taken for one another are used: seventeen, a prime, so that
a weighted sum finds every mistyped sign and every swap of neighbours.
"""

import secrets

ALPHABET = "23456789ACEHKMPTX"
INVITATION_LENGTH = 10
"""Nine signs at random, 10¹¹ of them, and the check."""
PERSONAL_LENGTH = 8
ROLE_LENGTH = 12
_GROUP = 4
_CYRILLIC = str.maketrans("АСЕНКМРТХ", "ACEHKMPTX")
_BETWEEN = str.maketrans("", "", " -–—‑_.\u00a0")


def fresh(length: int) -> str:
    """A code of so many signs, the last of which is the check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return body + _check(body)


def typed(text: str) -> str:
    """What somebody typed as a code: without blanks and dashes, capital, Latin."""
    return text.translate(_BETWEEN).upper().translate(_CYRILLIC)


def is_code(text: str) -> bool:
    """Whether `typed` gave something that has the length and the signs of a code, right or wrong."""
    return len(text) in (INVITATION_LENGTH, PERSONAL_LENGTH, ROLE_LENGTH) and set(text) <= set(ALPHABET)


def is_whole(code: str) -> bool:
    """Whether the check agrees: no sign mistyped, no neighbours swapped."""
    return is_code(code) and _check(code[:-1]) == code[-1]


def told(code: str) -> str:
    """A code as it is printed, in groups: «K7M4-2XPA-92»."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def sign_of(number: int) -> str:
    """The check of a number that is typed as it is: no digit mistyped, no neighbours swapped."""
    total = sum(place * int(digit) for place, digit in enumerate(str(number), start=2))
    return ALPHABET[-total % len(ALPHABET)]


def _check(body: str) -> str:
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]
