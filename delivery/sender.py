"""Sending what is due: claim, pace, send, settle."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from delivery.model import Down, Notice, Obsolete, Rejected, State, Throttled, Unreachable
from delivery.pacer import Pacer
from delivery.ports import Outbox, Transport

log = logging.getLogger(__name__)

AT_ONCE = 50
LEASE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=1)


class Sender:
    """Works through the outbox; at-least-once, and once wherever Telegram's answer arrives."""

    def __init__(self, outbox: Outbox, transport: Transport, pacer: Pacer, clock: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._transport = transport
        self._pacer = pacer
        self._clock = clock
        self._sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def send_due(self) -> int:
        """Send what is due now; gives how many notices were settled."""
        settled = 0
        for notice in await self._outbox.claim(self._clock(), LEASE, AT_ONCE):
            await self._sleep(self._pacer.wait_for())
            settled += await self._send(notice)
        return settled

    async def _send(self, notice: Notice) -> bool:
        now = self._clock()
        try:
            await self._transport.send(notice)
        except Throttled as pause:
            self._pacer.pause(pause.after)
            await self._outbox.postpone(notice, now + timedelta(seconds=pause.after))
            return False
        except Down:
            await self._outbox.postpone(notice, now + _pause_after(notice.attempts))
            return False
        except Unreachable:
            await self._outbox.settle(notice, State.UNREACHABLE, now)
            await self._outbox.forget_person(notice.to.id, now)
        except Rejected as problem:
            log.warning("notice %s (%s) rejected: %s", notice.id, notice.kind, problem.reason)
            await self._outbox.settle(notice, State.REJECTED, now, problem.reason)
        except Obsolete:
            await self._outbox.settle(notice, State.CANCELLED, now)
        else:
            await self._outbox.settle(notice, State.SENT, now)
        return True


def _pause_after(attempts: int) -> timedelta:
    return min(timedelta(seconds=5 * 2 ** min(attempts, 20)), LONGEST_PAUSE)
