"""Conditions in the words of a paper: «если в вопросе 1 отмечено «2 — Учитель-предметник»»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.printing.condition_cases import cases_said
from reports.printing.paper_form import Blank, PaperForm, nearest
from surveys.expressions.defects import DefectList
from surveys.expressions.parser import parse
from surveys.expressions.syntax import Call, Comparison, Logic, Number, Path, Reference, Syntax, Text
from surveys.model import Condition, Kind, Question
from surveys.rehearsal.robot import conditions_around

UNKNOWN = "если это к вам относится"
"""What is said where the condition is more than a reader could follow."""
_LONGEST = 220
_SIZES = {">": "больше", "<": "меньше", ">=": "не меньше", "<=": "не больше", "=": "равен", "!=": "не равен"}
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class _Fact:
    """Something said of one question: that an option is chosen or is not, or how large the answer is."""

    blank: Blank
    value: str
    is_met: bool = True
    size: str = ""


class ConditionWords:
    """Says conditions of one paper."""

    def __init__(self, form: PaperForm) -> None:
        self._form = form
        self._numbers = {blank.question.key: blank.number for blank in form.blanks}
        self._by_number = {blank.number: blank for blank in form.blanks}

    def said(self, conditions: Sequence[Condition], question: Question) -> str:
        """All of them in one phrase, as read at this question; empty if there are none."""
        if not conditions:
            return ""
        facts = [self._facts(parse(c.expression.source, DefectList()), "and", question) for c in conditions]
        if not all(found for found, _glue in facts):
            return self._cases(conditions[0], question) if len(conditions) == 1 else UNKNOWN
        if len(facts) > 1 and any(map(_is_either, facts)):
            return UNKNOWN
        phrase = "если " + " и ".join(_joined(found, glue) for found, glue in facts)
        return phrase if len(phrase) <= _LONGEST else UNKNOWN

    def _cases(self, condition: Condition, question: Question) -> str:
        """What is too tangled for words, told by numbers of options."""
        numbers = [nearest(self._numbers, question, name) for name in sorted(condition.expression.depends_on)]
        if not all(numbers):
            return UNKNOWN
        around = conditions_around(condition.outer)
        return cases_said(condition, around, [self._by_number[number] for number in numbers]) or UNKNOWN

    def _facts(self, syntax: Syntax, glue: str, question: Question) -> tuple[list[_Fact], str]:
        """Simple facts and what joins them; no facts where it is not that simple."""
        if isinstance(syntax, Logic):
            found = [self._fact(operand, question) for operand in syntax.operands]
            return ([fact for fact in found if fact] if all(found) else []), syntax.operator
        fact = self._fact(syntax, question)
        return ([fact] if fact else []), glue

    def _fact(self, syntax: Syntax, question: Question) -> _Fact | None:
        match syntax:
            case Call("not", (inner,)):
                fact = self._fact(inner, question)
                is_plain = fact is not None and not fact.size
                return _Fact(fact.blank, fact.value, not fact.is_met) if fact and is_plain else None
            case Call("selected", (target, Text(code))):
                return self._chosen(target, code, question, is_met=True)
            case Comparison(operator, left, right):
                if isinstance(left, Text | Number):
                    operator, left, right = _FLIPPED[operator], right, left
                return self._compared(operator, left, right, question)
        return None

    def _compared(self, operator: str, left: Syntax, right: Syntax, question: Question) -> _Fact | None:
        blank = self._blank(left, question)
        if blank is None or not isinstance(right, Text | Number):
            return None
        value = right.value if isinstance(right, Text) else format(right.value, "g")
        if blank.options:
            is_met = operator == "="
            return self._chosen(left, value, question, is_met=is_met) if operator in ("=", "!=") else None
        is_number = blank.question.kind is Kind.NUMBER and value
        return _Fact(blank, value.replace(".", ","), size=_SIZES[operator]) if is_number else None

    def _chosen(self, target: Syntax, code: str, question: Question, *, is_met: bool) -> _Fact | None:
        blank = self._blank(target, question)
        option = next((option for option in blank.options if option.choice.code == code), None) if blank else None
        if blank is None or option is None:
            return None
        label = option.choice.short or option.choice.label
        return _Fact(blank, label if label == option.mark else f"{option.mark} — {label}", is_met)

    def _blank(self, syntax: Syntax, question: Question) -> Blank | None:
        name = syntax.name if isinstance(syntax, Reference) else syntax.leads_to if isinstance(syntax, Path) else None
        return self._by_number.get(nearest(self._numbers, question, name)) if name else None


def most_chosen(question: Question) -> int | None:
    """How many options may be ticked, where the constraint says so: `count-selected(.) <= 3`."""
    return _upper_limit(question, "count-selected")


def longest(question: Question) -> int | None:
    """How many characters may be written, where the constraint says so."""
    return _upper_limit(question, "string-length")


def _upper_limit(question: Question, function: str) -> int | None:
    if question.constraint is None:
        return None
    syntax = parse(question.constraint.source, DefectList())
    parts = syntax.operands if isinstance(syntax, Logic) and syntax.operator == "and" else (syntax,)
    limits = [_limit(part, function) for part in parts]
    return min((limit for limit in limits if limit is not None), default=None)


def _limit(syntax: Syntax, function: str) -> int | None:
    match syntax:
        case Comparison("<=" | "<" as operator, Call(name, (Path() as path,)), Number(value)):
            if name == function and path.is_current:
                return int(value) - (operator == "<" and value.is_integer())
    return None


def _is_either(facts: tuple[list[_Fact], str]) -> bool:
    """Whether «или» joins different questions: with an «и» beside it nobody could tell what belongs to what."""
    return facts[1] == "or" and len({fact.blank.number for fact in facts[0]}) > 1


def _joined(facts: Sequence[_Fact], glue: str) -> str:
    """The facts in one phrase; what is said of one question is said together."""
    by_number: dict[tuple[str, bool, bool], list[_Fact]] = {}
    for fact in facts:
        by_number.setdefault((fact.blank.number, fact.is_met, bool(fact.size)), []).append(fact)
    return (" и " if glue == "and" else " или ").join(_phrase(found, glue) for found in by_number.values())


def _phrase(facts: Sequence[_Fact], glue: str) -> str:
    first, values = facts[0], [f"«{fact.value}»" for fact in facts]
    word = " и " if glue == "and" else " или "
    if first.size:
        return f"ответ на вопрос {first.blank.number} " + word.join(f"{fact.size} {fact.value}" for fact in facts)
    if first.is_met:
        return f"в вопросе {first.blank.number} отмечено " + word.join(values)
    if len(values) > 1 and glue == "and":
        return f"в вопросе {first.blank.number} не отмечено " + ", ".join(f"ни {value}" for value in values)
    return f"в вопросе {first.blank.number} не отмечено " + word.join(values)
