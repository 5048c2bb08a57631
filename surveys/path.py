"""The questions that concern a person, given the answers so far, and where on that way the person stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast

from surveys.expressions import Expression, FlatScope
from surveys.model import Answers, Key, Kind, Question, Questionnaire, Run

MOST_WAYS = 512
"""Ways through one questionnaire that are remembered; people who answer alike walk the same way."""


@dataclass(frozen=True, slots=True)
class Progress:
    """«7 из 40»; notes do not count and carry the number of the question that follows them."""

    number: int
    total: int


@dataclass(frozen=True)
class Way:
    """Questions in order, those that do not concern the person left out."""

    questions: Sequence[Question]

    @cached_property
    def places(self) -> dict[Key, int]:
        """Where each question stands."""
        return {question.key: place for place, question in enumerate(self.questions)}

    @cached_property
    def _numbers(self) -> Sequence[int]:
        numbers, passed = [], 0
        for question in self.questions:
            numbers.append(passed + 1)
            passed += question.is_numbered
        return [min(number, max(passed, 1)) for number in numbers]

    @cached_property
    def _total(self) -> int:
        return sum(question.is_numbered for question in self.questions)

    def progress(self, question: Question) -> Progress:
        """Number and total of the question."""
        return Progress(self._numbers[self.places[question.key]], self._total)

    def first_open(self, answers: Answers) -> Question | None:
        """The first question not met yet."""
        for question in self.questions:
            if question.key not in answers:
                return question
        return None

    def before(self, key: Key) -> Question | None:
        """The question in front of this one."""
        place = self.places[key]
        return self.questions[place - 1] if place > 0 else None

    def after(self, key: Key) -> Question | None:
        """The question behind this one."""
        place = self.places[key] + 1
        return self.questions[place] if place < len(self.questions) else None


@dataclass(frozen=True, slots=True)
class Path:
    """A way and the values on it: answers and calculations."""

    way: Way
    values: Answers


class Map:
    """All ways through one questionnaire; a way is worked out once for the same answers that decide it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questions = questionnaire.questions
        self._has_calculations = any(question.kind is Kind.CALCULATION for question in self._questions)
        conditions = {condition for question in self._questions for condition in question.conditions}
        self._is_changeable = self._has_calculations or any(condition.is_volatile for condition in conditions)
        self._deciding = sorted({Key(name) for condition in conditions for name in condition.depends_on})
        self._remembered: dict[tuple[str | None, ...], Way] = {}

    def path(self, answers: Answers, now: datetime) -> Path:
        """The way of somebody with these answers."""
        if self._is_changeable:
            values = dict(answers)
            return Path(self._walked(values, now), values)
        decided_by = tuple([answers.get(key) for key in self._deciding])
        way = self._remembered.get(decided_by)
        if way is None:
            way = self._walked(dict(answers), now)
            if len(self._remembered) >= MOST_WAYS:
                self._remembered.clear()
            self._remembered[decided_by] = way
        return Path(way, answers)

    def _walked(self, values: dict[Key, str], now: datetime) -> Way:
        """Walk once; a condition shared by many questions is evaluated once, unless a calculation came between."""
        verdicts: dict[Expression, bool] = {}
        on_the_way: list[Question] = []
        for question in self._questions:
            if not all(_holds(condition, values, now, verdicts) for condition in question.conditions):
                continue
            if question.calculation is not None:
                values[question.key] = question.calculation.string(scope_of(values, now))
                verdicts.clear()
            elif question.is_asked:
                on_the_way.append(question)
        return Way(on_the_way)


def path_of(run: Run, now: datetime) -> Path:
    """The way of this run."""
    questionnaire = run.questionnaire
    found = questionnaire.__dict__.get("_map")
    if found is None:
        # Beside the questionnaire's cached properties: it lives exactly as long as the questionnaire does.
        found = questionnaire.__dict__["_map"] = Map(questionnaire)
    path: Path = found.path(run.answers, now)
    return path


def question_of(run: Run, path: Path) -> Question | None:
    """What the person is looking at; None when the run takes no more answers."""
    if not run.status.is_open:
        return None
    if run.position is not None and run.position in path.way.places:
        return path.way.questions[path.way.places[run.position]]
    return path.way.first_open(run.answers)


def scope_of(values: Answers, now: datetime, current: str = "") -> FlatScope:
    """What an expression sees; a question's name is a plain text to it."""
    return FlatScope(values=cast("Mapping[str, str]", values), current=current, now=now)


def _holds(condition: Expression, values: Answers, now: datetime, verdicts: dict[Expression, bool]) -> bool:
    known = verdicts.get(condition)
    if known is None:
        known = verdicts[condition] = condition.boolean(scope_of(values, now))
    return known
