"""What surveys learn of people, so that it need not be asked again."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.model import AccountId
from storage.people.rows import profile_values, to_centre, to_member
from storage.people_tables import centres, members


async def tell_profile(connection: AsyncConnection, account: AccountId, answers: Mapping[str, str]) -> None:
    """Keep new answers of the passport; of a guest nothing is kept."""
    mine = members.c.account_id == account
    row = (await connection.execute(select(members).where(mine).with_for_update())).one_or_none()
    if row is None or row.is_guest:
        return
    member = to_member(row)
    centre = to_centre((await connection.execute(select(centres).where(centres.c.id == member.centre))).one())
    told = member.profile.told(answers, centre.school_year)
    if told != member.profile:
        await connection.execute(update(members).where(mine).values(profile_values(told)))
