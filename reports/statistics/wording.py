"""What figures mean, in a sentence that promises no more than they hold (DOMAIN §2.3 and §5.3)."""

from __future__ import annotations

from reports.russian import GAP, counted
from reports.statistics.effects import Strength

CERTAIN_BELOW = 0.05
LEAST_PEOPLE = 30
"""With fewer, nobody says that something differs, rises or falls."""
LEAST_POINTS = 5.0

_LIKELY = {
    Strength.NONE: "разницы почти нет",
    Strength.SMALL: "разница небольшая, но вряд ли случайная",
    Strength.MEDIUM: "заметная разница, вряд ли случайная",
    Strength.LARGE: "большая разница, вряд ли случайная",
}
_DOUBTFUL = {
    Strength.NONE: "разницы не видно",
    Strength.SMALL: "разница небольшая и может быть случайной",
    Strength.MEDIUM: "разница видна, но может быть случайной",
    Strength.LARGE: "разница видна, но может быть случайной",
}


def has_enough_points(points: float) -> bool:
    """Whether a difference is large enough to be called one; what rounding of indices took from it counts."""
    return round(abs(points), 6) >= LEAST_POINTS


def in_people(count: int) -> str:
    """«1 человек», «2 человека», «2 300 человек» with spaces that do not break."""
    return counted(count, "человек", "человека", "человек")


def in_points(points: float) -> str:
    """«1 пункт», «2 пункта», «5 пунктов», «7,5 пункта»; rounded to a tenth, without sign."""
    tenths = round(abs(points) * 10)
    whole, part = divmod(tenths, 10)
    return f"{whole},{part}{GAP}пункта" if part else counted(whole, "пункт", "пункта", "пунктов")


def difference_sentence(n: int, p: float, strength: Strength) -> str:
    """«заметная разница, вряд ли случайная: 230 человек». `p` is the corrected one where many questions are asked."""
    is_certain = p < CERTAIN_BELOW and n >= LEAST_PEOPLE
    return f"{(_LIKELY if is_certain else _DOUBTFUL)[strength]}: {in_people(n)}"


def nothing_to_compare() -> str:
    """What is said where fewer than two groups have answers."""
    return "сравнивать не с чем: ответы есть только в одной группе"
