"""What a person may do in answer to a question."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on an option; `option` is its place among the question's choices, from 0."""

    option: int


@dataclass(frozen=True, slots=True)
class Said:
    """A typed text."""

    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is not a text; `what` names it: photo, voice, sticker …"""

    what: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in whatever form the messenger has it."""

    what: str
    """photo, document, audio, voice, video …"""
    file_id: str
    """By which the messenger finds it again."""
    name: str = ""
    size: int = 0
    """Bytes, 0 where unknown."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the map, in degrees; accuracy in metres."""

    latitude: float
    longitude: float
    accuracy: float = 0.0


class Move(StrEnum):
    """A tap on one of the buttons under the options."""

    DONE = "done"
    """Enough options ticked; a note read."""
    SKIP = "skip"
    BACK = "back"
    KEEP = "keep"
    """Leave the given answer as it is and look at the next question."""
    PAUSE = "pause"
    RESUME = "resume"


Answer = Tapped | Said | Sent | Attached | Located
Act = Answer | Move


@dataclass(frozen=True, slots=True)
class Reply:
    """What was done. A tap carries the revision its button was drawn at; a message, its number in the chat."""

    act: Act
    revision: int | None = None
    message: int | None = None
