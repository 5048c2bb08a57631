"""Centres' own templates of reports: the `TemplateStore`."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from people.audit import Note
from people.model import CentreId
from reports.templates import Template
from storage.database import Database
from storage.people.audit import write_down
from storage.template_tables import report_templates

_used = report_templates.c.is_used


class SqlTemplateStore:
    """At most two rows of a centre."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def used(self, centre: CentreId) -> Template | None:
        """See `TemplateStore.used`."""
        columns = [report_templates.c[name] for name in ("id", "name", "digest", "kept_at")]
        query = select(*columns).where(report_templates.c.centre_id == centre, _used)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Template(row.id, row.name, row.digest, row.kept_at)

    async def content(self, centre: CentreId) -> bytes | None:
        """See `TemplateStore.content`."""
        query = select(report_templates.c.content).where(report_templates.c.centre_id == centre, _used)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def offer(self, centre: CentreId, name: str, content: bytes, now: datetime) -> int:
        """See `TemplateStore.offer`."""
        row = {
            "centre_id": centre,
            "is_used": False,
            "name": name,
            "content": content,
            "digest": hashlib.sha256(content).hexdigest(),
            "kept_at": now,
        }
        async with self._database.writing() as connection:
            await connection.execute(delete(report_templates).where(report_templates.c.centre_id == centre, ~_used))
            added = insert(report_templates).values(row).returning(report_templates.c.id)
            return int((await connection.execute(added)).scalar_one())

    async def use(self, number: int, centre: CentreId, note: Note) -> bool:
        """See `TemplateStore.use`."""
        mine = report_templates.c.centre_id == centre
        offered = mine & (report_templates.c.id == number)
        async with self._database.writing() as connection:
            if (await connection.execute(select(report_templates.c.id).where(offered, ~_used))).first() is None:
                return False
            await connection.execute(delete(report_templates).where(mine, _used))
            await connection.execute(update(report_templates).where(offered).values(is_used=True))
            await write_down(connection, note)
        return True

    async def drop(self, number: int, centre: CentreId) -> None:
        """See `TemplateStore.drop`."""
        mine = report_templates.c.centre_id == centre
        async with self._database.writing() as connection:
            await connection.execute(delete(report_templates).where(mine, report_templates.c.id == number, ~_used))

    async def forget(self, centre: CentreId, note: Note) -> bool:
        """See `TemplateStore.forget`."""
        async with self._database.writing() as connection:
            gone = await connection.execute(
                delete(report_templates).where(report_templates.c.centre_id == centre, _used)
            )
            if gone.rowcount:
                await write_down(connection, note)
            return bool(gone.rowcount)
