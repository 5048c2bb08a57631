"""What is measured, counted in all groups of all attributes: the columns of tables before they are protected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import Spread, Tally, tallies
from reports.responses import Attribute, Responses
from reports.summary.cubes import Cubes
from reports.summary.given import added_alike
from reports.summary.measures import ItemMeasure, ScaleMeasure
from reports.summary.model import Column
from reports.summary.patterns import NOT_KNOWN
from reports.summary.side_by_side import each
from surveys.model import Scale

Counted = tuple[int, float, int]
"""A measure in one group: of how many, the sum of what is 0–100 of each, how many are hard. There are tens of
thousands of them in one summary: plain ones are made three times as fast."""
NOBODY: Counted = (0, 0.0, 0)
AT_ONCE = 250_000
"""Answers counted in one walk: of few people it is the walks that cost, of many it would be the memory."""


@dataclass(frozen=True, eq=False)
class CountedColumn:
    """A measure in all groups of an attribute."""

    column: Column
    scale: Scale
    groups: Mapping[str, Counted]
    given: Callable[[], Mapping[str, Tally] | Mapping[str, Spread]]
    told: Callable[[], Mapping[str, Tally]] | None = None
    """What the groups said, «не моя задача» included, where any of them said nothing else."""

    @cached_property
    def answers(self) -> Mapping[str, Tally] | Mapping[str, Spread]:
        """What the groups said, for those that judge; where everybody is shown nobody asks."""
        return self.given()

    @cached_property
    def whole(self) -> Counted:
        """Of all groups together."""
        return together(tuple(self.groups.values()))


def together(groups: Sequence[Counted]) -> Counted:
    """Of several groups as one."""
    if not groups:
        return NOBODY
    n, total, hard = zip(*groups, strict=True)
    return sum(n), sum(total), sum(hard)


def scales_counted(
    measures: Sequence[ScaleMeasure], responses: Responses, cubes: Cubes, below: int
) -> list[Mapping[str, CountedColumn]]:
    """By attribute each of the scales; groups of fewer than `below` may all agree."""

    def count(measure: ScaleMeasure) -> Mapping[str, CountedColumn]:
        return _scale_counted(measure, responses, cubes, below)

    return each(count, measures, responses.size)


def items_counted(
    items: Sequence[ItemMeasure], scales: Mapping[str, Scale], responses: Responses, cubes: Cubes
) -> list[Mapping[str, CountedColumn]]:
    """By attribute each of the items."""

    def count(some: Sequence[ItemMeasure]) -> list[Mapping[str, CountedColumn]]:
        return _items_counted(some, scales, responses, cubes)

    counted = each(count, _alike(items, max(1, AT_ONCE // max(1, responses.size))), responses.size)
    return [column for some in counted for column in some]


def _alike(items: Sequence[ItemMeasure], most: int) -> Iterator[Sequence[ItemMeasure]]:
    """Neighbours with equally many options, at most so many at once."""
    for _, run in groupby(items, key=lambda item: item.options):
        some = list(run)
        yield from (some[place : place + most] for place in range(0, len(some), most))


def _scale_counted(
    measure: ScaleMeasure, responses: Responses, cubes: Cubes, below: int
) -> Mapping[str, CountedColumn]:
    index = np.where(measure.is_known, measure.index, 0.0)
    margins = cubes.sums(measure.is_known, index, measure.is_pronounced)
    column = Column(measure.scale.key, measure.scale.label, is_overall=bool(measure.scale.of))
    found = {}
    for name, table in margins.items():
        attribute = responses.attributes[name]
        n, hard = table[:, 0].astype(np.int64).tolist(), table[:, 2].astype(np.int64).tolist()
        groups = dict(zip((NOT_KNOWN, *attribute.keys), zip(n, table[:, 1].tolist(), hard, strict=True), strict=True))
        given = partial(_spreads, measure, attribute, table[:, 0], below)
        found[name] = CountedColumn(column, measure.scale, groups, given)
    return found


def _spreads(measure: ScaleMeasure, attribute: Attribute, n: NDArray[np.float64], below: int) -> Mapping[str, Spread]:
    bounds = _bounds(measure, attribute, n, below)
    keys = (NOT_KNOWN, *attribute.keys)
    return {
        key: Spread(int(count), *bounds.get(place, (0.0, 1.0)))
        for place, (key, count) in enumerate(zip(keys, n.tolist(), strict=True))
    }


def _bounds(
    measure: ScaleMeasure, attribute: Attribute, n: NDArray[np.float64], below: int
) -> Mapping[int, tuple[float, float]]:
    """Least and greatest of what is judged, of groups so small that they may all agree."""
    is_small = (n > 0) & (n < below)
    if not is_small.any():
        return {}
    rows = np.flatnonzero(is_small[attribute.codes + 1] & measure.is_known)
    least, greatest = np.full(n.size, np.inf), np.full(n.size, -np.inf)
    place = attribute.codes[rows] + 1
    np.minimum.at(least, place, measure.judged[rows])
    np.maximum.at(greatest, place, measure.judged[rows])
    return {int(one): (float(least[one]), float(greatest[one])) for one in np.flatnonzero(is_small)}


def _items_counted(
    items: Sequence[ItemMeasure], scales: Mapping[str, Scale], responses: Responses, cubes: Cubes
) -> list[Mapping[str, CountedColumn]]:
    """Items with equally many options."""
    options = items[0].options
    margins = cubes.options([item.codes for item in items], options)
    scored, hard, values = (
        np.stack([weights(item) for item in items])
        for weights in (lambda i: i.is_scored, lambda i: i.is_hard, lambda i: np.where(i.is_scored, i.values, 0.0))
    )
    counting = np.stack([scored, hard], axis=-1).astype(np.int64)
    found: list[dict[str, CountedColumn]] = [{} for _ in items]
    for name, table in margins.items():
        # Items × groups × options, without those who were not asked or passed it over.
        taken = table.reshape(-1, len(items), options + 2)[:, :, 2:].transpose(1, 0, 2)
        counts, totals = taken @ counting, 100 * (taken @ values[:, :, None])[:, :, 0]
        keys = (NOT_KNOWN, *responses.attributes[name].keys)
        n, many = counts[:, :, 0].tolist(), counts[:, :, 1].tolist()
        is_silent = ((counts[:, :, 0] == 0) & taken.any(axis=2)).any(axis=1).tolist()
        for place, (item, total) in enumerate(zip(items, totals.tolist(), strict=True)):
            groups = dict(zip(keys, zip(n[place], total, many[place], strict=True), strict=True))
            column = Column(item.question.key, item.question.label, is_item=True)
            given = partial(_tallies, keys, taken[place], item)
            told = partial(_tallies_of_all, keys, taken[place]) if is_silent[place] else None
            found[place][name] = CountedColumn(column, scales[item.question.scale], groups, given, told)
    return list(found)


def _tallies(keys: Sequence[str], taken: NDArray[np.int64], item: ItemMeasure) -> Mapping[str, Tally]:
    counts = taken[:, item.is_scored]
    told = added_alike(counts, item.judged).tolist()
    return dict(zip(keys, tallies(told, counts.sum(axis=1).tolist()), strict=True))


def _tallies_of_all(keys: Sequence[str], taken: NDArray[np.int64]) -> Mapping[str, Tally]:
    return dict(zip(keys, tallies(taken.tolist(), taken.sum(axis=1).tolist()), strict=True))
