"""Working on long jobs: as many at once as there are processors, in a fair order, for as long as the bot runs."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.job_delivery import JobDelivery
from bot.job_process import sweep
from people.outage import OutageError
from reports.jobs.fairness import in_turn
from reports.jobs.model import LEASE, Job, JobId
from reports.jobs.ports import JobStore

log = logging.getLogger(__name__)

TICK = 1.0
"""Seconds between looks for jobs that other workers of the bot have taken in."""


class Jobs:
    """The `Workshop` of one process of the bot."""

    def __init__(
        self, store: JobStore, holder: str, at_once: int, clock: Callable[[], datetime], *, is_alone: bool
    ) -> None:
        self._store = store
        self._holder = holder
        self._at_once = at_once
        self._clock = clock
        self._is_alone = is_alone
        self._delivery: JobDelivery | None = None
        self._woken = asyncio.Event()
        self._running: dict[JobId, asyncio.Task[None]] = {}

    def open(self, delivery: JobDelivery) -> None:
        """Who does the jobs; wired last, for it needs the service that wakes this workshop."""
        self._delivery = delivery

    def wake(self) -> None:
        """See `Workshop.wake`."""
        self._woken.set()

    def stop(self, job: JobId) -> None:
        """See `Workshop.stop`."""
        task = self._running.get(job)
        if task is not None:
            task.cancel()

    async def run(self) -> None:
        """Work until cancelled; what is in hand then is given back."""
        try:
            await self.begin()
            while True:
                await self.tick()
                with suppress(TimeoutError):
                    async with asyncio.timeout(TICK):
                        await self._woken.wait()
                self._woken.clear()
        finally:
            await self.finish()

    async def begin(self) -> None:
        """Clear up after a process that was killed. Where no other can be at work, its jobs need not wait."""
        await asyncio.to_thread(sweep)
        if self._is_alone:
            with suppress(OutageError):
                await self._store.give_back_all()

    async def tick(self) -> None:
        """Begin as many as there is room for."""
        try:
            while len(self._running) < self._at_once and (job := await self._next()):
                self._begin(job)
        except OutageError:
            log.warning("jobs: no database")
        except Exception:
            log.exception("jobs could not be begun")

    @property
    def is_busy(self) -> bool:
        """Whether anything is in hand."""
        return bool(self._running)

    async def idle(self) -> None:
        """Until nothing is in hand."""
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def finish(self) -> None:
        """Drop what is in hand; it is begun again at the next start, or by another worker."""
        numbers = list(self._running)
        for number in numbers:
            self.stop(number)
        await self.idle()
        with suppress(OutageError):
            for number in numbers:
                await self._store.give_back(number, self._holder)

    async def _next(self) -> Job | None:
        now = self._clock()
        for number in in_turn(await self._store.queue(now)):
            job = await self._store.claim(number, self._holder, now, now + LEASE)
            if job is not None:
                return job
        return None

    def _begin(self, job: Job) -> None:
        assert self._delivery is not None
        task = asyncio.create_task(self._delivery.do(job))
        self._running[job.id] = task
        task.add_done_callback(lambda _: self._done(job.id))

    def _done(self, number: JobId) -> None:
        del self._running[number]
        self.wake()
