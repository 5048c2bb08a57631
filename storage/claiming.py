"""Leasing notices that are due: of two workers each gets others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import ANNOUNCEMENT, RUNNING
from delivery.digest import day_began, waits_for_digest
from delivery.model import BroadcastId, Notice, NoticeId, Priority, State
from people.model import Account, AccountId
from people.quiet_hours import is_quiet
from storage.broadcast_tables import broadcasts
from storage.people_tables import centres, members
from storage.sealing import Sealer
from storage.tables import accounts, notices

MOST_JOINED = 4
"""Announcements in one message: with the length one may have they fit."""
_QUEUED = notices.c.state == State.QUEUED.value
Lease = tuple[datetime, timedelta]
"""From now, for so long."""


@dataclass(frozen=True, slots=True)
class Running:
    """A broadcast whose notices may go out now."""

    id: int
    kind: str
    about: str
    data: Mapping[str, object]
    zone: ZoneInfo
    priority: Priority
    is_joined: bool


@dataclass(frozen=True, slots=True)
class Person:
    """What is to be known of somebody to write to them."""

    sealed_address: str
    zone: ZoneInfo | None
    pushed_at: datetime | None


async def running_broadcasts(connection: AsyncConnection, now: datetime) -> Sequence[Running]:
    """By urgency and age, where something is due; those that would disturb people in quiet hours are left out."""
    its = (notices.c.broadcast_id == broadcasts.c.id) & (notices.c.priority == broadcasts.c.priority)
    # Not «exists»: PostgreSQL would join with everything that waits, a million of it, instead of looking at one.
    something = select(notices.c.id).where(_QUEUED, its, notices.c.due_at <= now).limit(1)
    is_due = something.correlate(broadcasts).scalar_subquery().is_not(None)
    query = (
        select(
            broadcasts.c.id,
            broadcasts.c.kind,
            broadcasts.c.about,
            broadcasts.c.data,
            broadcasts.c.priority,
            broadcasts.c.is_joined,
            centres.c.settings,
        )
        .join(centres, centres.c.id == broadcasts.c.centre_id)
        .where(broadcasts.c.state.in_([state.value for state in RUNNING]), is_due)
        .order_by(broadcasts.c.priority, broadcasts.c.starts_at, broadcasts.c.id)
    )
    rows = (await connection.execute(query)).all()
    return [
        Running(
            row.id,
            row.kind,
            about_of(row.about, row.id),
            orjson.loads(row.data),
            zone_of_centre(row.settings),
            Priority(row.priority),
            row.is_joined,
        )
        for row in rows
        if Priority(row.priority).may_disturb or not is_quiet(now, zone_of_centre(row.settings))
    ]


async def claim_notices(
    connection: AsyncConnection, sealer: Sealer, running: Sequence[Running], lease: Lease, most: int
) -> Sequence[Notice]:
    """Those to single people first, then broadcast after broadcast."""
    taken = await _lease(connection, _QUEUED & notices.c.broadcast_id.is_(None), lease, most)
    for broadcast in running:
        if len(taken) >= most:
            break
        taken += await _lease(connection, _of(broadcast), lease, most - len(taken))
    taken += await _joining(connection, taken, running, lease)
    if not taken:
        return []
    by_id = {broadcast.id: broadcast for broadcast in running}
    people = await _people(connection, taken)
    claimed = [_notice(row, people[row.account_id], by_id.get(row.broadcast_id), sealer, lease) for row in taken]
    return _hushed(_joined(claimed, {broadcast.id for broadcast in running if broadcast.is_joined}))


def _notice(row: Row[Any], person: Person, broadcast: Running | None, sealer: Sealer, lease: Lease) -> Notice:
    now, lease_for = lease
    zone, priority = person.zone if broadcast is None else broadcast.zone, Priority(row.priority)
    has_heard = person.pushed_at is not None and zone is not None and person.pushed_at >= day_began(now, zone)
    return Notice(
        id=NoticeId(row.id),
        to=Account(AccountId(row.account_id), sealer.open(person.sealed_address)),
        kind=row.kind,
        about=row.about,
        data=orjson.loads(row.data) if broadcast is None else broadcast.data,
        attempts=row.attempts,
        leased_until=now + lease_for,
        priority=priority,
        zone=zone,
        broadcast=None if broadcast is None else BroadcastId(broadcast.id),
        is_silent=has_heard and waits_for_digest(row.kind, priority),
    )


def _of(broadcast: Running) -> ColumnElement[bool]:
    """With its priority, for the index: of a million that wait for the morning none is looked at."""
    its = (notices.c.broadcast_id == broadcast.id) & (notices.c.priority == int(broadcast.priority))
    return _QUEUED & its


async def _lease(connection: AsyncConnection, which: ColumnElement[bool], lease: Lease, most: int) -> list[Row[Any]]:
    now, lease_for = lease
    free = (notices.c.leased_until.is_(None)) | (notices.c.leased_until <= now)
    due = (
        select(notices.c.id)
        .where(which, notices.c.due_at <= now, free)
        .order_by(notices.c.priority, notices.c.due_at, notices.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(notices)
        .where(notices.c.id.in_(due.scalar_subquery()))
        .values(leased_until=now + lease_for, attempts=notices.c.attempts + 1)
        .returning(
            notices.c.id,
            notices.c.account_id,
            notices.c.kind,
            notices.c.about,
            notices.c.data,
            notices.c.attempts,
            notices.c.priority,
            notices.c.broadcast_id,
            notices.c.due_at,
        )
    )
    rows = (await connection.execute(statement)).all()
    return sorted(rows, key=lambda row: (row.priority, row.due_at, row.id))


async def _joining(
    connection: AsyncConnection, taken: Sequence[Row[Any]], running: Sequence[Running], lease: Lease
) -> list[Row[Any]]:
    """What else waits for the people of announcements that may be joined."""
    joined = {each.id: each.about for each in running if each.is_joined and each.kind == ANNOUNCEMENT}
    people = {row.account_id for row in taken if row.broadcast_id in joined}
    if len(joined) < 2 or not people:
        return []
    # By what makes a notice unique. Said by state or by broadcast, the planner may go through everything that waits.
    theirs = notices.c.account_id.in_(people) & (notices.c.kind == ANNOUNCEMENT)
    waiting = theirs & notices.c.about.in_(joined.values()) & notices.c.settled_at.is_(None)
    return await _lease(connection, waiting, lease, len(people) * len(joined))


def _joined(claimed: Sequence[Notice], joined: set[int]) -> Sequence[Notice]:
    """One notice for all announcements of a person that may travel together."""
    first: dict[AccountId, int] = {}
    result: list[Notice] = []
    for notice in claimed:
        is_public = notice.to.address < 0  # in a channel each is a post of its own
        if notice.broadcast not in joined or notice.kind != ANNOUNCEMENT or is_public:
            result.append(notice)
        elif notice.to.id in first and len(result[first[notice.to.id]].joined) + 1 < MOST_JOINED:
            leader = result[first[notice.to.id]]
            result[first[notice.to.id]] = replace(leader, joined=(*leader.joined, notice))
        else:
            first[notice.to.id] = len(result)
            result.append(notice)
    return result


def _hushed(claimed: Sequence[Notice]) -> Sequence[Notice]:
    """Of several messages that one person gets now, only the first makes a sound."""
    seen: set[AccountId] = set()
    result = []
    for notice in claimed:
        is_second = notice.to.id in seen and waits_for_digest(notice.kind, notice.priority) and notice.to.address > 0
        result.append(replace(notice, is_silent=True) if is_second else notice)
        seen.add(notice.to.id)
    return result


async def _people(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> dict[int, Person]:
    query = (
        select(accounts.c.id, accounts.c.sealed_address, accounts.c.pushed_at, centres.c.settings)
        .outerjoin(members, members.c.account_id == accounts.c.id)
        .outerjoin(centres, centres.c.id == members.c.centre_id)
        .where(accounts.c.id.in_({row.account_id for row in rows}))
    )
    found = (await connection.execute(query)).all()
    return {
        row.id: Person(row.sealed_address, zone_of_centre(row.settings) if row.settings else None, row.pushed_at)
        for row in found
    }


def about_of(about: str, broadcast: int) -> str:
    """What the notices of a broadcast are about: a thing of its own, or the broadcast itself."""
    return about or f"b{broadcast}"


@lru_cache(maxsize=256)
def zone_of_centre(settings: str) -> ZoneInfo:
    """Where a centre is, from its settings."""
    return ZoneInfo(orjson.loads(settings)["zone"])
