"""Sending what is due: claim, pace, send, settle.

Nothing is lost: what was not settled comes back when its lease is over. Nobody gets anything twice but what was in
flight: a lane sends its next message only when what became of the last one is durable, so a sudden end leaves at
most one message a lane of which it is not known whether it arrived; that one is sent again.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo

from delivery.model import Down, Notice, Obsolete, Outcome, Rejected, State, Throttled, Unreachable
from delivery.pacer import Pacer
from delivery.ports import Outbox, Transport
from delivery.settling import Settling
from people.outage import OutageError
from people.quiet_hours import is_quiet, next_decent

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
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
        settling = Settling(self._outbox, self._clock)
        until = self._clock() + self._turn
        while not self._pacer.paused_for() and self._clock() < until:
            claimed = await self._outbox.claim(self._clock(), LEASE, self._portion)
            if not claimed:
                break
            await self._work_through(deque(claimed), settling)
        return settling.settled

    async def _work_through(self, waiting: deque[Notice], settling: Settling) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._lanes, len(waiting))):
                    group.create_task(self._lane(waiting, settling))
        except* OutageError as several:
            raise OutageError(str(several.exceptions[0])) from several

    async def _lane(self, waiting: deque[Notice], settling: Settling) -> None:
        while waiting:
            if self._pacer.paused_for() > PATIENCE:
                given_back = [outcome for notice in waiting for outcome in _alike(notice, was_tried=False)]
                waiting.clear()
                await settling.settle(given_back)
                return
            notice = waiting.popleft()
            await self._pacer.turn()
            if notice.leased_until is not None and notice.leased_until - self._clock() < CALL:
                continue  # waited too long: somebody else may have it by now
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
