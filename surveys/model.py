"""The values questionnaires are made of: a questionnaire, its questions, and one person's run through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NewType

from people.model import AccountId
from surveys.expressions import Expression

Key = NewType("Key", str)
"""A question's name in its questionnaire."""

RunId = NewType("RunId", int)
VersionId = NewType("VersionId", int)

Answers = Mapping[Key, str]
"""Answers as ODK writes them: codes, several codes with blanks between, canonical numbers, plain text.
An empty string means that the question was shown and passed over; an absent key, that it was not reached."""

PASSED_OVER = ""


class Kind(StrEnum):
    """What a question asks for; each has a file of the same name in `surveys/questions/`."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    NUMBER = "number"
    NOTE = "note"
    CALCULATION = "calculation"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option; `score` is None where the option says nothing about the scale («не моя задача»)."""

    code: str
    label: str
    score: float | None = None
    short: str = ""
    """What stands on the button where the label is too long for a phone."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of questions, as the person sees it."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. Conditions of the groups around a question are already among its `conditions`."""

    key: Key
    kind: Kind
    label: str
    hint: str = ""
    section: Section | None = None
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    required_message: str = ""
    conditions: tuple[Expression, ...] = ()
    constraint: Expression | None = None
    constraint_message: str = ""
    calculation: Expression | None = None
    is_whole_number: bool = False
    scale: str = ""
    is_reverse: bool = False
    weight: float = 1.0

    @property
    def is_asked(self) -> bool:
        """Whether a person sees it at all."""
        return self.kind is not Kind.CALCULATION

    @property
    def is_numbered(self) -> bool:
        """Whether it counts in «7 из 40»: notes are read, not answered."""
        return self.kind not in (Kind.CALCULATION, Kind.NOTE)

    def choice(self, code: str) -> Choice | None:
        """The option with this code."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True)
class Band:
    """A level of a scale: half-open from `start` to the next band, the last one closed at 100."""

    key: str
    start: float
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A measure, 0–100: of the questions that name it, or the mean of other scales (`of`)."""

    key: str
    label: str
    bands: tuple[Band, ...]
    least: int
    """Fewest answered questions (or valid scales) for the index to be valid."""
    of: tuple[str, ...] = ()

    def band(self, index: float) -> Band | None:
        """The level an index belongs to."""
        return next((band for band in reversed(self.bands) if index >= band.start), None)


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """Which scales deserve help first (DOMAIN §2.3): those high enough, or middling and chosen by the person."""

    question: Key
    """The question «выберите разделы…»; its option codes are keys of scales."""
    alone_from: float = 50.0
    chosen_from: float = 25.0
    bonus: float = 10.0
    most: int = 3


@dataclass(frozen=True)
class Questionnaire:
    """A frozen version of a questionnaire, ready to be asked."""

    key: str
    version: str
    title: str
    introduction: str
    questions: tuple[Question, ...]
    scales: tuple[Scale, ...] = ()
    priorities: PriorityRule | None = None
    duration: str = ""
    """How long it takes, in the author's words: «6–8 минут»."""
    button: str = ""
    """What the button that leads to it says; the title where empty."""
    place: int = 100
    """Where it stands among the questionnaires on offer."""
    open_for_days: int = 60
    """After so many days without a tap an unfinished run is closed."""
    id: VersionId = field(default=VersionId(0), compare=False)

    @cached_property
    def by_key(self) -> Mapping[Key, Question]:
        """Questions by name."""
        return {question.key: question for question in self.questions}


class Status(StrEnum):
    """Where a run stands in its life."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"
    EXPIRED = "expired"

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self in (Status.ACTIVE, Status.PAUSED)


@dataclass(frozen=True, slots=True)
class Run:
    """One person's way through a questionnaire. The answers are the state; the rest is where and when."""

    id: RunId
    owner: AccountId
    questionnaire: Questionnaire
    answers: Answers
    revision: int
    """Grows with every change; a button carries the revision it was drawn at."""
    status: Status
    begun_at: datetime
    touched_at: datetime
    position: Key | None = None
    """The question being looked at, where it is not simply the first open one (after «Назад», while ticking)."""
    draft: str | None = None
    """Options ticked so far at `position`, until «Готово»."""
    heard: int = 0
    """The last typed message taken as an answer, so that a repeated delivery is not taken twice."""
    finished_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """When it is closed if nobody touches it before."""
        return self.touched_at + timedelta(days=self.questionnaire.open_for_days)
