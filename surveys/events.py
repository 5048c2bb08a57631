"""What happened because of a reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.model import Key, Question


class Problem(StrEnum):
    """Why a reply does not fit its question."""

    SEVERAL_FIT = "several_fit"
    """A typed text fits several options of a long list; they are the event's `options`."""
    NOTHING_FITS = "nothing_fits"
    DATE_EXPECTED = "date_expected"
    NO_SUCH_DATE = "no_such_date"
    """«31 ноября»."""
    TIME_EXPECTED = "time_expected"
    MOMENT_EXPECTED = "moment_expected"
    OUT_OF_RANGE = "out_of_range"
    OFF_STEP = "off_step"
    ATTACHMENT_EXPECTED = "attachment_expected"
    LOCATION_EXPECTED = "location_expected"
    NOT_ALL_RANKED = "not_all_ranked"
    NO_SUCH_NUMBER = "no_such_number"
    TAP_EXPECTED = "tap_expected"
    TEXT_EXPECTED = "text_expected"
    NUMBER_EXPECTED = "number_expected"
    WHOLE_NUMBER_EXPECTED = "whole_number_expected"
    ANSWER_REQUIRED = "answer_required"
    NOTHING_CHOSEN = "nothing_chosen"
    TOO_LONG = "too_long"
    NOT_ALLOWED = "not_allowed"
    """The questionnaire's own constraint; the author's message goes with it."""
    NOTHING_BEFORE = "nothing_before"


@dataclass(frozen=True, slots=True)
class Begun:
    """A run was started."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer was taken; an empty value means that the question was passed over."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """An option of several was ticked or unticked; the answer is not complete yet."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is to be shown."""

    question: Question


@dataclass(frozen=True, slots=True)
class Declined:
    """The reply does not fit; the question stands. `message` is the author's own sentence, if there is one."""

    question: Question
    problem: Problem
    message: str = ""
    details: Mapping[str, int | float] = field(default_factory=dict)
    options: tuple[int, ...] = ()
    """Places of the options that may have been meant."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """The button belongs to an earlier screen; `question` is what is asked now, None when nothing is."""

    question: Question | None


@dataclass(frozen=True, slots=True)
class Paused:
    """The person put it aside."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The person came back to it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Every question that concerns the person has been met."""


@dataclass(frozen=True, slots=True)
class Expired:
    """It had been left alone for too long and was closed."""


Event = Begun | Recorded | Ticked | Asked | Declined | Outdated | Paused | Resumed | Finished | Expired
