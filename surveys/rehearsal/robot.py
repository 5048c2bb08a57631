"""A robot's answers: values that the form itself speaks of, and what lies just beside them."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from surveys.expressions import Expression
from surveys.model import Choice, Condition, Key, Kind, Question, Questionnaire
from surveys.replies import Act, Attached, Located, Move, Said, Tapped
from surveys.xlsform.checks import readings

_NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_STRINGS = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_USUAL_NUMBERS = (0.0, 1.0, 2.0, 5.0, 20.0, 40.0, 100.0)
_USUAL_TEXTS = (
    "Да",
    "Это слово",
    "ivanova@example.ru",
    "+79991234567",
    "12345",
    "Ответ из нескольких слов, как пишут люди.",
)
_MOST_CANDIDATES = 40
_PASSED_OVER = 0.1
"""Share of questions that a robot skips where it may."""
_ADDED = 0.3
"""Share of turns after which a robot adds another one."""


class Robot:
    """Chooses replies; `wanted` are answers that lead somewhere it should get to."""

    def __init__(self, constants: Mapping[Key, Sequence[str]], seed: int, today: date) -> None:
        self._constants = constants
        self._random = random.Random(seed)
        self._today = today
        self.wanted: dict[Key, str] = {}

    def replies(self, question: Question, *, may_skip: bool) -> Iterator[Sequence[Act]]:
        """Replies to try one after another; each is a series of acts that ends with an answer."""
        if question.kind in (Kind.NOTE, Kind.ACKNOWLEDGE, Kind.REVIEW):
            yield (Move.DONE,)
            return
        wanted = self.wanted.get(question.name)
        if wanted is not None:
            yield from _acts(question, wanted)
        elif may_skip and self._random.random() < _PASSED_OVER:
            yield (Move.SKIP,)
        candidates = self._candidates(question)
        self._random.shuffle(candidates)
        for value in candidates:
            yield from _acts(question, value)
        if may_skip:
            yield (Move.SKIP,)

    def _candidates(self, question: Question) -> list[str]:
        match question.kind:
            case Kind.MORE:
                return ["more"] if self._random.random() < _ADDED else ["enough"]
            case Kind.CHOICE:
                return [choice.code for choice in self._some(question.choices)]
            case Kind.CHOICES:
                return self._sets([choice.code for choice in question.choices])
            case Kind.RANK:
                codes = [choice.code for choice in question.choices]
                self._random.shuffle(codes)
                return [" ".join(codes)]
            case Kind.ATTACHMENT | Kind.LOCATION:
                return ["x"]
        return candidates_of(question, self._constants.get(question.name, ()), self._today)

    def _some(self, choices: Sequence[Choice]) -> list[Choice]:
        few = list(choices)
        return few if len(few) <= _MOST_CANDIDATES else self._random.sample(few, _MOST_CANDIDATES)

    def _sets(self, codes: list[str]) -> list[str]:
        few = codes if len(codes) <= _MOST_CANDIDATES else self._random.sample(codes, _MOST_CANDIDATES)
        singles = list(few)
        mixed = [" ".join(c for c in few if self._random.random() < 0.4) for _ in range(3)]
        return [value for value in (*mixed, *singles) if value]


def candidates_of(question: Question, constants: Sequence[str], today: date) -> list[str]:
    """Values worth trying for a question that is answered by typing."""
    numbers = [float(text) for text in constants if _NUMBERS.fullmatch(text)]
    match question.kind:
        case Kind.NUMBER:
            return _numbers(question, numbers)
        case Kind.DATE | Kind.MOMENT:
            days = [today + timedelta(days=shift) for shift in (0, 1, -1, -400, -9000, -15000, 400)]
            days += [date.fromisoformat(text) for text in constants if re.fullmatch(r"\d{4}-[01]\d-[0-3]\d", text)]
            near = [day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)]
            return list(dict.fromkeys(day.isoformat() for day in near))[:_MOST_CANDIDATES]
        case Kind.TIME:
            return ["09:00", "15:30", "00:00", "23:59"]
        case Kind.TEXT:
            texts = [*(text for text in constants if text), *_USUAL_TEXTS]
            lengths = ["ж" * int(n) for n in numbers if 0 < n <= 1000]
            digits = ["1" * int(n) for n in numbers if 0 < n <= 30]
            return list(dict.fromkeys((*texts, *lengths, *digits)))[:_MOST_CANDIDATES]
    return []


def constants_of(questionnaire: Questionnaire) -> dict[Key, list[str]]:
    """Literals of the expressions that read each question, and of those it is checked by."""
    found: dict[Key, dict[str, None]] = {}

    def note(name: str, expression: Expression) -> None:
        kept = found.setdefault(Key(name), {})
        kept.update(dict.fromkeys(_NUMBERS.findall(expression.source)))
        kept.update(dict.fromkeys(a or b for a, b in _STRINGS.findall(expression.source)))

    for question in questionnaire.questions:
        for column, expression in readings(question):
            for name in expression.depends_on:
                note(name, expression)
            if column == "constraint":
                note(question.name, expression)
    for repeat in questionnaire.repeats:
        for name in repeat.count.depends_on if repeat.count else ():
            found.setdefault(Key(name), {}).update(dict.fromkeys(("0", "1", "2")))
    return {name: list(kept) for name, kept in found.items()}


def conditions_around(condition: Condition | None) -> list[Condition]:
    """A condition and those of the groups around it."""
    around = []
    while condition is not None:
        around.append(condition)
        condition = condition.outer
    return around


def _numbers(question: Question, constants: Sequence[float]) -> list[str]:
    limits = question.limits
    if limits is not None:
        return [format(value, "g") for value in (limits.start, limits.end, limits.start + limits.step)]
    values = [near for constant in constants for near in (constant, constant - 1, constant + 1)]
    values += _USUAL_NUMBERS
    if not question.is_whole_number:
        values += [constant + 0.5 for constant in constants]
    whole = [value for value in values if not question.is_whole_number or value.is_integer()]
    return list(dict.fromkeys(format(value, ".10g") for value in whole))[:_MOST_CANDIDATES]


def _acts(question: Question, value: str) -> Iterator[Sequence[Act]]:
    match question.kind:
        case Kind.CHOICE | Kind.MORE:
            places = _places(question, [value])
            if places:
                yield (Tapped(places[0]),)
        case Kind.CHOICES | Kind.RANK:
            places = _places(question, value.split())
            if places:
                yield (*(Tapped(place) for place in places), Move.DONE)
        case Kind.ATTACHMENT:
            yield (Attached(question.accepts[0], "robot"),)
        case Kind.LOCATION:
            yield (Located(55.75, 37.62, 10),)
        case Kind.MOMENT:
            yield (Said(f"{value} 10:00"),)
        case _:
            yield (Said(value),)


def _places(question: Question, codes: Sequence[str]) -> list[int]:
    known = {choice.code: place for place, choice in enumerate(question.choices)}
    return [known[code] for code in codes if code in known]
