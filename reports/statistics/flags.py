"""Answer sets to be careful with: one button all along, too fast, hardly anything of it their task (DOMAIN §2.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import NOT_ASKED, Codes, Counts, Marks, Numbers, not_mine_options
from reports.statistics.items import Columns, item_table, looked_up, scale_items
from surveys.model import Question, Questionnaire

SAME_FROM = 0.9
HASTY_BELOW = 90.0
"""Seconds."""
NOT_MINE_ABOVE = 0.4
LEAST_ANSWERS = 10
"""With fewer scored answers the same button says nothing."""
_NARROWLY = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Flags:
    """Who is flagged and why; all of shape (people,)."""

    same_button: Marks
    hasty: Marks
    not_mine: Marks

    @property
    def any(self) -> Marks:
        """Flagged for whatever reason."""
        return self.same_button | self.hasty | self.not_mine


def flag(questionnaire: Questionnaire, columns: Columns, seconds: Numbers) -> Flags:
    """Flags of everybody. `seconds` is how long each took, shape (people,); NaN where that is not known."""
    items = [(question, columns[question.key]) for question in _scored(questionnaire) if question.key in columns]
    return Flags(_same_button(items, seconds.size), seconds < HASTY_BELOW, _not_mine(items, seconds.size))


def _scored(questionnaire: Questionnaire) -> list[Question]:
    return [item for scale in questionnaire.scales for item in scale_items(questionnaire, scale.key)]


def _same_button(items: list[tuple[Question, Codes]], people: int) -> Marks:
    """Whether one button, counted from the top and before reversal, makes up nearly all scored answers."""
    buttons = max((len(question.choices) for question, _ in items), default=0)
    taps: NDArray[np.int16] = np.zeros((buttons, people), dtype=np.int16)
    for question, codes in items:
        for button in np.flatnonzero(~np.isnan(item_table(question))):
            taps[button] += codes == button
    answered = taps.sum(axis=0, dtype=np.int64)
    most: Counts = taps.max(axis=0, initial=0).astype(np.int64)
    same: Marks = (answered >= LEAST_ANSWERS) & (most - SAME_FROM * answered >= -_NARROWLY)
    return same


def _not_mine(items: list[tuple[Question, Codes]], people: int) -> Marks:
    """Whether «не моя задача» was said of more than so many of the items the person met."""
    met = np.zeros(people, dtype=np.int32)
    theirs = np.zeros(people, dtype=np.int32)
    for question, codes in items:
        met += codes != NOT_ASKED
        table = np.zeros(len(question.choices) + 2, dtype=np.bool_)
        table[list(not_mine_options(question))] = True
        theirs += looked_up(table, codes)
    too_many: Marks = theirs - NOT_MINE_ABOVE * met > _NARROWLY
    return too_many
