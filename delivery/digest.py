"""One digest instead of several pushes in a day: whoever has heard of us today gets the rest in the morning."""

from datetime import datetime, time, timedelta, tzinfo

from delivery.broadcast import ANNOUNCEMENT
from delivery.model import Priority
from people.quiet_hours import next_decent


def waits_for_digest(kind: str, priority: Priority) -> bool:
    """Whether it can wait: announcements that nobody has called urgent; whatever asks somebody to act cannot."""
    return kind == ANNOUNCEMENT and priority is Priority.BROADCAST


def day_began(now: datetime, zone: tzinfo) -> datetime:
    """Midnight before this moment: since then «today» lasts."""
    return datetime.combine(now.astimezone(zone).date(), time(0), zone)


def digest_at(now: datetime, zone: tzinfo) -> datetime:
    """The first morning after today on which people are written to: what was begun at night comes then, too."""
    return next_decent(day_began(now, zone) + timedelta(days=1), zone)
