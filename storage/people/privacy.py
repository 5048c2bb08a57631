"""What is kept of one person, decisions about it, and its end."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.consent import ConsentRecord, ConsentText, Purpose
from people.member import Member, Profile
from people.model import AccountId
from storage.campaign_people import campaigns_of, recount
from storage.campaign_tables import campaign_participations
from storage.database import Database
from storage.job_tables import job_files
from storage.people.audit import write_down
from storage.people.rows import profile_values
from storage.people_tables import consent_texts, consents, members, participations, posts
from storage.tables import accounts, drafts, notices, runs


class SqlPrivacyStore:
    """The `PrivacyStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def consents(self, code: str) -> Sequence[ConsentRecord]:
        """See `PrivacyStore.consents`."""
        query = select(consents).where(consents.c.code == code).order_by(consents.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            ConsentRecord(Purpose(row.purpose), row.is_given, row.digest, row.decided_at, row.channel) for row in rows
        ]

    async def decide(self, member: Member, text: ConsentText, record: ConsentRecord, note: Note) -> None:
        """See `PrivacyStore.decide`."""
        async with self._database.writing() as connection:
            await write_consent(connection, member, text, record)
            if record.purpose is Purpose.PARTICIPATION:
                is_guest = not record.is_given
                await connection.execute(update(members).where(members.c.id == member.id).values(is_guest=is_guest))
            await write_down(connection, note)

    async def text_of(self, digest: str) -> ConsentText | None:
        """See `PrivacyStore.text_of`."""
        query = select(consent_texts).where(consent_texts.c.digest == digest)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else ConsentText(Purpose(row.purpose), row.title, row.body)

    async def strip(self, member: Member, note: Note) -> Mapping[str, int]:
        """See `PrivacyStore.strip`."""
        async with self._database.writing() as connection:
            gone = {"answers": 0, "profile": 1}
            if member.account is not None:
                asked = await campaigns_of(connection, member.account)
                gone["answers"] = await _delete(connection, runs, runs.c.account_id == member.account)
                gone["notices"] = await _delete(connection, notices, notices.c.account_id == member.account)
                await recount(connection, asked)
                await forget_files(connection)
            emptied = {**profile_values(Profile()), "name_mark": None, "sealed_name": "", "is_guest": True}
            await connection.execute(update(members).where(members.c.id == member.id).values(emptied))
            await write_down(connection, note)
        return {kind: count for kind, count in gone.items() if count}

    async def erase(self, account: AccountId, note: Note) -> Mapping[str, int]:
        """See `PrivacyStore.erase`."""
        async with self._database.writing() as connection:
            counted = {
                "answers": (runs, runs.c.account_id),
                "notices": (notices, notices.c.account_id),
                "participations": (participations, participations.c.account_id),
                "campaign_participations": (campaign_participations, campaign_participations.c.account_id),
                "posts": (posts, posts.c.account_id),
                "drafts": (drafts, drafts.c.account_id),
            }
            gone = {
                kind: (
                    await connection.execute(select(func.count()).select_from(table).where(column == account))
                ).scalar_one()
                for kind, (table, column) in counted.items()
            }
            emptied = {
                **profile_values(Profile()),
                "name_mark": None,
                "sealed_name": "",
                "own_number": "",
                "account_id": None,
                "is_guest": True,
                "has_left": True,
            }
            mine = update(members).where(members.c.account_id == account).values(emptied)
            gone["profile"] = (await connection.execute(mine)).rowcount
            gone["participations"] += gone.pop("campaign_participations")
            asked = await campaigns_of(connection, account)
            # All that hangs on the account goes with it.
            gone["address"] = (await connection.execute(delete(accounts).where(accounts.c.id == account))).rowcount
            await recount(connection, asked)
            await forget_files(connection)
            await write_down(connection, note)
        return {kind: count for kind, count in gone.items() if count}


async def forget_files(connection: AsyncConnection) -> None:
    """What was made with answers that are gone is not sent again; the rest is made anew when somebody asks."""
    await connection.execute(delete(job_files))


async def write_consent(
    connection: AsyncConnection, member: Member, text: ConsentText, record: ConsentRecord
) -> None:
    """A decision with its text, in a transaction of somebody else's."""
    known = select(consent_texts.c.digest).where(consent_texts.c.digest == text.digest)
    if (await connection.execute(known)).first() is None:
        stored = {
            "digest": text.digest,
            "purpose": text.purpose.value,
            "title": text.title,
            "body": text.body,
            "first_used_at": record.decided_at,
        }
        await connection.execute(insert(consent_texts).values(stored))
    row = {
        "centre_id": member.centre,
        "code": member.code,
        "purpose": record.purpose.value,
        "is_given": record.is_given,
        "digest": record.digest,
        "decided_at": record.decided_at,
        "channel": record.channel,
    }
    await connection.execute(insert(consents).values(row))


async def _delete(connection: AsyncConnection, table: object, condition: object) -> int:
    deleted = await connection.execute(delete(table).where(condition))  # type: ignore[arg-type]
    return int(deleted.rowcount)
