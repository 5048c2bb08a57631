"""Blocks and overall indices of a selection."""

from __future__ import annotations

from collections.abc import Sequence

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
from reports.summary.whole import Whole, spread_cell
from surveys.model import Key, Questionnaire, Scale

NO_SHARE = Share(0, 0, 0.0, 1.0)


def blocks_of(responses: Responses, measures: Measures, whole: Whole, well_being: Whole) -> tuple[model.Block, ...]:
    """All scales, in the order of the questionnaire."""
    return tuple(
        _block(responses, measure, whole if measure.scale.is_personal else well_being) for measure in measures.scales
    )


def is_overall(block: model.Block, questionnaire: Questionnaire) -> bool:
    """Whether it is made of other blocks."""
    return any(scale.key == block.key and scale.of for scale in questionnaire.scales)


def _block(responses: Responses, measure: ScaleMeasure, whole: Whole) -> model.Block:
    scale, index = measure.scale, measure.index
    n = int(np.count_nonzero(measure.is_known))
    pronounced = share_of(int(np.count_nonzero(measure.is_pronounced)), n) or NO_SHARE
    spread = spread_cell(whole, index)
    return model.Block(
        key=scale.key,
        label=scale.label,
        n=whole.values(index, n),
        index=spread,
        pronounced=whole.values(index, pronounced),
        level=spread.to(lambda found: _level(scale, found.mean)) if scale.bands else None,
        levels=_levels(measure, whole),
        chosen=_chosen(responses, scale, whole),
        gap=_gap(responses, measure, whole),
        reliability=_reliability(responses, scale, whole),
        is_well_being=not scale.is_personal,
    )


def _level(scale: Scale, mean: float) -> str:
    band = scale.band(mean)
    return "" if band is None else band.label


def _levels(measure: ScaleMeasure, whole: Whole) -> tuple[model.LabelledShare, ...]:
    shares = level_shares(measure.scale, measure.index)
    return tuple(
        model.LabelledShare(band.key, band.label, whole.values(measure.index, share or NO_SHARE))
        for band, share in zip(measure.scale.bands, shares, strict=True)
    )


def _chosen(responses: Responses, scale: Scale, whole: Whole) -> model.Part | None:
    """Who named the block as one where help is wanted first, of those who answered that question."""
    rule = responses.questionnaire.priorities
    question = responses.questionnaire.by_key.get(rule.question) if rule is not None else None
    if question is None or question.key not in responses.ticks or scale.of:
        return None
    codes = [choice.code for choice in question.choices]
    if scale.key not in codes:
        return None
    is_answered = responses.choices[question.key] >= 0
    ticks = responses.ticks[question.key][is_answered] > 0
    counts = np.count_nonzero(ticks, axis=0)
    base = int(np.count_nonzero(is_answered))
    share = share_of(int(counts[codes.index(scale.key)]), base) or NO_SHARE
    return whole.options(counts.tolist(), base, share)


def _gap(responses: Responses, measure: ScaleMeasure, whole: Whole) -> model.Gap | None:
    items = scale_items(responses.questionnaire, measure.scale.key)
    if measure.scale.of or len({item.is_reverse for item in items}) < 2:
        return None
    gap = confidence_gap(responses.questionnaire, measure.scale, responses.choices)
    shares = gap_shares(gap)
    return model.Gap(whole.values(gap, shares.untried or NO_SHARE), whole.values(gap, shares.modest or NO_SHARE))


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
