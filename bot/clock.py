"""Recurring work: do what is due now, under a lease, so that of several workers one does it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.wiring import Application
from people.outage import OutageError

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
TICK = 1.0
"""Seconds between looks at what is due."""
SHORTEST_LEASE = timedelta(minutes=1)
"""Longer than two turns of any job: who holds a lease must not be overtaken in the middle of one."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every so often; `work` gives how much it did."""

    name: str
    every: timedelta
    work: Callable[[], Awaitable[int]]


def jobs(app: Application) -> list[Job]:
    """All recurring work."""
    return [
        Job("send notices", timedelta(seconds=1), app.sender.send_due),
        Job("spread broadcasts", timedelta(seconds=1), app.desk.broadcasts.spread_due),
        Job("do what campaigns are due", timedelta(seconds=30), app.due_campaigns.do),
        Job("draw boards of campaigns", timedelta(seconds=15), app.boards.update_due),
        Job("expire runs", timedelta(minutes=10), app.desk.surveys.expire_left_alone),
        Job("pack finished answers", timedelta(minutes=5), app.packs.pack_waiting),
        Job("forget unused forms", timedelta(days=1), app.desk.authoring.forget_unused),
        Job("forget composed forms", timedelta(days=1), lambda: app.versions.forget_composed(app.clock() - DAY)),
        Job("forget what is old", timedelta(days=1), app.retention.forget_old),
    ]


class Clock:
    """Ticks until cancelled; remembers when it last did, for /health."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._jobs = jobs(app)
        self._next_at: dict[str, datetime] = {}
        self.last_tick_at: datetime | None = None

    async def run(self) -> None:
        """Tick for ever, each job by itself: none waits for another. A failure is logged and the next tick comes."""
        async with asyncio.TaskGroup() as group:
            for job in self._jobs:
                group.create_task(self._keep(job))

    async def tick(self) -> None:
        """Do what is due now."""
        for job in self._jobs:
            await self._do_if_due(job)

    async def _keep(self, job: Job) -> None:
        elapsed = asyncio.get_running_loop().time
        while True:
            began = elapsed()
            await self._do_if_due(job)
            await asyncio.sleep(max(0.0, TICK - (elapsed() - began)))  # after a long turn there is more to do

    async def _do_if_due(self, job: Job) -> None:
        now = self._app.clock()
        if now >= self._next_at.get(job.name, now):
            self._next_at[job.name] = now + job.every
            await self._do(job, now)
        self.last_tick_at = self._app.clock()

    async def _do(self, job: Job, now: datetime) -> None:
        try:
            if await self._app.leases.take(job.name, now, max(3 * job.every, SHORTEST_LEASE)):
                done = await job.work()
                if done:
                    log.info("%s: %d", job.name, done)
        except OutageError:
            log.warning("%s: no database", job.name)
        except Exception:
            log.exception("%s failed", job.name)
