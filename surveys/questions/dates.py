"""Dates and times as people type them: «5.10», «5 октября», «завтра», «9:30», «завтра в 15.00»."""

import re
from datetime import date, datetime, time, timedelta

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Said

_DAYS = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[./\-](\d{1,2})(?:[./\-](\d{2}|\d{4}))?\.?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:-?(?:го|е|ое))?\s+([а-я]{3,9})\.?(?:\s+(\d{4}|\d{2}))?\s*(?:года|год|г\.?)?")
_CLOCK = re.compile(r"(?:в\s+)?(\d{1,2})(?:[:.\- ](\d{2}))?(?:\s*(?:ч|час|часа|часов)\.?)?", re.ASCII)
_THIS_CENTURY = 50
"""«26» is 2026, «74» is 1974."""


def read_date(_question: Question, act: Act, _so_far: str, now: datetime) -> Read:
    """A day, kept as 2026-10-05."""
    if not isinstance(act, Said):
        return Read(problem=Problem.DATE_EXPECTED)
    day = _day(_tidy(act.text), now.date())
    return day if isinstance(day, Read) else Read(day.isoformat())


def read_time(_question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """A time of the day, kept as ODK does: 09:30:00.000."""
    at = _time(_tidy(act.text)) if isinstance(act, Said) else None
    return Read(problem=Problem.TIME_EXPECTED) if at is None else Read(at.isoformat("milliseconds"))


def read_moment(_question: Question, act: Act, _so_far: str, now: datetime) -> Read:
    """A day and a time of it in the person's zone: 2026-10-05T09:30:00.000+03:00."""
    if not isinstance(act, Said):
        return Read(problem=Problem.MOMENT_EXPECTED)
    text = _tidy(act.text).replace("t", " ").replace(",", " ")
    words = text.split()
    for split in range(len(words) - 1, 0, -1):
        at = _time(" ".join(words[split:]))
        day = _day(" ".join(words[:split]), now.date())
        if at is not None and isinstance(day, date):
            return Read(datetime.combine(day, at, now.tzinfo).isoformat(timespec="milliseconds"))
    return Read(problem=Problem.MOMENT_EXPECTED)


def _tidy(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _day(text: str, today: date) -> date | Read:
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    found = _numbers_of(text)
    if found is None:
        return Read(problem=Problem.DATE_EXPECTED)
    day, month, year = found
    try:
        return date(year, month, day) if year else _nearest(day, month, today)
    except ValueError:
        return Read(problem=Problem.NO_SUCH_DATE)


def _numbers_of(text: str) -> tuple[int, int, int] | None:
    """(day, month, year or 0)."""
    if iso := _ISO.fullmatch(text):
        return int(iso[3]), int(iso[2]), int(iso[1])
    if numbers := _NUMBERS.fullmatch(text):
        return int(numbers[1]), int(numbers[2]), _year(numbers[3])
    words = _WORDS.fullmatch(text)
    month = _month(words[2]) if words else 0
    return (int(words[1]), month, _year(words[3])) if words and month else None


def _month(word: str) -> int:
    return next((n for n, begin in enumerate(_MONTHS, start=1) if word.startswith(begin) and _is_month(word)), 0)


def _is_month(word: str) -> bool:
    return not word.startswith("ма") or word in ("май", "мая", "мае", "мар", "март", "марта", "марте")


def _year(digits: str | None) -> int:
    if not digits:
        return 0
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < _THIS_CENTURY else 1900)


def _nearest(day: int, month: int, today: date) -> date:
    """Without a year the nearest such day is meant: in December «12.01» is next month."""
    candidates = []
    for year in (today.year, today.year - 1, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError("no such day")
    return min(candidates, key=lambda candidate: abs(candidate - today))


def _time(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
