"""Which blocks deserve help first, for many people at once; the rule is that of `surveys.scoring`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import Marks
from reports.statistics.indices import Indices, ScaleIndices
from surveys.model import PriorityRule

NO_PRIORITY = -1
_OUT = -np.inf


def priorities(rule: PriorityRule | None, indices: Indices, chosen: Mapping[str, Marks]) -> NDArray[np.int8]:
    """Places in `indices.scales`, the most urgent first, shape (people, rule.most); NO_PRIORITY where none is left.
    `chosen` holds for the key of a scale who named it in the question of the rule, shape (people,)."""
    people = indices.scales[0].index.size if indices.scales else 0
    if rule is None:
        return np.zeros((people, 0), dtype=np.int8)
    blocks = [(place, one) for place, one in enumerate(indices.scales) if not one.scale.of and one.scale.is_personal]
    found = np.full((people, rule.most), NO_PRIORITY, dtype=np.int8)
    if not blocks:
        return found
    urgency = np.column_stack([_urgency(rule, one, chosen.get(one.scale.key)) for _, one in blocks])
    order = np.argsort(-urgency, axis=1, kind="stable")[:, : rule.most]  # stable: ties keep the order of the blocks
    places = np.array([place for place, _ in blocks], dtype=np.int8)
    is_urgent = np.take_along_axis(urgency, order, axis=1) > _OUT
    found[:, : order.shape[1]] = np.where(is_urgent, places[order], NO_PRIORITY)
    return found


def _urgency(rule: PriorityRule, block: ScaleIndices, chosen: Marks | None) -> NDArray[np.float64]:
    named = np.zeros(block.index.shape, dtype=np.bool_) if chosen is None else chosen
    counts = (block.index >= rule.alone_from) | (named & (block.index >= rule.chosen_from))
    return np.where(counts, block.index + rule.bonus * named, _OUT)
