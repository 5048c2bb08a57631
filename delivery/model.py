"""Notices and what can become of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import IntEnum, StrEnum
from typing import NewType

from people.model import Account, AccountId

NoticeId = NewType("NoticeId", int)
BroadcastId = NewType("BroadcastId", int)


class State(StrEnum):
    """The life of a notice."""

    QUEUED = "queued"
    SENT = "sent"
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    """The person has blocked the bot or never started it."""
    REJECTED = "rejected"
    """Telegram will not take it; a letter for staff to look at."""


class Priority(IntEnum):
    """What goes first when several things wait; the lower the sooner."""

    REPLY = 0
    """Somebody waits for it: sent at night, too."""
    URGENT = 3
    """Staff say it cannot wait for other messages; quiet hours hold all the same."""
    REMINDER = 5
    BROADCAST = 10

    @property
    def may_disturb(self) -> bool:
        """Whether it is sent in quiet hours."""
        return self is Priority.REPLY


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice to be. One person has one notice of a kind about a thing."""

    account: AccountId
    kind: str
    about: str
    due_at: datetime
    data: Mapping[str, str]
    priority: Priority = Priority.REPLY


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice leased for sending."""

    id: NoticeId
    to: Account
    kind: str
    about: str
    data: Mapping[str, object]
    """Of its own, or of the whole broadcast."""
    attempts: int
    leased_until: datetime | None = None
    """Not to be sent after that: somebody else may be sending it then."""
    priority: Priority = Priority.REPLY
    zone: tzinfo | None = None
    """Where the person's centre is; None: where the installation is."""
    broadcast: BroadcastId | None = None
    joined: tuple["Notice", ...] = ()
    """Other announcements that wait for the same person: they travel in the same message."""
    is_silent: bool = False
    """The person has been written to today: the phone makes no sound."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a notice: closed in a state, or given back until a time; without one it is due as it was."""

    notice: Notice
    state: State | None = None
    reason: str = ""
    message: int | None = None
    """The number of the message in the person's chat, so that it can be corrected."""
    until: datetime | None = None
    was_tried: bool = True
    """False: given back as it was taken."""


class SendingError(Exception):
    """The closed list of what can go wrong when sending; each kind has one policy."""


class Throttled(SendingError):
    """Telegram asks for a pause of `after` seconds; nobody's fault, the whole sender waits."""

    def __init__(self, after: float) -> None:
        super().__init__(f"retry after {after} s")
        self.after = after


class Unreachable(SendingError):
    """The person cannot be written to; nothing more is sent until they come back."""


class Rejected(SendingError):
    """The message is not acceptable; sending it again would not help."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Down(SendingError):
    """Telegram could not be reached or stumbled; tried again later."""


class Obsolete(SendingError):
    """What the notice was about is over; nothing is sent."""
