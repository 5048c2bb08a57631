"""Reminders that people ask for themselves, and the day that others are about."""

from collections.abc import Callable
from datetime import datetime, time, timedelta, tzinfo

from delivery.model import Draft, Notice, Priority
from delivery.ports import Outbox
from people.model import AccountId

RUN_WAITING = "run_waiting"
"""«Анкета ждёт вас»: about a run put aside."""

EARLIEST = time(9, 0)
LATEST = time(19, 0)
SUNDAY = 6


class ReminderService:
    """Queues reminders at a decent hour."""

    def __init__(self, outbox: Outbox, clock: Callable[[], datetime], zone: tzinfo) -> None:
        self._outbox = outbox
        self._clock = clock
        self._zone = zone

    async def remind_tomorrow(self, account: AccountId, run: int) -> bool:
        """Remind of a run tomorrow about this hour; False if that is arranged already."""
        due_at = tomorrow_about_now(self._clock(), self._zone)
        draft = Draft(account, RUN_WAITING, str(run), due_at, {}, Priority.REMINDER)
        return await self._outbox.add(draft)

    async def move_to_today(self, notice: Notice, zone: tzinfo) -> bool:
        """Let a reminder that was left over from its day be about today; False if the person has one of today.

        So whoever waited for a bot that was down, or for the morning, is reminded after all, and by day once.
        """
        today = self._clock().astimezone(zone).date().isoformat()
        return notice.about == today or await self._outbox.move(notice.id, today)


def tomorrow_about_now(now: datetime, zone: tzinfo) -> datetime:
    """The same hour of the next day, but never in the evening, at night or on a Sunday."""
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=1)
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    hour = min(max(local.time().replace(tzinfo=None), EARLIEST), LATEST)
    return datetime.combine(day, hour, zone)
