"""Answers as columns of numbers: which option a person took, or why there is none; and the four bases of a share."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.model import Question

NOT_ASKED = -1
"""The person never met the question."""
SKIPPED = -2
"""The person met it and passed it over."""

Codes = NDArray[np.int16]
"""Shape (people,): the place of the option taken, from 0; or NOT_ASKED, or SKIPPED."""
Numbers = NDArray[np.float64]
"""NaN where there is no value."""
Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Base:
    """What a percentage can be a percentage of; `asked` is the sum of the other three."""

    asked: int
    answered: int
    """Said something about the matter: took an option other than «не моя задача»."""
    not_mine: int
    skipped: int


def base_of(codes: Codes, not_mine: Set[int] = frozenset()) -> Base:
    """The four bases of one question. `not_mine` are the options that say «это не моя задача»."""
    return base_and_counts(codes, 1 + max(not_mine, default=-1), not_mine)[0]


def option_counts(codes: Codes, options: int) -> Counts:
    """How many took each option; at least `options` counts, more if a code lies beyond them."""
    return _counted(codes, options)[2:]


def base_and_counts(codes: Codes, options: int, not_mine: Set[int] = frozenset()) -> tuple[Base, Counts]:
    """Both in one walk."""
    counted = _counted(codes, options)
    skipped, away, *counts = counted.tolist()
    asked = codes.size - away
    theirs = sum(counts[option] for option in not_mine)
    return Base(asked, asked - skipped - theirs, theirs, skipped), counted[2:]


def _counted(codes: Codes, options: int) -> Counts:
    """Counts of SKIPPED, of NOT_ASKED, and of each option: one walk, and no copy of those who answered."""
    return np.bincount(codes - SKIPPED, minlength=options - SKIPPED).astype(np.int64, copy=False)


def not_mine_options(question: Question) -> frozenset[int]:
    """Options without a score where others have one; none where the question measures nothing."""
    if all(choice.score is None for choice in question.choices):
        return frozenset()
    return frozenset(place for place, choice in enumerate(question.choices) if choice.score is None)
