"""An answer as a person reads it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from handlers.screens.markup import plain
from handlers.texts import Speech
from surveys.model import Kind, Question

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


def answer_text(speech: Speech, question: Question, value: str) -> str:
    """A plain text; empty for an empty answer."""
    if not value:
        return ""
    if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.RANK):
        return _labels(question, value)
    readable = _READABLE.get(question.kind)
    return readable(speech, value) if readable else value


def day_text(day: date) -> str:
    """«5 октября 2026»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _labels(question: Question, value: str) -> str:
    codes = [value] if question.kind is Kind.CHOICE else value.split()
    labels = [plain(choice.label) if (choice := question.choice(code)) else code for code in codes]
    if question.kind is Kind.RANK:
        labels = [f"{place}) {label}" for place, label in enumerate(labels, start=1)]
    return ", ".join(labels)


def _number(_speech: Speech, value: str) -> str:
    return value.replace(".", ",")


def _day(_speech: Speech, value: str) -> str:
    try:
        return day_text(date.fromisoformat(value[:10]))
    except ValueError:
        return value


def _clock(_speech: Speech, value: str) -> str:
    try:
        return time.fromisoformat(value).strftime("%H:%M")
    except ValueError:
        return value


def _moment(speech: Speech, value: str) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return speech.plain("answer-moment", day=day_text(at.date()), time=at.strftime("%H:%M"))


def _file(speech: Speech, value: str) -> str:
    parts = value.split(":", 2)
    return parts[2] if len(parts) > 2 else speech.plain("answer-file")


def _location(speech: Speech, _value: str) -> str:
    return speech.plain("answer-location")


def _agreed(speech: Speech, _value: str) -> str:
    return speech.plain("answer-agreed")


_READABLE: Mapping[Kind, Callable[[Speech, str], str]] = {
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.TIME: _clock,
    Kind.MOMENT: _moment,
    Kind.ATTACHMENT: _file,
    Kind.LOCATION: _location,
    Kind.ACKNOWLEDGE: _agreed,
}
