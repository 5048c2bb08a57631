"""The questions that concern a person, given the answers so far, and where on that way the person stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from surveys.expressions import Expression, FlatScope
from surveys.model import Answers, Key, Kind, Question, Questionnaire, Run


@dataclass(frozen=True, slots=True)
class Path:
    """Questions in order, those that do not concern the person left out; `values` are answers and calculations."""

    questions: Sequence[Question]
    values: Answers

    def first_open(self, answers: Answers) -> Question | None:
        """The first question not met yet."""
        return next((question for question in self.questions if question.key not in answers), None)

    def before(self, key: Key) -> Question | None:
        """The question in front of this one."""
        place = self._place(key)
        return self.questions[place - 1] if place > 0 else None

    def after(self, key: Key) -> Question | None:
        """The question behind this one."""
        place = self._place(key) + 1
        return self.questions[place] if place < len(self.questions) else None

    def _place(self, key: Key) -> int:
        return next(place for place, question in enumerate(self.questions) if question.key == key)


@dataclass(frozen=True, slots=True)
class Progress:
    """«7 из 40»; notes do not count and carry the number of the question that follows them."""

    number: int
    total: int


def path_of(questionnaire: Questionnaire, answers: Answers, now: datetime) -> Path:
    """Walk the questionnaire once; a condition shared by many questions is evaluated once."""
    values = dict(answers) if questionnaire.has_calculations else answers
    scope = FlatScope(values=values, now=now)
    verdicts: dict[int, bool] = {}
    on_the_way: list[Question] = []
    for question in questionnaire.questions:
        if not all(_holds(condition, scope, verdicts) for condition in question.conditions):
            continue
        if question.kind is Kind.CALCULATION:
            _calculate(question, values, now)
            verdicts.clear()
        else:
            on_the_way.append(question)
    return Path(on_the_way, values)


def question_of(run: Run, path: Path) -> Question | None:
    """What the person is looking at; None when the run takes no more answers."""
    if not run.status.is_open:
        return None
    if run.position is not None:
        for question in path.questions:
            if question.key == run.position:
                return question
    return path.first_open(run.answers)


def progress_of(path: Path, question: Question) -> Progress:
    """Number and total of the question among those that concern the person."""
    numbered = [other for other in path.questions if other.is_numbered]
    passed = 0
    for other in path.questions:
        if other.key == question.key:
            break
        passed += other.is_numbered
    return Progress(min(passed + 1, max(len(numbered), 1)), len(numbered))


def _holds(condition: Expression, scope: FlatScope, verdicts: dict[int, bool]) -> bool:
    known = verdicts.get(id(condition))
    if known is None:
        known = verdicts[id(condition)] = condition.boolean(scope)
    return known


def _calculate(question: Question, values: Answers, now: datetime) -> None:
    if question.calculation is not None and isinstance(values, dict):
        values[question.key] = question.calculation.string(FlatScope(values=values, now=now))
