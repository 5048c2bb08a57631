"""How long each kind of data is kept; defaults after DOMAIN §6.6."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from people.centre import SEPTEMBER, Centre, school_year_of

KINDS: Mapping[str, int] = {
    "answers": 30,
    "audit": 365,
    "notices": 30,
    "imports": 30,
    "invitations": 365,
    "attempts": 30,
    "consents": 3 * 365,
    "exports": 14,
}
"""Days. Answers under a code lose the code so many days after their school year; consents are kept so long after they
ended; the rest counts from when it was done with."""
MOST_DAYS = 10 * 365


class RetentionError(ValueError):
    """A setting that cannot be read; the message says what is wrong, in Russian."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Days to keep, by kind."""

    days: Mapping[str, int] = field(default_factory=lambda: dict(KINDS))

    def before(self, kind: str, now: datetime) -> datetime:
        """What is older than this may go."""
        return now - timedelta(days=self.days[kind])

    def answers_before(self, centre: Centre, now: datetime) -> datetime:
        """Answers finished before this lose their code: those of school years that ended long enough ago."""
        local = self.before("answers", now).astimezone(centre.zone)
        return datetime(school_year_of(local), SEPTEMBER, 1, tzinfo=centre.zone)


def periods_from(text: str) -> Periods:
    """«answers=60,audit=730» over the defaults; RetentionError names what is wrong."""
    days = dict(KINDS)
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        kind, _, amount = (piece.strip() for piece in part.partition("="))
        if kind not in KINDS:
            raise RetentionError(f"вид данных «{kind}» неизвестен, есть: {', '.join(KINDS)}")
        if not amount.isdecimal() or not 1 <= int(amount) <= MOST_DAYS:
            raise RetentionError(f"«{part}»: нужно число дней от 1 до {MOST_DAYS}")
        days[kind] = int(amount)
    return Periods(days)
