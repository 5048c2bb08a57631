"""A described campaign is kept in the transaction in which its description is finished."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.roles import Role
from storage.campaign_rows import to_campaign
from storage.campaign_tables import campaigns
from storage.campaigns import add_campaign, save_campaign
from storage.people.places import holds
from storage.people.rows import to_centre
from storage.people_tables import centres
from storage.tables import questionnaire_versions as versions
from surveys.campaigns.composition import Description, description_from
from surveys.campaigns.model import Campaign, CampaignState
from surveys.model import CampaignId, Run

FIRST = CampaignId(0)


async def keep_described(connection: AsyncConnection, run: Run, now: datetime) -> None:
    """Make or change the campaign; nothing where the right was lost, or somebody else was faster.

    Whoever looks whether it was done compares `Campaign.changed_at` with the end of the run.
    """
    if run.centre is None:
        return
    may = [await holds(connection, run.owner, role, run.centre) for role in (Role.METHODOLOGIST, Role.ADMINISTRATOR)]
    row = (await connection.execute(select(centres).where(centres.c.id == run.centre))).one_or_none()
    if not any(may) or row is None:
        return
    centre = to_centre(row)
    answers = {str(key): value for key, value in run.answers.items()}
    described = description_from(run.questionnaire, answers, now, centre.zone)
    key = (
        await connection.execute(select(versions.c.key).where(versions.c.id == described.version))
    ).scalar_one_or_none()
    if key is None:
        return
    note = Note(now, centre.id, f"account {run.owner}", "campaign_made")
    if run.campaign is None:
        await add_campaign(connection, _new(run, described, key, centre.school_year, now), note)
        return
    there = (campaigns.c.id == run.campaign) & (campaigns.c.centre_id == centre.id)
    row = (await connection.execute(select(campaigns).where(there).with_for_update())).one_or_none()
    if row is None or row.changed_at > run.begun_at:
        return
    earlier = to_campaign(row)
    if earlier.state.is_editable:
        changed = replace(_with(earlier, described, key), state=CampaignState.DRAFT)
        await save_campaign(connection, changed, replace(note, action="campaign_changed"))


def _new(run: Run, described: Description, key: str, school_year: int, now: datetime) -> Campaign:
    assert run.centre is not None
    return Campaign(
        id=FIRST,
        centre=run.centre,
        **_described(described, key),
        state=CampaignState.DRAFT,
        revision=0,
        school_year=school_year,
        made_by=run.owner,
        changed_at=now,
        series=FIRST,
    )


def _with(campaign: Campaign, described: Description, key: str) -> Campaign:
    return replace(campaign, **_described(described, key))


def _described(described: Description, key: str) -> dict[str, Any]:
    """What a description says of a campaign, by the names of its fields."""
    return {**{each.name: getattr(described, each.name) for each in fields(described)}, "questionnaire_key": key}
