"""Two waves of the people found again by their codes; what is told of them may tell nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import may_show
from reports.responses import Responses
from reports.statistics.codes import Marks
from reports.statistics.indices import score_all
from reports.statistics.waves import compare_matched, match
from reports.summary.differences import Side, comparable_of, of_waves, remarks_on
from reports.summary.measures import Measures, ScaleMeasure, measures_of
from reports.summary.model import Comparison
from reports.summary.whole import bounds

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class _Again:
    """One of the two waves: everybody, and those found again."""

    side: Side
    found: Side
    """With those indices only that both waves have of somebody."""
    rows: Rows
    """Where those stand among everybody."""
    former: Mapping[str, Marks]
    """By scale, of everybody: whose figures beside those of another wave may be known already."""


def compare_same_people(
    before: Side, after: Side, earlier: Responses, later: Responses, first: Responses | None = None
) -> Comparison | None:
    """Of people found again; None where they, or those who are not, are too few to be told of: the figures of all and
    of some give away those of the others. `first` is the wave that the earlier one was compared with in its time."""
    if not earlier.codes or not later.codes:
        return None
    pairs = match(np.array(earlier.codes), np.array(later.codes))
    least = after.whole.min_cell
    others = pairs.unmatched_before, pairs.unmatched_after
    if pairs.before.size < least or any(0 < count < least for count in others):
        return None
    comparable = comparable_of(earlier, later)
    ones, same = _rows(before, earlier, pairs.before), _rows(after, later, pairs.after)
    ones, same = _where_known(ones, same), _where_known(same, ones)
    away = _of_too_few_others(_Again(before, ones, pairs.before, _former(first, earlier, before)))
    away |= _of_too_few_others(_Again(after, same, pairs.after, {}))
    ones, same = ones.without(away), same.without(away)
    differences = []
    for one in same.measures.scales:
        other, trend = ones.of(one.scale.key), comparable.scales[one.scale.key]
        change = compare_matched(other.index, one.index) if other and trend.is_comparable else None
        differences.append(of_waves(one, ones, same, change, trend))
    notes = remarks_on(same, comparable)
    found = Comparison(before.label, after.label, tuple(differences), is_of_waves=True, notes=notes)
    return replace(found, matched=same.whole.size())


def _rows(side: Side, responses: Responses, rows: Rows) -> Side:
    columns = {key: codes[rows] for key, codes in responses.choices.items()}
    indices = score_all(responses.questionnaire, columns)
    scales = tuple(ScaleMeasure(one.scale, one.index) for one in indices.scales)
    size = int(rows.size)
    return Side(side.label, Measures(scales, (), indices), side.whole.of_size(size), side.well_being.of_size(size))


def _where_known(side: Side, other: Side) -> Side:
    """The same people with only those indices that the other side has of them as well."""
    scales = []
    for one in side.measures.scales:
        beside = other.of(one.scale.key)
        index = one.index if beside is None else np.where(beside.is_known, one.index, np.nan)
        scales.append(ScaleMeasure(one.scale, index))
    return replace(side, measures=replace(side.measures, scales=tuple(scales)))


def _former(first: Responses | None, earlier: Responses, side: Side) -> Mapping[str, Marks]:
    """Who of the earlier wave has an index in the first one as well, and so was told of beside it."""
    if first is None or not first.codes:
        return {}
    pairs = match(np.array(first.codes), np.array(earlier.codes))
    found = {}
    for one in measures_of(first).scales:
        if (now := side.of(one.scale.key)) is not None:
            marks = np.zeros(earlier.size, np.bool_)
            marks[pairs.after] = one.is_known[pairs.before]
            found[one.scale.key] = marks & now.is_known
    return found


def _of_too_few_others(again: _Again) -> frozenset[str]:
    """Scales of which a few would be told by differences between what is told of all and of those found again."""
    away = set()
    for one in again.side.measures.scales:
        policy = (again.side.whole if one.scale.is_personal else again.side.well_being).policy
        judged = [bounds(one.judged[marks]) for marks in _told_by_differences(one, again)]
        if any(rest.base and not may_show(rest, policy) for rest in judged):
            away.add(one.scale.key)
    return frozenset(away)


def _told_by_differences(one: ScaleMeasure, again: _Again) -> Iterator[Marks]:
    """Whoever is among some of whom something is told and not among the others."""
    mine, marks = again.found.of(one.scale.key), np.zeros(one.index.size, np.bool_)
    marks[again.rows if mine is None else again.rows[mine.is_known]] = True
    yield ~marks
    if one.scale.key in again.former:
        former = again.former[one.scale.key]
        yield from (marks & ~former, former & ~marks, ~former & ~marks)
