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
        Job("do what campaigns are due", timedelta(seconds=30), app.desk.campaigns.do_due),
        Job("expire runs", timedelta(minutes=10), app.desk.surveys.expire_left_alone),
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
        """Tick for ever; a failure is logged and the next tick comes all the same."""
        while True:
            await self.tick()
            await asyncio.sleep(TICK)

    async def tick(self) -> None:
        """Do what is due now."""
        for job in self._jobs:
            now = self._app.clock()
            if now < self._next_at.get(job.name, now):
                continue
            self._next_at[job.name] = now + job.every
            await self._do(job, now)
        self.last_tick_at = self._app.clock()

    async def _do(self, job: Job, now: datetime) -> None:
        try:
            if await self._app.leases.take(job.name, now, max(3 * job.every, timedelta(minutes=2))):
                done = await job.work()
                if done:
                    log.info("%s: %d", job.name, done)
        except OutageError:
            log.warning("%s: no database", job.name)
        except Exception:
            log.exception("%s failed", job.name)
