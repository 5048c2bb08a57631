"""Shares that say how many they are made of and how far chance may have moved them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of` people; `low` and `high`, 0–1, are the ends of Wilson's interval."""

    count: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share itself, 0–1."""
        return self.count / self.of

    @property
    def percent(self) -> float:
        """The share itself, 0–100."""
        return 100 * self.count / self.of


@lru_cache(maxsize=100_000)
def share_of(count: int, of: int, confidence: float = 0.95) -> Share | None:
    """The share with its interval (Wilson 1927, without correction for continuity); None where nobody is counted.

    Groups are small and tables many: the same few shares are asked for over and over again.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    if of == 0:
        return None
    return Share(count, of, *wilson(count, of, confidence))


def wilson(count: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Ends of the score interval of a share, 0–1; `of` is at least 1. Newcombe 1998, method 3."""
    z = _reach(confidence)
    share = count / of
    middle = share + z * z / (2 * of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    # At the ends the formula gives the end itself; rounding must not step over it.
    low = 0.0 if count == 0 else max(0.0, (middle - reach) / whole)
    high = 1.0 if count == of else min(1.0, (middle + reach) / whole)
    return low, high


@cache
def _reach(confidence: float) -> float:
    """Standard deviations either way."""
    return NormalDist().inv_cdf((1 + confidence) / 2)
