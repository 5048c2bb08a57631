"""Which monitoring of young teachers a report of the same school year tells of."""

from collections.abc import Iterable
from datetime import datetime

from surveys.campaigns.model import Campaign

QUESTIONNAIRE = "yt-1"


def monitoring_of_young(there: Iterable[Campaign], school_year: int, now: datetime) -> Campaign | None:
    """The newest campaign of the year that takes no more answers; `there` are those of a centre."""
    over = [
        (one.started_at, one.id, one)
        for one in there
        if (one.questionnaire_key, one.school_year) == (QUESTIONNAIRE, school_year)
        and one.started_at is not None
        and not one.takes_answers(now)
    ]
    return max(over)[2] if over else None
