"""Answers from paper: the `PaperStore`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.model import AccountId, CentreId, OrganisationId
from reports.paper.model import Sheet
from storage.anonymous import keep_from_paper
from storage.campaign_people import count
from storage.campaign_rows import to_campaign
from storage.campaign_tables import campaigns, paper_sheets
from storage.database import Database
from storage.people.audit import write_down
from storage.people_tables import imports
from storage.versions import SqlVersionStore
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId

WAITING = "paper"
"""The state of a workbook among the imports until it is taken; then it is deleted, for it holds answers."""


class SqlPaperStore:
    """A workbook is taken in one transaction, once."""

    def __init__(self, database: Database, versions: SqlVersionStore) -> None:
        self._database = database
        self._versions = versions

    async def keep(self, account: AccountId, centre: CentreId, file: str, data: bytes, now: datetime) -> int:
        """See `PaperStore.keep`."""
        row = {"centre_id": centre, "account_id": account, "file": file, "content": data, "state": WAITING}
        async with self._database.writing() as connection:
            await connection.execute(delete(imports).where(_waits_for(account)))
            adding = insert(imports).values(**row, sent_at=now).returning(imports.c.id)
            return int((await connection.execute(adding)).scalar_one())

    async def kept(self, number: int, account: AccountId, centre: CentreId) -> tuple[str, bytes] | None:
        """See `PaperStore.kept`."""
        mine = _waits_for(account) & (imports.c.id == number) & (imports.c.centre_id == centre)
        async with self._database.reading() as connection:
            query = select(imports.c.file, imports.c.content).where(mine)
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (row.file, bytes(row.content))

    async def drop(self, number: int, account: AccountId) -> None:
        """See `PaperStore.drop`."""
        async with self._database.writing() as connection:
            await connection.execute(delete(imports).where(_waits_for(account), imports.c.id == number))

    async def entered(self, campaign: CampaignId) -> frozenset[tuple[OrganisationId, str]]:
        """See `PaperStore.entered`."""
        async with self._database.reading() as connection:
            return await _entered(connection, campaign)

    async def take(self, number: int, campaign: Campaign, sheets: Sequence[Sheet], note: Note) -> int | None:
        """See `PaperStore.take`."""
        questionnaire = await self._versions.of(campaign.version)
        async with self._database.writing() as connection:
            waiting = (imports.c.id == number) & (imports.c.state == WAITING)
            if not (await connection.execute(delete(imports).where(waiting))).rowcount:
                return None
            # Locked: nobody closes it, and nobody brings the same sheets, before this is done.
            row = select(campaigns).where(campaigns.c.id == campaign.id).with_for_update()
            there = (await connection.execute(row)).one_or_none()
            if there is None or not to_campaign(there).takes_answers(note.at):
                await connection.rollback()
                return None
            entered = await _entered(connection, campaign.id)
            fresh = list({sheet.mark: sheet for sheet in sheets if sheet.mark not in entered}.values())
            if fresh:
                await _enter(connection, campaign.id, fresh)
                answers = [(sheet.organisation, sheet.answers) for sheet in fresh]
                await keep_from_paper(connection, campaign, questionnaire, answers)
            await write_down(connection, replace(note, details=f"sheets {len(fresh)}"))
        return len(fresh)


def _waits_for(account: AccountId) -> ColumnElement[bool]:
    return (imports.c.account_id == account) & (imports.c.state == WAITING)


async def _entered(connection: AsyncConnection, campaign: CampaignId) -> frozenset[tuple[OrganisationId, str]]:
    query = select(paper_sheets.c.organisation_id, paper_sheets.c.sheet).where(paper_sheets.c.campaign_id == campaign)
    return frozenset((row.organisation_id, row.sheet) for row in await connection.execute(query))


async def _enter(connection: AsyncConnection, campaign: CampaignId, sheets: Sequence[Sheet]) -> None:
    """In the ledger, and on the response board."""
    rows = [
        {"campaign_id": campaign, "organisation_id": sheet.organisation, "sheet": sheet.number} for sheet in sheets
    ]
    await connection.execute(insert(paper_sheets), rows)
    for organisation, number in Counter(sheet.organisation for sheet in sheets).items():
        await count(connection, campaign, organisation, paper=number)
