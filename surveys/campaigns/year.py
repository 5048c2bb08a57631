"""The methodical year as ready campaigns (DOMAIN §1.4): what is asked of whom in which months."""

from dataclasses import dataclass
from datetime import date

SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign that comes back every school year; days are (month, day)."""

    key: str
    title: str
    questionnaire: str
    whom: str
    """As `surveys/library/campaign.md` asks for it."""
    opens: tuple[int, int]
    closes: tuple[int, int]

    def days(self, school_year: int) -> tuple[date, date]:
        """First and last day in a school year."""
        return _day(school_year, self.opens), _day(school_year, self.closes)


def _day(school_year: int, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    return date(school_year if month >= SEPTEMBER else school_year + 1, month, day)


YEAR = (
    Plan("young_autumn", "Молодые педагоги: первые месяцы", "yt-1", "young", (9, 14), (9, 30)),
    Plan("deficits_autumn", "Самооценка затруднений, осень", "pd-1", "all", (9, 21), (10, 16)),
    Plan("teams", "Управленческие команды", "mt-1", "heads", (9, 21), (10, 16)),
    Plan("requests", "Образовательный запрос", "en-1", "all", (10, 12), (10, 30)),
    Plan("deficits_spring", "Самооценка затруднений, весна", "pd-1", "all", (2, 15), (3, 19)),
    Plan("young_spring", "Молодые педагоги: конец года", "yt-1", "young", (4, 5), (4, 23)),
    Plan("mentors", "Наставничество: наставники", "mf-1-mentor", "mentors", (5, 11), (5, 28)),
    Plan("mentees", "Наставничество: наставляемые", "mf-1-mentee", "mentees", (5, 11), (5, 28)),
)


def planned_answers(plan: Plan, school_year: int, today: date, version: int) -> dict[str, str]:
    """How the composition is answered by a ready campaign; what is past begins at once and lasts two weeks."""
    first, last = plan.days(school_year)
    answers = {
        "questionnaire": str(version),
        "title": f"{plan.title}, {school_year}/{school_year + 1}",
        "whom": plan.whom,
        "excludes": "no",
        "late": "3",
        "mode": "pseudonymous",
    }
    if first > today:
        answers |= {"opens": "date", "opens_on": first.isoformat()}
        return {**answers, "closes": "date", "closes_on": last.isoformat()}
    if last > today:
        return {**answers, "opens": "now", "closes": "date", "closes_on": last.isoformat()}
    return {**answers, "opens": "now", "closes": "two_weeks"}
