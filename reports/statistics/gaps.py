"""The confidence gap: what people say they can do against what they did (DOMAIN §2.3); for groups only, no mark."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import Numbers
from reports.statistics.items import Columns, item_table, looked_up, scale_items
from reports.statistics.shares import Share, share_of
from surveys.model import Question, Questionnaire, Scale

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
    items = [item for item in scale_items(questionnaire, scale.key) if item.key in columns]
    people = next((column.size for column in columns.values()), 0)
    ordinary, said = _mean_of([item for item in items if not item.is_reverse], columns, people)
    reverse, done = _mean_of([item for item in items if item.is_reverse], columns, people)
    gap = ordinary - reverse
    gap[said + done < scale.least] = np.nan
    return gap


def gap_shares(gap: Numbers) -> GapShares:
    """How many say more than they do, and how many do more than they say."""
    rounded = np.round(gap[~np.isnan(gap)], 9)
    return GapShares(
        share_of(int(np.count_nonzero(rounded < -WIDE)), rounded.size),
        share_of(int(np.count_nonzero(rounded > WIDE)), rounded.size),
    )


def _mean_of(items: list[Question], columns: Columns, people: int) -> tuple[Numbers, NDArray[np.int16]]:
    """Mean value of these items, NaN where none was answered, and how many were; one item at a time."""
    total, count = np.zeros(people), np.zeros(people, np.int16)
    for item in items:
        table = item_table(item)
        total += looked_up(np.nan_to_num(table), columns[item.key])
        count += looked_up(~np.isnan(table), columns[item.key])
    means = np.full(people, np.nan)
    np.divide(total, count, out=means, where=count > 0)
    return means, count
