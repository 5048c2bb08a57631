"""One job from its begin to its end: the right to it, the file, its delivery, the line in the audit."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from bot.job_process import JobProcesses
from people.audit import Note
from people.outage import OutageError
from people.ports import PlaceStore
from people.visitor import Visitor
from reports.jobs.model import LEASE, MOST_ATTEMPTS, Job, JobKind, JobState, JobTroubleError, Progress, Trouble
from reports.jobs.ports import JobChat, JobStore
from reports.jobs.service import JobService

log = logging.getLogger(__name__)

BEAT = 2.0
"""Seconds between two tellings of a progress."""


class JobDelivery:
    """Does jobs for one holder of leases."""

    def __init__(
        self,
        store: JobStore,
        service: JobService,
        places: PlaceStore,
        processes: JobProcesses,
        chat: JobChat,
        kinds: Mapping[str, JobKind],
        holder: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._service = service
        self._places = places
        self._processes = processes
        self._chat = chat
        self._kinds = kinds
        self._holder = holder
        self._clock = clock

    async def do(self, job: Job) -> None:
        """Make and deliver, as long as the job is ours."""
        latest = _Latest()
        work = asyncio.create_task(self._work(job, latest))
        beat = asyncio.create_task(self._beat(job, latest))
        try:
            await asyncio.wait({work, beat}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (work, beat):
                task.cancel()
            await asyncio.gather(work, beat, return_exceptions=True)

    async def _beat(self, job: Job, latest: "_Latest") -> None:
        """Renew the lease and show the progress; ends when the job is somebody else's or nobody's."""
        shown: Progress | None = None
        while True:
            await asyncio.sleep(BEAT)
            with suppress(OutageError):
                progress, until = latest.progress, self._clock() + LEASE
                is_ours, message = await self._store.keep(job.id, self._holder, until, progress)
                if not is_ours:
                    return
                if message is not None and progress != shown:
                    await self._chat.tell(job, message, progress)
                    shown = progress

    async def _work(self, job: Job, latest: "_Latest") -> None:
        try:
            await self._deliver(job, latest)
        except JobTroubleError as error:
            await self._fail(job, error)
        except OutageError:
            log.warning("job %s: no database", job.id)  # begun again when its lease is over
        except Exception:
            log.exception("job %s failed", job.id)
            await self._fail(job, JobTroubleError(Trouble.CRASHED))

    async def _deliver(self, job: Job, latest: "_Latest") -> None:
        if job.attempts > MOST_ATTEMPTS:
            raise JobTroubleError(Trouble.CRASHED)
        visitor = await self._entitled(job)
        kind = self._kinds[job.kind]
        kept = await self._store.sent_as(job.cache_key)
        if kept is None or not await self._chat.give_again(job, kept):
            async with self._processes.making(job, kind.work, latest.take) as made:
                visitor = await self._entitled(job)  # making it took a while
                kept = await self._chat.give(job, made)
            await self._store.remember_sent(job.cache_key, kept, self._clock())
        await self._settle(job, JobState.DONE, None, self._note(job, visitor, kind.noted_as))

    async def _entitled(self, job: Job) -> Visitor:
        """Who asked, if they may have it now."""
        visitor = await self._visitor(job)
        is_known = job.kind in self._kinds  # another version of the bot may have had other kinds
        may_have = self._service.may_have
        if visitor is not None and is_known and await may_have(visitor, job.kind, job.centre, job.organisation):
            return visitor
        raise JobTroubleError(Trouble.REVOKED)

    async def _visitor(self, job: Job) -> Visitor | None:
        try:
            return await self._places.visitor(job.asker, is_owner=False)
        except LookupError:  # deleted at the person's wish
            return None

    async def _fail(self, job: Job, error: JobTroubleError) -> None:
        visitor = await self._visitor(job) if error.trouble is Trouble.REVOKED else None
        note = None if visitor is None else self._note(job, visitor, "export_withheld")
        await self._settle(job, JobState.FAILED, error, note)

    async def _settle(
        self, job: Job, state: JobState, error: JobTroubleError | None, note: Note | None = None
    ) -> None:
        reason = "" if error is None else error.trouble.value
        is_ours, message = await self._store.settle(job.id, self._holder, state, self._clock(), reason, note)
        if is_ours:
            await self._chat.end(job, message, error)

    def _note(self, job: Job, visitor: Visitor, action: str) -> Note:
        campaign = job.parameters.get("campaign")
        about = f"campaign {campaign}" if campaign and campaign > 0 else ""
        return Note(self._clock(), job.centre, visitor.name_in_audit, action, about, job.kind)


class _Latest:
    """The last progress that was told."""

    def __init__(self) -> None:
        self.progress = Progress()

    def take(self, progress: Progress) -> None:
        self.progress = progress
