"""Typed answers walked through the engine as if a person tapped, so that every rule of the questionnaire applies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from people.model import AccountId
from surveys import engine
from surveys.events import Declined, Problem
from surveys.layout import ADD_ANOTHER
from surveys.model import Answers, Key, Kind, Question, Questionnaire, RunId
from surveys.path import Path, path_of, question_of
from surveys.questions.choice import folded
from surveys.replies import Act, Move, Reply, Said, Tapped

Typed = Mapping[Key, tuple[str, ...]]
"""What was typed by the place of the question: codes of options, or one text."""

NOT_OFFERED = "not_offered"
NOT_RELEVANT = "not_relevant"
UNFINISHED = "unfinished"
_MOST_STEPS = 50_000
"""Far more than any paper has; a form whose presets chase each other is left there."""
_CHOSEN = (Kind.CHOICE, Kind.CHOICES, Kind.RANK)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What one answer breaks: a problem of the engine, or that the option or the whole question is not asked here."""

    key: Key
    problem: str
    message: str = ""
    """The author's own sentence."""
    details: Mapping[str, int | float] = field(default_factory=dict)

    @property
    def is_consequence(self) -> bool:
        """Whether it may come from another answer of the same sheet that was not understood."""
        return self.problem in (NOT_RELEVANT, NOT_OFFERED)


@dataclass(frozen=True, slots=True)
class Replayed:
    """Answers as the chat would have kept them, and everything that is wrong; with complaints they are not whole."""

    answers: Answers
    complaints: tuple[Complaint, ...]


def replay(questionnaire: Questionnaire, typed: Typed, now: datetime) -> Replayed:
    """Answer from the first question to the last; what breaks a rule is passed over, so that the rest is told too."""
    replaying = _Replay(questionnaire, typed, now)
    replaying.walk()
    if replaying.run.status.is_open and not replaying.complaints:
        replaying.complaints.append(Complaint(Key(""), UNFINISHED))
    first: dict[Key, Complaint] = {}
    for complaint in replaying.complaints:
        first.setdefault(complaint.key, complaint)
    return Replayed(replaying.run.answers, tuple(first.values()))


class _Replay:
    """One walk."""

    def __init__(self, questionnaire: Questionnaire, typed: Typed, now: datetime) -> None:
        self.run, _events = engine.begin(RunId(0), AccountId(0), questionnaire, now)
        self.complaints: list[Complaint] = []
        self._typed = typed
        self._now = now
        self._met: set[Key] = set()

    def walk(self) -> None:
        while self.run.status.is_open and self.run.revision < _MOST_STEPS:
            path = path_of(self.run, self._now)
            question = question_of(self.run, path)
            if question is None or not self._answer(path, question):
                return
        if not self.complaints:  # what was passed over may be the very reason why something is not asked
            left = [key for key in self._typed if key not in self._met]
            self.complaints += [Complaint(key, NOT_RELEVANT) for key in left]

    def _answer(self, path: Path, question: Question) -> bool:
        """Answer one question; whether the walk can go on."""
        before = self.run
        is_met = question.kind is not Kind.NOTE and question.key in self._typed
        if is_met:
            self._met.add(question.key)
        declined = self._do_all(self._acts(path, question))
        if declined is not None and question.kind is Kind.CHOICES:
            # Some sets may be ticked in one order only: a rule is asked after every tick.
            refused, self.run = self.run, before
            if self._do_all(_reversed(self._acts(path, question))) is None:
                return True
            self.run = refused
        if declined is not None:
            self._complain(declined)
            return declined.problem is not Problem.ANSWER_REQUIRED and self._pass_over(question)
        return self.run.revision != before.revision

    def _pass_over(self, question: Question) -> bool:
        """Leave a question open whose answer does not fit; not possible where it has to be answered."""
        declined = self._do(Move.SKIP)
        return declined is None and question.key in self.run.answers

    def _do_all(self, acts: Iterable[Act]) -> Declined | None:
        """One act after another up to the first that is declined."""
        return next((declined for act in acts if (declined := self._do(act)) is not None), None)

    def _do(self, act: Act) -> Declined | None:
        self.run, events = engine.answer(self.run, Reply(act, revision=self.run.revision), self._now)
        return next((event for event in events if isinstance(event, Declined)), None)

    def _complain(self, declined: Declined) -> None:
        key = declined.question.key
        self.complaints.append(Complaint(key, declined.problem.value, declined.message, declined.details))

    def _acts(self, path: Path, question: Question) -> Iterator[Act]:
        match question.kind:
            case Kind.NOTE | Kind.REVIEW:
                yield Move.DONE
            case Kind.MORE:
                yield self._more(question)
            case _ if not self._typed.get(question.key):
                has_value = question.is_preset and path.layout.given(question, question.turns)
                yield Move.KEEP if has_value else Move.SKIP
            case Kind.ACKNOWLEDGE:
                yield Move.DONE
            case kind if kind in _CHOSEN:
                yield from self._taps(path, question)
            case _:
                yield Said(self._typed[question.key][0])

    def _more(self, question: Question) -> Act:
        """Another turn as long as something was typed for one of those that follow."""
        *outer, (repeat, turn) = zip(question.repeats, question.turns, strict=True)
        beginning = "".join(f"{name}[{number}]/" for name, number in outer) + f"{repeat}["
        turns = [key[len(beginning) :].partition("]")[0] for key in self._typed if key.startswith(beginning)]
        wants = any(int(number) > turn for number in turns)
        return Tapped(next(n for n, choice in enumerate(question.choices) if (choice.code == ADD_ANOTHER) is wants))

    def _taps(self, path: Path, question: Question) -> Iterator[Act]:
        places = {code: _place(question, code) for code in self._typed[question.key]}
        if None in places.values():
            self.complaints.append(Complaint(question.key, NOT_OFFERED))
            yield Move.SKIP
            return
        wanted = [place for place in places.values() if place is not None]
        if question.kind is Kind.CHOICE:
            yield Tapped(wanted[0])
            return
        given = [place for code in path.layout.given(question, question.turns).split()
                 if (place := _place(question, code)) is not None]  # fmt: skip
        if question.kind is Kind.CHOICES:
            yield from (Tapped(place) for place in sorted({*given} ^ {*wanted}))
        else:
            yield from (Tapped(place) for place in given)
            yield from self._ranks(question, wanted)
        yield Move.DONE

    def _ranks(self, question: Question, wanted: list[int]) -> Iterator[Act]:
        for place in wanted:
            # The last one places itself.
            if question.choices[place].code not in (self.run.draft or "").split():
                yield Tapped(place)


def _reversed(acts: Iterable[Act]) -> list[Act]:
    """The same ticks from the last option to the first."""
    *ticks, done = acts
    return [*reversed(ticks), done]


def _place(question: Question, code: str) -> int | None:
    """Where the option stands on the screen; options made of answers are found by their words."""
    codes = [choice.code for choice in question.choices]
    if code in codes:
        return codes.index(code)
    labels = [folded(choice.label) for choice in question.choices] if question.choices_of is not None else []
    return labels.index(folded(code)) if folded(code) in labels else None
