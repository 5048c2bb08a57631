"""What people chose: one option, several, or an order."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import Base, Codes, Marks, base_and_counts
from reports.statistics.shares import Share, share_of


@dataclass(frozen=True, slots=True)
class OptionShares:
    """Shares of options in their order. An option «не моя задача» is a share of those asked, all others of those who
    answered, so that these add up to 100 %; `Share.of` says which."""

    base: Base
    counts: tuple[int, ...]
    """How many took each."""
    shares: tuple[Share | None, ...]


def option_shares(codes: Codes, options: int, not_mine: Set[int] = frozenset()) -> OptionShares:
    """Shares of a question where one option is taken; `options` is how many it has."""
    base, counts = base_and_counts(codes, options, not_mine)
    if counts.size > options:
        raise IndexError("a code lies beyond the options")
    taken = tuple(counts.tolist())
    shares = tuple(
        share_of(count, base.asked if option in not_mine else base.answered) for option, count in enumerate(taken)
    )
    return OptionShares(base, taken, shares)


def ticked_shares(ticked: Marks, answered: Marks) -> tuple[Share | None, ...]:
    """Shares of a question where several options are taken, of the people who answered: together they may be more
    than 100 %. `ticked` is (people, options), `answered` (people,); ticks of others do not count."""
    of = int(np.count_nonzero(answered))
    counts = np.count_nonzero(ticked & answered[:, None], axis=0)
    return tuple(share_of(int(count), of) for count in counts)


@dataclass(frozen=True, slots=True)
class Rank:
    """Where an option was put."""

    placed: int
    """People who gave it a place."""
    mean: float | None
    """Mean place among them: 1 is first."""
    first: Share | None
    """Put first, of all who put anything in order."""


def ranks(places: NDArray[np.integer]) -> tuple[Rank, ...]:
    """Ranks of options. `places` is (people, options): 1 for the first, and so on; 0 or less for no place."""
    placed = places > 0
    people = int(np.count_nonzero(placed.any(axis=1)))
    numbers = np.count_nonzero(placed, axis=0)
    sums = np.where(placed, places, 0).sum(axis=0, dtype=np.int64)
    firsts = np.count_nonzero(places == 1, axis=0)
    return tuple(
        Rank(int(number), float(total / number) if number else None, share_of(int(first), people))
        for number, total, first in zip(numbers, sums, firsts, strict=True)
    )
