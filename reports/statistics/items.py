"""Values of scored questions: options turned into numbers by a table of one row for each option."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import NOT_ASKED, Codes, Marks, Numbers
from surveys.model import Key, Question, Questionnaire
from surveys.scoring import option_values

Columns = Mapping[Key, Codes]
"""Columns of questions where one option is taken, all of one length; questions that are missing were not asked."""

HARD_FROM = 2 / 3
"""Answers 2 and 3 of a scale 0–3."""

Value = TypeVar("Value", bound=np.generic)


def item_table(question: Question) -> Numbers:
    """Values 0–1 by option, turned round where the question is reverse; NaN for «не моя задача». Two more NaN stand
    at the end, where NOT_ASKED and SKIPPED point to as negative indices."""
    return _table([math.nan if value is None else value for value in option_values(question)])


def score_table(question: Question) -> Numbers:
    """Scores as the author wrote them, by option, never turned round; otherwise as `item_table`."""
    return _table([math.nan if choice.score is None else choice.score for choice in question.choices])


def item_values(question: Question, codes: Codes) -> Numbers:
    """Values 0–1 of people, shape (people,)."""
    return looked_up(item_table(question), codes)


def scores(question: Question, codes: Codes) -> Numbers:
    """Scores of people as the author wrote them, shape (people,): what a mean of a scale question is of."""
    return looked_up(score_table(question), codes)


def looked_up(table: NDArray[Value], codes: Codes) -> NDArray[Value]:
    """Rows of a table by code; a code beyond the options is a bug and raises IndexError."""
    return table[codes.astype(np.intp)]


def scale_items(questionnaire: Questionnaire, scale: str) -> tuple[Question, ...]:
    """Questions that count to a scale: they name it, weigh something, and tell at least two scores apart."""
    return tuple(q for q in questionnaire.questions if q.scale == scale and q.weight > 0 and _tells(q))


def item_matrix(items: Sequence[Question], columns: Columns) -> tuple[Numbers, Marks]:
    """Values (people, items) and which items each person met. For one scale at a time: this is the wide form."""
    present = [columns.get(item.key) for item in items]
    people = next((column.size for column in present if column is not None), 0)
    values = np.full((people, len(items)), np.nan, order="F")  # written and read by items
    met = np.zeros((people, len(items)), dtype=np.bool_, order="F")
    for place, (item, column) in enumerate(zip(items, present, strict=True)):
        if column is not None:
            values[:, place] = item_values(item, column)
            met[:, place] = column != NOT_ASKED
    return values, met


def _tells(question: Question) -> bool:
    return len({choice.score for choice in question.choices if choice.score is not None}) > 1


def _table(values: Sequence[float]) -> Numbers:
    return np.array([*values, math.nan, math.nan], dtype=np.float64)
