"""Tables of groups: blocks and items by organisation, category, experience and the rest, protected cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from reports.attributes import ATTRIBUTE_WORDS
from reports.protection.answers import Spread, Tally, protect_answers
from reports.protection.cells import Reason, hidden
from reports.protection.groups import Row
from reports.protection.words import MERGED
from reports.responses import Attribute, Responses
from reports.statistics.shares import share_of
from reports.summary.cubes import Cubes, Margins, cubes_of
from reports.summary.measures import ItemMeasure, Measures, ScaleMeasure, most_options
from reports.summary.model import Column, GroupRow, GroupTable, Measure
from reports.summary.patterns import NOT_KNOWN, Pattern, Patterns
from reports.summary.side_by_side import each
from surveys.model import Scale

UNKNOWN_WORD = "не указано"
OTHERS = "others"
OF_TOTAL = ""
BY_ORGANISATION = ("organisation", "kind", "territory")


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure in one group, before it is protected."""

    n: int
    total: float
    """Sum of what is 0–100 of each."""
    hard: int


@dataclass(frozen=True, eq=False)
class CountedColumn:
    """A measure in all groups of an attribute."""

    column: Column
    scale: Scale
    groups: Mapping[str, Counted]
    answers: Mapping[str, Tally] | Mapping[str, Spread]


def group_tables(responses: Responses, measures: Measures, patterns: Patterns, well_being: Patterns) -> Tables:
    """Tables by every attribute that has a pattern."""
    names = [name for name in responses.attributes if name in patterns.tables]
    cubes = cubes_of(responses.attributes, names, most_options(measures.items)) if names else Cubes((), {})
    by_scale = {one.scale.key: one.scale for one in measures.scales}

    def count_scale(one: ScaleMeasure) -> Mapping[str, CountedColumn]:
        return _count_scale(one, responses, cubes, patterns)

    def count_item(one: ItemMeasure) -> Mapping[str, CountedColumn]:
        return _count_item(one, by_scale[one.question.scale], responses, cubes)

    of_scales = each(count_scale, measures.scales, responses.size)
    of_items = each(count_item, measures.items, responses.size)
    blocks, items = [], []
    for name in names:
        attribute, both = responses.attributes[name], (patterns.tables[name], well_being.tables.get(name))
        blocks.append(_table(attribute, both, [one[name] for one in of_scales]))
        items.append(_table(attribute, both, [one[name] for one in of_items]))
    return Tables(tuple(blocks), tuple(items))


@dataclass(frozen=True)
class Tables:
    """Of blocks and of items."""

    blocks: tuple[GroupTable, ...]
    items: tuple[GroupTable, ...]


def _count_scale(
    measure: ScaleMeasure, responses: Responses, cubes: Cubes, patterns: Patterns
) -> Mapping[str, CountedColumn]:
    index = np.where(measure.is_known, measure.index, 0.0)
    margins = cubes.sums(measure.is_known, index, measure.is_pronounced)
    column = Column(measure.scale.key, measure.scale.label, is_overall=bool(measure.scale.of))
    found = {}
    for name, table in margins.items():
        groups, answers, told = {}, {}, table.tolist()
        attribute = responses.attributes[name]
        bounds = _bounds(measure, attribute, table[:, 0], patterns.policy.unanimous_below)
        for place, key in enumerate((NOT_KNOWN, *attribute.keys)):
            n, total, hard = told[place]
            groups[key] = Counted(int(n), total, int(hard))
            answers[key] = Spread(int(n), *bounds.get(place, (0.0, 1.0)))
        found[name] = CountedColumn(column, measure.scale, groups, answers)
    return found


def _bounds(
    measure: ScaleMeasure, attribute: Attribute, n: NDArray[np.float64], below: int
) -> Mapping[int, tuple[float, float]]:
    """Least and greatest index of groups so small that they may all agree."""
    is_small = (n > 0) & (n < below)
    if not is_small.any():
        return {}
    rows = np.flatnonzero(is_small[attribute.codes + 1] & measure.is_known)
    least, greatest = np.full(n.size, np.inf), np.full(n.size, -np.inf)
    place = attribute.codes[rows] + 1
    np.minimum.at(least, place, measure.index[rows])
    np.maximum.at(greatest, place, measure.index[rows])
    return {int(one): (float(least[one]), float(greatest[one])) for one in np.flatnonzero(is_small)}


def _count_item(item: ItemMeasure, scale: Scale, responses: Responses, cubes: Cubes) -> Mapping[str, CountedColumn]:
    margins: Margins = cubes.options(item.codes, len(item.question.choices))
    column = Column(item.question.key, item.question.label, is_item=True)
    values = np.where(item.is_scored, np.nan_to_num(item.values), 0.0)
    found = {}
    for name, table in margins.items():
        counts = table[:, 2:][:, item.is_scored]
        n, hard = counts.sum(axis=1).tolist(), (table[:, 2:] @ item.is_hard).tolist()
        total = (100 * (table[:, 2:] @ values)).tolist()
        told = counts.tolist()
        keys = (NOT_KNOWN, *responses.attributes[name].keys)
        groups = {key: Counted(n[p], total[p], int(hard[p])) for p, key in enumerate(keys)}
        answers = {key: Tally(tuple(told[p]), n[p]) for p, key in enumerate(keys)}
        found[name] = CountedColumn(column, scale, groups, answers)
    return found


def _table(
    attribute: Attribute, patterns: tuple[Pattern, Pattern | None], columns: Sequence[CountedColumn]
) -> GroupTable:
    pattern = patterns[0]
    measured = [_measured(attribute.name, pattern, patterns[1], column) for column in columns]
    printed = {row.members for row in pattern.printed}
    rows = tuple(
        GroupRow(
            key=OTHERS if row.is_merged else row.members[0],
            label=_label(attribute, row),
            n=pattern.size(row),
            measures=tuple(of_column[place] for of_column in measured),
            parts=tuple(_label_of(attribute, member) for member in row.members) if row.is_merged else (),
        )
        for place, row in enumerate(pattern.rows)
        if row.members in printed
    )
    size = sum(row.size for row in pattern.rows)
    total = GroupRow(OF_TOTAL, "Всего", pattern.total_cell(size), tuple(of_column[-1] for of_column in measured))
    return GroupTable(
        attribute.name,
        ATTRIBUTE_WORDS.get(attribute.name, attribute.name),
        tuple(column.column for column in columns),
        rows,
        total,
        pattern.footnotes,
        left_out=len(pattern.rows) - len(printed),
    )


def _measured(name: str, pattern: Pattern, well_being: Pattern | None, column: CountedColumn) -> list[Measure]:
    """Of every row of the pattern, and of all together at the end."""
    if not column.scale.is_personal and (name in BY_ORGANISATION or well_being is None):
        why = hidden(Reason.WITHHELD, pattern.policy.min_cell)
        return [Measure(why, why, why, why)] * (len(pattern.rows) + 1)
    within = pattern if column.scale.is_personal or well_being is None else _with_rows_of(pattern, well_being)
    if not _is_plain(within, column):
        within = protect_answers(within, column.answers)  # type: ignore[type-var]
    found = [
        _measure(column, _together([column.groups[one] for one in row.members]), within, row) for row in within.rows
    ]
    whole = _together([column.groups[member] for row in within.rows for member in row.members])
    return [*found, _measure(column, whole, within, None)]


def _is_plain(pattern: Pattern, column: CountedColumn) -> bool:
    """Whether there is nothing to hide: all groups are shown, and none is so small that it might agree by chance."""
    least = max(pattern.policy.unanimous_below, pattern.policy.min_cell)
    if not pattern.is_total_shown or any(row.why_hidden is not None for row in pattern.rows):
        return False
    return all(not group.n or group.n >= least for group in column.groups.values())


def _with_rows_of(pattern: Pattern, stricter: Pattern) -> Pattern:
    """The stricter rules where both have the same rows; else all of it is hidden."""
    if [row.members for row in pattern.rows] == [row.members for row in stricter.rows]:
        return stricter
    why = hidden(Reason.WITHHELD, stricter.policy.min_cell)
    rows = tuple(Row(row.members, row.size, why) for row in pattern.rows)
    return type(pattern)(rows, stricter.policy, why)


def _together(groups: Sequence[Counted]) -> Counted:
    if len(groups) == 1:
        return groups[0]
    return Counted(sum(g.n for g in groups), sum(g.total for g in groups), sum(g.hard for g in groups))


def _measure(column: CountedColumn, counted: Counted, pattern: Pattern, row: Row[str] | None) -> Measure:
    """Of a row, or of all of them together."""
    show = pattern.total_cell if row is None else partial(pattern.cell, row)
    n = show(counted.n)
    share = _share(counted.hard, counted.n)
    if share is None:
        nobody = hidden(Reason.NOBODY, pattern.policy.min_cell)
        return Measure(n, nobody, nobody, nobody)
    mean = counted.total / counted.n
    band = None if column.column.is_item else column.scale.band(mean)
    return Measure(n, show(mean), show(share), None if band is None else show(band.label))


_share = lru_cache(maxsize=100_000)(share_of)
"""Small groups have the same few counts over and over again."""


def _label(attribute: Attribute, row: Row[str]) -> str:
    return MERGED if row.is_merged else _label_of(attribute, row.members[0])


def _label_of(attribute: Attribute, key: str) -> str:
    if key == NOT_KNOWN:
        return UNKNOWN_WORD
    return attribute.labels[attribute.keys.index(key)]
