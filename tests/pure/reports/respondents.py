"""Small sets of finished answers for tests of what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from reports.responses import NOT_ASKED, SKIPPED, UNKNOWN, Attribute, Responses
from surveys.model import Key, Kind, Question, Questionnaire


def responses_of(
    questionnaire: Questionnaire,
    answers: Sequence[Mapping[str, str]],
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    earlier: Sequence[Questionnaire] = (),
    versions: Sequence[str] = (),
    **more: Any,
) -> Responses:
    """Columns of answers as ODK has them: an absent key was not asked, an empty text passed over.

    `versions` tells the version of every row.
    """
    newest = questionnaire.version
    known = [*(old.version for old in earlier), newest]
    questions: dict[Key, Question] = {}
    for version in (questionnaire, *reversed(earlier)):
        for question in version.questions:
            questions.setdefault(question.key, question)
    choices, ticks, numbers, texts = {}, {}, {}, {}
    for key, question in questions.items():
        if question.repeats or question.kind in (Kind.NOTE, Kind.MORE, Kind.REVIEW):
            continue
        told = [row.get(key) for row in answers]
        choices[key] = np.array([_state(question, answer) for answer in told], dtype=np.int16)
        if question.kind in (Kind.CHOICES, Kind.RANK):
            ticks[key] = np.array([_ticks(question, answer or "") for answer in told], dtype=np.uint8).reshape(
                len(told), len(question.choices)
            )
        elif question.kind is Kind.NUMBER:
            numbers[key] = np.array([float(answer) if answer else np.nan for answer in told])
        elif question.kind is not Kind.CHOICE:
            texts[key] = [answer or "" for answer in told]
    return Responses(
        questionnaire=questionnaire,
        size=len(answers),
        choices=choices,
        ticks=ticks,
        numbers=numbers,
        texts=texts,
        attributes={name: attribute(name, values) for name, values in (groups or {}).items()},
        versions=tuple(known),
        version_codes=np.array([known.index(v) for v in (versions or [newest] * len(answers))], dtype=np.int16),
        is_hasty=np.zeros(len(answers), dtype=bool),
        is_paper=np.zeros(len(answers), dtype=bool),
        row_ids=[f"r{number:04}" for number in range(1, len(answers) + 1)],
        earlier=earlier,
        **more,
    )


def attribute(name: str, values: Sequence[str]) -> Attribute:
    labels = tuple(dict.fromkeys(value for value in values if value))
    codes = np.array([labels.index(value) if value else UNKNOWN for value in values], dtype=np.int32)
    return Attribute(name, labels, codes, tuple(str(number) for number in range(1, len(labels) + 1)))


def _state(question: Question, answer: str | None) -> int:
    if answer is None:
        return NOT_ASKED
    if answer == "":
        return SKIPPED
    if question.kind is Kind.CHOICE:
        return [choice.code for choice in question.choices].index(answer)
    return 0


def _ticks(question: Question, answer: str) -> list[int]:
    codes = answer.split()
    if question.kind is Kind.RANK:
        return [codes.index(choice.code) + 1 if choice.code in codes else 0 for choice in question.choices]
    return [int(choice.code in codes) for choice in question.choices]
