"""Broadcasts: kept as rows, looked at by staff."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import (
    RUNNING,
    Broadcast,
    BroadcastDraft,
    BroadcastState,
    Counts,
    Delivered,
    Failure,
    Size,
    Spread,
)
from delivery.model import BroadcastId, NoticeId, Priority, State
from people.model import AccountId, CentreId
from storage.broadcast_tables import broadcast_counts, broadcasts, channels
from storage.database import Database
from storage.delivered import find_delivered
from storage.people_tables import members
from storage.settling import count
from storage.spreading import Recipients, spread_once
from storage.tables import accounts, notices

COUNTED = ("sent", "unreachable", "rejected", "cancelled", "pressed")


class SqlBroadcastStore:
    """The `BroadcastStore` of delivery."""

    def __init__(self, database: Database, recipients: Recipients) -> None:
        """`recipients` finds people by what a broadcast says of them."""
        self._database = database
        self._recipients = recipients

    async def add(self, draft: BroadcastDraft) -> BroadcastId:
        """See `BroadcastStore.add`."""
        async with self._database.writing() as connection:
            return await add_broadcast(connection, draft)

    async def find(self, broadcast: BroadcastId) -> Broadcast | None:
        """See `BroadcastStore.find`."""
        query = select(broadcasts).where(broadcasts.c.id == broadcast)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else to_broadcast(row)

    async def of_centre(self, centre: CentreId, kind: str, most: int) -> Sequence[Broadcast]:
        """See `BroadcastStore.of_centre`."""
        return await self._latest((broadcasts.c.centre_id == centre) & (broadcasts.c.kind == kind), most)

    async def caused_by(self, centre: CentreId, cause: str, most: int) -> Sequence[Broadcast]:
        """See `BroadcastStore.caused_by`."""
        return await self._latest((broadcasts.c.centre_id == centre) & (broadcasts.c.cause == cause), most)

    async def _latest(self, which: ColumnElement[bool], most: int) -> Sequence[Broadcast]:
        query = select(broadcasts).where(which).order_by(broadcasts.c.id.desc()).limit(most)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [to_broadcast(row) for row in rows]

    async def counts(self, broadcast: BroadcastId) -> Counts:
        """See `BroadcastStore.counts`."""
        total = select(broadcasts.c.total).where(broadcasts.c.id == broadcast)
        parts = select(broadcast_counts.c.what, broadcast_counts.c.people).where(
            broadcast_counts.c.broadcast_id == broadcast
        )
        async with self._database.reading() as connection:
            people = (await connection.execute(total)).scalar_one_or_none() or 0
            found = {row.what: row.people for row in (await connection.execute(parts)).all()}
        return Counts(total=people, **found)

    async def move(
        self,
        broadcast: BroadcastId,
        to: BroadcastState,
        since: Sequence[BroadcastState],
        starts_at: datetime | None = None,
    ) -> bool:
        """See `BroadcastStore.move`."""
        is_there = (broadcasts.c.id == broadcast) & broadcasts.c.state.in_([state.value for state in since])
        values: dict[str, Any] = {"state": to.value}
        if starts_at is not None:
            values |= {"starts_at": starts_at, "spread_at": starts_at}
        elif to in (BroadcastState.SPREADING, BroadcastState.STOPPED):
            values["spread_at"] = broadcasts.c.starts_at  # there is something to spread, or to take back
        async with self._database.writing() as connection:
            moved = await connection.execute(update(broadcasts).where(is_there).values(values))
        return bool(moved.rowcount)

    async def revise(self, revised: Broadcast, correction: BroadcastDraft | None = None) -> bool:
        """See `BroadcastStore.revise`."""
        async with self._database.writing() as connection:
            return await revise_broadcast(connection, revised, correction)

    async def hurry(self, broadcast: BroadcastId, now: datetime) -> bool:
        """See `BroadcastStore.hurry`."""
        running = broadcasts.c.state.in_([state.value for state in RUNNING])
        is_patient = broadcasts.c.priority == int(Priority.BROADCAST)
        urgent = {"priority": int(Priority.URGENT), "is_joined": False, "spread_at": now}
        values = {**urgent, "revision": broadcasts.c.revision + 1}
        statement = update(broadcasts).where(broadcasts.c.id == broadcast, running, is_patient).values(values)
        async with self._database.writing() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def spread(self, now: datetime, most: int) -> Spread:
        """See `BroadcastStore.spread`."""
        async with self._database.reading() as connection:
            something = select(broadcasts.c.id).where(
                broadcasts.c.state.in_(("scheduled", "spreading", "sending", "stopped")),
                broadcasts.c.spread_at <= now,
            )
            if (await connection.execute(something.limit(1))).first() is None:
                return Spread()  # the common case takes no writer's turn
        async with self._database.writing() as connection:
            return await spread_once(connection, self._recipients, now, most)

    async def failures(self, broadcast: BroadcastId, most: int) -> Sequence[Failure]:
        """See `BroadcastStore.failures`."""
        query = (
            select(notices.c.id, notices.c.reason, func.coalesce(members.c.code, channels.c.title, "").label("code"))
            .join(broadcasts, broadcasts.c.id == notices.c.broadcast_id)
            .outerjoin(members, members.c.account_id == notices.c.account_id)
            .outerjoin(channels, _is_channel_of_centre())
            .where(notices.c.broadcast_id == broadcast, notices.c.state == State.REJECTED.value)
            .order_by(notices.c.id)
            .limit(most)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [Failure(NoticeId(row.id), row.code, row.reason or "") for row in rows]

    async def repeat(self, broadcast: BroadcastId, now: datetime) -> int | None:
        """See `BroadcastStore.repeat`."""
        dead = (notices.c.broadcast_id == broadcast) & (notices.c.state == State.REJECTED.value)
        queued = {"state": State.QUEUED.value, "due_at": now, "settled_at": None, "reason": None, "attempts": 0}
        ended = (BroadcastState.DONE.value, BroadcastState.STOPPED.value)
        async with self._database.writing() as connection:
            if await _is_being_taken_back(connection, broadcast):
                return None
            again = (await connection.execute(update(notices).where(dead).values(queued))).rowcount
            if again:
                more = {"state": BroadcastState.SENDING.value, "spread_at": now}
                is_over = (broadcasts.c.id == broadcast) & broadcasts.c.state.in_(ended)
                await connection.execute(update(broadcasts).where(is_over).values(more))
                await count(connection, Counter({(int(broadcast), State.REJECTED.value): -again}))
        return again

    async def press(self, notice: NoticeId, account: AccountId, now: datetime) -> Broadcast | None:
        """See `BroadcastStore.press`."""
        mine = (notices.c.id == notice) & (notices.c.account_id == account)
        async with self._database.writing() as connection:
            number = (await connection.execute(select(notices.c.broadcast_id).where(mine))).scalar_one_or_none()
            if number is None:
                return None
            first = update(notices).where(mine, notices.c.pressed_at.is_(None)).values(pressed_at=now)
            if (await connection.execute(first)).rowcount:
                await count(connection, Counter({(number, "pressed"): 1}))
        return await self.find(BroadcastId(number))

    async def press_message(self, account: AccountId, message: int, now: datetime) -> bool:
        """See `BroadcastStore.press_message`."""
        mine = (notices.c.account_id == account) & (notices.c.message_id == message)
        unpressed = mine & notices.c.pressed_at.is_(None) & notices.c.broadcast_id.is_not(None)
        async with self._database.reading() as connection:
            number = (await connection.execute(select(notices.c.broadcast_id).where(unpressed).limit(1))).scalar()
        if number is None:
            return False  # most taps: they take no writer's turn
        async with self._database.writing() as connection:
            first = (await connection.execute(update(notices).where(unpressed).values(pressed_at=now))).rowcount
            if first:
                await count(connection, Counter({(number, "pressed"): 1}))
        return bool(first)

    async def size(self, broadcast: Broadcast, day_began: datetime) -> Size:
        """See `BroadcastStore.size`."""
        find = self._recipients[str(broadcast.recipients["what"])]
        people = find(broadcast.recipients, broadcast.centre, self._database.engine.dialect.name).subquery("people")
        heard = func.count(case((accounts.c.pushed_at >= day_began, 1)))
        query = select(func.count(), func.count(accounts.c.id), heard).select_from(
            people.outerjoin(
                accounts, (accounts.c.id == people.c.account_id) & accounts.c.unreachable_since.is_(None)
            )
        )
        async with self._database.reading() as connection:
            return Size(*(await connection.execute(query)).one())

    async def discard(self, broadcast: BroadcastId) -> bool:
        """See `BroadcastStore.discard`."""
        unbegun = (broadcasts.c.id == broadcast) & broadcasts.c.state.in_(("draft", "scheduled"))
        async with self._database.writing() as connection:
            return bool((await connection.execute(delete(broadcasts).where(unbegun))).rowcount)

    async def delivered(self, broadcast: BroadcastId, account: AccountId) -> Delivered | None:
        """See `BroadcastStore.delivered`."""
        async with self._database.reading() as connection:
            return await find_delivered(connection, broadcast, account)


async def _is_being_taken_back(connection: AsyncConnection, broadcast: BroadcastId) -> bool:
    stopped = (broadcasts.c.id == broadcast) & (broadcasts.c.state == BroadcastState.STOPPED.value)
    if (await connection.execute(select(broadcasts.c.id).where(stopped).with_for_update())).first() is None:
        return False
    waiting = (notices.c.broadcast_id == broadcast) & (notices.c.state == State.QUEUED.value)
    return (await connection.execute(select(notices.c.id).where(waiting).limit(1))).first() is not None


def _is_channel_of_centre() -> ColumnElement[bool]:
    return (channels.c.account_id == notices.c.account_id) & (channels.c.centre_id == broadcasts.c.centre_id)


async def add_broadcast(connection: AsyncConnection, draft: BroadcastDraft, rounds: int = 1) -> BroadcastId:
    """Keep a broadcast inside somebody else's transaction: that of the change it tells of."""
    row = {
        "centre_id": draft.centre,
        "kind": draft.kind,
        "about": draft.about,
        "title": draft.title,
        "recipients": _json(draft.recipients),
        "data": _json(draft.data),
        "state": draft.state.value,
        "priority": int(draft.priority),
        "is_joined": draft.is_joined,
        "starts_at": draft.starts_at,
        "spread_at": draft.starts_at,
        "made_by": draft.made_by,
        "rounds": rounds,
        "cause": draft.cause,
    }
    number = (await connection.execute(insert(broadcasts).values(row).returning(broadcasts.c.id))).scalar_one()
    zeros = [{"broadcast_id": number, "what": what, "people": 0} for what in COUNTED]
    await connection.execute(insert(broadcast_counts), zeros)
    return BroadcastId(number)


async def revise_broadcast(
    connection: AsyncConnection, revised: Broadcast, correction: BroadcastDraft | None
) -> bool:
    """See `BroadcastStore.revise`; inside somebody else's transaction."""
    same = (broadcasts.c.id == revised.id) & (broadcasts.c.revision == revised.revision)
    values = {
        "title": revised.title,
        "data": _json(revised.data),
        "recipients": _json(revised.recipients),
        "is_joined": revised.is_joined,
        "priority": int(revised.priority),
        "state": revised.state.value,
        "starts_at": revised.starts_at,
        "revision": revised.revision + 1,
    }
    if revised.state is BroadcastState.SCHEDULED:
        values["spread_at"] = revised.starts_at
    unbegun = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
    if revised.state in unbegun:  # it may have begun meanwhile, and then its words are not free any more
        same &= broadcasts.c.state.in_([state.value for state in unbegun])
    else:
        del values["state"]  # somebody may have paused it meanwhile
    if not (await connection.execute(update(broadcasts).where(same).values(values))).rowcount:
        return False
    if correction is not None:
        await add_broadcast(connection, correction, rounds=2)
    return True


def _json(value: Any) -> str:
    return orjson.dumps(dict(value)).decode()


def to_broadcast(row: Row[Any]) -> Broadcast:
    """A broadcast from its row."""
    return Broadcast(
        id=BroadcastId(row.id),
        centre=CentreId(row.centre_id),
        kind=row.kind,
        about=row.about,
        title=row.title,
        recipients=orjson.loads(row.recipients),
        data=orjson.loads(row.data),
        state=BroadcastState(row.state),
        priority=Priority(row.priority),
        is_joined=row.is_joined,
        starts_at=row.starts_at,
        made_by=AccountId(row.made_by),
        total=row.total,
        revision=row.revision,
        cause=row.cause,
    )
