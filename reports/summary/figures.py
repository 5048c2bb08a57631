"""The figures a summary is made of: counts and shares in their cells, spreads, what is known of a scale's quality."""

from __future__ import annotations

from dataclasses import dataclass

from reports.protection.cells import Cell
from reports.statistics.shares import Share
from surveys.model import Key

Figure = Cell[float]
Count = Cell[int]
Part = Cell[Share]
"""A share of people, 0–1 in `Share.share`."""


@dataclass(frozen=True, slots=True)
class Bases:
    """Four different things a percentage can be of; `asked` is the sum of the other three."""

    asked: int
    answered: int
    """Said something about the matter."""
    not_mine: int
    """«Не моя задача»."""
    skipped: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How numbers of `n` people lie, in their own units."""

    n: int
    mean: float
    median: float
    sd: float | None
    lower_quartile: float
    upper_quartile: float
    lowest: float | None = None
    """The ends are somebody's own answers: only where the group is large."""
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class LabelledShare:
    """An option, a level or a word, and how many took it."""

    key: str
    label: str
    share: Part


@dataclass(frozen=True, slots=True)
class ItemQuality:
    """What an item does to its block."""

    key: Key
    item_rest: float | None
    """Correlation with the rest of the block."""
    alpha_without: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well the items of a block measure one thing; only of 30 people and more."""

    n: int
    """People with answers to all items."""
    alpha: float | None
    omega: float | None
    items: tuple[ItemQuality, ...] = ()
    floor: float | None = None
    """Share of people at the lowest index, 0–1."""
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Confidence against practice; only as shares of the group."""

    untried: Part
    """Say they are confident, but the practice is absent."""
    modest: Part
    """Underrate themselves."""
