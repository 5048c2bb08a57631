"""A broadcast: one message to many, as a thing that can be looked at, paused, resumed, corrected and stopped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from delivery.model import BroadcastId, NoticeId, Priority
from people.model import AccountId, CentreId

ANNOUNCEMENT = "announcement"
CORRECTION = "correction"
"""Changes messages that were delivered; nobody is disturbed by it."""

TO_AUDIENCE = "audience"
"""Recipients: people of the centre; `audience` says which."""
TO_ACCOUNT = "account"
"""Recipients: one person, by the number in `account`."""
TO_DELIVERED = "delivered"
"""Recipients: those who have a message of an earlier `broadcast`."""
TO_QUEUED = "queued"
"""Recipients: those whose notices were queued when it was made, and nobody more."""


class BroadcastState(StrEnum):
    """The life of a broadcast."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SPREADING = "spreading"
    """Its notices are being queued; those that are queued go out already."""
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


RUNNING = (BroadcastState.SPREADING, BroadcastState.SENDING)
ENDED = (BroadcastState.STOPPED, BroadcastState.DONE)


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """A broadcast to be. One person has one notice of a `kind` about a thing, whatever broadcasts bring it."""

    centre: CentreId
    kind: str
    title: str
    recipients: Mapping[str, object]
    """`what` names the way to find them; the rest is for it."""
    data: Mapping[str, object]
    starts_at: datetime
    made_by: AccountId
    about: str = ""
    """Empty: the broadcast itself."""
    priority: Priority = Priority.BROADCAST
    is_joined: bool = False
    """Whether several of them may travel to a person as one message."""
    state: BroadcastState = BroadcastState.SCHEDULED
    cause: str = ""
    """What has made it, where that was nobody's wish to write."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast as it stands."""

    id: BroadcastId
    centre: CentreId
    kind: str
    about: str
    title: str
    recipients: Mapping[str, object]
    data: Mapping[str, object]
    state: BroadcastState
    priority: Priority
    is_joined: bool
    starts_at: datetime
    made_by: AccountId
    total: int
    revision: int
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a broadcast has come."""

    total: int = 0
    """Everybody it was meant for, as far as it is spread."""
    sent: int = 0
    unreachable: int = 0
    rejected: int = 0
    cancelled: int = 0
    pressed: int = 0
    """Of those to whom it was sent."""

    @property
    def waiting(self) -> int:
        """Still to be sent."""
        return max(0, self.total - self.sent - self.unreachable - self.rejected - self.cancelled)


@dataclass(frozen=True, slots=True)
class Size:
    """How many a broadcast would go to at this moment."""

    people: int
    reachable: int
    """Of them those who have come to the bot and can be written to."""
    heard_today: int = 0
    """Of these those who have been written to today."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A dead letter."""

    notice: NoticeId
    code: str
    """Of the member, or the title of a channel; empty for somebody who is neither."""
    reason: str


@dataclass(frozen=True, slots=True)
class Spread:
    """What one portion of spreading has done."""

    queued: int = 0
    """Notices that are new."""
    is_over: bool = True
    """Whether there was nothing left to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a message tells."""

    notice: NoticeId
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message in a person's chat with all its parts, as they read now."""

    message: int
    parts: tuple[Part, ...]
