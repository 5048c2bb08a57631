"""Questions of several versions as one row of columns, in an order that further versions do not disturb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.responses import Responses
from surveys.model import Key, Kind, Question, Questionnaire

TOLD = frozenset(Kind) - {Kind.NOTE, Kind.MORE, Kind.REVIEW}
"""Kinds that leave a value behind."""


def merged_questions(responses: Responses) -> list[Question]:
    """Questions outside repeats, of the newest version and of earlier ones, with all options there ever were.

    A question that is gone stands after the one that stood before it; an option that is gone, after all others.
    """
    return _merged(responses, ())


def turn_questions(responses: Responses, repeat: Key) -> list[Question]:
    """The same for the questions of one repeat."""
    path = next(
        (
            (*known.outer, repeat)
            for questionnaire in _versions(responses)
            for known in questionnaire.repeats
            if known.key == repeat
        ),
        (repeat,),
    )
    return _merged(responses, path)


def versions_of(responses: Responses, question: Question) -> tuple[str, ...]:
    """Versions that have the question, the newest first."""
    return tuple(known.version for known in _versions(responses) if question.key in known.by_key)


def _versions(responses: Responses) -> Sequence[Questionnaire]:
    """The newest first."""
    return (responses.questionnaire, *reversed(responses.earlier))


def _merged(responses: Responses, repeats: tuple[Key, ...]) -> list[Question]:
    newest, *earlier = (list(_told(version, repeats)) for version in _versions(responses))
    order = [question.key for question in newest]
    known = {question.key: question for question in newest}
    for questions in earlier:
        place = 0
        for question in questions:
            if question.key in known:
                place = order.index(question.key) + 1
                known[question.key] = _with_options(known[question.key], question)
            else:
                known[question.key] = question
                order.insert(place, question.key)
                place += 1
    return [known[key] for key in order]


def _told(questionnaire: Questionnaire, repeats: tuple[Key, ...]) -> Iterable[Question]:
    return (q for q in questionnaire.questions if q.kind in TOLD and q.repeats == repeats)


def _with_options(question: Question, earlier: Question) -> Question:
    if question.kind is not earlier.kind:
        return question  # another question under the same name
    codes = {choice.code for choice in question.choices}
    gone = tuple(choice for choice in earlier.choices if choice.code not in codes)
    return replace(question, choices=question.choices + gone) if gone else question
