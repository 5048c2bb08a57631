"""Settling in groups: what was sent while the last commit was running is committed together."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from delivery.model import Outcome
from delivery.ports import Outbox
from people.outage import OutageError

log = logging.getLogger(__name__)

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
"""Seconds between attempts while the database is away: what was sent must not be sent again for that."""

_Waiting = tuple[Sequence[Outcome], "asyncio.Future[None]"]


class Settling:
    """Collects outcomes; whoever brings one goes on when it is durable."""

    def __init__(self, outbox: Outbox, clock: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._committing: asyncio.Task[None] | None = None
        self.settled = 0
        """Notices closed for good."""

    async def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Return when these are durable; OutageError if the database stays away for long."""
        if not outcomes:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcomes, done))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_all())
        await done

    async def _commit_all(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting, []
                await self._commit(group)
        finally:
            self._committing = None

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        outcomes = [outcome for brought, _ in group for outcome in brought]
        try:
            await self._keep(outcomes)
        except BaseException as error:
            for _, done in group:
                if not done.done():
                    done.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        self.settled += sum(outcome.state is not None for outcome in outcomes)
        for _, done in group:
            if not done.done():
                done.set_result(None)

    async def _keep(self, outcomes: Sequence[Outcome]) -> None:
        for pause in PAUSES:
            try:
                await self._outbox.settle(outcomes, self._clock())
            except OutageError:
                log.warning("%d notices wait to be settled: no database", len(outcomes))
                await asyncio.sleep(pause)
            else:
                return
        await self._outbox.settle(outcomes, self._clock())
