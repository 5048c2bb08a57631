"""A campaign from the answers of `surveys/library/campaign.md`, and back, so that it can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from people.audience import Audience
from people.policy import Mode
from people.quiet_hours import MORNING, next_decent
from surveys.campaigns.model import LONGEST_TITLE, Campaign
from surveys.composing import answers_about, audience_from
from surveys.model import Key, Questionnaire, VersionId

CAMPAIGN = "campaign"
"""The questionnaire that describes a campaign."""
_LENGTHS = {"week": 7, "two_weeks": 14, "month": 30}


@dataclass(frozen=True, slots=True)
class Description:
    """A campaign as somebody has described it."""

    version: VersionId
    title: str
    audience: Audience
    mode: Mode
    opens_at: datetime | None
    closes_at: datetime
    late_days: int


def description_from(form: Questionnaire, answers: Mapping[str, str], now: datetime, zone: tzinfo) -> Description:
    """What was described; days are those of the centre."""
    opens_at = None
    if answers.get("opens") == "date":
        opens_at = next_decent(datetime.combine(date.fromisoformat(answers["opens_on"]), MORNING, zone), zone)
    first_day = (opens_at or now).astimezone(zone).date()
    if answers["closes"] == "date":
        last_day = date.fromisoformat(answers["closes_on"])
    else:
        last_day = first_day + timedelta(days=_LENGTHS[answers["closes"]])
    return Description(
        version=VersionId(int(answers["questionnaire"])),
        title=(answers.get("title") or _questionnaire_title(form, answers))[:LONGEST_TITLE],
        audience=audience_from(form, answers),
        mode=Mode(answers["mode"]),
        opens_at=opens_at,
        closes_at=end_of(last_day, zone),
        late_days=int(answers["late"]),
    )


def end_of(day: date, zone: tzinfo) -> datetime:
    """The midnight after a day."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def last_day_of(closes_at: datetime, zone: tzinfo) -> date:
    """The last day on which answers are taken."""
    return (closes_at.astimezone(zone) - timedelta(seconds=1)).date()


def answers_of(campaign: Campaign, zone: tzinfo) -> dict[str, str]:
    """What would have to be answered to get this campaign."""
    answers = {
        **answers_about(campaign.audience),
        "questionnaire": str(campaign.version),
        "title": campaign.title,
        "opens": "now",
        "closes": "date",
        "closes_on": last_day_of(campaign.closes_at, zone).isoformat(),
        "late": str(campaign.late_days),
        "mode": campaign.mode.value,
    }
    if campaign.opens_at is not None:
        answers |= {"opens": "date", "opens_on": campaign.opens_at.astimezone(zone).date().isoformat()}
    return answers


def _questionnaire_title(form: Questionnaire, answers: Mapping[str, str]) -> str:
    choice = form.by_key[Key("questionnaire")].choice(answers["questionnaire"])
    return choice.label if choice is not None else ""
