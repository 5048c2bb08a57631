"""Invitations and reminders of a campaign: queued at once, and a broadcast that staff can look at, pause and stop."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import TO_QUEUED, BroadcastDraft, BroadcastState
from delivery.model import Priority
from storage.broadcast_tables import broadcasts
from storage.broadcasts import add_broadcast
from storage.campaign_people import silent_in
from storage.outbox import queue_for
from surveys.campaigns.model import Campaign
from surveys.campaigns.notices import cause_of


async def write_to_silent(
    connection: AsyncConnection, campaign: Campaign, kind: str, about: str, due_at: datetime
) -> int:
    """Queue a notice to all who are silent, in the transaction of what causes it; gives how many get a new one."""
    draft = BroadcastDraft(
        centre=campaign.centre,
        kind=kind,
        title=campaign.title,
        recipients={"what": TO_QUEUED},
        data={},
        starts_at=due_at,
        made_by=campaign.made_by,
        about=about,
        priority=Priority.REMINDER,  # never in quiet hours
        state=BroadcastState.SENDING,
        cause=cause_of(campaign.id),
    )
    number = await add_broadcast(connection, draft)
    queued = await queue_for(connection, silent_in(campaign.id, campaign.mode), draft, number)
    this = broadcasts.c.id == number
    if queued:
        await connection.execute(update(broadcasts).where(this).values(total=queued))
    else:
        await connection.execute(delete(broadcasts).where(this))
    return queued
