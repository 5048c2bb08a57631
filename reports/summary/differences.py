"""Two groups, or two waves, beside each other: block by block, with what may be said of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reports.protection.cells import Cell, Hidden
from reports.responses import Responses
from reports.statistics.corrections import holm
from reports.statistics.effects import Strength
from reports.statistics.groups import compare_groups
from reports.statistics.shares import share_of
from reports.statistics.trends import Trend, Trends, trend_sentence, trends_of_all
from reports.statistics.waves import Change, compare_means
from reports.statistics.wording import CERTAIN_BELOW, LEAST_PEOPLE, difference_sentence, has_enough_points
from reports.summary import model
from reports.summary.blocks import NO_SHARE
from reports.summary.measures import Measures, ScaleMeasure
from reports.summary.model import Comparison, Difference, Verdict
from reports.summary.whole import Whole, bounds

HIDDEN_SENTENCE = "данные не приводятся: ответили слишком мало людей"


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two."""

    label: str
    measures: Measures
    whole: Whole
    well_being: Whole

    def without(self, scales: frozenset[str]) -> Side:
        """The same with nothing told of some scales."""
        return replace(self, whole=self.whole.without(scales), well_being=self.well_being.without(scales))

    def of(self, scale: str) -> ScaleMeasure | None:
        """Its measure of a scale."""
        return next((one for one in self.measures.scales if one.scale.key == scale), None)

    def measure(self, scale: str) -> model.Measure:
        """A scale as it may be shown."""
        found = self.of(scale)
        if found is None or not found.scale.is_personal:
            index, whole = (np.array([]) if found is None else found.index), self.well_being
        else:
            index, whole = found.index, self.whole
        whole = whole.about(scale)
        known = index[~np.isnan(index)]
        mean = float(known.mean()) if known.size else 0.0
        share = share_of(int(np.count_nonzero(known >= 50)), known.size) or NO_SHARE
        given = bounds(index if found is None else found.judged)
        shown = whole.values(given, mean)
        band = None if found is None else found.scale.band(mean)
        level = shown.to(lambda _: band.label) if band else None
        return model.Measure(whole.values(given, known.size), shown, whole.values(given, share), level)


def compare_sides(before: Side, after: Side) -> Comparison:
    """Two groups of one wave: different people, the same questions."""
    found = []
    for one in after.measures.scales:
        other = before.of(one.scale.key)
        assert other is not None
        values = np.concatenate([other.index, one.index])
        groups = np.repeat([0, 1], [other.index.size, one.index.size]).astype(np.int16)
        found.append(compare_groups(values, groups))
    corrected = holm(np.array([np.nan if each is None else each.p for each in found], np.float64))
    differences = []
    for one, each, p in zip(after.measures.scales, found, np.nan_to_num(corrected, nan=1.0).tolist(), strict=True):
        sides = before.measure(one.scale.key), after.measure(one.scale.key)
        size, strength, n = (0.0, Strength.NONE, 0) if each is None else (each.size, each.strength, each.n)
        differences.append(_difference(one, sides, size, p, difference_sentence(n, p, strength)))
    return Comparison(before.label, after.label, tuple(differences), is_of_waves=False)


def _difference(
    one: ScaleMeasure, sides: tuple[model.Measure, model.Measure], size: float, p: float, sentence: str
) -> Difference:
    points = _points(*sides)
    return Difference(
        key=one.scale.key,
        label=one.scale.label,
        before=sides[0],
        after=sides[1],
        mean_difference=points,
        verdict=_verdict(points, sides, is_certain=p < CERTAIN_BELOW),
        sentence=sentence if points.is_shown else HIDDEN_SENTENCE,
        effect=points.to(lambda _: size),
        p=points.to(lambda _: p),
    )


def _points(before: model.Measure, after: model.Measure) -> Cell[float]:
    """Later less earlier; hidden where either is."""
    earlier = before.mean
    if isinstance(earlier, Hidden):
        return earlier
    return after.mean.to(lambda later: later - earlier.value)


def _verdict(points: Cell[float], sides: Sequence[model.Measure], *, is_certain: bool) -> Verdict:
    change = points.known()
    if change is None:
        return Verdict.HIDDEN
    if min(side.n.known() or 0 for side in sides) < LEAST_PEOPLE:
        return Verdict.FEW
    if not is_certain or not has_enough_points(change):
        return Verdict.SAME
    return Verdict.MORE if change > 0 else Verdict.LESS


def compare_waves(before: Side, after: Side, earlier: Responses, later: Responses) -> Comparison:
    """Two waves of whoever answered; broken where the questionnaire changed."""
    comparable = comparable_of(earlier, later)
    differences = []
    for one in after.measures.scales:
        other, trend = before.of(one.scale.key), comparable.scales[one.scale.key]
        change = compare_means(other.index, one.index) if other and trend.is_comparable else None
        differences.append(of_waves(one, before, after, change, trend))
    notes = remarks_on(after, comparable)
    return Comparison(before.label, after.label, tuple(differences), is_of_waves=True, notes=notes)


def comparable_of(earlier: Responses, later: Responses) -> Trends:
    """What may be compared of two waves, each of which may have asked several versions."""
    versions = (*earlier.earlier, earlier.questionnaire, *later.earlier)
    return trends_of_all(versions, later.questionnaire)


def remarks_on(after: Side, comparable: Trends) -> tuple[str, ...]:
    """What to bear in mind of scales that may be compared."""
    told = ((one.scale.label, comparable.scales[one.scale.key]) for one in after.measures.scales)
    return tuple(
        f"{label}: {', '.join(trend.remarks)}." for label, trend in told if trend.is_comparable and trend.remarks
    )


def of_waves(one: ScaleMeasure, before: Side, after: Side, change: Change | None, trend: Trend) -> Difference:
    """One scale in both; `change` is what is to be said of it, None where nothing is."""
    sides = before.measure(one.scale.key), after.measure(one.scale.key)
    points = _points(*sides)
    found = _difference(one, sides, 0.0, 1.0, trend_sentence(change, trend, before.label))
    if not trend.is_comparable:
        return replace(found, verdict=Verdict.BROKEN, broken_by=trend.broken, sentence=_broken(trend, before.label))
    is_certain = change is not None and change.is_certain
    p = None if change is None or change.p is None else change.p
    return replace(
        found,
        effect=None,
        p=None if p is None else points.to(lambda _: p),
        verdict=_verdict(points, sides, is_certain=is_certain),
    )


def _broken(trend: Trend, earlier: str) -> str:
    return trend_sentence(None, trend, earlier)
