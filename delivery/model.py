"""Notices and what can become of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from people.model import Account, AccountId

NoticeId = NewType("NoticeId", int)


class State(StrEnum):
    """The life of a notice."""

    QUEUED = "queued"
    SENT = "sent"
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    """The person has blocked the bot or never started it."""
    REJECTED = "rejected"
    """Telegram will not take it; a letter for staff to look at."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice to be. One person has one notice of a kind about a thing."""

    account: AccountId
    kind: str
    about: str
    due_at: datetime
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice leased for sending."""

    id: NoticeId
    to: Account
    kind: str
    about: str
    data: Mapping[str, str]
    attempts: int


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
