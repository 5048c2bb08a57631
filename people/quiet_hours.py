"""When nobody is disturbed: in the evening, at night and on Sundays (DOMAIN §7.3)."""

from datetime import datetime, time, timedelta, tzinfo

MORNING = time(8, 0)
EVENING = time(20, 0)
SUNDAY = 6


def is_quiet(moment: datetime, zone: tzinfo) -> bool:
    """Whether people in this zone are left alone at this moment."""
    local = moment.astimezone(zone)
    return local.weekday() == SUNDAY or not MORNING <= local.time() < EVENING


def next_decent(moment: datetime, zone: tzinfo) -> datetime:
    """The moment itself, or the first one after it at which people may be written to."""
    if not is_quiet(moment, zone):
        return moment
    local = moment.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(moment.tzinfo)
