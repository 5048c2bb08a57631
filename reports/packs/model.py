"""What goes into packs and comes out: one respondent's answers, and the columns a version of a questionnaire has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from surveys.model import Answers, Key, Kind, Question, Questionnaire

MOST_NARROW = 120
"""Options whose places fit a signed byte."""
MOST_RANKED = 255
_UNSAID = frozenset({Kind.NOTE, Kind.MORE, Kind.REVIEW})
_WORDED = frozenset({Kind.TEXT, Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.ATTACHMENT, Kind.LOCATION, Kind.CALCULATION})


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one respondent said, as it is stored."""

    id: int
    """Of the run, or of the anonymous answers."""
    organisation: int
    """0: of none."""
    answers: Answers
    day: int = 0
    """Ordinal of the day it was finished on; 0 where that is not kept."""
    is_hasty: bool = False
    is_paper: bool = False
    is_anonymous: bool = False

    @property
    def finished_on(self) -> date | None:
        """The day it was finished on."""
        return date.fromordinal(self.day) if self.day else None


@dataclass(frozen=True)
class Layout:
    """The columns of a version, by how they are kept. Repeats are kept row by row."""

    questionnaire: Questionnaire
    narrow: tuple[Question, ...] = field(init=False)
    """A signed byte each: the place of the option, or 0 where something was answered."""
    wide: tuple[Question, ...] = field(init=False)
    """Questions of so many options that their places need two bytes."""
    several: tuple[Question, ...] = field(init=False)
    """A byte for each option."""
    numbers: tuple[Question, ...] = field(init=False)
    texts: tuple[Question, ...] = field(init=False)

    def __post_init__(self) -> None:
        said = [q for q in self.questionnaire.questions if not q.repeats and q.kind not in _UNSAID]
        wide = [q for q in said if q.kind is Kind.CHOICE and len(q.choices) > MOST_NARROW]
        several = [q for q in said if q.kind in (Kind.CHOICES, Kind.RANK) and q.choices]
        set_ = object.__setattr__
        set_(self, "wide", tuple(wide))
        set_(self, "narrow", tuple(q for q in said if q not in wide))
        set_(self, "several", tuple(several))
        set_(self, "numbers", tuple(q for q in said if q.kind is Kind.NUMBER))
        set_(self, "texts", tuple(q for q in said if is_worded(q)))

    @cached_property
    def ticks(self) -> int:
        """Bytes of a row for all options of questions with several answers."""
        return sum(len(question.choices) for question in self.several)

    @cached_property
    def repeated(self) -> frozenset[Key]:
        """Names of repeats."""
        return frozenset(repeat.key for repeat in self.questionnaire.repeats)


def is_worded(question: Question) -> bool:
    """Whether the answer is kept as text: so are codes of options that no questionnaire lists."""
    is_open_list = question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.RANK) and not question.choices
    return question.kind in _WORDED or is_open_list


RepeatRow = tuple[int, tuple[int, ...], dict[Key, str]]
"""The row of the respondent, the numbers of the turns, what was answered there."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Two blobs: figures are read for every summary, words only where they are wanted."""

    size: int
    figures: bytes
    words: bytes = b""
