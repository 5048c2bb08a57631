"""What a campaign writes: invitations and reminders, a broadcast that staff can pause and stop; and word to staff."""

from datetime import datetime

import orjson
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.broadcast import TO_QUEUED, BroadcastDraft, BroadcastState
from delivery.model import Priority, State
from people.roles import RULES, Action
from storage.broadcast_tables import broadcasts
from storage.broadcasts import add_broadcast
from storage.campaign_people import silent_in
from storage.outbox import queue_for
from storage.people_tables import posts
from storage.tables import notices
from surveys.campaigns.model import Campaign
from surveys.campaigns.notices import NOT_BEGUN, cause_of

_MAY_RUN = [role.value for role, rights in RULES.items() if Action.RUN_CAMPAIGNS in rights]


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


async def tell_staff(connection: AsyncConnection, campaign: Campaign, why: str, now: datetime) -> None:
    """Queue to everybody who may run campaigns there that this one could not begin, once for each time it was to."""
    staff = select(posts.c.account_id).where(
        posts.c.centre_id == campaign.centre, posts.c.role.in_(_MAY_RUN), posts.c.revoked_at.is_(None)
    )
    told = {
        "kind": NOT_BEGUN,
        "about": f"{campaign.id}.{campaign.revision}",
        "data": orjson.dumps({"campaign": campaign.id, "why": why}).decode(),
        "state": State.QUEUED.value,
        "due_at": now,
        "priority": int(Priority.REMINDER),  # never in quiet hours
    }
    rows = [{"account_id": account, **told} for account in (await connection.execute(staff.distinct())).scalars()]
    if rows:
        await connection.execute(insert(notices), rows)
