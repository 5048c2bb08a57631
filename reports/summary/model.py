"""The values a summary is made of. All figures in it are protected already: whoever renders it cannot leak.

Figures stand in cells of `reports.protection`: `cell.known()` gives the figure or None, `cell.said(write)` what a
reader sees. None instead of a cell: there is no such measure at all. Shares are `Share` of `reports.statistics`: a
count, what it is a share of, and Wilson's interval. Indices are 0–100, a higher one means more difficulty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from reports.protection.cells import Cell
from reports.summary.figures import (
    Bases,
    Count,
    Figure,
    Gap,
    ItemQuality,
    LabelledShare,
    Part,
    Reliability,
    Spread,
)
from reports.summary.heading import CoverageRow, CoverageTable, Filter, Heading
from surveys.model import Key, Kind

__all__ = [
    "Bases",
    "Block",
    "ChoiceQuestion",
    "Column",
    "Comparison",
    "Count",
    "CoverageRow",
    "CoverageTable",
    "CrossRow",
    "Crossing",
    "Difference",
    "Figure",
    "Filter",
    "Gap",
    "GroupRow",
    "GroupTable",
    "Heading",
    "Item",
    "ItemQuality",
    "LabelledShare",
    "Measure",
    "NumberQuestion",
    "OpenQuestion",
    "Part",
    "Protection",
    "Quality",
    "Reliability",
    "Spread",
    "Summary",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A scale: a block of items, or an overall index made of blocks."""

    key: str
    label: str
    n: Count
    """People with a valid index."""
    index: Cell[Spread]
    pronounced: Part
    """An index of 50 and more: the headline number."""
    level: Cell[str] | None
    """The level the mean index belongs to."""
    levels: tuple[LabelledShare, ...]
    """People by level; empty where the scale has none."""
    chosen: Part | None = None
    """Named the block as one where help is wanted first; None also where nobody was asked."""
    gap: Gap | None = None
    reliability: Cell[Reliability] | None = None
    is_well_being: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A scored question."""

    key: Key
    label: str
    block: str
    """Key of its block."""
    is_reverse: bool
    bases: Cell[Bases]
    options: tuple[LabelledShare, ...]
    """Shares of those who answered; of «не моя задача», of those asked."""
    hard: Part
    """Answers 2–3 among the answered: after reversal, so that more is always more difficult."""
    difficulty: Figure
    """Mean 0–100 after reversal: what items are compared by."""
    mean: Figure
    """Of the scores as written."""
    hard_labels: tuple[str, ...] = ()
    """Options that are counted as hard."""


@dataclass(frozen=True, slots=True)
class Column:
    """A measure of a table of groups: a block, an overall index or an item."""

    key: str
    label: str
    is_item: bool = False
    is_overall: bool = False


class Measure(NamedTuple):
    """A measure in a group."""

    n: Count
    mean: Figure
    """Index, or difficulty of an item, 0–100."""
    pronounced: Part
    """Share of pronounced difficulty; of an item, of answers 2–3."""
    level: Cell[str] | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group, and its measures in the order of the columns."""

    key: str
    """Of the value; "" for people of whom it is not known; "others" for small ones taken together."""
    label: str
    n: Count
    measures: tuple[Measure, ...]
    parts: tuple[str, ...] = ()
    """Labels of what was taken together, «малочисленные организации»."""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups by an attribute. Rows stand in the order of the options, organisations by name: there is no ranking."""

    attribute: str
    label: str
    """«Категория»."""
    columns: tuple[Column, ...]
    rows: tuple[GroupRow, ...]
    total: GroupRow
    footnotes: tuple[str, ...] = ()
    """What stands below the table, in Russian."""
    left_out: int = 0
    """Rows not printed because so much of the table is hidden."""

    @property
    def is_empty(self) -> bool:
        """Whether all of it is hidden."""
        return not any(measure.n.is_shown for row in self.rows for measure in row.measures)


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """A question with options that measures nothing: shares by respondents."""

    key: Key
    label: str
    kind: Kind
    bases: Cell[Bases]
    options: tuple[LabelledShare, ...]
    """Of the answered; of several answers, together they may be more than 100 %. Of ranks: put first."""
    mean_ranks: tuple[Figure, ...] = ()
    """Beside the options, where they were put in order: 1 is first."""


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """A question answered by a number."""

    key: Key
    label: str
    bases: Cell[Bases]
    numbers: Cell[Spread]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question answered in own words. The answers themselves are in no summary."""

    key: Key
    label: str
    bases: Cell[Bases]
    families: tuple[LabelledShare, ...]
    """Frequent words with all their forms, by how many people used them; only those of enough people."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Answers to be careful with."""

    total: Count
    same_button: Count
    hasty: Count
    mostly_not_mine: Count
    flagged: Count
    """For whatever reason."""
    are_excluded: bool = False
    """Whether they are left out of all figures; always printed."""


class Verdict(StrEnum):
    """What may be said of a difference."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    """Too small, or maybe by chance."""
    FEW = "few"
    """Fewer than 30 on either side."""
    BROKEN = "broken"
    """The questionnaire changed."""
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Difference:
    """A block on two sides: two waves, or two groups."""

    key: str
    label: str
    before: Measure
    after: Measure
    mean_difference: Figure
    """`after` less `before`, in points of the index."""
    verdict: Verdict
    sentence: str
    """The same in plain words."""
    effect: Figure | None = None
    """Of two groups: Hedges' g, or epsilon² of ranks where a group is small."""
    p: Figure | None = None
    """After Holm's correction over the blocks."""
    broken_by: tuple[str, ...] = ()
    """What was changed in the questionnaire, in words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides beside each other."""

    before: str
    """Their labels: «2025/2026», «стаж до 3 лет»."""
    after: str
    differences: tuple[Difference, ...]
    is_of_waves: bool
    matched: Count | None = None
    """People found in both waves by their code; None where they were compared as independent groups."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One answer to the first question, split by the second."""

    key: str
    label: str
    n: Count
    shares: tuple[Part, ...]
    """Inside the row."""
    parts: tuple[str, ...] = ()
    """Labels of what was taken together, «малочисленные организации»."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A question by another one or by an attribute."""

    key: str
    label: str
    by_key: str
    by_label: str
    columns: tuple[str, ...]
    """Labels of the answers shares are of."""
    rows: tuple[CrossRow, ...]
    total: CrossRow
    effect: Figure | None = None
    """Cramér's V, 0–1."""
    p: Figure | None = None
    sentence: str = ""
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protection:
    """By which rules things are hidden, and what was."""

    min_cell: int
    min_cell_well_being: int
    hidden: int = 0
    """Figures that are not shown."""
    merged: tuple[str, ...] = ()
    """Organisations shown only together with others."""
    footnotes: tuple[str, ...] = ()
    """What stands below the tables, in Russian."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything there is to say about the answers of a selection."""

    heading: Heading
    coverage: CoverageTable
    n: Count
    """Finished answers that the figures are of."""
    quality: Quality
    blocks: tuple[Block, ...] = ()
    overall: tuple[Block, ...] = ()
    municipal: tuple[Block, ...] = ()
    """The same blocks of everybody, beside which an organisation is seen in its coordinator's view."""
    items: tuple[Item, ...] = ()
    strongest: tuple[Key, ...] = ()
    """Items of the lowest difficulty, three at most, the lowest first."""
    weakest: tuple[Key, ...] = ()
    groups: tuple[GroupTable, ...] = ()
    """Blocks by organisation, territory, work, subject, experience, category …"""
    item_groups: tuple[GroupTable, ...] = ()
    """Items by the same."""
    choices: tuple[ChoiceQuestion, ...] = ()
    numbers: tuple[NumberQuestion, ...] = ()
    texts: tuple[OpenQuestion, ...] = ()
    trend: Comparison | None = None
    """Against the wave before, of whoever answered."""
    trend_matched: Comparison | None = None
    """The same of the people found again by their codes."""
    compared: Comparison | None = None
    crossings: tuple[Crossing, ...] = ()
    protection: Protection = field(default_factory=lambda: Protection(5, 10))

    @property
    def is_empty(self) -> bool:
        """Whether nobody has finished yet."""
        return self.n.known() == 0

    def block(self, key: str) -> Block | None:
        """A block or an overall index by key."""
        return next((block for block in (*self.blocks, *self.overall) if block.key == key), None)

    def item(self, key: Key) -> Item | None:
        """An item by key."""
        return next((item for item in self.items if item.key == key), None)

    def table(self, attribute: str) -> GroupTable | None:
        """The table of blocks by an attribute."""
        return next((table for table in self.groups if table.attribute == attribute), None)
