"""Answers inside repeats: a sheet for each repeat, a row for each turn, with the number of the respondent's row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.answers.columns import PASSED_OVER, TOO_FEW, Value, option_texts
from reports.answers.merging import turn_questions
from reports.answers.options import AnswersOptions, Values
from reports.responses import Responses
from surveys.model import CHOOSING, Key, Kind, Question

TurnSheet = tuple[str, list[str], Iterator[Sequence[Value]]]
"""Title, headings, rows."""


def turn_sheets(responses: Responses, options: AnswersOptions) -> Iterator[TurnSheet]:
    """A sheet for every repeat that the questionnaire has."""
    repeats = {
        known.key: known for version in (*responses.earlier, responses.questionnaire)
        for known in version.repeats
    }  # fmt: skip
    for key, repeat in repeats.items():
        questions = turn_questions(responses, key)
        is_labelled = options.values is Values.LABELS
        depth = len(repeat.outer) + 1
        turns = ["Раз" if depth == 1 else f"Раз, уровень {level}" for level in range(1, depth + 1)]
        headings = ["Номер строки", *turns, *(q.label if is_labelled else str(q.key) for q in questions)]
        yield (
            repeat.title if is_labelled and repeat.title else str(key),
            headings,
            _rows(responses, key, questions, options),
        )


def _rows(
    responses: Responses, repeat: Key, questions: Sequence[Question], options: AnswersOptions
) -> Iterator[Sequence[Value]]:
    for row, turns, answers in responses.repeats.get(repeat, ()):
        told = [_cell(question, answers.get(question.key), responses.size, options) for question in questions]
        yield [responses.row_ids[row] if responses.row_ids else str(row + 1), *turns, *told]


def _cell(question: Question, answer: str | None, size: int, options: AnswersOptions) -> Value:
    if answer is None:
        return None
    if answer == "":
        return PASSED_OVER[options.values]
    if question.kind in CHOOSING:
        texts = dict(zip((c.code for c in question.choices), option_texts(question, options.values), strict=True))
        between = "; " if options.values is Values.LABELS else " "
        return between.join(texts.get(code, code) for code in answer.split())
    if question.kind is Kind.TEXT and size < options.least:
        return TOO_FEW
    return _number(answer) if question.kind is Kind.NUMBER else answer


def _number(answer: str) -> Value:
    try:
        value = float(answer)
    except ValueError:
        return answer
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
