"""Figures of indicators from the database: what the reckoner and exports call. Heavy: for jobs only."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from people.centre import Centre, school_year_text
from people.model import OrganisationId
from people.policy import Mode
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.choosing import eligible, that_count
from reports.indicators.making import (
    Names,
    Satisfaction,
    coverage_indicator,
    doubtful_people,
    satisfaction_indicator,
    satisfaction_of,
)
from reports.indicators.model import (
    HUNDRED,
    Definition,
    Denominator,
    Figures,
    Headcount,
    Indicator,
    Numerator,
    Reading,
    Setting,
    exactly,
)
from reports.indicators.ports import IndicatorRequest
from reports.indicators.service import setting_of
from reports.indicators.words import campaign_words
from reports.ports import Wanted, source_of
from reports.protection.policy import Policy
from reports.responses import Responses
from reports.summary.request import Request
from storage.answers import SqlAnswers
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.indicators import SqlIndicatorStore
from storage.people.places import SqlPlaceStore
from storage.summaries import SqlSummaries
from storage.versions import SqlVersionStore
from surveys.campaigns.model import Campaign

Places = Mapping[OrganisationId, Headcount]


class KeptIndicators:
    """Reckons figures in a process of its own, one request after another; connections and questionnaires are kept."""

    def __init__(self, database_url: str) -> None:
        self._runner = asyncio.Runner()
        self._database = Database(database_url)
        self._indicators = SqlIndicators(self._database, SqlVersionStore(self._database))

    def figures(self, request: IndicatorRequest, now: datetime) -> Figures:
        """See `SqlIndicators.figures`; `now` is the time in UTC."""
        return self._runner.run(self._indicators.figures(request, now))

    def close(self) -> None:
        """Give the connections back."""
        self._runner.run(self._database.close())
        self._runner.close()


class SqlIndicators:
    """Gathers what indicators are made of."""

    def __init__(self, database: Database, versions: SqlVersionStore) -> None:
        self._store = SqlIndicatorStore(database)
        self._campaigns = SqlCampaignStore(database)
        self._places = SqlPlaceStore(database)
        self._answers = SqlAnswers(database, versions)
        self._summaries = SqlSummaries(database, versions)

    async def figures(self, request: IndicatorRequest, now: datetime) -> Figures:
        """All that are asked for; LookupError if there is no such centre."""
        centre = await self._places.centre(request.centre)
        if centre is None:
            raise LookupError(request.centre)
        names = {each.id: each.card.short_name for each in await self._places.organisations(centre.id)}
        reckoning = _Reckoning(centre, await self._campaigns.of_centre(centre.id), Names(names), request.own, now)
        stored = await self._store.stored(centre.id)
        found = []
        for code, definition in DEFINITIONS.items():
            is_told = request.own is None or not definition.is_of_answers
            if is_told and (not request.codes or code in request.codes):
                setting = setting_of(definition, stored.get(code), centre.school_year)
                found.append(await self._indicator(reckoning, definition, setting))
        as_of = now.astimezone(centre.zone).strftime("%d.%m.%Y %H:%M")
        return Figures(centre.name, school_year_text(centre.school_year), as_of, tuple(found))

    async def _indicator(self, reckoning: "_Reckoning", definition: Definition, setting: Setting) -> Indicator:
        campaigns = that_count(definition, setting, reckoning.campaigns, reckoning.centre.school_year)
        of = self._satisfaction if definition.is_of_answers else self._coverage
        indicator = await of(reckoning, definition, setting, campaigns)
        return replace(
            indicator,
            papers=0 if definition.is_of_answers else await self._papers(campaigns, reckoning.own),
            campaigns=tuple(campaign_words(each, reckoning.centre.zone) for each in campaigns),
            is_anonymous=any(each.mode is Mode.ANONYMOUS for each in campaigns),
        )

    async def _papers(self, campaigns: Sequence[Campaign], own: OrganisationId | None) -> int:
        total = 0
        for campaign in campaigns:
            coverage = await self._campaigns.coverage(campaign.id)
            total += sum(told.paper for place, told in coverage.items() if own in (None, place))
        return total

    async def _coverage(
        self, reckoning: "_Reckoning", definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> Indicator:
        doubtful = 0
        if setting.numerator is Numerator.CLEAN and reckoning.own is None:
            doubtful = await self._doubtful(reckoning, definition, setting, campaigns)
        return coverage_indicator(
            definition,
            setting,
            await self._headcounts(reckoning, definition, setting, campaigns),
            reckoning.names,
            reckoning.policy,
            doubtful,
            await self._covered_before(reckoning, definition, setting),
            reckoning.own,
        )

    async def _headcounts(
        self, reckoning: "_Reckoning", definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> Places:
        is_plain = setting.denominator is Denominator.INVITED and setting.numerator is not Numerator.WITH_COURSES
        if is_plain and len(campaigns) == 1:
            # The counts of the response board: they stay when answers have lost their codes.
            coverage = await self._campaigns.coverage(campaigns[0].id)
            return {place: Headcount(told.invited, told.finished) for place, told in coverage.items()}
        return await self._store.headcounts(reckoning.centre.id, definition, setting, campaigns)

    async def _doubtful(
        self, reckoning: "_Reckoning", definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> int:
        is_listed = setting.denominator is Denominator.LISTED
        # Who is who matters only where somebody may have answered twice, or may not count.
        has_codes = is_listed or len(campaigns) > 1
        answers = [await self._responses(each, reckoning.now, codes=has_codes) for each in campaigns]
        among = None
        if is_listed:
            among = await self._store.covered_codes(reckoning.centre.id, definition, setting, campaigns)
        return doubtful_people([each for each in answers if each is not None], among)

    async def _responses(self, campaign: Campaign, now: datetime, *, codes: bool = False) -> Responses | None:
        """Of a running anonymous campaign those released; they never have codes."""
        source = source_of(campaign)
        if campaign.mode is Mode.ANONYMOUS:
            return (await self._summaries.material(Request(source), now)).responses
        return await self._answers.responses(source, Wanted(codes=codes))

    async def _covered_before(
        self, reckoning: "_Reckoning", definition: Definition, setting: Setting
    ) -> Fraction | None:
        """Per cent a year ago, by the counts of that year's campaigns: who was who is not known any more."""
        if not _needs_before(setting):
            return None
        if setting.before is not None:
            return exactly(setting.before)
        total = Headcount()
        for campaign in eligible(definition, reckoning.campaigns, reckoning.centre.school_year - 1):
            for told in (await self._campaigns.coverage(campaign.id)).values():
                total += Headcount(told.invited, min(told.finished, told.invited))
        return Fraction(HUNDRED * total.covered, total.people) if total.people else None

    async def _satisfaction(
        self, reckoning: "_Reckoning", definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> Indicator:
        centre = reckoning.centre
        before: dict[str, Satisfaction | Fraction] = {}
        if _needs_before(setting):
            earlier = that_count(
                definition, replace(setting, campaigns=()), reckoning.campaigns, centre.school_year - 1
            )
            before |= {side.label: side for side in await self._sides(reckoning, definition, setting, earlier)}
            if setting.before is not None:
                before |= dict.fromkeys(definition.questionnaires.values(), exactly(setting.before))
        sides = await self._sides(reckoning, definition, setting, campaigns)
        return satisfaction_indicator(
            definition, setting, sides, reckoning.policy, centre.min_cell_well_being, before
        )

    async def _sides(
        self, reckoning: "_Reckoning", definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> Sequence[Satisfaction]:
        by_key = {each.questionnaire_key: each for each in campaigns}
        sides = []
        for key, label in definition.questionnaires.items():
            answers = await self._responses(by_key[key], reckoning.now) if key in by_key else None
            sides.append(satisfaction_of(label, answers, setting.satisfied_from))
        return sides


class _Reckoning:
    """What all indicators of one request have in common."""

    def __init__(
        self,
        centre: Centre,
        campaigns: Sequence[Campaign],
        names: Names,
        own: OrganisationId | None,
        now: datetime,
    ) -> None:
        self.centre, self.campaigns, self.names, self.own, self.now = centre, campaigns, names, own, now
        self.policy = Policy(min_cell=centre.min_cell, unanimous_below=max(10, centre.min_cell))


def _needs_before(setting: Setting) -> bool:
    return setting.target is not None and setting.target.reading is Reading.YEARLY_INCREMENT
