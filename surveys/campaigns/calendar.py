"""When the silent are reminded: at 50 % and 25 % of the time left, and two days before the end."""

from datetime import datetime, timedelta, tzinfo

from people.quiet_hours import next_decent

SHARES_LEFT = (0.5, 0.25)
LAST_CALL = timedelta(days=2)


def reminder_moments(opens_at: datetime, closes_at: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """In order, at decent hours, no two on one day, none on the day of the opening nor after the end."""
    planned = [closes_at - (closes_at - opens_at) * share for share in SHARES_LEFT]
    planned.append(closes_at - LAST_CALL)
    moments: list[datetime] = []
    taken = {opens_at.astimezone(zone).date()}
    for moment in sorted(planned):
        decent = next_decent(moment, zone)
        day = decent.astimezone(zone).date()
        if day not in taken and opens_at < decent < closes_at:
            taken.add(day)
            moments.append(decent)
    return tuple(moments)


def reminders_due(moments: tuple[datetime, ...], now: datetime) -> int:
    """How many of them have come."""
    return sum(moment <= now for moment in moments)


def reminders_come(started_at: datetime, closes_at: datetime, zone: tzinfo, now: datetime) -> int:
    """How many reminders of the calendar are not before us any more."""
    return reminders_due(reminder_moments(started_at, closes_at, zone), now)
