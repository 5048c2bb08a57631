"""Dates and times: today, conversion to and from days, formatting.

What cannot be read as a date gives an empty text (ODK shows «Invalid Date» or stops; a person in a chat must not see
either). The zone is the person's, `scope.now.tzinfo`.
"""

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from surveys.expressions.code import Kind
from surveys.expressions.moments import (
    date_from_days,
    day_part,
    instant_days,
    read_day_part,
    read_moment,
    time_from_days,
)
from surveys.expressions.scope import Scope, time_of, zone_of
from surveys.expressions.signature import Function
from surveys.expressions.values import NAN, Value, text_number, to_text

_MONTHS = ("", "янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.")
_WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")

_FORMATS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year % 100:02}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: _MONTHS[moment.month],
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "a": lambda moment: _WEEKDAYS[moment.weekday()],
    "W": lambda moment: str(moment.isocalendar().week),
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
}
"""ODK's directives; names of months and days are Russian, as everything a person reads here."""
_OF_DAYS = frozenset("YymnbdeaW")


def _today(scope: Scope) -> date:
    return time_of(scope).date()


def _moment(value: Value, scope: Scope) -> date | None:
    """The moment a value means: a text is read, a number is days since 1970-01-01T00:00Z."""
    return _understood(value, scope, time_from_days)


def _day_or_moment(value: Value, scope: Scope) -> date | None:
    """The same, but a whole number is a day, not the instant of its midnight in Greenwich."""
    return _understood(value, scope, date_from_days)


def _understood(value: Value, scope: Scope, from_days: Callable[[float, tzinfo], date | None]) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return from_days(value, zone_of(scope))
    found = read_moment(to_text(value), zone_of(scope))
    # A calculation stored as text is still a number of days.
    return from_days(text_number(to_text(value), scope), zone_of(scope)) if found is None else found


def _date(scope: Scope, value: Value) -> Value:
    """The day of a moment in the person's zone, or the day of that number; the time is dropped (JavaRosa)."""
    found = _day_or_moment(value, scope)
    if isinstance(found, datetime):
        return _local(found, scope).date()
    return "" if found is None else found


def _date_time(scope: Scope, value: Value) -> Value:
    """The moment, time and all; the inverse of `decimal-date-time`."""
    found = _moment(value, scope)
    return "" if found is None else found


def _decimal_date_time(scope: Scope, value: Value) -> float:
    """Days since 1970-01-01T00:00Z with the time as a fraction; a date counts as its local midnight."""
    if isinstance(value, float):
        return value
    found = _moment(value, scope)
    return NAN if found is None else instant_days(found, zone_of(scope))


def _decimal_time(scope: Scope, value: Value) -> float:
    """The passed part of the day: of a time `08:30:00+03:00`, or of a moment in the person's zone."""
    if isinstance(value, float):
        return value % 1 if abs(value) < 1e15 else NAN
    part = read_day_part(to_text(value), zone_of(scope))
    if part is not None:
        return part
    found = _moment(value, scope)
    if found is None:
        return NAN
    return day_part(_local(found, scope)) if isinstance(found, datetime) else 0.0


def _formatted(directives: frozenset[str]) -> Callable[[Scope, Value, str], str]:
    """Formatting that knows these directives; `%%` is a percent sign, an unknown directive stays as written."""

    def formatted(scope: Scope, value: Value, pattern: str) -> str:
        found = _day_or_moment(value, scope)
        if found is None:
            return ""
        moment = _local(found, scope)
        parts = []
        pieces = iter(pattern)
        for character in pieces:
            sign = next(pieces, "") if character == "%" else ""
            if sign in directives:
                parts.append(_FORMATS[sign](moment))
            else:
                parts.append("%" if sign == "%" else character + sign)
        return "".join(parts)

    return formatted


def _local(moment: date, scope: Scope) -> datetime:
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=zone_of(scope))
    try:
        return moment.astimezone(zone_of(scope))
    except (OverflowError, ValueError):
        return moment


_MOMENT = (Kind.ANY,)

FUNCTIONS = (
    Function("today", (), Kind.ANY, _today, takes_scope=True, is_volatile=True),
    Function("now", (), Kind.ANY, time_of, takes_scope=True, is_volatile=True),
    Function("date", _MOMENT, Kind.ANY, _date, takes_scope=True),
    Function("date-time", _MOMENT, Kind.ANY, _date_time, takes_scope=True),
    Function("decimal-date-time", _MOMENT, Kind.NUMBER, _decimal_date_time, takes_scope=True),
    Function("decimal-time", _MOMENT, Kind.NUMBER, _decimal_time, takes_scope=True),
    Function("format-date", (Kind.ANY, Kind.TEXT), Kind.TEXT, _formatted(_OF_DAYS), takes_scope=True),
    Function("format-date-time", (Kind.ANY, Kind.TEXT), Kind.TEXT, _formatted(frozenset(_FORMATS)), takes_scope=True),
)
