"""What an indicator is: how many of how many, what is to be reached, and how that is to be read (DOMAIN §4)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from people.model import OrganisationId
from reports.protection.cells import Cell
from reports.statistics.shares import Share
from surveys.model import CampaignId

HUNDRED = 100


class Reading(StrEnum):
    """How a target is to be read: «20 % ежегодно» may be a level or a step."""

    MIN_LEVEL = "min_level"
    """At least so many per cent."""
    YEARLY_INCREMENT = "yearly_increment_pp"
    """So many points more than a year ago."""
    ABSOLUTE = "absolute"
    """So many people."""


class Numerator(StrEnum):
    """Who is counted as covered."""

    FINISHED = "finished"
    CLEAN = "clean"
    """Finished, and the answers give no reason to doubt them."""
    WITH_COURSES = "courses"
    """Finished, and was at a course within the last three years."""
    SATISFIED = "satisfied"


class Denominator(StrEnum):
    """Of whom."""

    INVITED = "invited"
    LISTED = "listed"
    """Everybody whom the indicator concerns and who is in the list of the centre now."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached, and who says so."""

    value: float
    reading: Reading
    source: str = ""

    def is_reached(self, share: Share, before: Fraction | None = None) -> bool | None:
        """None where it cannot be said: a step needs the figure of the year `before`, in per cent."""
        needed = self.needed(share.of, before)
        return None if needed is None else share.count >= needed

    def needed(self, of: int, before: Fraction | None = None) -> int | None:
        """How many of so many people it takes; more than there are, where it is out of reach."""
        value = exactly(self.value)
        match self.reading:
            case Reading.ABSOLUTE:
                return math.ceil(value)
            case Reading.YEARLY_INCREMENT:
                return None if before is None else math.ceil((before + value) * of / HUNDRED)
        return math.ceil(value * of / HUNDRED)


def exactly(value: float) -> Fraction:
    """A number as it was typed: 33.3 is 333/10."""
    return Fraction(str(value))


@dataclass(frozen=True, slots=True)
class Setting:
    """An indicator as a centre reads it in a school year."""

    numerator: Numerator
    denominator: Denominator
    target: Target | None = None
    campaigns: tuple[CampaignId, ...] = ()
    """Empty: all of the school year."""
    satisfied_from: int = 70
    """An index of so much and more."""
    before: float | None = None
    """Per cent a year ago; None: as the campaigns of that year tell."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator as it is for everybody, with the setting a centre begins with."""

    code: str
    title: str
    short: str
    """On a button."""
    questionnaires: Mapping[str, str]
    """Keys of those whose campaigns count; each with the heading of its own figure, where it has one."""
    setting: Setting
    numerators: tuple[Numerator, ...]
    denominators: tuple[Denominator, ...]
    listed_words: str = ""
    """Who everybody is where people are counted by the list."""
    finished_words: str = ""
    note: str = ""
    """What it must not be taken for."""

    @property
    def is_of_answers(self) -> bool:
        """Whether it tells what was answered, and not only who has answered."""
        return self.setting.denominator is Denominator.ANSWERED


@dataclass(frozen=True, slots=True)
class Headcount:
    """People of one organisation: how many should be covered, and how many are."""

    people: int = 0
    covered: int = 0

    def __add__(self, other: Headcount) -> Headcount:
        return Headcount(self.people + other.people, self.covered + other.covered)

    @property
    def missing(self) -> int:
        """Never less than nobody."""
        return max(0, self.people - self.covered)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An organisation of whose people some are not covered."""

    organisation: OrganisationId
    label: str
    count: Headcount


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of an indicator; most have one, satisfaction one for each side."""

    label: str
    share: Cell[Share]
    is_reached: Cell[bool] | None = None
    """None where there is no target, or where it cannot be said."""
    lacking: Cell[int] | None = None
    """How many people more would reach it; None where nothing can be said. More than there are: out of reach."""
    before: Cell[Fraction] | None = None
    """Per cent a year ago."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as it stands. Everything in it may be shown to whom it was reckoned for."""

    definition: Definition
    setting: Setting
    lines: tuple[Line, ...]
    campaigns: tuple[str, ...]
    """In words, the oldest first."""
    uncovered: tuple[Uncovered, ...] = ()
    """By name of the organisation; those of which everybody is covered are not here."""
    left_out: Cell[int] | None = None
    """Doubtful answers that were not counted; None where none had to be."""
    is_anonymous: bool = False
    """Whether nobody knows which people are not covered."""
    is_own: bool = False
    """Whether it is of one organisation."""
    places: int = 0
    """Organisations with people who should be covered."""
    papers: int = 0
    """Sheets of paper: whose they are is not known, so they are not counted."""

    @property
    def missing(self) -> int:
        """People who are not covered."""
        return sum(each.count.missing for each in self.uncovered)


@dataclass(frozen=True, slots=True)
class Figures:
    """All indicators of a centre, or those of one organisation."""

    centre: str
    school_year: str
    as_of: str
    indicators: tuple[Indicator, ...]

    def of(self, code: str) -> Indicator | None:
        """One of them."""
        return next((each for each in self.indicators if each.definition.code == code), None)
