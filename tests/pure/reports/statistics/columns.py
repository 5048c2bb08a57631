"""Columns for tests, and answers of single people made of them."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from reports.statistics.codes import NOT_ASKED, SKIPPED, Codes
from surveys.model import PASSED_OVER, Answers, Key, Question, Questionnaire
from surveys.xlsform import compile_form, read_markdown
from tests.pure.surveys.transcripts import LIBRARY


def from_library(name: str) -> Questionnaire:
    """A questionnaire that is shipped."""
    return compile_form(read_markdown(f"{name}.md", (LIBRARY / f"{name}.md").read_text(encoding="utf-8")))


def codes(*values: int) -> Codes:
    """A column."""
    return np.array(values, dtype=np.int16)


def numbers(*values: float) -> np.ndarray:
    """A column of numbers."""
    return np.array(values, dtype=np.float64)


def quietly(test: Callable[..., Any], *samples: Any, **settings: Any) -> Any:
    """A test of scipy's, which warns where samples hardly vary; only our own warnings count here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return test(*samples, **settings)


def scored(questionnaire: Questionnaire) -> list[Question]:
    """Questions that count to some scale."""
    return [question for question in questionnaire.questions if question.scale]


@st.composite
def columns_of(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[Key, Codes]:
    """Random columns of all scored questions, of a few people; some questions are missing altogether."""
    people = draw(st.integers(1, 12))
    drawn = {}
    for question in scored(questionnaire):
        if draw(st.integers(0, 20)):
            code = st.integers(SKIPPED, len(question.choices) - 1)
            drawn[question.key] = codes(*draw(st.lists(code, min_size=people, max_size=people)))
    return drawn or {scored(questionnaire)[0].key: codes(*[0] * people)}


def answers_of(questionnaire: Questionnaire, columns: Mapping[Key, Codes], person: int) -> Answers:
    """What one person answered, as runs keep it."""
    found = {}
    for key, column in columns.items():
        code = int(column[person])
        if code != NOT_ASKED:
            found[key] = PASSED_OVER if code == SKIPPED else questionnaire.by_key[key].choices[code].code
    return found
