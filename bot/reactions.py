"""What one room must do about another's event, in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.reminders import RUN_WAITING
from storage.outbox import cancel_notice
from storage.runs import React
from surveys.events import Event, Expired, Finished, Resumed
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

    return react
