"""Who may look at the results of which campaign, and what is reckoned for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from people.centre import school_year_of
from people.model import CentreId, OrganisationId
from people.policy import Item, Mode, may_travel
from people.roles import Action
from people.visitor import Visitor
from reports.ports import AnswersState, Source, source_of
from reports.summary.request import NO_FILTERS, Crossed, Filters, Request
from reports.unasked import Unasked, UnaskedStore
from reports.young import monitoring_of_young
from surveys.campaigns.model import Campaign
from surveys.campaigns.ports import CampaignStore, Versions
from surveys.model import CampaignId, Questionnaire, Run, VersionId

if TYPE_CHECKING:
    from reports.charts.canvas import Chart
    from reports.summary.model import Summary


@dataclass(frozen=True, slots=True)
class Subject:
    """What results are of: a campaign, or answers that nobody was asked for."""

    number: int
    """Of the campaign; of the others what `Unasked` says."""
    centre: CentreId
    mode: Mode
    version: VersionId
    source: Source
    earlier: Source | None
    """The wave, or the school year, before."""
    state: tuple[object, ...]
    """Changes with everything but answers that may change figures."""
    campaign: Campaign | None = None


@dataclass(frozen=True)
class Choice:
    """What somebody looks at: a part of the answers, two groups, two waves, a crossing."""

    filters: Filters = field(default_factory=dict)
    compared: tuple[Filters, Filters] | None = None
    with_earlier: bool = False
    crossed: tuple[Crossed, ...] = ()


class ReckoningError(Exception):
    """The figures could not be had now; trying again may help."""


class Reckoner(Protocol):
    """Works out figures where they cost nobody's tap anything."""

    def warm(self) -> None:
        """Figures will be wanted soon."""

    async def summary(self, request: Request) -> Summary:
        """The summary; ReckoningError if there is none now."""

    async def charts(self, request: Request) -> Sequence[Chart]:
        """Its charts, drawn for a phone; ReckoningError likewise."""


class ResultService:
    """Every method looks at the right first."""

    def __init__(
        self,
        campaigns: CampaignStore,
        unasked: UnaskedStore,
        versions: Versions,
        answers: AnswersState,
        reckoner: Reckoner,
        clock: Callable[[], datetime],
    ) -> None:
        self._campaigns = campaigns
        self._versions = versions
        self._unasked = unasked
        self._reckoner = reckoner
        self._answers = answers
        self._clock = clock

    async def campaigns(self, visitor: Visitor) -> Sequence[Campaign]:
        """Those whose results this person may see, the newest first."""
        if visitor.centre is None or not may_see_results(visitor):
            return []
        self._reckoner.warm()
        there = await self._campaigns.of_centre(visitor.centre.id)
        return [each for each in there if not each.state.is_editable]

    async def unasked(self, visitor: Visitor) -> Sequence[Unasked]:
        """What was answered from the menu, as far as this person may see its results."""
        centre = visitor.centre
        if centre is None or not may_see_results(visitor):
            return []
        return await self._unasked.of_centre(centre, school_year_of(self._clock().astimezone(centre.zone)))

    async def subject(self, visitor: Visitor, number: int) -> Subject | None:
        """What this person may see the results of."""
        if visitor.centre is None or not may_see_results(visitor):
            return None
        if number < 0:
            return _of_menu(await self.unasked(visitor), visitor.centre.id, number)
        found = await self._campaigns.find(CampaignId(number), visitor.centre.id)
        return None if found is None or found.state.is_editable else await self._of_campaign(found)

    def request(self, visitor: Visitor, subject: Subject, choice: Choice) -> Request:
        """What is reckoned for this person."""
        own = own_organisation(visitor, choice.filters)
        return Request(
            source=subject.source,
            filters=choice.filters if own is None else {},
            compared=choice.compared if own is None else None,
            earlier=subject.earlier if choice.with_earlier else None,
            own=own,
            crossed=choice.crossed if own is None else (),
            in_steps=not visitor.actor.may_here(Action.EXPORT_ANSWERS),
        )

    def tells_more_for_work(self, visitor: Visitor, subject: Subject) -> bool:
        """Whether this person may see more of it now than may be handed on: answers come in, under codes."""
        centre, now = visitor.centre, self._clock()
        if centre is None or not visitor.actor.may_here(Action.EXPORT_ANSWERS) or subject.mode is Mode.ANONYMOUS:
            return False
        if subject.campaign is not None:
            return subject.campaign.takes_answers(now)
        return school_year_of(now.astimezone(centre.zone)) == subject.source.school_year

    async def questionnaire(self, subject: Subject) -> Questionnaire:
        """What was asked."""
        return await self._versions.of(subject.version)

    async def _of_campaign(self, campaign: Campaign) -> Subject:
        earlier = await self._earlier_wave(campaign)
        return Subject(
            campaign.id,
            campaign.centre,
            campaign.mode,
            campaign.version,
            source_of(campaign),
            None if earlier is None else source_of(earlier),
            (campaign.revision, campaign.state.value),
            campaign,
        )

    async def municipal(self, run: Run, zone: tzinfo) -> Summary | None:
        """The figures of everybody who was asked the same as this run; None where it belongs to no centre."""
        if run.centre is None or run.finished_at is None:
            return None
        campaign = None if run.campaign is None else await self._campaigns.find(run.campaign, run.centre)
        if campaign is not None:
            return await self.summary(Request(source_of(campaign), by=(), in_steps=True))
        year = school_year_of(run.finished_at.astimezone(zone))
        source = Source(run.centre, run.questionnaire.key, year)
        return await self.summary(Request(source, by=(), in_steps=True))

    async def _earlier_wave(self, campaign: Campaign) -> Campaign | None:
        """The wave before, if it was held."""
        there = await self._campaigns.of_centre(campaign.centre)
        waves = [one for one in there if one.first_wave == campaign.first_wave and one.wave < campaign.wave]
        return max((one for one in waves if not one.state.is_editable), key=lambda one: one.wave, default=None)

    async def data_state(self, visitor: Visitor, subject: Subject) -> str:
        """Changes when the same file would hold something else: answers of this wave, of that before or of young
        teachers, the campaign and its end, how small a group may be."""
        now, centre = self._clock(), visitor.centre
        there = await self._campaigns.of_centre(subject.centre)
        young = monitoring_of_young(there, subject.source.school_year, now)
        others = (subject.earlier, None if young is None else source_of(young))
        sources = [subject.source, *(one for one in others if one is not None)]
        answers = [await self._answers.of(one) for one in sources]
        found = [await self._campaigns.find(one.campaign, subject.centre) for one in sources if one.campaign]
        about = [(one.id, one.revision, one.state.value, one.takes_answers(now)) for one in found if one is not None]
        invited = {} if subject.campaign is None else await self._campaigns.coverage(subject.campaign.id)
        cells = None
        if centre is not None:
            year = school_year_of(now.astimezone(centre.zone))
            cells = (centre.name, centre.min_cell, centre.min_cell_well_being, year)
        return repr((answers, about, cells, sorted(invited.items())))

    async def summary(self, request: Request) -> Summary:
        """See `Reckoner.summary`."""
        return await self._reckoner.summary(request)

    async def charts(self, request: Request) -> Sequence[Chart]:
        """See `Reckoner.charts`."""
        return await self._reckoner.charts(request)


def _of_menu(there: Sequence[Unasked], centre: CentreId, number: int) -> Subject | None:
    found = next((each for each in there if each.number == number), None)
    if found is None:
        return None
    alike = [each.source for each in there if each.source.questionnaire_key == found.source.questionnaire_key]
    before = [source for source in alike if source.school_year < found.source.school_year]
    earlier = max(before, key=lambda source: source.school_year, default=None)
    state = (found.finished,)
    return Subject(number, centre, Mode.PSEUDONYMOUS, found.version, found.source, earlier, state)


def may_see_results(visitor: Visitor) -> bool:
    """Whether there are any results for this person to see in the messenger."""
    is_right = visitor.actor.may_somewhere(Action.SEE_SUMMARY)
    return visitor.centre is not None and is_right and may_travel(visitor.centre, Item.AGGREGATE)


def own_organisations(visitor: Visitor) -> frozenset[OrganisationId]:
    """Those whose results this person may see, one at a time; none: those of the whole centre."""
    if visitor.actor.may_here(Action.SEE_SUMMARY):
        return frozenset()
    return visitor.actor.organisations(Action.SEE_SUMMARY)


def own_organisation(visitor: Visitor, chosen: Filters = NO_FILTERS) -> OrganisationId | None:
    """Which of them it is: the one chosen among the own, else the first; None: the whole centre."""
    own = own_organisations(visitor)
    wanted = [each for each in own if str(each) in chosen.get("organisation", frozenset())]
    return min(wanted or own, default=None)
