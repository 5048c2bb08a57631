"""What a person has got of a broadcast, so that it can be corrected."""

import orjson
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import Delivered, Part
from delivery.model import BroadcastId, NoticeId, State
from people.model import AccountId
from storage.broadcast_tables import broadcasts
from storage.tables import notices


async def find_delivered(connection: AsyncConnection, broadcast: BroadcastId, account: AccountId) -> Delivered | None:
    """The message, and everything that travelled in it as it reads now."""
    sent = (notices.c.account_id == account) & (notices.c.state == State.SENT.value)
    number = select(notices.c.message_id).where(sent, notices.c.broadcast_id == broadcast)
    message = (await connection.execute(number)).scalar_one_or_none()
    if message is None:
        return None
    parts = (
        select(notices.c.id, broadcasts.c.data)
        .join(broadcasts, broadcasts.c.id == notices.c.broadcast_id)
        .where(sent, notices.c.message_id == message, notices.c.kind == broadcasts.c.kind)
        .order_by(notices.c.id)
    )
    rows = (await connection.execute(parts)).all()
    return Delivered(message, tuple(Part(NoticeId(row.id), orjson.loads(row.data)) for row in rows))


async def has_travelled_with_others(connection: AsyncConnection, broadcast: BroadcastId) -> bool:
    """Whether somebody has got it together with other announcements in one message."""
    others = notices.alias("others")
    together = (
        select(notices.c.id)
        .join(others, (others.c.account_id == notices.c.account_id) & (others.c.message_id == notices.c.message_id))
        .where(notices.c.broadcast_id == broadcast, others.c.broadcast_id != broadcast)
    )
    return bool((await connection.execute(select(exists(together)))).scalar_one())
