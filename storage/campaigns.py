"""Campaigns: the `CampaignStore`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audience import Audience
from people.audit import Note
from people.centre import Centre
from people.model import AccountId, CentreId, MemberId, OrganisationId
from people.policy import Mode
from storage.campaign_mail import tell_staff, write_to_silent
from storage.campaign_people import (
    asked_elsewhere,
    bound_runs,
    count,
    coverage_of,
    invite_audience,
    silent_in,
    size_of,
    upsert,
)
from storage.campaign_rows import campaign_values, to_campaign
from storage.campaign_tables import campaign_participations, campaign_people, campaigns
from storage.database import Database
from storage.people.audit import write_down
from storage.people.rows import to_centre
from storage.people_tables import centres
from storage.tables import runs
from surveys.campaigns.model import Campaign, CampaignState, Coverage, Invited, Size
from surveys.campaigns.notices import INVITATION, REMINDER
from surveys.model import CampaignId, RunId, Status

_STARTED = [CampaignState.RUNNING.value, CampaignState.CLOSED.value]


class SqlCampaignStore:
    """Every change counts the revision up; of two at once one wins."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_centre(self, centre: CentreId) -> Sequence[Campaign]:
        """See `CampaignStore.of_centre`."""
        return await self._found(campaigns.c.centre_id == centre)

    async def running(self, centre: CentreId) -> Sequence[Campaign]:
        """See `CampaignStore.running`."""
        runs_now = campaigns.c.state == CampaignState.RUNNING.value
        return await self._found((campaigns.c.centre_id == centre) & runs_now)

    async def find(self, campaign: CampaignId, centre: CentreId) -> Campaign | None:
        """See `CampaignStore.find`."""
        found = await self._found((campaigns.c.id == campaign) & (campaigns.c.centre_id == centre))
        return found[0] if found else None

    async def _found(self, which: ColumnElement[bool]) -> Sequence[Campaign]:
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(campaigns).where(which).order_by(campaigns.c.id.desc()))).all()
        return [to_campaign(row) for row in rows]

    async def add(self, draft: Campaign, note: Note) -> Campaign:
        """See `CampaignStore.add`."""
        async with self._database.writing() as connection:
            return await add_campaign(connection, draft, note)

    async def save(self, campaign: Campaign, note: Note) -> bool:
        """See `CampaignStore.save`."""
        async with self._database.writing() as connection:
            return await save_campaign(connection, campaign, note)

    async def delete(self, campaign: Campaign, note: Note) -> bool:
        """See `CampaignStore.delete`."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(campaigns).where(_unchanged(campaign)))
            if gone.rowcount:
                await write_down(connection, note)
        return bool(gone.rowcount)

    async def size(self, audience: Audience, centre: CentreId, questionnaire_key: str) -> Size:
        """See `CampaignStore.size`."""
        async with self._database.reading() as connection:
            return Size(*await size_of(connection, audience, centre, questionnaire_key))

    async def give_up(self, campaign: Campaign, why: str, note: Note) -> bool:
        """See `CampaignStore.give_up`."""
        async with self._database.writing() as connection:
            saved = await save_campaign(connection, campaign, note)
            if saved:
                await tell_staff(connection, campaign, why, note.at)
        return saved

    async def start(self, campaign: Campaign, write_at: datetime, note: Note) -> bool:
        """See `CampaignStore.start`."""
        async with self._database.writing() as connection:
            # The others that run are looked at before this one is one of them.
            await invite_audience(connection, campaign)
            if not await save_campaign(connection, campaign, note):
                await connection.rollback()
                return False
            await write_to_silent(connection, campaign, INVITATION, str(campaign.id), write_at)
        return True

    async def close(self, campaign: Campaign, note: Note) -> bool:
        """See `CampaignStore.close`."""
        return await self._save_with_runs(campaign, note)

    async def asked_elsewhere(self, campaign: Campaign) -> int:
        """See `CampaignStore.asked_elsewhere`."""
        elsewhere = asked_elsewhere(campaign.centre, campaign.questionnaire_key)
        again = (
            select(func.count())
            .select_from(campaign_people.join(elsewhere, elsewhere.c.member_id == campaign_people.c.member_id))
            .where(campaign_people.c.campaign_id == campaign.id)
        )
        async with self._database.reading() as connection:
            return int((await connection.execute(again)).scalar_one())

    async def extend(self, campaign: Campaign, note: Note) -> bool:
        """See `CampaignStore.extend`."""
        return await self._save_with_runs(campaign, note)

    async def _save_with_runs(self, campaign: Campaign, note: Note) -> bool:
        async with self._database.writing() as connection:
            saved = await save_campaign(connection, campaign, note)
            if saved:
                await bound_runs(connection, campaign)
        return saved

    async def due(self, now: datetime) -> Sequence[tuple[Campaign, Centre]]:
        """See `CampaignStore.due`."""
        opening = (campaigns.c.state == CampaignState.SCHEDULED.value) & (campaigns.c.opens_at <= now)
        query = (
            select(campaigns)
            .where(or_(opening, campaigns.c.state == CampaignState.RUNNING.value))
            .order_by(campaigns.c.id)
        )
        async with self._database.reading() as connection:
            found = [to_campaign(row) for row in await connection.execute(query)]
            if not found:
                return []
            wanted = select(centres).where(centres.c.id.in_({each.centre for each in found}))
            known = {row.id: to_centre(row) for row in await connection.execute(wanted)}
        return [(each, known[each.centre]) for each in found]

    async def remind(self, campaign: Campaign, zone: tzinfo, now: datetime) -> int:
        """See `CampaignStore.remind`."""
        day = now.astimezone(zone).date().isoformat()
        async with self._database.writing() as connection:
            saved = update(campaigns).where(_unchanged(campaign)).values(reminded=campaign.reminded)
            if not (await connection.execute(saved)).rowcount:
                return 0
            return await write_to_silent(connection, campaign, REMINDER, day, now)

    async def coverage(self, campaign: CampaignId) -> Mapping[OrganisationId, Coverage]:
        """See `CampaignStore.coverage`."""
        async with self._database.reading() as connection:
            return await coverage_of(connection, campaign)

    async def silent(self, campaign: CampaignId) -> int:
        """See `CampaignStore.silent`."""
        async with self._database.reading() as connection:
            mode = (
                await connection.execute(select(campaigns.c.mode).where(campaigns.c.id == campaign))
            ).scalar_one_or_none()
            if mode is None:
                return 0
            silent = silent_in(campaign, Mode(mode)).subquery()
            return int((await connection.execute(select(func.count()).select_from(silent))).scalar_one())

    async def invited(self, member: MemberId, account: AccountId) -> Sequence[Invited]:
        """See `CampaignStore.invited`."""
        asked = (
            select(campaigns)
            .join(campaign_people, campaign_people.c.campaign_id == campaigns.c.id)
            .where(campaign_people.c.member_id == member, campaigns.c.state.in_(_STARTED))
            .order_by(campaigns.c.closes_at, campaigns.c.id)
        )
        mine = (runs.c.account_id == account) & runs.c.campaign_id.is_not(None)
        begun = select(runs.c.id, runs.c.campaign_id, runs.c.status).where(
            mine, runs.c.status != Status.EXPIRED.value
        )
        ledger = select(campaign_participations.c.campaign_id).where(campaign_participations.c.account_id == account)
        async with self._database.reading() as connection:
            found = [to_campaign(row) for row in await connection.execute(asked)]
            if not found:
                return []
            own = {row.campaign_id: row for row in await connection.execute(begun.order_by(runs.c.id))}
            taken = set((await connection.execute(ledger)).scalars())
        return [_invited(campaign, own.get(campaign.id), taken) for campaign in found]

    async def invite(self, campaign: CampaignId, member: MemberId, organisation: OrganisationId | None) -> None:
        """See `CampaignStore.invite`."""
        row = {"campaign_id": campaign, "member_id": member, "organisation_id": organisation}
        async with self._database.writing() as connection:
            inviting = upsert(connection, campaign_people).values(row).on_conflict_do_nothing()
            if (await connection.execute(inviting)).rowcount:
                await count(connection, campaign, organisation, invited=1)


def _invited(campaign: Campaign, run: Any, taken: set[int]) -> Invited:
    if run is not None:
        return Invited(campaign, RunId(run.id), run.status == Status.FINISHED.value)
    return Invited(campaign, None, campaign.id in taken)


def _unchanged(campaign: Campaign) -> ColumnElement[bool]:
    return (campaigns.c.id == campaign.id) & (campaigns.c.revision == campaign.revision)


async def add_campaign(connection: AsyncConnection, draft: Campaign, note: Note) -> Campaign:
    """In a transaction of somebody else's: the description was saved in it."""
    row = {**campaign_values(draft), "revision": 1, "changed_at": note.at}
    made = (await connection.execute(insert(campaigns).values(row).returning(campaigns))).one()
    campaign = to_campaign(made)
    await write_down(connection, _about(note, campaign.id))
    return campaign


async def save_campaign(connection: AsyncConnection, campaign: Campaign, note: Note) -> bool:
    """False if somebody has changed it since its revision."""
    values = {**campaign_values(campaign), "revision": campaign.revision + 1, "changed_at": note.at}
    saved = await connection.execute(update(campaigns).where(_unchanged(campaign)).values(values))
    if saved.rowcount:
        await write_down(connection, _about(note, campaign.id))
    return bool(saved.rowcount)


def _about(note: Note, campaign: CampaignId) -> Note:
    return Note(note.at, note.centre, note.actor, note.action, f"campaign {campaign}", note.details)
