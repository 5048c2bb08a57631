"""What one room must do about another's event, in the same transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.reminders import RUN_WAITING
from people.audit import Note
from people.policy import Mode
from people.roles import Role
from people.setup import NEW, SETUP, centre_from
from reports.indicators.settings import INDICATOR
from storage.announcing import keep_announced
from storage.campaign_composing import keep_described
from storage.campaign_people import count, place_of
from storage.indicator_keeping import keep_indicator
from storage.outbox import cancel_notice
from storage.people.places import holds, keep_centre
from storage.people.profiles import tell_profile
from storage.runs import React
from surveys.announcing import ANNOUNCEMENT
from surveys.campaigns.composition import CAMPAIGN
from surveys.events import Begun, Event, Expired, Finished, Resumed
from surveys.model import Run

CAUSING = (Resumed, Finished, Expired)
"""Events that have consequences; steps without them take the fast lane."""


def is_quiet(events: Sequence[Event]) -> bool:
    """Whether nothing has to happen because of these events."""
    return not any(isinstance(event, CAUSING) for event in events)


def reactions(clock: Callable[[], datetime]) -> React:
    """All reactions to the events of a run."""

    async def react(connection: AsyncConnection, run: Run, events: Sequence[Event]) -> None:
        if any(isinstance(event, CAUSING) for event in events):
            # Nobody needs a reminder of what they have come back to, finished, or lost.
            await cancel_notice(connection, run.owner, RUN_WAITING, str(run.id), clock())
        if run.campaign is not None and not run.questionnaire.is_internal:
            await _count(connection, run, events)
        if run.is_trial or not any(isinstance(event, Finished) for event in events):
            return
        if run.questionnaire.is_internal and run.questionnaire.key == SETUP:
            await _set_up(connection, run, clock())
        elif run.questionnaire.is_internal and run.questionnaire.key == CAMPAIGN:
            await keep_described(connection, run, run.finished_at or clock())
        elif run.questionnaire.is_internal and run.questionnaire.key == ANNOUNCEMENT:
            await keep_announced(connection, run, clock())
        elif run.questionnaire.is_internal and run.questionnaire.key == INDICATOR:
            await keep_indicator(connection, run, run.finished_at or clock())
        elif run.mode is not Mode.ANONYMOUS:
            await tell_profile(connection, run.owner, _passport(run))

    return react


async def _count(connection: AsyncConnection, run: Run, events: Sequence[Event]) -> None:
    """Keep the response board of a campaign; what was begun and given up counts as not begun."""
    changes = {Begun: {"started": 1}, Finished: {"finished": 1}, Expired: {"started": -1}}
    for event in events:
        change = changes.get(type(event))
        if change is not None:
            assert run.campaign is not None
            await count(connection, run.campaign, await place_of(connection, run), **change)


async def _set_up(connection: AsyncConnection, run: Run, now: datetime) -> None:
    """A centre is opened or changed; whoever has lost the right meanwhile changes nothing."""
    if run.centre is not None and not await holds(connection, run.owner, Role.ADMINISTRATOR, run.centre):
        return
    centre = centre_from({str(key): value for key, value in run.answers.items()}, run.centre or NEW, now)
    action = "settings_changed" if run.centre else "centre_opened"
    telegram = "allowed" if centre.is_telegram_allowed else "off"
    note = Note(now, run.centre, f"account {run.owner}", action, "", f"{centre.operator}, telegram {telegram}")
    await keep_centre(connection, centre, run.owner, note)


def _passport(run: Run) -> Mapping[str, str]:
    """What was answered of the passport; what was not reached says nothing."""
    return {
        question.known_as: run.answers[question.key]
        for question in run.questionnaire.questions
        if question.known_as and run.answers.get(question.key)
    }
