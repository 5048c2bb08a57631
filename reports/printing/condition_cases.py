"""Conditions worked out option by option: what is too tangled to be retold may still depend on two answers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import cast

from reports.printing.paper_form import Blank
from surveys.expressions import FlatScope
from surveys.model import Condition, Key, Kind

_UNANSWERED = ""


@dataclass(frozen=True, slots=True)
class _Cases:
    """Numbers of options of one question: with which it always holds, and with which only beside others."""

    always: list[str]
    sometimes: list[str]
    beside: list[str]
    """Numbers of the other question's options that it then takes."""


def cases_said(condition: Condition, around: Sequence[Condition], blanks: Sequence[Blank]) -> str:
    """«если в вопросе 1 отмечено 1; если 4 — только когда в вопросе 8 отмечено 1»; empty if it is not so simple.

    `around` are conditions that hold anyway where it is read: options they rule out are not named.
    `blanks` are the questions that the condition reads.
    """
    if not 1 <= len(blanks) <= 2 or not all(_is_countable(blank) for blank in blanks):
        return ""
    known = {blank.question.name for blank in blanks}
    inside = [each for each in around if each.expression.depends_on <= known]
    expressions = [each.expression for each in (condition, *inside)]
    if any(each.is_volatile or each.walks or each.uses_current for each in expressions):
        return ""
    if len(blanks) == 1:
        return _said_of_one(blanks[0], [condition, *inside])
    for first, second in permutations(sorted(blanks, key=lambda blank: -len(blank.options))):
        cases = _cases(first, second, [condition, *inside])
        if cases is not None:
            return _said(first, second, cases)
    return ""


def _is_countable(blank: Blank) -> bool:
    return blank.question.kind is Kind.CHOICE and bool(blank.options) and not blank.question.turns


def _said_of_one(blank: Blank, conditions: Sequence[Condition]) -> str:
    marks = [o.mark for o in blank.options if _holds(conditions, {blank.question.name: o.choice.code})]
    return f"если в вопросе {blank.number} отмечено {_listed(marks)}" if marks else ""


def _cases(first: Blank, second: Blank, conditions: Sequence[Condition]) -> _Cases | None:
    """None where different options of the first question take different ones of the second."""
    always, sometimes, beside = [], [], None
    codes = {option.mark: option.choice.code for option in second.options}
    for option in first.options:
        given = {first.question.name: option.choice.code}
        marks = [mark for mark, code in codes.items() if _holds(conditions, given | {second.question.name: code})]
        if len(marks) == len(codes) and _holds(conditions, given | {second.question.name: _UNANSWERED}):
            always.append(option.mark)
        elif marks:
            if beside not in (None, marks):
                return None
            beside = marks
            sometimes.append(option.mark)
    return _Cases(always, sometimes, beside or []) if always or sometimes else None


def _holds(conditions: Sequence[Condition], answers: Mapping[Key, str]) -> bool:
    scope = FlatScope(cast("Mapping[str, str]", answers))
    return all(condition.expression.boolean(scope) for condition in conditions)


def _said(first: Blank, second: Blank, cases: _Cases) -> str:
    then = f"в вопросе {second.number} отмечено {_listed(cases.beside)}"
    if not cases.always:
        return f"если в вопросе {first.number} отмечено {_listed(cases.sometimes)} и {then}"
    said = f"если в вопросе {first.number} отмечено {_listed(cases.always)}"
    return f"{said}; если {_listed(cases.sometimes)} — только когда {then}" if cases.sometimes else said


def _listed(marks: Sequence[str]) -> str:
    return " или ".join(part for part in (", ".join(marks[:-1]), marks[-1]) if part)
