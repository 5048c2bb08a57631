"""An announcement is kept or changed in the transaction in which its description is finished."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.announcement import announcement_from_data, announcement_to_data
from delivery.broadcast import ANNOUNCEMENT, TO_AUDIENCE, Broadcast, BroadcastDraft, BroadcastState
from delivery.broadcasts import correction_of
from delivery.composition import EXTRAS, NEW, TIME, WHOM, WORDS, moment_of, title_of, told_which, with_answers
from delivery.model import Priority
from people.audience import audience_to_json
from people.audit import Note
from people.centre import Centre
from people.roles import Role
from storage.broadcast_tables import broadcasts
from storage.broadcasts import add_broadcast, revise_broadcast, to_broadcast
from storage.delivered import has_travelled_with_others
from storage.people.audit import write_down
from storage.people.places import holds
from storage.people.rows import to_centre
from storage.people_tables import centres
from surveys.composing import audience_from
from surveys.model import Run

MADE_BY_RUN = "run"
"""In the data: which description made it what it is, so that whoever finished one can see whether it was kept."""


async def keep_announced(connection: AsyncConnection, run: Run, now: datetime) -> None:
    """Make or change the announcement; nothing where the right was lost, or somebody else was faster."""
    may = [
        run.centre is not None and await holds(connection, run.owner, role, run.centre)
        for role in (Role.METHODOLOGIST, Role.ADMINISTRATOR)
    ]
    row = (await connection.execute(select(centres).where(centres.c.id == run.centre))).one_or_none()
    if not any(may) or row is None:
        return
    answers = {str(key): value for key, value in run.answers.items()}
    centre = to_centre(row)
    if answers["task"] == NEW:
        await _add(connection, run, answers, centre, now)
        return
    earlier = await _earlier(connection, answers["which"], centre)
    changed = None if earlier is None else _changed(earlier, run, answers, centre, now)
    if changed is None:
        return
    if await _has_outgrown(connection, changed):
        return
    correction = correction_of(changed, run.owner, now)
    if await revise_broadcast(connection, changed, correction) and correction is not None:
        await write_down(connection, _note(run, centre, "announcement_corrected", changed.title, now))


async def _add(
    connection: AsyncConnection, run: Run, answers: Mapping[str, str], centre: Centre, now: datetime
) -> None:
    announcement = with_answers(announcement_from_data({}), answers)
    draft = BroadcastDraft(
        centre=centre.id,
        kind=ANNOUNCEMENT,
        title=title_of(announcement),
        recipients=_recipients(run, answers),
        data={**announcement_to_data(announcement), MADE_BY_RUN: run.id},
        starts_at=now,
        made_by=run.owner,
        priority=Priority.BROADCAST,
        is_joined=announcement.may_be_joined,
        state=BroadcastState.DRAFT,
    )
    await add_broadcast(connection, draft)


async def _earlier(connection: AsyncConnection, which: str, centre: Centre) -> Broadcast | None:
    """The announcement as it was when its description was opened; None if it has changed since, or never was."""
    told = told_which(which)
    if told is None:
        return None
    number, revision = told
    there = (
        (broadcasts.c.id == number)
        & (broadcasts.c.revision == revision)
        & (broadcasts.c.centre_id == centre.id)
        & (broadcasts.c.kind == ANNOUNCEMENT)
    )
    row = (await connection.execute(select(broadcasts).where(there).with_for_update())).one_or_none()
    return None if row is None else to_broadcast(row)


def _changed(
    earlier: Broadcast, run: Run, answers: Mapping[str, str], centre: Centre, now: datetime
) -> Broadcast | None:
    """What becomes of it; None if that is not possible any more."""
    has_begun = earlier.state not in (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
    announcement = announcement_from_data(earlier.data)
    data = {**earlier.data, MADE_BY_RUN: run.id}
    match answers["task"]:
        case task if task in (WORDS, EXTRAS):
            before, announcement = announcement, with_answers(announcement, answers)
            # The kind of a message cannot be changed once it is in somebody's chat; its words and its button can.
            is_other_kind = (announcement.media, announcement.file) != (before.media, before.file)
            if has_begun and (is_other_kind or announcement.flaw is not None):
                return None
            data = {**announcement_to_data(announcement), MADE_BY_RUN: run.id}
            joined = earlier.is_joined and announcement.may_be_joined if has_begun else announcement.may_be_joined
            changed = replace(earlier, data=data, title=title_of(announcement), is_joined=joined)
            return changed if announcement.flaw is None else replace(changed, state=BroadcastState.DRAFT)
        case task if task == WHOM and not has_begun:
            recipients = {**_recipients(run, answers), "channels": earlier.recipients.get("channels", [])}
            return replace(earlier, data=data, recipients=recipients)
        case task if task == TIME and not has_begun:
            moment = moment_of(answers, centre.zone)
            if moment <= now:
                return None
            # What Telegram will not take does not go out by itself either.
            state = BroadcastState.SCHEDULED if announcement.flaw is None else BroadcastState.DRAFT
            return replace(earlier, data=data, state=state, starts_at=moment)
    return None


async def _has_outgrown(connection: AsyncConnection, changed: Broadcast) -> bool:
    """Whether it would not fit any more where it was delivered: one message with other announcements."""
    if announcement_from_data(changed.data).may_be_joined:
        return False
    return await has_travelled_with_others(connection, changed.id)


def _recipients(run: Run, answers: Mapping[str, str]) -> dict[str, Any]:
    return {"what": TO_AUDIENCE, "audience": audience_to_json(audience_from(run.questionnaire, answers))}


def _note(run: Run, centre: Centre, action: str, title: str, now: datetime) -> Note:
    return Note(now, centre.id, f"account {run.owner}", action, "", title)
