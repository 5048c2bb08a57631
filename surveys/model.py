"""The values questionnaires are made of: a questionnaire, its questions, and one person's run through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NewType

from people.centre import Centre
from people.model import AccountId, CentreId, OrganisationId
from people.policy import Mode
from surveys.expressions import Expression, Node

Key = NewType("Key", str)
"""A question's name in its questionnaire."""

RunId = NewType("RunId", int)
VersionId = NewType("VersionId", int)
CampaignId = NewType("CampaignId", int)

Answers = Mapping[Key, str]
"""Answers as ODK writes them: codes, several codes with blanks between, canonical numbers, plain text.
An empty string means that the question was shown and passed over; an absent key, that it was not reached.
Inside repeats a key tells the turns: `children[2]/toys[1]/name`. A key that begins with `PRESET` holds what the form
itself put there, and lives only as long as the run is open."""

PASSED_OVER = ""
PRESET = "="
TRIED_FROM = Key("=from")
"""Where in a trial it stands from where somebody came to try it: whoever shows it knows what it means."""
KNOWN = Key("= known")
"""Which questions, with blanks between, were answered before anything was asked; no question has such a name."""
MOST_TURNS = 200
"""Turns of one repeat; further ones are not offered."""
_NARROWLY = 1e-7
"""Indices are rounded to 1e-9; whatever is shown, to a tenth."""


class Kind(StrEnum):
    """What a question asks for; each has a file of the same name in `surveys/questions/`."""

    CHOICE = "choice"
    CHOICES = "choices"
    RANK = "rank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    """A date with a time."""
    ATTACHMENT = "attachment"
    """A picture, a file, a sound or a film, sent as an ordinary message."""
    LOCATION = "location"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    MORE = "more"
    """«Добавить ещё?» at the end of a turn of a repeat."""
    REVIEW = "review"
    """All answers once more before they are sent."""
    CALCULATION = "calculation"


UNCOUNTED = frozenset({Kind.CALCULATION, Kind.NOTE, Kind.MORE, Kind.REVIEW})
"""Kinds that do not count in «7 из 40»."""
CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.RANK, Kind.MORE})
"""Kinds answered by tapping options."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option; `score` is None where the option says nothing about the scale («не моя задача»)."""

    code: str
    label: str
    score: float | None = None
    short: str = ""
    """What stands on the button where the label is too long for a phone."""
    columns: tuple[tuple[str, str], ...] = ()
    """Other cells of its row, for choice filters."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of questions, as the person sees it."""

    key: str
    title: str
    is_repeated: bool = False
    """Whether the number of the turn belongs to the title."""


@dataclass(frozen=True, eq=False, slots=True)
class Condition:
    """When something concerns the person: an expression, and the condition of the group around it."""

    expression: Expression
    repeats: tuple[Key, ...] = ()
    """Repeats around the place where it was written; in them it is evaluated, however deep it is asked from."""
    place: tuple[str, ...] = ()
    """Groups and repeats around, and what bears it: where its relative paths begin."""
    outer: Condition | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Repeat:
    """Questions asked several times over. Without a `count` the person is asked after each turn for another one."""

    key: Key
    title: str
    outer: tuple[Key, ...] = ()
    """Repeats around it, the outermost first."""
    around: tuple[str, ...] = ()
    """Groups and repeats around it."""
    condition: Condition | None = None
    count: Expression | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Ends and step of a number on a scale."""

    start: float
    end: float
    step: float


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask; inside repeats there is one for every turn, alike but for `key` and `turns`."""

    key: Key
    """Its place in the answers."""
    kind: Kind
    label: str
    hint: str = ""
    section: Section | None = None
    choices: tuple[Choice, ...] = ()
    choice_filter: Expression | None = None
    choices_of: Key | None = None
    """The question of a repeat whose answers are the options."""
    is_shuffled: bool = False
    seed: Expression | None = None
    required: Expression | None = None
    required_message: str = ""
    condition: Condition | None = None
    constraint: Expression | None = None
    constraint_message: str = ""
    calculation: Expression | None = None
    triggers: tuple[Key, ...] = ()
    """Questions a change of which makes it calculated anew; empty: whatever its calculation reads."""
    default: str = ""
    first_value: Expression | None = None
    """A default that is worked out when the question comes into being."""
    read_only: Expression | None = None
    """When it is only to be read, where that depends on answers; what is always so is a note."""
    is_stamped_at_end: bool = False
    """Whether its value is the time of the last answer."""
    is_whole_number: bool = False
    limits: Limits | None = None
    accepts: tuple[str, ...] = ()
    """Kinds of messages an attachment may be: photo, document, voice …"""
    picture: str = ""
    """A file shown with it."""
    scale: str = ""
    is_reverse: bool = False
    weight: float = 1.0
    known_as: str = ""
    """The key of the passport it asks for; what is known of the person already is not asked again."""
    repeats: tuple[Key, ...] = ()
    """Repeats around it, the outermost first."""
    around: tuple[str, ...] = ()
    """Groups and repeats around it, the outermost first."""
    turns: tuple[int, ...] = ()
    """The number of the turn in each of them, from 1; empty in the questionnaire itself."""
    template: Key = Key("")
    """Its name in the questionnaire where `key` is the place of one turn."""

    @property
    def name(self) -> Key:
        """Its name in the questionnaire, the same in all turns."""
        return self.template or self.key

    @property
    def is_asked(self) -> bool:
        """Whether a person sees it at all."""
        return self.kind is not Kind.CALCULATION

    @property
    def is_numbered(self) -> bool:
        """Whether it counts in «7 из 40»: notes are read, not answered."""
        return self.kind not in UNCOUNTED

    @property
    def is_derived(self) -> bool:
        """Whether its value follows from other answers whenever one looks."""
        return self.calculation is not None and not self.is_preset

    @property
    def is_preset(self) -> bool:
        """Whether the form puts a value there at certain moments, which stays until the next one."""
        if self.first_value is not None:
            return True
        if self.calculation is None:
            return False
        is_open = self.kind not in (Kind.CALCULATION, Kind.NOTE)
        # What reads itself (`once`, `.`) has to remember what it was.
        remembers = self.calculation.is_volatile or self.calculation.uses_current
        return bool(self.triggers) or remembers or is_open

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
    is_personal: bool = True
    """Whether it may be shown of one person; well-being may not."""
    weight: float = 1.0
    """How much it counts in a scale made of it and others."""

    def band(self, index: float) -> Band | None:
        """The level an index belongs to. A mean of indices may lie below a bound by nothing but their rounding."""
        return next((band for band in reversed(self.bands) if index >= band.start - _NARROWLY), None)


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """Which scales deserve help first (DOMAIN §2.3): those high enough, or middling and chosen by the person."""

    question: Key
    """The question «выберите разделы…»; its option codes are keys of scales. Empty: nobody is asked."""
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
    repeats: tuple[Repeat, ...] = ()
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
    is_offered: bool = True
    """Whether it stands in the menu; other parts of the product open the rest."""
    is_internal: bool = False
    """Whether only the bot itself opens it: settings of a centre, a profile. No link and no button begins it."""
    mode: Mode = Mode.PSEUDONYMOUS
    """How far its answers may be connected with a person; a run may be further away, never closer."""
    lists: Mapping[str, Node] = field(default_factory=dict, compare=False)
    """Look-up lists by the name expressions use: `instance('towns')`."""
    id: VersionId = field(default=VersionId(0), compare=False)

    @cached_property
    def by_key(self) -> Mapping[Key, Question]:
        """Questions by name."""
        return {question.key: question for question in self.questions}

    @property
    def has_result(self) -> bool:
        """Whether its answers add up to something that is shown to the person."""
        return any(scale.is_personal and not scale.of for scale in self.scales)


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who is asked: where they belong and what is known of them."""

    account: AccountId
    centre: Centre | None = None
    organisation: OrganisationId | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    """Answers of the passport that need not be asked again, by key."""
    is_guest: bool = False
    """Did not agree to a profile: may take part in anonymous questionnaires only."""
    campaign: CampaignId | None = None
    """The campaign that is described by the answers, where it is there already."""

    @property
    def centre_id(self) -> CentreId | None:
        """The number of the centre, if there is one."""
        return self.centre.id if self.centre else None

    def may_answer(self, questionnaire: Questionnaire) -> bool:
        """Whether what the person agreed to is enough for it."""
        return not self.is_guest or questionnaire.mode is Mode.ANONYMOUS


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
    is_trial: bool = False
    """Whether an author only tries it out: nothing of it is kept."""
    mode: Mode = Mode.PSEUDONYMOUS
    centre: CentreId | None = None
    organisation: OrganisationId | None = None
    """Where the person belonged when it was begun."""
    campaign: CampaignId | None = None
    """The campaign it is an answer to."""
    closes_at: datetime | None = None
    """When that campaign ends."""
    open_until: datetime | None = None
    """Until when what was begun may be finished."""

    def with_answers(self, answers: Answers) -> Run:
        """The same run with other answers."""
        return replace(self, answers=answers)

    @property
    def expires_at(self) -> datetime:
        """When it is closed if nobody touches it before, or whatever happens."""
        left_alone = self.touched_at + timedelta(days=self.questionnaire.open_for_days)
        return left_alone if self.open_until is None else min(left_alone, self.open_until)
