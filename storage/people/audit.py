"""The audit: rows are added and, when they are old enough, deleted; nothing changes them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.model import CentreId
from storage.database import Database
from storage.people.rows import note_values
from storage.people_tables import audit


class SqlAuditStore:
    """The `AuditStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, note: Note) -> None:
        """See `AuditStore.write`."""
        async with self._database.writing() as connection:
            await write_down(connection, note)

    async def read(self, centre: CentreId, since: datetime, until: datetime) -> Sequence[Note]:
        """See `AuditStore.read`."""
        query = (
            select(audit)
            .where(audit.c.centre_id == centre, audit.c.at >= since, audit.c.at < until)
            .order_by(audit.c.id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [Note(row.at, CentreId(row.centre_id), row.actor, row.action, row.about, row.details) for row in rows]


async def write_down(connection: AsyncConnection, note: Note) -> None:
    """In the transaction that does what is noted."""
    await connection.execute(insert(audit).values(note_values(note)))
