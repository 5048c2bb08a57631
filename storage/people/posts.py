"""Invitations and posts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.invitation import Draft, Invitation, InvitationId
from people.model import AccountId, CentreId
from people.roles import Post, Role
from storage.database import Database
from storage.people.appointments import take_posts
from storage.people.audit import write_down
from storage.people.rows import to_invitation, to_post
from storage.people_tables import invitations, posts
from storage.sealing import Sealer


class SqlPostStore:
    """The `PostStore`."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def invitations(self, centre: CentreId) -> Sequence[Invitation]:
        """See `PostStore.invitations`."""
        live = or_(invitations.c.is_once.is_(False), invitations.c.used == 0)
        query = (
            select(invitations)
            .where(invitations.c.centre_id == centre, invitations.c.revoked_at.is_(None), live)
            .order_by(invitations.c.id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [to_invitation(row, self._sealer) for row in rows]

    async def invite(self, drafts: Sequence[Draft], note: Note) -> Sequence[Invitation]:
        """See `PostStore.invite`."""
        rows = [
            {
                "centre_id": draft.centre,
                "organisation_id": draft.organisation,
                "role": draft.role.value,
                "label": draft.label,
                "code_digest": self._sealer.digests_of(draft.code)[0],
                "sealed_code": self._sealer.seal_text(draft.code),
                "made_at": note.at,
                "valid_until": draft.valid_until,
                "is_once": draft.is_once,
            }
            for draft in drafts
        ]
        if not rows:
            return []
        async with self._database.writing() as connection:
            made = (await connection.execute(insert(invitations).values(rows).returning(invitations))).all()
            await write_down(connection, note)
        return [to_invitation(row, self._sealer) for row in made]

    async def revoke_invitations(self, which: Sequence[InvitationId], note: Note) -> int:
        """See `PostStore.revoke_invitations`."""
        there = invitations.c.id.in_(which) & (invitations.c.centre_id == note.centre)
        async with self._database.writing() as connection:
            revoked = await connection.execute(
                update(invitations).where(there, invitations.c.revoked_at.is_(None)).values(revoked_at=note.at)
            )
            if revoked.rowcount:
                await write_down(connection, note)
        return int(revoked.rowcount)

    async def posts(self, centre: CentreId) -> Sequence[tuple[int, AccountId, Post, str, datetime]]:
        """See `PostStore.posts`."""
        query = (
            select(posts).where(posts.c.centre_id == centre, posts.c.revoked_at.is_(None)).order_by(posts.c.given_at)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(row.id, AccountId(row.account_id), to_post(row), row.label, row.given_at) for row in rows]

    async def revoke_post(self, post: int, centre: CentreId, note: Note) -> Post | None:
        """See `PostStore.revoke_post`."""
        async with self._database.writing() as connection:
            there = (posts.c.id == post) & (posts.c.centre_id == centre) & posts.c.revoked_at.is_(None)
            row = (await connection.execute(select(posts).where(there).with_for_update())).one_or_none()
            if row is None or (row.role == Role.ADMINISTRATOR and await _administrators(connection, centre) < 2):
                return None
            await take_posts(connection, [row], note.at)
            await write_down(connection, note)
        return to_post(row)


async def _administrators(connection: AsyncConnection, centre: CentreId) -> int:
    query = select(func.count()).where(
        posts.c.centre_id == centre, posts.c.role == Role.ADMINISTRATOR.value, posts.c.revoked_at.is_(None)
    )
    return int((await connection.execute(query)).scalar_one())
