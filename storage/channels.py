"""Channels and groups of centres."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from delivery.channel import CODE_LENGTH, Channel
from people import codes
from people.model import AccountId, CentreId
from storage.broadcast_tables import channels
from storage.database import Database


class SqlChannelStore:
    """The `ChannelStore` of delivery."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def offer(self, centre: CentreId, now: datetime) -> Channel:
        """See `ChannelStore.offer`."""
        waiting = (channels.c.centre_id == centre) & channels.c.account_id.is_(None)
        row = {
            "centre_id": centre,
            "title": "",
            "code": codes.fresh(CODE_LENGTH),
            "problem": "",
            "made_at": now,
        }
        async with self._database.writing() as connection:
            await connection.execute(delete(channels).where(waiting))
            number = (await connection.execute(insert(channels).values(row).returning(channels.c.id))).scalar_one()
        return Channel(number, centre, code=str(row["code"]))

    async def of_centre(self, centre: CentreId) -> Sequence[Channel]:
        """See `ChannelStore.of_centre`."""
        query = select(channels).where(channels.c.centre_id == centre).order_by(channels.c.id)
        async with self._database.reading() as connection:
            return [_to_channel(row) for row in (await connection.execute(query)).all()]

    async def waiting(self, code: str, since: datetime) -> Channel | None:
        """See `ChannelStore.waiting`."""
        query = select(channels).where(channels.c.code == code, channels.c.made_at >= since)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _to_channel(row)

    async def link(self, channel: Channel, account: AccountId, title: str) -> bool:
        """See `ChannelStore.link`; one that was linked before stays as it was."""
        free = (channels.c.id == channel.id) & (channels.c.code == channel.code)
        values = {"account_id": account, "title": title, "code": None, "problem": ""}
        try:
            async with self._database.writing() as connection:
                return bool((await connection.execute(update(channels).where(free).values(values))).rowcount)
        except IntegrityError:
            await self.unlink(channel.id, channel.centre)
            return False

    async def complain(self, channel: Channel, title: str, problem: str) -> None:
        """See `ChannelStore.complain`."""
        values = {"title": title, "problem": problem}
        async with self._database.writing() as connection:
            await connection.execute(update(channels).where(channels.c.id == channel.id).values(values))

    async def note(self, account: AccountId, problem: str) -> bool:
        """See `ChannelStore.note`."""
        noted = update(channels).where(channels.c.account_id == account).values(problem=problem)
        async with self._database.writing() as connection:
            return bool((await connection.execute(noted)).rowcount)

    async def unlink(self, channel: int, centre: CentreId) -> None:
        """See `ChannelStore.unlink`."""
        mine = (channels.c.id == channel) & (channels.c.centre_id == centre)
        async with self._database.writing() as connection:
            await connection.execute(delete(channels).where(mine))


def _to_channel(row: Any) -> Channel:
    account = None if row.account_id is None else AccountId(row.account_id)
    return Channel(row.id, CentreId(row.centre_id), row.title, account, row.code or "", row.problem)
