"""Sending robots through a questionnaire until nothing new turns up or the time is over."""

import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from people.model import AccountId
from surveys import engine
from surveys.events import Declined
from surveys.layout import Layout
from surveys.model import CHOOSING, Condition, Key, Kind, Question, Questionnaire, Run, RunId, Status
from surveys.path import path_of, question_of
from surveys.plan import plan_of
from surveys.rehearsal.findings import Finding, Rehearsal
from surveys.rehearsal.pace import seconds_for
from surveys.rehearsal.robot import Robot, candidates_of, conditions_around, constants_of
from surveys.replies import Act, Move, Reply

NOBODY = AccountId(0)
MOST_WALKS = 400
LEAST_WALKS = 8
LEAST_ATTEMPTS = 3
"""To reach a question, before it is called unreachable."""
MOST_ATTEMPTS = 8
PATIENCE = 4.0
"""Seconds for all walks together."""
MOST_TRIES = 60
"""Answers tried on one question before it counts as a dead end."""
MOST_STEPS = 6_000
MOST_COMBINATIONS = 3_000
LONGEST_TEXT = 3_500
"""Characters of question and options that leave room for the rest of a message of 4096."""
LONGEST_BUTTON = 30
"""Characters that fit beside «✓ »."""
FIRST_DAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


def rehearse(questionnaire: Questionnaire, *, patience: float = PATIENCE, seed: int = 1) -> Rehearsal:
    """Walk until every question was met and every condition had both outcomes, or `patience` seconds are over."""
    return _Rehearser(questionnaire, seed).rehearsed(patience)


class _Rehearser:
    def __init__(self, questionnaire: Questionnaire, seed: int) -> None:
        self._questionnaire = questionnaire
        self._plan = plan_of(questionnaire)
        self._constants = constants_of(questionnaire)
        self._seed = seed
        self._asked = [q for q in questionnaire.questions if q.is_asked]
        self._met: set[Key] = set()
        self._outcomes: set[tuple[Condition, bool]] = set()
        self._found: dict[tuple[Finding, Key], None] = {}
        self._seconds: list[float] = []
        self._ways: dict[Key, dict[Key, str]] = {}
        self._targeted: Counter[Key] = Counter()
        self._walks = 0

    def rehearsed(self, patience: float) -> Rehearsal:
        give_up_at = time.monotonic() + patience
        self._look_at_texts()
        while self._walks < MOST_WALKS and (time.monotonic() < give_up_at or self._walks < 2):
            missing = self._missing()
            if self._walks >= LEAST_WALKS and not missing and self._share() == 1.0:
                break
            if missing and all(self._attempts(question) >= MOST_ATTEMPTS for question in missing):
                break
            target = min(missing, key=self._attempts) if missing and self._walks >= LEAST_WALKS else None
            self._walk(self._robot(target), give_up_at)
        stuck = {key for finding, key in self._found if finding in (Finding.DEAD_END, Finding.CONTRADICTORY)}
        for question in self._missing():
            # Only after having tried to get there: that the time was over says nothing about a question.
            if not stuck and self._targeted[question.key] >= LEAST_ATTEMPTS:
                self._found[Finding.UNREACHABLE, question.key] = None
        return self._told()

    def _told(self) -> Rehearsal:
        order = {question.key: place for place, question in enumerate(self._questionnaire.questions)}
        seconds = sorted(self._seconds) or [sum(seconds_for(question) for question in self._asked)]
        quick, slow = seconds[len(seconds) // 4], seconds[(3 * len(seconds)) // 4]
        return Rehearsal(
            walks=self._walks,
            finished=len(self._seconds),
            minutes=(max(1, round(quick / 60)), max(1, -int(-slow // 60))),
            covered=self._share(),
            findings=tuple(sorted(self._found, key=lambda found: order[found[1]])),
        )

    def _attempts(self, question: Question) -> int:
        return self._targeted[question.key]

    def _missing(self) -> list[Question]:
        return [question for question in self._asked if question.key not in self._met]

    def _share(self) -> float:
        """Of the two outcomes of every condition, those that occurred."""
        total = 2 * len(self._plan.conditions)
        return len(self._outcomes) / total if total else 1.0

    # ── one walk ────────────────────────────────────────────────────────────────────────────────────────────

    def _robot(self, target: Question | None) -> Robot:
        robot = Robot(self._constants, self._seed + self._walks, FIRST_DAY.date())
        if target is not None:
            self._targeted[target.key] += 1
            robot.wanted = self._way_to(target)
        return robot

    def _walk(self, robot: Robot, give_up_at: float) -> None:
        self._walks += 1
        run, _events = engine.begin(RunId(self._walks), NOBODY, self._questionnaire, FIRST_DAY)
        seconds = 0.0
        for _ in range(MOST_STEPS):
            path = path_of(run, FIRST_DAY)
            question = question_of(run, path)
            if question is None:
                break
            self._met.add(question.name)
            seconds += seconds_for(question)
            answered = self._answered(run, robot, question, may_skip=not path.requires(question))
            if answered is None or time.monotonic() > give_up_at + 1.0:
                break
            run = answered
        self._note_outcomes(path_of(run, FIRST_DAY).layout if run.status.is_open else None, run)
        if run.status is Status.FINISHED:
            self._seconds.append(seconds)

    def _answered(self, run: Run, robot: Robot, question: Question, *, may_skip: bool) -> Run | None:
        """The run with an answer; None where none is taken."""
        if question.kind in CHOOSING and not question.choices:
            self._found[Finding.NO_OPTIONS, question.name] = None
        constrained = False
        for acts in itertools.islice(robot.replies(question, may_skip=may_skip), MOST_TRIES):
            after, declined = _done(run, acts)
            if declined is None:
                if acts == (Move.SKIP,) and constrained:
                    self._found[Finding.CONTRADICTORY, question.name] = None
                return after
            constrained = constrained or question.constraint is not None
        finding = Finding.CONTRADICTORY if question.constraint is not None else Finding.DEAD_END
        self._found[finding, question.name] = None
        return None

    def _note_outcomes(self, layout: Layout | None, run: Run) -> None:
        if layout is None:
            layout = Layout(self._plan, run.answers, FIRST_DAY)
        for condition in self._plan.conditions:
            if not condition.repeats:
                self._outcomes.add((condition, layout.holds(condition, ())))
        for (condition, _turns), verdict in layout.memo.verdicts.items():
            self._outcomes.add((condition, verdict))

    # ── getting somewhere ───────────────────────────────────────────────────────────────────────────────────

    def _way_to(self, target: Question) -> dict[Key, str]:
        """Answers under which the target's conditions hold, as far as they can be guessed."""
        known = self._ways.get(target.key)
        if known is not None:
            return known
        wanted = self._ways[target.key] = {}  # before anything else: two questions may lead to each other
        for condition in reversed(conditions_around(target.condition)):
            for name in sorted(condition.expression.depends_on):
                read = self._plan.by_name.get(Key(name))
                if read is not None and read is not target:  # what leads there has to be reached itself
                    wanted.update({key: value for key, value in self._way_to(read).items() if key not in wanted})
            wanted.update(self._satisfying(target, condition, wanted))
        return wanted

    def _satisfying(self, target: Question, condition: Condition, fixed: dict[Key, str]) -> dict[Key, str]:
        for values in self._combinations(condition, fixed):
            layout = Layout(self._plan, {**fixed, **values}, FIRST_DAY)
            if condition.expression.boolean(layout.scope(target, condition.expression)):
                return values
        return {}

    def _combinations(self, condition: Condition, fixed: dict[Key, str]) -> Iterator[dict[Key, str]]:
        names = [Key(name) for name in sorted(condition.expression.depends_on)]
        pools = [list(dict.fromkeys((fixed.get(name, ""), *self._values(name)))) for name in names]
        for values in itertools.islice(itertools.product(*pools), MOST_COMBINATIONS):
            yield {name: value for name, value in zip(names, values, strict=True) if value}

    def _values(self, name: Key) -> list[str]:
        question = self._plan.by_name.get(name)
        if question is None or not question.is_asked:
            return [""]
        if question.kind in (Kind.CHOICE, Kind.MORE):
            return [*(choice.code for choice in question.choices), ""]
        if question.kind in (Kind.CHOICES, Kind.RANK):
            codes = [choice.code for choice in question.choices]
            pairs = [" ".join(pair) for pair in itertools.combinations(codes[:8], 2)]
            return [*codes, " ".join(codes), *pairs, ""]
        return [*candidates_of(question, self._constants.get(name, ()), FIRST_DAY.date()), ""]

    # ── what can be seen without walking ────────────────────────────────────────────────────────────────────

    def _look_at_texts(self) -> None:
        for question in self._asked:
            labels = [choice.label for choice in question.choices[:20]]
            if question.kind in CHOOSING and any(len(c.short or c.label) > LONGEST_BUTTON for c in question.choices):
                self._found[Finding.LONG_BUTTON, question.key] = None
            if len(question.label) + len(question.hint) + sum(map(len, labels)) > LONGEST_TEXT:
                self._found[Finding.LONG_TEXT, question.key] = None


def _done(run: Run, acts: Sequence[Act]) -> tuple[Run, Declined | None]:
    for act in acts:
        run, events = engine.answer(run, Reply(act, revision=run.revision), FIRST_DAY)
        for event in events:
            if isinstance(event, Declined):
                return run, event
    return run, None
