"""Long jobs as rows: leased by workers, settled one by one."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.model import Account, AccountId, CentreId, OrganisationId
from reports.jobs.model import Job, JobDraft, JobId, JobState, Progress, Queue, Waiting
from storage.database import Database
from storage.job_tables import job_files, jobs
from storage.people.audit import write_down
from storage.sealing import Sealer
from storage.tables import accounts

_OPEN = jobs.c.state.in_([state.value for state in JobState if state.is_open])
_FREED = {"state": JobState.QUEUED.value, "holder": None, "leased_until": None}
_AFRESH = {"stage": "", "percent": 0, "attempts": 0, "settled_at": None, "reason": None}


class SqlJobStore:
    """The `JobStore`."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def add(self, draft: JobDraft, asker: AccountId, now: datetime) -> tuple[JobId, bool]:
        """See `JobStore.add`."""
        same = select(jobs.c.id).where(jobs.c.account_id == asker, jobs.c.cache_key == draft.cache_key, _OPEN)
        row = {
            "account_id": asker,
            "centre_id": draft.centre,
            "organisation_id": draft.organisation,
            "kind": draft.kind,
            "what": draft.what,
            "parameters": orjson.dumps(dict(draft.parameters)).decode(),
            "cache_key": draft.cache_key,
            "state": JobState.QUEUED.value,
            "asked_at": now,
        }
        async with self._database.writing() as connection:
            # Whoever taps twice at once stands in line here on both engines.
            await connection.execute(select(accounts.c.id).where(accounts.c.id == asker).with_for_update())
            known = (await connection.execute(same.limit(1))).scalar()
            if known is not None:
                return JobId(known), False
            added = await connection.execute(insert(jobs).values(row).returning(jobs.c.id))
            return JobId(added.scalar_one()), True

    async def open_of(self, asker: AccountId) -> Sequence[JobId]:
        """See `JobStore.open_of`."""
        query = select(jobs.c.id).where(jobs.c.account_id == asker, _OPEN).order_by(jobs.c.id)
        async with self._database.reading() as connection:
            return [JobId(job) for job in (await connection.execute(query)).scalars()]

    async def show_in(self, job: JobId, message: int) -> bool:
        """See `JobStore.show_in`."""
        async with self._database.writing() as connection:
            shown = await connection.execute(update(jobs).where(jobs.c.id == job, _OPEN).values(message_id=message))
        return bool(shown.rowcount)

    async def queue(self, now: datetime) -> Queue:
        """See `JobStore.queue`. Without anything to begin it is one statement."""
        wanted = select(jobs.c.id, jobs.c.account_id, jobs.c.asked_at, _is_free(now).label("is_free")).where(_OPEN)
        async with self._database.reading() as connection:
            rows = (await connection.execute(wanted)).all()
            waiting = tuple(
                Waiting(JobId(row.id), AccountId(row.account_id), row.asked_at) for row in rows if row.is_free
            )
            askers = {each.asker for each in waiting}
            served = await _served(connection, askers) if askers else {}
        running = Counter(AccountId(row.account_id) for row in rows if not row.is_free)
        return Queue(waiting, running, served)

    async def claim(self, job: JobId, holder: str, now: datetime, until: datetime) -> Job | None:
        """See `JobStore.claim`."""
        taken = {
            "state": JobState.RUNNING.value,
            "holder": holder,
            "leased_until": until,
            "started_at": now,
            "attempts": jobs.c.attempts + 1,
        }
        query = (
            select(jobs, accounts.c.sealed_address)
            .join(accounts, accounts.c.id == jobs.c.account_id)
            .where(jobs.c.id == job)
        )
        async with self._database.writing() as connection:
            claimed = await connection.execute(update(jobs).where(jobs.c.id == job, _is_free(now)).values(taken))
            if not claimed.rowcount:
                return None
            row = (await connection.execute(query)).one()
        organisation = None if row.organisation_id is None else OrganisationId(row.organisation_id)
        return Job(
            id=job,
            asker=Account(AccountId(row.account_id), self._sealer.open(row.sealed_address)),
            kind=row.kind,
            what=row.what,
            parameters=orjson.loads(row.parameters),
            centre=CentreId(row.centre_id),
            organisation=organisation,
            cache_key=row.cache_key,
            state=JobState(row.state),
            attempts=row.attempts,
            message=row.message_id,
        )

    async def keep(self, job: JobId, holder: str, until: datetime, progress: Progress) -> tuple[bool, int | None]:
        """See `JobStore.keep`."""
        told = {"leased_until": until, "stage": progress.stage[:64], "percent": progress.percent}
        async with self._database.writing() as connection:
            return await _changed(connection, job, holder, told)

    async def give_back(self, job: JobId, holder: str) -> None:
        """See `JobStore.give_back`."""
        async with self._database.writing() as connection:
            await connection.execute(update(jobs).where(_held(job, holder)).values(_FREED))

    async def give_back_all(self) -> int:
        """See `JobStore.give_back_all`."""
        running = jobs.c.state == JobState.RUNNING.value
        async with self._database.writing() as connection:
            return (await connection.execute(update(jobs).where(running).values(_FREED))).rowcount

    async def settle(
        self, job: JobId, holder: str, state: JobState, now: datetime, reason: str = "", note: Note | None = None
    ) -> tuple[bool, int | None]:
        """See `JobStore.settle`."""
        ended = {**_ended(state, now), "reason": reason[:255] or None}
        async with self._database.writing() as connection:
            is_mine, message = await _changed(connection, job, holder, ended)
            if is_mine and note is not None:
                await write_down(connection, note)
        return is_mine, message

    async def cancel(self, job: JobId, asker: AccountId, now: datetime) -> str | None:
        """See `JobStore.cancel`."""
        return await self._own(job, asker, _OPEN, _ended(JobState.CANCELLED, now))

    async def again(self, job: JobId, asker: AccountId, now: datetime) -> str | None:
        """See `JobStore.again`."""
        afresh = {**_FREED, **_AFRESH, "asked_at": now}
        return await self._own(job, asker, jobs.c.state == JobState.FAILED.value, afresh)

    async def _own(
        self, job: JobId, asker: AccountId, condition: ColumnElement[bool], values: dict[str, object]
    ) -> str | None:
        mine = and_(jobs.c.id == job, jobs.c.account_id == asker, condition)
        async with self._database.writing() as connection:
            changed = await connection.execute(update(jobs).where(mine).values(values).returning(jobs.c.what))
            what: str | None = changed.scalar_one_or_none()
        return what

    async def sent_as(self, cache_key: str) -> str | None:
        """See `JobStore.sent_as`."""
        query = select(job_files.c.sent_as).where(job_files.c.cache_key == cache_key)
        async with self._database.reading() as connection:
            found: str | None = (await connection.execute(query)).scalar_one_or_none()
        return found

    async def remember_sent(self, cache_key: str, sent_as: str, now: datetime) -> None:
        """See `JobStore.remember_sent`. Of two who made the same at once, the name of one is enough."""
        values = {"sent_as": sent_as, "made_at": now}
        async with self._database.writing() as connection:
            known = update(job_files).where(job_files.c.cache_key == cache_key).values(values)
            if (await connection.execute(known)).rowcount:
                return
        with suppress(IntegrityError):
            async with self._database.writing() as connection:
                await connection.execute(insert(job_files).values(cache_key=cache_key, **values))

    async def forget_sent(self, cache_key: str) -> None:
        """See `JobStore.forget_sent`."""
        async with self._database.writing() as connection:
            await connection.execute(delete(job_files).where(job_files.c.cache_key == cache_key))


def _is_free(now: datetime) -> ColumnElement[bool]:
    abandoned = and_(jobs.c.state == JobState.RUNNING.value, jobs.c.leased_until <= now)
    return or_(jobs.c.state == JobState.QUEUED.value, abandoned)


def _held(job: JobId, holder: str) -> ColumnElement[bool]:
    return and_(jobs.c.id == job, jobs.c.holder == holder, jobs.c.state == JobState.RUNNING.value)


def _ended(state: JobState, now: datetime) -> dict[str, object]:
    return {"state": state.value, "settled_at": now, "holder": None, "leased_until": None}


async def _changed(
    connection: AsyncConnection, job: JobId, holder: str, values: dict[str, object]
) -> tuple[bool, int | None]:
    changed = update(jobs).where(_held(job, holder)).values(values).returning(jobs.c.message_id)
    row = (await connection.execute(changed)).one_or_none()
    return (False, None) if row is None else (True, row.message_id)


async def _served(connection: AsyncConnection, askers: set[AccountId]) -> dict[AccountId, datetime]:
    last = func.max(jobs.c.started_at).label("at")
    query = (
        select(jobs.c.account_id, last)
        .where(jobs.c.account_id.in_(askers), jobs.c.started_at.is_not(None))
        .group_by(jobs.c.account_id)
    )
    return {AccountId(row.account_id): row.at for row in (await connection.execute(query)).all()}
