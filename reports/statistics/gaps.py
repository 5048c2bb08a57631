"""The confidence gap: what people say they can do against what they did (DOMAIN §2.3); for groups only, no mark."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reports.statistics.codes import Numbers
from reports.statistics.items import Columns, item_matrix, scale_items
from reports.statistics.shares import Share, share_of
from surveys.model import Questionnaire, Scale

WIDE = 0.5


@dataclass(frozen=True, slots=True)
class GapShares:
    """Shares among those whose gap is known."""

    untried: Share | None
    """Say they are confident, but the practice is absent: gap below −0.5."""
    modest: Share | None
    """Underrate themselves: gap above 0.5."""


def confidence_gap(questionnaire: Questionnaire, scale: Scale, columns: Columns) -> Numbers:
    """Mean difficulty of the ordinary items less that of the reverse ones, −1…1, shape (people,); NaN where either is
    unknown or the index of the scale is not valid."""
    items = scale_items(questionnaire, scale.key)
    values, _met = item_matrix(items, columns)
    is_reverse = np.array([item.is_reverse for item in items], dtype=np.bool_)
    gap = _row_means(values[:, ~is_reverse]) - _row_means(values[:, is_reverse])
    gap[np.count_nonzero(~np.isnan(values), axis=1) < scale.least] = np.nan
    return gap


def gap_shares(gap: Numbers) -> GapShares:
    """How many say more than they do, and how many do more than they say."""
    rounded = np.round(gap[~np.isnan(gap)], 9)
    return GapShares(
        share_of(int(np.count_nonzero(rounded < -WIDE)), rounded.size),
        share_of(int(np.count_nonzero(rounded > WIDE)), rounded.size),
    )


def _row_means(values: Numbers) -> Numbers:
    is_known = ~np.isnan(values)
    counts = np.count_nonzero(is_known, axis=1)
    means = np.full(values.shape[0], np.nan)
    np.divide(np.where(is_known, values, 0.0).sum(axis=1), counts, out=means, where=counts > 0)
    return means
