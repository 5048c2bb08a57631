"""Centres and organisations, and who somebody is there."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.centre import Centre
from people.model import Account, AccountId, CentreId, MemberId, OrganisationId
from people.organisation import Organisation, order_of_name
from people.roles import OF_ORGANISATIONS, Actor, Post, Role
from people.visitor import Visitor
from storage.database import Database
from storage.people.audit import write_down
from storage.people.rows import centre_values, to_centre, to_member, to_organisation, to_post
from storage.people_tables import centres, members, organisations, posts
from storage.tables import accounts


class SqlPlaceStore:
    """The `PlaceStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def visitor(self, account: Account, *, is_owner: bool) -> Visitor:
        """See `PlaceStore.visitor`."""
        held = (
            select(posts.c.role, posts.c.centre_id, posts.c.organisation_id, centres.c.name)
            .join(centres, centres.c.id == posts.c.centre_id)
            .where(posts.c.account_id == account.id, posts.c.revoked_at.is_(None))
            .order_by(posts.c.id)
        )
        mine = select(members).where(members.c.account_id == account.id, members.c.has_left.is_(False))
        async with self._database.reading() as connection:
            rows = (await connection.execute(held)).all()
            member_row = (await connection.execute(mine)).one_or_none()
            there = select(accounts.c.centre_id).where(accounts.c.id == account.id)
            found = (await connection.execute(there)).one_or_none()
            if found is None:
                raise LookupError(account.id)
            chosen = found.centre_id
            member = None if member_row is None else to_member(member_row)
            number = _centre_of(chosen, [row.centre_id for row in rows], member.centre if member else None)
            centre_row = (await connection.execute(select(centres).where(centres.c.id == number))).one_or_none()
            here = member if member is not None and member.centre == number else None
            place = None
            if here is not None and here.organisation is not None:
                query = select(organisations).where(organisations.c.id == here.organisation)
                place = to_organisation((await connection.execute(query)).one())
        held_posts = {to_post(row) for row in rows}
        if is_owner:
            held_posts.add(Post(Role.OWNER))
        if here is not None:
            listed = Role(member_row.role) if member_row else Role.TEACHER
            # Rights over others come from a post alone: it is in the list of roles and can be taken away.
            role = Role.TEACHER if listed in OF_ORGANISATIONS else listed
            held_posts.add(Post(role, here.centre, here.organisation))
        centre = None if centre_row is None else to_centre(centre_row)
        actor = Actor(
            account.id,
            frozenset(held_posts),
            centre.id if centre else None,
            here.organisation if here else None,
            MemberId(here.id) if here else None,
        )
        named = dict.fromkeys((row.centre_id, row.name) for row in rows)
        return Visitor(account, actor, centre, here, place, tuple(named))

    async def look_at(self, account: AccountId, centre: CentreId) -> None:
        """See `PlaceStore.look_at`."""
        async with self._database.writing() as connection:
            await connection.execute(update(accounts).where(accounts.c.id == account).values(centre_id=centre))

    async def centre(self, centre: CentreId) -> Centre | None:
        """See `PlaceStore.centre`."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(centres).where(centres.c.id == centre))).one_or_none()
        return None if row is None else to_centre(row)

    async def centres(self) -> Sequence[Centre]:
        """See `PlaceStore.centres`."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(centres).order_by(centres.c.id))).all()
        return [to_centre(row) for row in rows]

    async def keep_centre(self, centre: Centre, founder: AccountId | None, note: Note) -> Centre:
        """See `PlaceStore.keep_centre`."""
        async with self._database.writing() as connection:
            return await keep_centre(connection, centre, founder, note)

    async def organisation(self, organisation: OrganisationId) -> Organisation | None:
        """See `PlaceStore.organisation`."""
        query = select(organisations).where(organisations.c.id == organisation)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else to_organisation(row)

    async def organisations(self, centre: CentreId) -> Sequence[Organisation]:
        """See `PlaceStore.organisations`."""
        query = select(organisations).where(organisations.c.centre_id == centre)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        found = [to_organisation(row) for row in rows]
        return sorted(found, key=lambda each: (each.is_closed, order_of_name(each.card.short_name)))

    async def count_people(self, centre: CentreId, only: frozenset[OrganisationId] | None) -> int:
        """See `PlaceStore.count_people`."""
        query = (
            select(func.count())
            .select_from(members)
            .where(members.c.centre_id == centre, members.c.has_left.is_(False))
        )
        if only is not None:
            query = query.where(members.c.organisation_id.in_(only))
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())


async def holds(connection: AsyncConnection, account: AccountId, role: Role, centre: CentreId) -> bool:
    """Whether somebody has this post in a centre at this moment."""
    query = select(posts.c.id).where(
        posts.c.account_id == account,
        posts.c.role == role.value,
        posts.c.centre_id == centre,
        posts.c.revoked_at.is_(None),
    )
    return (await connection.execute(query)).first() is not None


def _centre_of(chosen: int | None, of_posts: Sequence[int], of_member: CentreId | None) -> int | None:
    """The centre somebody chose, if still allowed there; else their own; else the first of their posts."""
    if chosen is not None and (chosen in of_posts or chosen == of_member):
        return chosen
    return of_member or next(iter(of_posts), None)


async def keep_centre(connection: AsyncConnection, centre: Centre, founder: AccountId | None, note: Note) -> Centre:
    """In a transaction of somebody else's: the answers of the set-up were saved in it."""
    if centre.id:
        values = centre_values(centre)
        await connection.execute(update(centres).where(centres.c.id == centre.id).values(values))
        await write_down(connection, replace(note, centre=centre.id))
        return centre
    row = {**centre_values(centre), "opened_at": note.at}
    number = (await connection.execute(insert(centres).values(row).returning(centres.c.id))).scalar_one()
    opened = replace(centre, id=CentreId(number))
    if founder is not None:
        post = {
            "account_id": founder,
            "role": Role.ADMINISTRATOR.value,
            "centre_id": opened.id,
            "organisation_id": None,
            "label": "",
            "given_at": note.at,
        }
        await connection.execute(insert(posts).values(post))
        await connection.execute(update(accounts).where(accounts.c.id == founder).values(centre_id=opened.id))
    await write_down(connection, replace(note, centre=opened.id))
    return opened
