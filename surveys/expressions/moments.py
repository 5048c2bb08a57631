"""Dates and times as ODK writes them: reading, writing, and days since 1970-01-01.

A date is a whole number of days whatever the zone (as in JavaRosa), so that differences of dates are whole. A moment
with a time is the exact instant in days (as in both engines, `decimal-date-time`). Where one is compared with the
other, the date counts as its midnight in the person's zone.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?(Z|[-+]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[-+]\d{2}(?::?\d{2})?)?", re.ASCII)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


def is_date_only(moment: date) -> bool:
    """Whether there is no time of day in it."""
    return not isinstance(moment, datetime)


def read_moment(text: str, zone: tzinfo) -> date | None:
    """A date, or a time in the zone given where the text names none; None if it is neither."""
    found = _MOMENT.fullmatch(text.strip()) if "-" in text else None
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        return datetime(
            int(year), int(month), int(day), int(hour), int(minute or 0), int(second or 0), _micros(fraction),
            _offset(offset, zone),
        )  # fmt: skip
    except (ValueError, OverflowError):
        return None


def read_day_part(text: str, zone: tzinfo) -> float | None:
    """A time of day as a part of a local day, 0 up to 1; None if the text is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second, fraction, offset = found.groups()
    try:
        moment = datetime(
            1970, 1, 2, int(hour), int(minute), int(second or 0), _micros(fraction), _offset(offset, zone)
        )
    except ValueError:
        return None
    return day_part(moment.astimezone(zone) if offset else moment)


def day_part(moment: datetime) -> float:
    """How much of its day has passed, 0 up to 1."""
    return (moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6) / 86400


def days(moment: date) -> float:
    """Days since 1970-01-01: whole for a date, the exact instant for a time."""
    if isinstance(moment, datetime):
        return (moment - _EPOCH) / _DAY
    return float(moment.toordinal() - _EPOCH_ORDINAL)


def instant_days(moment: date, zone: tzinfo) -> float:
    """Days since 1970-01-01T00:00Z; a date counts as its midnight in the zone."""
    if isinstance(moment, datetime):
        return days(moment)
    return days(datetime(moment.year, moment.month, moment.day, tzinfo=zone))


def date_from_days(number: float, zone: tzinfo) -> date | None:
    """The inverse of `days` for dates; a broken number is an instant, and its local date is meant."""
    if number == number // 1:
        ordinal = number + _EPOCH_ORDINAL
        return date.fromordinal(int(ordinal)) if 1 <= ordinal <= date.max.toordinal() else None
    moment = time_from_days(number, zone)
    return moment.date() if moment else None


def time_from_days(number: float, zone: tzinfo) -> datetime | None:
    """The instant so many days after 1970-01-01T00:00Z, in the zone; None if there is no such year."""
    try:
        # Milliseconds are what ODK keeps; more would show the binary fraction of the number.
        return (_EPOCH + timedelta(milliseconds=round(number * 86_400_000))).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def moment_text(moment: date) -> str:
    """`2024-05-31`, or `2024-05-31T10:20:30.400+03:00`."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="milliseconds")


def _micros(fraction: str | None) -> int:
    return int((fraction or "0")[:6].ljust(6, "0"))


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    if text is None:
        return zone
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
