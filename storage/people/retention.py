"""Deleting what has been kept long enough; a portion at a time, so that nobody's tap waits."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.centre import school_year_of
from people.retention import Periods
from storage.anonymous import finish_anonymously
from storage.database import Database
from storage.job_tables import job_files, jobs
from storage.people.audit import write_down
from storage.people.places import SqlPlaceStore
from storage.people_tables import attempts, audit, consents, doorsteps, imports, invitations, members
from storage.run_rows import COLUMNS, to_run, version_of
from storage.tables import notices, runs
from storage.versions import SqlVersionStore
from surveys.model import Status

AT_ONCE = 500


class SqlRetention:
    """The nightly work."""

    def __init__(
        self, database: Database, versions: SqlVersionStore, periods: Periods, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._versions = versions
        self._periods = periods
        self._clock = clock

    async def forget_old(self) -> int:
        """Everything that is due; gives how many rows, and leaves a line in the audit if there were any."""
        now = self._clock()
        done: dict[str, int] = {}
        for kind, table, condition in self._due(now):
            done[kind] = done.get(kind, 0) + await self._delete(table, condition)
        done["answers"] = await self._part_from_codes(now)
        counted = {kind: count for kind, count in done.items() if count}
        if counted:
            details = ", ".join(f"{kind} {count}" for kind, count in counted.items())
            centres = await SqlPlaceStore(self._database).centres()
            async with self._database.writing() as connection:
                for centre in centres:  # each can read only its own audit
                    await write_down(connection, Note(now, centre.id, "bot", "retention", "", details))
        return sum(counted.values())

    def _due(self, now: datetime) -> list[tuple[str, Table, ColumnElement[bool]]]:
        before = {kind: self._periods.before(kind, now) for kind in self._periods.days}
        gone = consents.c.code.not_in(select(members.c.code).where(members.c.account_id.is_not(None)))
        used_up = or_(invitations.c.revoked_at.is_not(None), invitations.c.is_once.is_(True))
        return [
            ("audit", audit, audit.c.at < before["audit"]),
            ("notices", notices, notices.c.settled_at < before["notices"]),
            ("imports", imports, imports.c.sent_at < before["imports"]),
            ("invitations", invitations, used_up & (invitations.c.made_at < before["invitations"])),
            ("attempts", attempts, attempts.c.since < before["attempts"]),
            ("attempts", doorsteps, doorsteps.c.since < before["attempts"]),
            ("exports", jobs, jobs.c.settled_at < before["exports"]),
            ("exports", job_files, job_files.c.made_at < before["exports"]),
            ("consents", consents, gone & (consents.c.decided_at < before["consents"])),
        ]

    async def _delete(self, table: Table, condition: ColumnElement[bool]) -> int:
        [key] = table.primary_key.columns
        total = 0
        while True:
            some = select(key).where(condition).limit(AT_ONCE)
            async with self._database.writing() as connection:
                gone = (await connection.execute(delete(table).where(key.in_(some)))).rowcount
            total += gone
            if gone < AT_ONCE:
                return total

    async def _part_from_codes(self, now: datetime) -> int:
        """Finished answers of school years that are over become anonymous ones."""
        total = 0
        for centre in await SqlPlaceStore(self._database).centres():
            before = self._periods.answers_before(centre, now)
            over = (runs.c.centre_id == centre.id) & (runs.c.finished_at < before)
            query = select(*COLUMNS).where(over, runs.c.status == Status.FINISHED.value).limit(AT_ONCE)
            while True:
                async with self._database.writing() as connection:
                    parted = await self._part(connection, query, centre.zone)
                total += parted
                if parted < AT_ONCE:
                    break
        return total

    async def _part(self, connection: AsyncConnection, query: Select[Any], zone: tzinfo) -> int:
        rows = (await connection.execute(query)).all()
        for row in rows:
            run = to_run(row, await self._versions.of(version_of(row)))
            assert run.finished_at is not None
            if run.questionnaire.is_internal or run.is_trial:
                await connection.execute(delete(runs).where(runs.c.id == run.id))
            else:
                year = school_year_of(run.finished_at.astimezone(zone))
                await finish_anonymously(connection, run, year)
        return len(rows)
