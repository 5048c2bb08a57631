"""How large an effect is, in words people use; the bounds are Cohen's (1988)."""

from __future__ import annotations

import math
from enum import IntEnum


class Strength(IntEnum):
    """Sizes of an effect, in order."""

    NONE = 0
    SMALL = 1
    MEDIUM = 2
    LARGE = 3


def strength_of_g(g: float) -> Strength:
    """Of a difference of two means in standard deviations."""
    return _strength(abs(g), (0.2, 0.5, 0.8))


def strength_of_explained(share: float) -> Strength:
    """Of a share of variance that groups explain: eta² or epsilon²."""
    return _strength(share, (0.01, 0.06, 0.14))


def strength_of_v(v: float, sides: int) -> Strength:
    """Of Cramér's V; `sides` is the smaller number of rows or columns. Cohen's w = V · √(sides − 1)."""
    return _strength(v * math.sqrt(max(sides - 1, 1)), (0.1, 0.3, 0.5))


def _strength(size: float, bounds: tuple[float, float, float]) -> Strength:
    return Strength(sum(size >= bound for bound in bounds))
