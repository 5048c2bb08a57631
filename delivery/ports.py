"""What delivery needs from the world."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from delivery.broadcast import Broadcast, BroadcastDraft, BroadcastState, Counts, Delivered, Failure, Size, Spread
from delivery.channel import Channel
from delivery.model import BroadcastId, Draft, Notice, NoticeId, Outcome
from people.model import AccountId, CentreId


class Outbox(Protocol):
    """Keeps notices until they are settled."""

    async def add(self, draft: Draft) -> bool:
        """Queue a notice; False if the same one is waiting already."""
        ...

    async def claim(self, now: datetime, lease_for: timedelta, most: int) -> Sequence[Notice]:
        """Lease notices that are due; of two workers each gets others."""
        ...

    async def settle(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Write down what became of notices, all in one commit; whoever cannot be reached is sent nothing more."""
        ...

    async def move(self, notice: NoticeId, about: str) -> bool:
        """Let a waiting notice be about something else; False if the person has one about that already."""
        ...

    async def oldest_due(self, now: datetime) -> datetime | None:
        """When the notice that has waited longest should have gone out."""
        ...


class Transport(Protocol):
    """Brings one notice to one person."""

    async def send(self, notice: Notice) -> int | None:
        """Send it with all that is joined to it, or raise one of `SendingError`; gives the message's number."""
        ...


class BroadcastStore(Protocol):
    """Keeps broadcasts and spreads them over people, portion by portion."""

    async def add(self, draft: BroadcastDraft) -> BroadcastId:
        """Keep a new one."""
        ...

    async def find(self, broadcast: BroadcastId) -> Broadcast | None:
        """One of them."""
        ...

    async def of_centre(self, centre: CentreId, kind: str, most: int) -> Sequence[Broadcast]:
        """The latest first."""
        ...

    async def caused_by(self, centre: CentreId, cause: str, most: int) -> Sequence[Broadcast]:
        """What something has sent, the latest first."""
        ...

    async def counts(self, broadcast: BroadcastId) -> Counts:
        """How far it has come; costs the same for ten people and for a million."""
        ...

    async def move(
        self,
        broadcast: BroadcastId,
        to: BroadcastState,
        since: Sequence[BroadcastState],
        starts_at: datetime | None = None,
    ) -> bool:
        """Change the state if it is one of `since`; False if it is not. A paused one goes on where it stood."""
        ...

    async def revise(self, revised: Broadcast, correction: BroadcastDraft | None = None) -> bool:
        """Change title, data and what concerns them, and bring the correction to those who have it already.

        False if somebody else changed it since that revision.
        """
        ...

    async def hurry(self, broadcast: BroadcastId, now: datetime) -> bool:
        """Let a running one wait for nobody's morning; what is queued follows portion by portion.

        False if it does not run or does not wait.
        """
        ...

    async def spread(self, now: datetime, most: int) -> Spread:
        """Queue one portion of notices of a broadcast whose time has come, or end one that is over."""
        ...

    async def failures(self, broadcast: BroadcastId, most: int) -> Sequence[Failure]:
        """Dead letters."""
        ...

    async def repeat(self, broadcast: BroadcastId, now: datetime) -> int | None:
        """Queue its dead letters again; gives how many.

        None while something of a stopped broadcast is not taken back yet: it would be sent, too.
        """
        ...

    async def press(self, notice: NoticeId, account: AccountId, now: datetime) -> Broadcast | None:
        """Somebody pressed the button of a message; counted once. None if it is nobody's or another's."""
        ...

    async def press_message(self, account: AccountId, message: int, now: datetime) -> bool:
        """The same, by the message in the person's chat; False if it is of no broadcast or was pressed before."""
        ...

    async def size(self, broadcast: Broadcast, day_began: datetime) -> Size:
        """How many it would go to now, and how many of them have been written to since the day began."""
        ...

    async def discard(self, broadcast: BroadcastId) -> bool:
        """Forget one that has not begun; False if it has."""
        ...

    async def delivered(self, broadcast: BroadcastId, account: AccountId) -> Delivered | None:
        """The message that somebody has got of it; None if there is none."""
        ...


class ChannelStore(Protocol):
    """Keeps the channels and groups that a centre announces in."""

    async def offer(self, centre: CentreId, now: datetime) -> Channel:
        """A place for one more, with the code that is to be posted there; one that was not used is void."""
        ...

    async def of_centre(self, centre: CentreId) -> Sequence[Channel]:
        """Linked ones and the one that waits for its code."""
        ...

    async def waiting(self, code: str, since: datetime) -> Channel | None:
        """Where a code was offered, if that is not too long ago."""
        ...

    async def link(self, channel: Channel, account: AccountId, title: str) -> bool:
        """The code was posted: it is used up. False if somebody was faster."""
        ...

    async def complain(self, channel: Channel, title: str, problem: str) -> None:
        """The code was posted where the bot cannot write."""
        ...

    async def note(self, account: AccountId, problem: str) -> bool:
        """Keep whether the bot may write in a linked one, empty if it may; False if it is linked to no centre."""
        ...

    async def unlink(self, channel: int, centre: CentreId) -> None:
        """Nothing is announced there from now on."""
        ...
