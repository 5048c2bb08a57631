"""Spreading a broadcast over people: one bounded portion in one transaction, resumable wherever it was cut off."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, Select, String, case, cast, exists, false, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import TO_ACCOUNT, TO_DELIVERED, TO_QUEUED, BroadcastState, Spread
from delivery.digest import day_began, digest_at, waits_for_digest
from delivery.model import Priority, State
from people.model import CentreId
from storage.broadcast_tables import broadcasts
from storage.claiming import about_of, zone_of_centre
from storage.people_tables import centres
from storage.settling import count
from storage.tables import accounts, notices
from storage.types import BigId, Moment

log = logging.getLogger(__name__)

Recipients = Mapping[str, Callable[[Mapping[str, Any], CentreId, str], Select[Any]]]
"""By what a broadcast says of its recipients: what else it says, its centre and the SQL dialect in, a query out.

The query has a column `account_id`, empty for those who have not come to the bot yet; nobody is in it twice.
"""
ANOTHER_ROUND = timedelta(minutes=2)
"""What was in flight when a correction was made is delivered by then; the lease is shorter."""
RECHECK = timedelta(seconds=2)
_NOTHING_LEFT = {"spread_at": None}


async def spread_once(connection: AsyncConnection, recipients: Recipients, now: datetime, most: int) -> Spread:
    """One portion of the most urgent broadcast that has something to spread, to take back or to end."""
    query = (
        select(broadcasts, centres.c.settings)
        .join(centres, centres.c.id == broadcasts.c.centre_id)
        .where(
            broadcasts.c.state.in_([state.value for state in (*_SPREADS, BroadcastState.SENDING, _STOPPED)]),
            broadcasts.c.spread_at <= now,
        )
        .order_by(broadcasts.c.priority, broadcasts.c.spread_at, broadcasts.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=broadcasts)
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return Spread()
    if row.state == _STOPPED.value:
        return await _take_back(connection, row, now, most)
    if row.state == BroadcastState.SENDING.value:
        return await _end(connection, row, now, most)
    find = recipients.get(orjson.loads(row.recipients).get("what"))
    if find is None:
        log.error("broadcast %s: nobody knows how to find its recipients", row.id)
        await _change(connection, row, state=_STOPPED.value)
        return Spread(is_over=False)
    told = orjson.loads(row.recipients)
    people = find(told, CentreId(row.centre_id), connection.dialect.name).subquery("people")
    return await _portion(connection, row, people, now, most)


_SPREADS = (BroadcastState.SCHEDULED, BroadcastState.SPREADING)
_STOPPED = BroadcastState.STOPPED


async def _portion(connection: AsyncConnection, row: Row[Any], people: Any, now: datetime, most: int) -> Spread:
    following = (
        select(people.c.account_id)
        .where(people.c.account_id > row.cursor)
        .order_by(people.c.account_id)
        .limit(most)
        .subquery("following")
    )
    last = (await connection.execute(select(func.max(following.c.account_id)))).scalar_one()
    if last is None:
        return await _round_over(connection, row, now)
    part = (
        select(people.c.account_id, accounts.c.unreachable_since, accounts.c.pushed_at)
        .join(accounts, accounts.c.id == people.c.account_id)
        .where(people.c.account_id > row.cursor, people.c.account_id <= last)
        .subquery("part")
    )
    queued = await _insert(connection, row, part, State.QUEUED, now)
    unreachable = await _insert(connection, row, part, State.UNREACHABLE, now)
    await count(connection, Counter({(row.id, State.UNREACHABLE.value): unreachable}) if unreachable else Counter())
    await _change(
        connection,
        row,
        state=BroadcastState.SPREADING.value,
        cursor=last,
        total=broadcasts.c.total + queued + unreachable,
    )
    return Spread(queued, is_over=False)


async def _insert(connection: AsyncConnection, row: Row[Any], part: Any, state: State, now: datetime) -> int:
    """Notices for those of a part who can be reached, or for those who cannot; gives how many are new."""
    is_reachable = state is State.QUEUED
    whom = part.c.unreachable_since.is_(None) if is_reachable else part.c.unreachable_since.is_not(None)
    values = {
        "account_id": part.c.account_id,
        "kind": cast(literal(row.kind), String),
        "about": cast(literal(about_of(row.about, row.id)), String),
        "data": cast(literal("{}"), String),
        "state": cast(literal(state.value), String),
        "due_at": _due_at(row, part, now),
        "settled_at": literal(None if is_reachable else now, Moment),
        "priority": literal(row.priority),
        "broadcast_id": literal(row.id, BigId),
    }
    new = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = select(*values.values()).where(whom)
    # Ordered, so that two workers that meet wait for each other instead of standing in each other's way.
    statement = new(notices).from_select(list(values), rows.order_by(part.c.account_id)).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount


def _due_at(row: Row[Any], part: Any, now: datetime) -> ColumnElement[datetime]:
    """At once; in the morning to those who have been written to today, if it can wait."""
    at_once = literal(row.starts_at, Moment)
    if not waits_for_digest(row.kind, Priority(row.priority)):
        return at_once
    zone = zone_of_centre(row.settings)
    has_heard = part.c.pushed_at >= day_began(now, zone)
    return case((has_heard, literal(digest_at(now, zone), Moment)), else_=at_once)


async def _round_over(connection: AsyncConnection, row: Row[Any], now: datetime) -> Spread:
    if row.rounds > 1:
        again = {"rounds": row.rounds - 1, "cursor": 0, "spread_at": now + ANOTHER_ROUND}
        await _change(connection, row, state=BroadcastState.SPREADING.value, **again)
    else:
        await _change(connection, row, state=BroadcastState.SENDING.value, spread_at=now)
    return Spread(is_over=False)


async def _end(connection: AsyncConnection, row: Row[Any], now: datetime, most: int) -> Spread:
    """A broadcast of which nothing waits is done; what waits for the morning is not looked at before."""
    if row.priority == Priority.URGENT and await _hurry(connection, row, now, most):
        return Spread(is_over=False)
    waiting = (notices.c.broadcast_id == row.id) & (notices.c.priority == row.priority)
    earliest = select(func.min(notices.c.due_at)).where(waiting, notices.c.state == State.QUEUED.value)
    due_at = (await connection.execute(earliest)).scalar_one()
    if due_at is not None:
        await _change(connection, row, spread_at=max(due_at, now + RECHECK))
    else:
        await _change(connection, row, state=BroadcastState.DONE.value, **_NOTHING_LEFT)
    return Spread(is_over=False)


async def _hurry(connection: AsyncConnection, row: Row[Any], now: datetime, most: int) -> bool:
    """Bring a portion of what was to wait for the morning to the broadcast that cannot wait any more."""
    is_free = (notices.c.leased_until.is_(None)) | (notices.c.leased_until <= now)
    waiting = (notices.c.broadcast_id == row.id) & (notices.c.state == State.QUEUED.value)
    late = waiting & (notices.c.priority == int(Priority.BROADCAST))
    some = select(notices.c.id).where(late, is_free).limit(most).with_for_update(skip_locked=True)
    brought = (
        update(notices).where(notices.c.id.in_(some.scalar_subquery())).values(priority=row.priority, due_at=now)
    )
    if (await connection.execute(brought)).rowcount:
        return True
    if (await connection.execute(select(exists().where(late)))).scalar_one():
        await _change(connection, row, spread_at=now + RECHECK)
        return True
    return False


async def _take_back(connection: AsyncConnection, row: Row[Any], now: datetime, most: int) -> Spread:
    """What waits of a stopped broadcast is cancelled; what is in somebody's hands is left to them."""
    is_free = (notices.c.leased_until.is_(None)) | (notices.c.leased_until <= now)
    waiting = (notices.c.broadcast_id == row.id) & (notices.c.state == State.QUEUED.value)
    some = select(notices.c.id).where(waiting, is_free).limit(most).with_for_update(skip_locked=True)
    cancelled = (
        update(notices)
        .where(notices.c.id.in_(some.scalar_subquery()))
        .values(state=State.CANCELLED.value, settled_at=now)
    )
    gone = (await connection.execute(cancelled)).rowcount
    if gone:
        await count(connection, Counter({(row.id, State.CANCELLED.value): gone}))
    elif (await connection.execute(select(exists().where(waiting)))).scalar_one():
        await _change(connection, row, spread_at=now + RECHECK)
    else:
        await _change(connection, row, **_NOTHING_LEFT)
    return Spread(is_over=False)


async def _change(connection: AsyncConnection, row: Row[Any], **values: Any) -> None:
    await connection.execute(update(broadcasts).where(broadcasts.c.id == row.id).values(values))


def to_account(told: Mapping[str, Any], _centre: CentreId, _dialect: str) -> Select[Any]:
    """One person."""
    return select(accounts.c.id.label("account_id")).where(accounts.c.id == int(told["account"]))


def to_delivered(told: Mapping[str, Any], _centre: CentreId, _dialect: str) -> Select[Any]:
    """Those who have a message of an earlier broadcast."""
    return select(notices.c.account_id).where(
        notices.c.broadcast_id == int(told["broadcast"]),
        notices.c.state == State.SENT.value,
        notices.c.message_id.is_not(None),
    )


def to_queued(_told: Mapping[str, Any], _centre: CentreId, _dialect: str) -> Select[Any]:
    """Nobody more."""
    return select(accounts.c.id.label("account_id")).where(false())


BUILT_IN: Recipients = {TO_ACCOUNT: to_account, TO_DELIVERED: to_delivered, TO_QUEUED: to_queued}
