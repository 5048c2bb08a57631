"""Posts given, moved and taken away inside somebody else's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from people.model import AccountId
from people.roles import OF_ORGANISATIONS, Post, Role
from storage.people.rows import to_post
from storage.people_tables import members, posts

LISTED = "по списку"
"""The label of a post that a list of staff has given: the list takes it away as well."""


async def give_post(connection: AsyncConnection, account: AccountId, post: Post, label: str, now: datetime) -> None:
    """Once: who holds it already goes on holding it."""
    row = {
        "account_id": account,
        "role": post.role.value,
        "centre_id": post.centre,
        "organisation_id": post.organisation,
        "label": label,
        "given_at": now,
    }
    try:
        async with connection.begin_nested():
            await connection.execute(insert(posts).values(row))
    except IntegrityError:
        return


async def move_posts(
    connection: AsyncConnection, giver: AccountId, taker: AccountId, centre: int, now: datetime
) -> list[Post]:
    """All posts of one person in a centre become another's; gives them."""
    held = (posts.c.account_id == giver) & (posts.c.centre_id == centre) & posts.c.revoked_at.is_(None)
    rows = (await connection.execute(select(posts).where(held).with_for_update())).all()
    for row in rows:
        await give_post(connection, taker, to_post(row), "" if row.label == LISTED else row.label, now)
    await take_posts(connection, rows, now)
    return [to_post(row) for row in rows]


async def take_posts(connection: AsyncConnection, rows: Iterable[Any], now: datetime) -> None:
    """They are held no more; where a list had given one, the list does not go on saying so."""
    for row in rows:
        await connection.execute(update(posts).where(posts.c.id == row.id).values(revoked_at=now))
        listed = (members.c.account_id == row.account_id) & (members.c.role == row.role)
        here = listed & (members.c.organisation_id == row.organisation_id)
        await connection.execute(update(members).where(here).values(role=Role.TEACHER.value))


async def follow_list(connection: AsyncConnection, centre: int, now: datetime) -> None:
    """Whoever is listed as a coordinator or head, and has come, holds that post; whoever is not any more does not."""
    roles = [role.value for role in OF_ORGANISATIONS]
    is_listed = (
        (members.c.account_id == posts.c.account_id)
        & (members.c.role == posts.c.role)
        & (members.c.organisation_id == posts.c.organisation_id)
        & members.c.has_left.is_(False)
    )
    held = (posts.c.centre_id == centre) & (posts.c.label == LISTED) & posts.c.revoked_at.is_(None)
    over = update(posts).where(held, ~exists().where(is_listed)).values(revoked_at=now)
    await connection.execute(over)
    wanted = select(members.c.account_id, members.c.role, members.c.centre_id, members.c.organisation_id).where(
        members.c.centre_id == centre,
        members.c.role.in_(roles),
        members.c.account_id.is_not(None),
        members.c.organisation_id.is_not(None),
        members.c.has_left.is_(False),
        ~exists().where(is_listed, posts.c.revoked_at.is_(None)),
    )
    for row in (await connection.execute(wanted)).all():
        await give_post(connection, AccountId(row.account_id), to_post(row), LISTED, now)
