"""Indices of scales for many people at once; `surveys.scoring` says the same of one in plain words (DOMAIN §2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import NOT_ASKED, Codes, Numbers
from reports.statistics.items import Columns, item_table, looked_up
from reports.statistics.shares import Share, share_of
from surveys.model import Question, Questionnaire, Scale

PRONOUNCED_FROM = 50.0
"""Where a difficulty is pronounced: what seminars are planned from."""
NO_LEVEL = -1


@dataclass(frozen=True, eq=False, slots=True)
class ScaleIndices:
    """One scale; all arrays have the shape (people,)."""

    scale: Scale
    index: Numbers
    """0–100; NaN where too little was answered to say."""
    answered: NDArray[np.int16]
    """Questions (or scales) that have a value."""
    asked: NDArray[np.int16]
    """Questions of the scale that the person met, or scales it is made of."""


@dataclass(frozen=True, eq=False)
class Indices:
    """All scales of a questionnaire, in its order."""

    scales: tuple[ScaleIndices, ...]

    @cached_property
    def by_key(self) -> Mapping[str, ScaleIndices]:
        """Scales by key."""
        return {one.scale.key: one for one in self.scales}


def score_all(questionnaire: Questionnaire, columns: Columns) -> Indices:
    """Indices of everybody. Holds one item at a time beside the results: 12 bytes for each person and scale."""
    people = next((column.size for column in columns.values()), 0)
    results: dict[str, ScaleIndices] = {}
    for scale in questionnaire.scales:
        if not scale.of:
            results[scale.key] = _block(questionnaire, scale, columns, people)
    for scale in questionnaire.scales:
        if scale.of:
            results[scale.key] = _composite(scale, results, people)
    return Indices(tuple(results[scale.key] for scale in questionnaire.scales))


def levels(scale: Scale, index: Numbers) -> NDArray[np.int8]:
    """The place of each person's band among the scale's; NO_LEVEL where there is no index or no band reaches it."""
    found = np.full(index.shape, NO_LEVEL, dtype=np.int8)
    for place, band in enumerate(scale.bands):
        reached = (index >= band.start).astype(np.int8)  # comparisons with NaN are false
        np.maximum(found, reached * np.int8(place + 1) - np.int8(1), out=found)
    return found


def level_shares(scale: Scale, index: Numbers) -> tuple[Share | None, ...]:
    """Share of each band among people with a level."""
    found = levels(scale, index)
    counts = np.bincount(found[found >= 0].astype(np.intp), minlength=len(scale.bands))
    return tuple(share_of(int(count), int(counts.sum())) for count in counts)


def _block(questionnaire: Questionnaire, scale: Scale, columns: Columns, people: int) -> ScaleIndices:
    items = [(q, columns[q.key]) for q in questionnaire.questions if q.scale == scale.key and q.key in columns]
    asked = np.zeros(people, dtype=np.int16)
    answered = np.zeros(people, dtype=np.int16)
    total = np.zeros(people)
    weights = np.zeros(people)
    for question, codes in items:
        asked += codes != NOT_ASKED
        if question.weight > 0:
            _add_item(question, codes, answered, total, weights)
    return ScaleIndices(scale, _index(total, weights, answered, scale.least), answered, asked)


def _add_item(
    question: Question, codes: Codes, answered: NDArray[np.int16], total: Numbers, weights: Numbers
) -> None:
    table = item_table(question)
    known = ~np.isnan(table)
    total += looked_up(np.where(known, table * question.weight, 0.0), codes)
    weights += looked_up(np.where(known, question.weight, 0.0), codes)
    answered += looked_up(known, codes)


def _composite(scale: Scale, results: Mapping[str, ScaleIndices], people: int) -> ScaleIndices:
    parts: Sequence[ScaleIndices] = [results[key] for key in scale.of if key in results]
    answered = np.zeros(people, dtype=np.int16)
    total, weights = np.zeros(people), np.zeros(people)
    for part in parts:
        is_known = ~np.isnan(part.index)
        answered += is_known
        total += np.where(is_known, part.index / 100 * part.scale.weight, 0.0)
        weights += is_known * part.scale.weight
    asked = np.full(people, len(parts), dtype=np.int16)
    return ScaleIndices(scale, _index(total, weights, answered, scale.least), answered, asked)


def _index(total: Numbers, weights: NDArray[np.generic], answered: NDArray[np.int16], least: int) -> Numbers:
    is_valid = (answered > 0) & (answered >= least)
    index = np.full(total.shape, np.nan)
    np.divide(100 * total, weights, out=index, where=is_valid)
    # Rounded as `surveys.scoring` does it: far below anything shown, so that 3/3 of a scale is 100 and bounds hold.
    return np.round(index, 9)
