"""The outbox: notices as rows, leased by workers, settled one by one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import CursorResult, Select, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.model import Draft, Notice, NoticeId, State
from people.model import Account, AccountId
from storage.database import Database
from storage.sealing import Sealer
from storage.tables import accounts, notices
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
            .values(**_waiting(draft), settled_at=None, reason=None)
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
        """See `Outbox.claim`."""
        if await self.oldest_due(now) is None:
            return []  # the common case takes no writer's turn
        free = (notices.c.leased_until.is_(None)) | (notices.c.leased_until <= now)
        due = (
            select(notices.c.id)
            .where(notices.c.state == State.QUEUED.value, notices.c.due_at <= now, free)
            .order_by(notices.c.due_at, notices.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        lease = (
            update(notices)
            .where(notices.c.id.in_(due.scalar_subquery()))
            .values(leased_until=now + lease_for, attempts=notices.c.attempts + 1)
            .returning(notices.c.id)
        )
        async with self._database.writing() as connection:
            ids = list((await connection.execute(lease)).scalars())
            rows = (await connection.execute(_claimed(ids))).all() if ids else []
        return [
            Notice(
                id=NoticeId(row.id),
                to=Account(AccountId(row.account_id), self._sealer.open(row.sealed_address)),
                kind=row.kind,
                about=row.about,
                data=orjson.loads(row.data),
                attempts=row.attempts,
            )
            for row in rows
        ]

    async def settle(self, notice: Notice, state: State, now: datetime, reason: str = "") -> None:
        """See `Outbox.settle`."""
        closed = {
            "state": state.value,
            "settled_at": now,
            "leased_until": None,
            "reason": reason[:255] or None,
        }
        async with self._database.writing() as connection:
            await connection.execute(update(notices).where(notices.c.id == notice.id).values(closed))

    async def postpone(self, notice: Notice, until: datetime) -> None:
        """See `Outbox.postpone`."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(notices).where(notices.c.id == notice.id).values(due_at=until, leased_until=None)
            )

    async def forget_person(self, account: AccountId, now: datetime) -> int:
        """See `Outbox.forget_person`."""
        waiting = (notices.c.account_id == account) & (notices.c.state == State.QUEUED.value)
        async with self._database.writing() as connection:
            cancelled = await connection.execute(
                update(notices).where(waiting).values(state=State.CANCELLED.value, settled_at=now)
            )
            await connection.execute(update(accounts).where(accounts.c.id == account).values(unreachable_since=now))
        return _count(cancelled)

    async def oldest_due(self, now: datetime) -> datetime | None:
        """See `Outbox.oldest_due`."""
        query = select(func.min(notices.c.due_at)).where(
            notices.c.state == State.QUEUED.value, notices.c.due_at <= now
        )
        async with self._database.reading() as connection:
            oldest: datetime | None = (await connection.execute(query)).scalar_one()
        return oldest


async def queue_for(
    connection: AsyncConnection, accounts_of: Select[Any], kind: str, about: str, due_at: datetime
) -> int:
    """Queue a notice to all these accounts, once for each, inside somebody else's transaction; gives how many."""
    who = accounts_of.subquery()
    row = {"kind": kind, "about": about, "data": "{}", "state": State.QUEUED.value, "attempts": 0}
    values = [literal(value).label(name) for name, value in row.items()]
    # The condition is needed: without one SQLite would take ON CONFLICT for a join.
    chosen = select(who.c.account_id, *values, literal(due_at, Moment).label("due_at")).where(
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


def _claimed(ids: list[int]):  # type: ignore[no-untyped-def]
    return (
        select(notices, accounts.c.sealed_address)
        .join(accounts, accounts.c.id == notices.c.account_id)
        .where(notices.c.id.in_(ids))
        .order_by(notices.c.due_at, notices.c.id)
    )


def _waiting(draft: Draft) -> dict[str, object]:
    return {
        "state": State.QUEUED.value,
        "due_at": draft.due_at,
        "data": orjson.dumps(dict(draft.data)).decode(),
        "leased_until": None,
        "attempts": 0,
    }


def _row(draft: Draft) -> dict[str, object]:
    return {"account_id": draft.account, "kind": draft.kind, "about": draft.about, **_waiting(draft)}


def _count(result: CursorResult[object]) -> int:
    return result.rowcount
