"""Blocks and overall indices of a selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reports.protection.cells import Cell, Reason, hidden
from reports.responses import Responses
from reports.statistics.gaps import confidence_gap, gap_shares
from reports.statistics.indices import level_shares
from reports.statistics.items import item_matrix, scale_items
from reports.statistics.reliability import LEAST_PEOPLE, Reliability, reliabilities
from reports.statistics.shares import Share, share_of
from reports.summary import model
from reports.summary.measures import Measures, ScaleMeasure
from reports.summary.side_by_side import each
from reports.summary.whole import Shows, Whole, bounds, spread_cell
from surveys.model import Key, Scale

NO_SHARE = Share(0, 0, 0.0, 1.0)


@dataclass(frozen=True)
class _Named:
    """How often each block was named in the question «где помощь нужна в первую очередь»."""

    question: Key
    counts: Mapping[str, int]
    base: int


def blocks_of(responses: Responses, measures: Measures, whole: Whole, well_being: Whole) -> tuple[model.Block, ...]:
    """All scales, in the order of the questionnaire."""
    named = _named(responses)

    def block(measure: ScaleMeasure) -> model.Block:
        return _block(responses, measure, named, whole if measure.scale.is_personal else well_being)

    return tuple(each(block, measures.scales, responses.size))


def _block(responses: Responses, measure: ScaleMeasure, named: _Named | None, everything: Whole) -> model.Block:
    whole = everything.about(measure.scale.key)
    scale, index, given = measure.scale, measure.index, bounds(measure.judged)
    n = int(np.count_nonzero(measure.is_known))
    pronounced = share_of(int(np.count_nonzero(measure.is_pronounced)), n) or NO_SHARE
    spread, shown = spread_cell(whole, index, given), whole.of_values(given)
    return model.Block(
        key=scale.key,
        label=scale.label,
        n=shown(n),
        index=spread,
        pronounced=shown(pronounced),
        level=spread.to(lambda found: _level(scale, found.mean)) if scale.bands else None,
        levels=_levels(measure, shown),
        chosen=_chosen(scale, named, everything),
        gap=_gap(responses, measure, whole),
        reliability=_reliability(responses, scale, whole),
        is_well_being=not scale.is_personal,
    )


def _level(scale: Scale, mean: float) -> str:
    band = scale.band(mean)
    return "" if band is None else band.label


def _levels(measure: ScaleMeasure, shown: Shows) -> tuple[model.LabelledShare, ...]:
    shares = level_shares(measure.scale, measure.index)
    return tuple(
        model.LabelledShare(band.key, band.label, shown(share or NO_SHARE))
        for band, share in zip(measure.scale.bands, shares, strict=True)
    )


def _chosen(scale: Scale, named: _Named | None, whole: Whole) -> model.Part | None:
    """Who named the block as one where help is wanted first, of those who answered that question."""
    if named is None or scale.of or scale.key not in named.counts:
        return None
    share = share_of(named.counts[scale.key], named.base) or NO_SHARE
    return whole.about(named.question).options(list(named.counts.values()), named.base, share)


def _named(responses: Responses) -> _Named | None:
    rule = responses.questionnaire.priorities
    question = responses.questionnaire.by_key.get(rule.question) if rule is not None else None
    if question is None or question.key not in responses.ticks:
        return None
    counts = np.count_nonzero(responses.ticks[question.key], axis=0).tolist()
    base = int(np.count_nonzero(responses.choices[question.key] >= 0))
    by_option = {choice.code: count for choice, count in zip(question.choices, counts, strict=True)}
    return _Named(question.key, by_option, base)


def _gap(responses: Responses, measure: ScaleMeasure, whole: Whole) -> model.Gap | None:
    items = scale_items(responses.questionnaire, measure.scale.key)
    if measure.scale.of or len({item.is_reverse for item in items}) < 2:
        return None
    gap = confidence_gap(responses.questionnaire, measure.scale, responses.choices)
    shares, given = gap_shares(gap), bounds(gap)
    return model.Gap(whole.values(given, shares.untried or NO_SHARE), whole.values(given, shares.modest or NO_SHARE))


def _reliability(responses: Responses, scale: Scale, whole: Whole) -> Cell[model.Reliability] | None:
    """Of the most common set of items; None where nobody would trust it: few people, few items."""
    items = scale_items(responses.questionnaire, scale.key)
    if scale.of or len(items) < 2:
        return None
    values, met = item_matrix(items, responses.choices)
    found = reliabilities(values, met)
    if not found or found[0].n < LEAST_PEOPLE:
        return hidden(Reason.NOBODY, whole.min_cell)
    names = [item.key for item in items]
    return whole.of(_told(found[0], names))


def _told(found: Reliability, names: Sequence[Key]) -> model.Reliability:
    quality = tuple(
        model.ItemQuality(names[place], one.item_rest, one.alpha_without)
        for place, one in zip(found.places, found.items, strict=True)
    )
    floor, ceiling = (None if share is None else share.share for share in (found.floor, found.ceiling))
    return model.Reliability(found.n, found.alpha, found.omega, quality, floor, ceiling)
