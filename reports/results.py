"""Who may look at the results of which campaign, and what is reckoned for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol

from people.centre import school_year_of
from people.model import OrganisationId
from people.policy import Item, may_travel
from people.roles import Action
from people.visitor import Visitor
from reports.ports import Source, source_of
from reports.summary.request import Crossed, Filters, Request
from surveys.campaigns.model import Campaign
from surveys.campaigns.ports import CampaignStore
from surveys.model import CampaignId, Run

if TYPE_CHECKING:
    from reports.charts.canvas import Chart
    from reports.summary.model import Summary


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

    def __init__(self, campaigns: CampaignStore, reckoner: Reckoner) -> None:
        self._campaigns = campaigns
        self._reckoner = reckoner

    async def campaigns(self, visitor: Visitor) -> Sequence[Campaign]:
        """Those whose results this person may see, the newest first."""
        if visitor.centre is None or not may_see_results(visitor):
            return []
        self._reckoner.warm()
        there = await self._campaigns.of_centre(visitor.centre.id)
        return [each for each in there if not each.state.is_editable]

    async def campaign(self, visitor: Visitor, number: CampaignId) -> Campaign | None:
        """One of them."""
        if visitor.centre is None or not may_see_results(visitor):
            return None
        found = await self._campaigns.find(number, visitor.centre.id)
        return None if found is None or found.state.is_editable else found

    async def request(self, visitor: Visitor, number: CampaignId, choice: Choice) -> Request | None:
        """What is reckoned for this person; None without the right to it."""
        campaign = await self.campaign(visitor, number)
        if campaign is None:
            return None
        own = own_organisation(visitor)
        earlier = await self.earlier_wave(campaign) if choice.with_earlier else None
        return Request(
            source=source_of(campaign),
            filters=choice.filters if own is None else {},
            compared=choice.compared if own is None else None,
            earlier=None if earlier is None else source_of(earlier),
            own=own,
            crossed=choice.crossed if own is None else (),
        )

    async def municipal(self, run: Run, zone: tzinfo) -> Summary | None:
        """The figures of everybody who was asked the same as this run; None where it belongs to no centre."""
        if run.centre is None or run.finished_at is None:
            return None
        campaign = None if run.campaign is None else await self._campaigns.find(run.campaign, run.centre)
        if campaign is not None:
            return await self.summary(Request(source_of(campaign), by=()))
        year = school_year_of(run.finished_at.astimezone(zone))
        return await self.summary(Request(Source(run.centre, run.questionnaire.key, year), by=()))

    async def earlier_wave(self, campaign: Campaign) -> Campaign | None:
        """The wave before, if it was held."""
        there = await self._campaigns.of_centre(campaign.centre)
        waves = [one for one in there if one.first_wave == campaign.first_wave and one.wave < campaign.wave]
        return max((one for one in waves if not one.state.is_editable), key=lambda one: one.wave, default=None)

    async def summary(self, request: Request) -> Summary:
        """See `Reckoner.summary`."""
        return await self._reckoner.summary(request)

    async def charts(self, request: Request) -> Sequence[Chart]:
        """See `Reckoner.charts`."""
        return await self._reckoner.charts(request)


def may_see_results(visitor: Visitor) -> bool:
    """Whether there are any results for this person to see in the messenger."""
    is_right = visitor.actor.may_somewhere(Action.SEE_SUMMARY)
    return visitor.centre is not None and is_right and may_travel(visitor.centre, Item.AGGREGATE)


def own_organisation(visitor: Visitor) -> OrganisationId | None:
    """The one organisation whose results this person may see; None: those of the whole centre."""
    if visitor.actor.may_here(Action.SEE_SUMMARY):
        return None
    return min(visitor.actor.organisations(Action.SEE_SUMMARY))
