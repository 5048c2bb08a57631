"""What is measured of a person: scored items and indices of scales, once for all tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reports.responses import Responses
from reports.statistics.codes import Codes, Numbers, not_mine_options
from reports.statistics.indices import PRONOUNCED_FROM, Indices, score_all
from reports.statistics.items import HARD_FROM, item_table, scale_items, score_table
from surveys.model import Question, Scale

_NARROWLY = 1e-9


@dataclass(frozen=True, eq=False)
class ItemMeasure:
    """A scored question and the column of its codes."""

    question: Question
    codes: Codes

    @property
    def options(self) -> int:
        """How many there are to take."""
        return len(self.question.choices)

    @cached_property
    def values(self) -> Numbers:
        """Difficulty 0–1 of each option after reversal, NaN for «не моя задача»."""
        return item_table(self.question)[:-2]

    @cached_property
    def scores(self) -> Numbers:
        """As the author wrote them."""
        return score_table(self.question)[:-2]

    @cached_property
    def is_scored(self) -> NDArray[np.bool_]:
        """By option."""
        return ~np.isnan(self.values)

    @cached_property
    def is_hard(self) -> NDArray[np.bool_]:
        """By option: answers 2 and 3 of 0–3."""
        return np.nan_to_num(self.values, nan=-1.0) >= HARD_FROM - _NARROWLY

    @cached_property
    def judged(self) -> NDArray[np.intp]:
        """By scored option, what protection looks at: 1 for a hard one, else 0; of equal options is told the same."""
        return self.is_hard[self.is_scored].astype(np.intp)

    @cached_property
    def not_mine(self) -> frozenset[int]:
        """Places of «не моя задача»."""
        return not_mine_options(self.question)


@dataclass(frozen=True, eq=False)
class ScaleMeasure:
    """A scale and everybody's index."""

    scale: Scale
    index: Numbers

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """Who has a valid index."""
        return ~np.isnan(self.index)

    @cached_property
    def is_pronounced(self) -> NDArray[np.bool_]:
        """Whose index is 50 and more."""
        return self.index >= PRONOUNCED_FROM

    @cached_property
    def judged(self) -> Numbers:
        """What protection looks at: 1 for pronounced difficulty, else 0. Of people of one level the same is told;
        where a level has both, all agree."""
        starts = [band.start for band in self.scale.bands]
        tells = not starts or any(abs(start - PRONOUNCED_FROM) < _NARROWLY for start in starts)
        return np.where(self.is_known, self.is_pronounced & tells, np.nan)


@dataclass(frozen=True, eq=False)
class Measures:
    """All measures of a selection."""

    scales: tuple[ScaleMeasure, ...]
    items: tuple[ItemMeasure, ...]
    indices: Indices


def measures_of(responses: Responses) -> Measures:
    """Indices and items, in the order of the questionnaire."""
    questionnaire = responses.questionnaire
    indices = score_all(questionnaire, responses.choices)
    scored = {item.key for scale in questionnaire.scales for item in scale_items(questionnaire, scale.key)}
    items = tuple(
        ItemMeasure(question, responses.choices[question.key])
        for question in questionnaire.questions
        if question.key in scored and question.key in responses.choices
    )
    scales = tuple(ScaleMeasure(one.scale, one.index) for one in indices.scales)
    return Measures(scales, items, indices)


def most_options(items: Sequence[ItemMeasure]) -> int:
    """Of any item."""
    return max((len(item.question.choices) for item in items), default=1)
