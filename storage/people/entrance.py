"""Codes that lead in, wrong attempts, and who stands at which door."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.consent import ConsentRecord, ConsentText
from people.invitation import Invitation, InvitationId
from people.member import Member, Profile
from people.model import AccountId, CentreId
from people.roles import Post, Role
from storage.database import Database
from storage.people.appointments import follow_list, give_post, move_posts
from storage.people.audit import write_down
from storage.people.privacy import write_consent
from storage.people.rows import profile_values, to_invitation, to_member, to_post
from storage.people.unused import unused_codes
from storage.people_tables import attempts, doorsteps, invitations, members
from storage.sealing import Sealer


class SqlEntranceStore:
    """The `EntranceStore`."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def attempts(self, account: AccountId, since: datetime) -> int:
        """See `EntranceStore.attempts`."""
        query = select(attempts.c.wrong).where(attempts.c.account_id == account, attempts.c.since > since)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none() or 0

    async def count_wrong(self, account: AccountId, since: datetime, now: datetime) -> int:
        """See `EntranceStore.count_wrong`."""
        async with self._database.writing() as connection:
            mine = attempts.c.account_id == account
            row = (await connection.execute(select(attempts).where(mine).with_for_update())).one_or_none()
            if row is None:
                await connection.execute(insert(attempts).values(account_id=account, wrong=1, since=now))
                return 1
            is_recent = row.since > since
            wrong = row.wrong + 1 if is_recent else 1
            began = row.since if is_recent else now
            await connection.execute(update(attempts).where(mine).values(wrong=wrong, since=began))
            return int(wrong)

    async def invitation_of(self, code: str) -> Invitation | None:
        """See `EntranceStore.invitation_of`."""
        query = select(invitations).where(invitations.c.code_digest.in_(self._sealer.digests_of(code)))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else to_invitation(row, self._sealer)

    async def member_of(self, code: str) -> Member | None:
        """See `EntranceStore.member_of`."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(members).where(members.c.code == code))).one_or_none()
        return None if row is None else to_member(row)

    async def stand(
        self, account: AccountId, centre: CentreId, invitation: InvitationId | None, code: str, now: datetime
    ) -> None:
        """See `EntranceStore.stand`."""
        async with self._database.writing() as connection:
            known = select(members.c.id).where(members.c.code == code)
            member = (await connection.execute(known)).scalar_one_or_none() if code else None
            await connection.execute(delete(doorsteps).where(doorsteps.c.account_id == account))
            row: dict[str, Any] = {
                "account_id": account,
                "centre_id": centre,
                "invitation_id": invitation,
                "member_id": member,
                "since": now,
            }
            await connection.execute(insert(doorsteps).values(row))

    async def door(self, account: AccountId) -> tuple[CentreId, Invitation | None, Member | None] | None:
        """See `EntranceStore.door`."""
        async with self._database.reading() as connection:
            return await self._door(connection, account)

    async def _door(
        self, connection: AsyncConnection, account: AccountId
    ) -> tuple[CentreId, Invitation | None, Member | None] | None:
        query = select(doorsteps).where(doorsteps.c.account_id == account)
        row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        invited = await _one(connection, select(invitations).where(invitations.c.id == row.invitation_id))
        listed = await _one(connection, select(members).where(members.c.id == row.member_id))
        return (
            CentreId(row.centre_id),
            None if invited is None else to_invitation(invited, self._sealer),
            None if listed is None else to_member(listed),
        )

    async def join(
        self,
        account: AccountId,
        record: tuple[ConsentText, ConsentRecord] | None,
        now: datetime,
        *,
        is_guest: bool,
    ) -> Member | None:
        """See `EntranceStore.join`."""
        async with self._database.writing() as connection:
            door = await self._door(connection, account)
            if door is None:
                return None
            centre, invitation, listed = door
            if listed is not None and listed.account not in (None, account):
                return None
            mine = await _one(connection, select(members).where(members.c.account_id == account).with_for_update())
            member = await _moved_in(connection, account, door, mine, is_guest=is_guest)
            if invitation is not None:
                used = update(invitations).where(invitations.c.id == invitation.id)
                await connection.execute(used.values(used=invitations.c.used + 1))
            await connection.execute(delete(doorsteps).where(doorsteps.c.account_id == account))
            if record is not None:
                await write_consent(connection, member, *record)
            for place in {centre, mine.centre_id if mine is not None else centre}:
                await follow_list(connection, place, now)
            action = "guest_joined" if is_guest else "joined"
            await write_down(connection, Note(now, centre, f"участник {member.code}", action))
            return member

    async def take_post(self, account: AccountId, invitation: InvitationId, note: Note) -> Post | None:
        """See `EntranceStore.take_post`."""
        async with self._database.writing() as connection:
            wanted = select(invitations).where(invitations.c.id == invitation).with_for_update()
            row = (await connection.execute(wanted)).one_or_none()
            if row is None or row.revoked_at is not None or (row.is_once and row.used):
                return None
            taken = await _taken(connection, account, row, to_invitation(row, self._sealer).giver, note.at)
            if taken is None:
                return None
            used = update(invitations).where(invitations.c.id == invitation)
            await connection.execute(used.values(used=row.used + 1))
            await write_down(connection, note)
        return taken


async def _taken(
    connection: AsyncConnection, account: AccountId, row: Any, giver: int | None, now: datetime
) -> Post | None:
    """The post that was given, or of several that were handed over the highest."""
    if giver is None:
        await give_post(connection, account, to_post(row), row.label, now)
        return to_post(row)
    if giver == account:
        return None
    moved = await move_posts(connection, AccountId(giver), account, row.centre_id, now)
    return max(moved, key=lambda post: list(Role).index(post.role), default=None)


async def _moved_in(
    connection: AsyncConnection,
    account: AccountId,
    door: tuple[CentreId, Invitation | None, Member | None],
    mine: Any,
    *,
    is_guest: bool,
) -> Member:
    centre, invitation, listed = door
    if listed is not None:
        if mine is not None and mine.id != listed.id:
            await _leave(connection, mine.id)
        come = {"account_id": account, "is_guest": is_guest, "has_left": False}
        await connection.execute(update(members).where(members.c.id == listed.id).values(come))
        return await _member(connection, listed.id)
    organisation = invitation.organisation if invitation is not None else None
    if mine is not None and mine.centre_id == centre:
        values: dict[str, Any] = {"organisation_id": organisation, "is_guest": is_guest, "has_left": False}
        if mine.organisation_id != organisation:
            values["role"] = Role.TEACHER.value  # what somebody was there says nothing about here
        await connection.execute(update(members).where(members.c.id == mine.id).values(values))
        return await _member(connection, mine.id)
    if mine is not None:
        await _leave(connection, mine.id)
    [fresh_code] = await unused_codes(connection, 1)
    row: dict[str, Any] = {
        "centre_id": centre,
        "organisation_id": organisation,
        "account_id": account,
        "code": fresh_code,
        "role": Role.TEACHER.value,
        "is_guest": is_guest,
        "has_left": False,
        **profile_values(Profile()),
    }
    number = (await connection.execute(insert(members).values(row).returning(members.c.id))).scalar_one()
    return await _member(connection, number)


async def _leave(connection: AsyncConnection, member: int) -> None:
    """A place in a list stays, without the person: they are somewhere else now."""
    await connection.execute(update(members).where(members.c.id == member).values(account_id=None, has_left=True))


async def _member(connection: AsyncConnection, number: int) -> Member:
    return to_member((await connection.execute(select(members).where(members.c.id == number))).one())


async def _one(connection: AsyncConnection, query: Any) -> Any:
    return (await connection.execute(query)).one_or_none()
