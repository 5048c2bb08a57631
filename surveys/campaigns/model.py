"""A campaign and how far it has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from people.audience import Audience
from people.model import AccountId, CentreId, OrganisationId
from people.policy import Mode
from surveys.model import CampaignId, RunId, VersionId

LONGEST_TITLE = 200
NOWHERE = OrganisationId(0)
"""Stands for the organisation of people who have none."""


class CampaignState(StrEnum):
    """The life of a campaign."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    CLOSED = "closed"
    """Over: what was begun may be finished for some days, nothing is begun any more."""

    @property
    def is_editable(self) -> bool:
        """Whether it may still become another one."""
        return self in (CampaignState.DRAFT, CampaignState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A questionnaire sent to an audience for some time. Its version is frozen when it starts."""

    id: CampaignId
    centre: CentreId
    title: str
    version: VersionId
    questionnaire_key: str
    mode: Mode
    audience: Audience
    opens_at: datetime | None
    """None: as soon as somebody starts it."""
    closes_at: datetime
    late_days: int
    """For so many days after the end what was begun may be finished."""
    state: CampaignState
    revision: int
    """Grows with every change, so that of two who edit the second is told."""
    school_year: int
    made_by: AccountId
    changed_at: datetime
    series: CampaignId
    """The first wave of its series; 0: it is the first itself."""
    wave: int = 1
    started_at: datetime | None = None
    closed_at: datetime | None = None
    reminded: int = 0
    """How many reminders of its calendar are done with."""

    @property
    def first_wave(self) -> CampaignId:
        """What all waves of the series have in common."""
        return self.series or self.id

    @property
    def late_until(self) -> datetime:
        """Until then what was begun may be finished: to the end of a day, as it is told to people."""
        ended = self.closed_at or self.closes_at
        if not self.late_days:
            return ended
        # The end it was to have is the end of a day, so counted from there by whole days it is one, too.
        earlier_by = (self.closes_at - ended) // timedelta(days=1)
        return self.closes_at + timedelta(days=self.late_days - earlier_by)

    def takes_new(self, now: datetime) -> bool:
        """Whether it can be begun."""
        return self.state is CampaignState.RUNNING and now < self.closes_at

    def takes_answers(self, now: datetime) -> bool:
        """Whether what was begun can be finished."""
        is_started = self.state in (CampaignState.RUNNING, CampaignState.CLOSED)
        return is_started and now < self.late_until


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those invited have begun and finished. Says nothing of answers, so it is never hidden."""

    invited: int = 0
    started: int = 0
    finished: int = 0
    paper: int = 0
    """Sheets of paper: of whom they are is not known, so they are not counted among those invited."""

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.invited + other.invited,
            self.started + other.started,
            self.finished + other.finished,
            self.paper + other.paper,
        )

    @property
    def answers(self) -> int:
        """Answer sets there are, from wherever."""
        return self.finished + self.paper

    @property
    def share(self) -> float:
        """Finished of invited, 0–1."""
        return min(1.0, self.finished / self.invited) if self.invited else float(self.finished > 0)


@dataclass(frozen=True, slots=True)
class Size:
    """How many an audience has at this moment."""

    people: int
    reachable: int
    """Of them those who have come to the bot and can be written to."""
    asked_elsewhere: int = 0
    """Of them those who are asked the same questionnaire by another campaign that runs: they are not asked twice."""

    @property
    def asked(self) -> int:
        """How many would be invited."""
        return self.people - self.asked_elsewhere


@dataclass(frozen=True, slots=True)
class Invited:
    """A campaign that asks somebody, and what was made of it."""

    campaign: Campaign
    run: RunId | None = None
    """The person's own run; None where there is none, or where it was anonymous and is finished."""
    is_finished: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether there is something to go on with."""
        return self.run is not None and not self.is_finished
