"""The outbox: notices as rows, leased by workers, settled in groups."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import CursorResult, Select, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import BroadcastDraft
from delivery.model import BroadcastId, Draft, Notice, NoticeId, Outcome, State
from people.model import AccountId
from storage.claiming import claim_notices, running_broadcasts
from storage.database import Database
from storage.sealing import Sealer
from storage.settling import settle_notices
from storage.tables import notices
from storage.types import Moment


class SqlOutbox:
    """The `Outbox` of delivery."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def add(self, draft: Draft) -> bool:
        """See `Outbox.add`. A settled notice about the same thing gives its place to the new one."""
        again = (
            update(notices)
            .where(
                notices.c.account_id == draft.account,
                notices.c.kind == draft.kind,
                notices.c.about == draft.about,
                notices.c.state != State.QUEUED.value,
            )
            .values(**_waiting(draft), settled_at=None, reason=None, message_id=None, pressed_at=None)
        )
        async with self._database.writing() as connection:
            if _count(await connection.execute(again)):
                return True
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(notices).values(_row(draft)))
        except IntegrityError:
            return False
        return True

    async def claim(self, now: datetime, lease_for: timedelta, most: int) -> Sequence[Notice]:
        """See `Outbox.claim`. To single people first, then broadcasts; none of a centre in its quiet hours."""
        async with self._database.reading() as connection:
            running = await running_broadcasts(connection, now)
        if not running and await self.oldest_due(now) is None:
            return []  # the common case takes no writer's turn
        async with self._database.writing() as connection:
            return await claim_notices(connection, self._sealer, running, (now, lease_for), most)

    async def settle(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """See `Outbox.settle`."""
        async with self._database.writing() as connection:
            await settle_notices(connection, outcomes, now)

    async def move(self, notice: NoticeId, about: str) -> bool:
        """See `Outbox.move`."""
        waiting = (notices.c.id == notice) & (notices.c.state == State.QUEUED.value)
        try:
            async with self._database.writing() as connection:
                return bool(_count(await connection.execute(update(notices).where(waiting).values(about=about))))
        except IntegrityError:
            return False

    async def oldest_due(self, now: datetime) -> datetime | None:
        """See `Outbox.oldest_due`; a broadcast takes its time and may be paused, so it does not count."""
        query = select(func.min(notices.c.due_at)).where(
            notices.c.state == State.QUEUED.value, notices.c.broadcast_id.is_(None), notices.c.due_at <= now
        )
        async with self._database.reading() as connection:
            oldest: datetime | None = (await connection.execute(query)).scalar_one()
        return oldest


async def queue_for(
    connection: AsyncConnection, accounts_of: Select[Any], draft: BroadcastDraft, number: BroadcastId
) -> int:
    """Queue notices of a broadcast to all these accounts at once, inside somebody else's transaction.

    Gives how many are new: nobody has two of one kind about one thing.
    """
    who = accounts_of.subquery()
    row = {
        "kind": draft.kind,
        "about": draft.about,
        "data": "{}",
        "state": State.QUEUED.value,
        "attempts": 0,
        "priority": int(draft.priority),
        "broadcast_id": number,
    }
    values = [literal(value).label(name) for name, value in row.items()]
    # The condition is needed: without one SQLite would take ON CONFLICT for a join.
    chosen = select(who.c.account_id, *values, literal(draft.starts_at, Moment).label("due_at")).where(
        who.c.account_id.is_not(None)
    )
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    queueing = dialect.insert(notices).from_select(["account_id", *row, "due_at"], chosen).on_conflict_do_nothing()
    return _count(await connection.execute(queueing))


async def cancel_notice(
    connection: AsyncConnection, account: AccountId, kind: str, about: str, now: datetime
) -> None:
    """Cancel a waiting notice inside somebody else's transaction."""
    await connection.execute(
        update(notices)
        .where(
            notices.c.account_id == account,
            notices.c.kind == kind,
            notices.c.about == about,
            notices.c.state == State.QUEUED.value,
        )
        .values(state=State.CANCELLED.value, settled_at=now)
    )


def _waiting(draft: Draft) -> dict[str, object]:
    return {
        "state": State.QUEUED.value,
        "due_at": draft.due_at,
        "data": orjson.dumps(dict(draft.data)).decode(),
        "leased_until": None,
        "attempts": 0,
        "priority": int(draft.priority),
    }


def _row(draft: Draft) -> dict[str, object]:
    return {"account_id": draft.account, "kind": draft.kind, "about": draft.about, **_waiting(draft)}


def _count(result: CursorResult[object]) -> int:
    return result.rowcount
