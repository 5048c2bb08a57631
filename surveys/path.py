"""The questions that concern a person, given the answers so far, and where on that way the person stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from surveys.layout import Layout, Memo, walked
from surveys.model import CHOOSING, KNOWN, PRESET, Answers, Key, Kind, Question, Run
from surveys.plan import NOW, Plan, plan_of

MOST_WAYS = 512
"""Ways through one questionnaire that are remembered; people who answer alike walk the same way."""


@dataclass(frozen=True, slots=True)
class Progress:
    """«7 из 40»: of what is asked. Notes and what was known before do not count and carry the number that follows."""

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

    def progress(self, question: Question, known: Sequence[Key] = ()) -> Progress:
        """Number and total of the question, those not counted that were `known`."""
        place = self.places[question.key]
        if not known:
            return Progress(self._numbers[place], self._total)
        apart = [self.places[key] for key in known if key in self.places]
        total = max(self._total - len(apart), 1)
        number = self._numbers[place] - sum(each < place for each in apart)
        return Progress(max(min(number, total), 1), total)

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
    """A way and the form laid out for the answers that lead along it."""

    way: Way
    layout: Layout

    @property
    def first_open(self) -> Question | None:
        """The first question that waits for an answer."""
        answers = self.layout.answers
        for question in self.way.questions:
            if question.key not in answers or (question.choice_filter is not None and self._has_lost(question)):
                return question
        return None

    def progress(self, question: Question) -> Progress:
        """Where the person stands among what is asked of them."""
        return self.way.progress(question, self._known)

    def is_known(self, question: Question) -> bool:
        """Whether it was answered before anything was asked."""
        return question.key in self._known

    @property
    def _known(self) -> Sequence[Key]:
        return [Key(name) for name in self.layout.answers.get(KNOWN, "").split()]

    def prepared(self, question: Question) -> Question:
        """The question as it is to be shown: answers put into its texts, options chosen and ordered."""
        layout = self.layout
        said = {
            name: layout.said(question, text)
            for name in ("label", "hint", "constraint_message", "required_message")
            if "${" in (text := getattr(question, name))
        }
        section = question.section
        if section is not None and "${" in section.title:
            section = replace(section, title=layout.said(question, section.title))
        options = layout.options(question) if question.kind in CHOOSING else question.choices
        if any("${" in choice.label for choice in options):
            options = tuple(replace(choice, label=layout.said(question, choice.label)) for choice in options)
        if question.read_only is not None and question.read_only.boolean(layout.scope(question, question.read_only)):
            return replace(question, **said, kind=Kind.NOTE, section=section)  # type: ignore[arg-type]
        if not said and options is question.choices and section is question.section:
            return question
        return replace(question, **said, choices=options, section=section)  # type: ignore[arg-type]

    def requires(self, question: Question) -> bool:
        """Whether the question may not be passed over."""
        required = question.required
        return required is not None and required.boolean(self.layout.scope(question, required))

    def _has_lost(self, question: Question) -> bool:
        """Whether an answer is not among the options any more, because the answer they depend on was changed."""
        given = self.layout.answers[question.key]
        return bool(given) and not self.layout.value(self.layout.plan.by_name[question.name], question.turns)


class Ways:
    """Ways through one questionnaire; a way is worked out once for the same answers that decide it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[object, tuple[Way, Memo]] = {}

    def path(self, run: Run, now: datetime, before: Path | None = None, changed: Iterable[Key] = ()) -> Path:
        """The path of a run. With the path `before` only what depends on the `changed` questions is worked out."""
        decided_by = self._decided_by(run.answers)
        known = self._known.get(decided_by)
        if known is not None:
            layout = Layout(self._plan, run.answers, now, known[1], luck=run.id)
            if not self._plan.is_timely:
                return Path(known[0], layout)
            layout = layout.after(run.answers, (NOW,), now)
        elif before is not None:
            layout = before.layout.after(run.answers, (*changed, NOW) if self._plan.is_timely else changed, now)
        else:
            layout = Layout(self._plan, run.answers, now, luck=run.id)
        layout.complete()
        way = Way(walked(layout))
        if before is not None and len(way.questions) == len(before.way.questions):
            way = before.way if way.questions == before.way.questions else way
        if len(self._known) >= MOST_WAYS:
            self._known.clear()
        self._known[decided_by] = (way, layout.memo)
        return Path(way, layout)

    def _decided_by(self, answers: Answers) -> object:
        names = self._plan.deciding
        if names is None:
            return frozenset(answers.items())
        if self._plan.presets:
            return tuple([(answers.get(name), answers.get(Key(PRESET + name))) for name in names])
        return tuple([answers.get(name) for name in names])


def path_of(run: Run, now: datetime, before: Path | None = None, changed: Iterable[Key] = ()) -> Path:
    """The path of this run; see `Ways.path`."""
    plan = plan_of(run.questionnaire)
    ways = plan.__dict__.get("_ways")
    if ways is None:
        ways = plan.__dict__["_ways"] = Ways(plan)
    assert isinstance(ways, Ways)
    return ways.path(run, now, before, changed)


def question_of(run: Run, path: Path) -> Question | None:
    """What the person is looking at, ready to be shown; None when the run takes no more answers."""
    if not run.status.is_open:
        return None
    if run.position is not None and run.position in path.way.places:
        return path.prepared(path.way.questions[path.way.places[run.position]])
    first = path.first_open
    return None if first is None else path.prepared(first)
