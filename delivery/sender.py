"""Sending what is due: claim, pace, send, settle.

Nothing is lost: what was not settled comes back when its lease is over. Nobody gets anything twice but what was in
flight: a lane sends its next message only when what became of the last one is durable, so a sudden end leaves at
most one message a lane of which it is not known whether it arrived; that one is sent again.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta, tzinfo

from delivery.model import Down, Notice, Obsolete, Outcome, Rejected, State, Throttled, Unreachable
from delivery.pacer import Pacer
from delivery.ports import Outbox, Transport
from delivery.settling import Settling
from people.outage import OutageError
from people.quiet_hours import is_quiet, next_decent

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
CALL = timedelta(seconds=30)
"""What must be left of a lease before a call begins: a call takes ten seconds at most."""
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_BREAK = 30.0
"""Seconds everybody waits, at most, before Telegram is asked again whether it is there."""
PATIENCE = 5.0
"""Seconds of a pause that are waited for with notices in hand; for a longer one they are given back."""


class Sender:
    """Works through the outbox with several messages in flight."""

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        pacer: Pacer,
        clock: Callable[[], datetime],
        zone: tzinfo,
        *,
        lanes: int = 16,
        portion: int = 32,
        turn: timedelta = timedelta(seconds=10),
    ) -> None:
        """A `portion` is claimed at once: a reply waits for no more of a broadcast than that. A `turn` is one job."""
        self._outbox = outbox
        self._transport = transport
        self._pacer = pacer
        self._clock = clock
        self._zone = zone
        self._lanes = lanes
        self._portion = portion
        self._turn = turn
        self._stumbles = 0

    async def send_due(self) -> int:
        """Send what is due now, for one turn at most; gives how many notices were settled."""
        if self._pacer.paused_for():
            return 0
        settling = Settling(self._outbox, self._clock)
        hand = Hand(self._claim, self._clock() + self._turn)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._lanes):
                    group.create_task(self._lane(hand, settling))
        except* OutageError as several:
            raise OutageError(str(several.exceptions[0])) from several
        return settling.settled

    async def _claim(self, until: datetime) -> Sequence[Notice]:
        now = self._clock()
        return await self._outbox.claim(now, LEASE, self._portion) if now < until else []

    async def _lane(self, hand: "Hand", settling: Settling) -> None:
        while (notice := await hand.next()) is not None:
            if not await self._pacer.turn(PATIENCE):
                left = [notice, *hand.lay_down()]
                await settling.settle([outcome for each in left for outcome in _alike(each, was_tried=False)])
            elif _is_held(notice, self._clock()):
                await settling.settle(await self._sent(notice))

    async def _sent(self, notice: Notice) -> Sequence[Outcome]:
        """Send one notice; gives what became of it and of those that travelled with it."""
        now = self._clock()
        morning = self._morning(notice, now)
        if morning is not None:
            return _alike(notice, until=morning, was_tried=False)
        try:
            message = await self._transport.send(notice)
        except Throttled as pause:
            self._pacer.pause(pause.after)
            return _alike(notice, until=now + timedelta(seconds=pause.after))
        except (Down, OutageError):
            self._take_a_break()
            return _alike(notice, until=now + _pause_after(notice.attempts))
        except Unreachable:
            return _alike(notice, State.UNREACHABLE)
        except Rejected as problem:
            log.warning("notice %s (%s) rejected: %s", notice.id, notice.kind, problem.reason)
            return _alike(notice, State.REJECTED, problem.reason)
        except Obsolete:
            return _alike(notice, State.CANCELLED)
        except Exception:
            # A bug in one kind of notice must not hold up all the others.
            log.exception("notice %s (%s) could not be made", notice.id, notice.kind)
            return _alike(notice, State.REJECTED, "не удалось подготовить сообщение")
        self._stumbles = 0
        return _alike(notice, State.SENT, message=message)

    def _morning(self, notice: Notice, now: datetime) -> datetime | None:
        zone = notice.zone or self._zone
        if notice.priority.may_disturb or not is_quiet(now, zone):
            return None
        return next_decent(now, zone)

    def _take_a_break(self) -> None:
        """Where Telegram cannot be reached, one message asks for all the others."""
        self._stumbles += 1
        if self._stumbles >= self._lanes:
            self._pacer.pause(min(2.0 ** (self._stumbles / self._lanes), LONGEST_BREAK))


class Hand:
    """Notices claimed and not begun yet; the next portion is fetched while the last of this one are in flight."""

    def __init__(self, claim: Callable[[datetime], Awaitable[Sequence[Notice]]], until: datetime) -> None:
        self._claim = claim
        self._until = until
        self._waiting: deque[Notice] = deque()
        self._is_over = False
        self._fetching = asyncio.Lock()

    async def next(self) -> Notice | None:
        """The next one; None if there is nothing more in this turn."""
        if not self._waiting and not self._is_over:
            async with self._fetching:
                if not self._waiting and not self._is_over:
                    self._waiting.extend(await self._claim(self._until))
                    self._is_over = not self._waiting
        return self._waiting.popleft() if self._waiting else None

    def lay_down(self) -> Sequence[Notice]:
        """Take nothing more in this turn; gives what is left."""
        left, self._waiting = list(self._waiting), deque()
        self._is_over = True
        return left


def _is_held(notice: Notice, now: datetime) -> bool:
    """Whether the lease lasts for a call: if not, somebody else may have the notice before it ends."""
    return notice.leased_until is None or notice.leased_until - now >= CALL


def _alike(
    notice: Notice,
    state: State | None = None,
    reason: str = "",
    *,
    message: int | None = None,
    until: datetime | None = None,
    was_tried: bool = True,
) -> list[Outcome]:
    return [Outcome(each, state, reason, message, until, was_tried) for each in (notice, *notice.joined)]


def _pause_after(attempts: int) -> timedelta:
    return min(timedelta(seconds=5 * 2 ** min(attempts, 20)), LONGEST_PAUSE)
