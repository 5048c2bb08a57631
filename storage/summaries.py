"""Summaries from the database: what a job calls in its own process, and what it is made of. Heavy: for jobs only."""

import asyncio
import gc
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from people.centre import Centre, school_year_of, school_year_text
from people.model import OrganisationId
from people.organisation import Organisation
from people.policy import Mode
from reports.ports import Source, Wanted
from reports.responses import Responses
from reports.summary.live import Steps
from reports.summary.making import Material, make_summary
from reports.summary.model import Heading, Summary
from reports.summary.request import Request
from storage.answers import SqlAnswers
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.places import SqlPlaceStore
from storage.steps import SqlSteps
from storage.versions import SqlVersionStore
from surveys.campaigns.composition import last_day_of
from surveys.campaigns.model import NOWHERE, Campaign, Coverage

UNKNOWN_CENTRE = "Центр"


class Summariser:
    """Makes summaries in a process of its own, one after another; connections and questionnaires are kept."""

    def __init__(self, database_url: str) -> None:
        self._runner = asyncio.Runner()
        self._database = Database(database_url)
        self._summaries = SqlSummaries(self._database, SqlVersionStore(self._database))

    def make(self, request: Request, now: datetime | None = None) -> Summary:
        """The summary that is asked for; `now` is the time in UTC."""
        made: list[Summary] = []

        async def work() -> None:
            made.append(await self._summaries.make(request, now or datetime.now(UTC)))

        gc.disable()  # many small values come to stay, and nothing goes round in circles
        try:
            # What it returned the interpreter would write out, for nobody: a third of the time of a small summary.
            self._runner.run(work())
        finally:
            gc.enable()
        return made[0]

    def close(self) -> None:
        """Give the connections back."""
        self._runner.run(self._database.close())
        self._runner.close()


class SqlSummaries:
    """Gathers what a summary is made of."""

    def __init__(self, database: Database, versions: SqlVersionStore, secret: bytes = b"") -> None:
        self._campaigns = SqlCampaignStore(database)
        self._places = SqlPlaceStore(database)
        self._answers = SqlAnswers(database, versions, secret)
        self._steps = SqlSteps(database, self._answers)
        self._versions = versions

    async def make(self, request: Request, now: datetime) -> Summary:
        """The summary that is asked for."""
        return make_summary(await self.material(request, now), request)

    async def material(self, request: Request, now: datetime) -> Material:
        """Everything it takes; of answers that move in steps only those released."""
        source = request.source
        # Each waits for the database most of its time.
        campaign, centre = await asyncio.gather(self._campaign(source), self._centre(source))
        steps = _steps(source, campaign, centre, request, now)
        responses, (earlier, first), coverage, organisations = await asyncio.gather(
            self._told_of(source, steps, _wanted(request), centre),
            self._before(request, centre, now),
            self._coverage(campaign),
            self._organisations(source),
        )
        counted = finished_in(responses) if coverage is None else coverage
        return Material(
            heading=await self._heading(request, campaign, centre, responses, now, steps),
            responses=responses,
            coverage=counted,
            organisations=organisations,
            min_cell=5 if centre is None else centre.min_cell,
            min_cell_well_being=10 if centre is None else centre.min_cell_well_being,
            earlier=earlier,
            first=first,
            earlier_label="" if request.earlier is None else _label(request.earlier, request.source),
            label=_label(request.source, request.earlier),
            steps=steps,
        )

    async def _coverage(self, campaign: Campaign | None) -> Mapping[OrganisationId, Coverage] | None:
        return None if campaign is None else await self._campaigns.coverage(campaign.id)

    async def _organisations(self, source: Source) -> Sequence[Organisation]:
        return [] if source.centre is None else await self._answers.organisations(source.centre)

    async def _told_of(self, source: Source, steps: Steps, wanted: Wanted, centre: Centre | None) -> Responses | None:
        if steps is Steps.NONE:
            return await self._answers.responses(source, wanted)
        return await self._steps.responses(source, steps, wanted, centre)

    async def _before(
        self, request: Request, centre: Centre | None, now: datetime
    ) -> tuple[Responses | None, Responses | None]:
        """The wave before, and the one before that."""
        if request.earlier is None:
            return None, None
        first = await self.earlier_wave(request.earlier)
        earlier = await self._wave(request.earlier, request, centre, now)
        return earlier, None if first is None else await self._wave(first, request, centre, now)

    async def _wave(self, source: Source, request: Request, centre: Centre | None, now: datetime) -> Responses | None:
        """By the same rules: it may still be taking answers."""
        steps = _steps(source, await self._campaign(source), centre, request, now)
        return await self._told_of(source, steps, Wanted(codes=True), centre)

    async def earlier_wave(self, source: Source) -> Source | None:
        """The wave before this one in its series."""
        campaign = await self._campaign(source)
        if campaign is None:
            return None
        waves = [
            one for one in await self._campaigns.of_centre(campaign.centre) if one.first_wave == campaign.first_wave
        ]
        before = [one for one in waves if one.wave < campaign.wave and one.started_at is not None]
        if not before:
            return None
        last = max(before, key=lambda one: one.wave)
        return Source(last.centre, last.questionnaire_key, last.school_year, last.id)

    async def _campaign(self, source: Source) -> Campaign | None:
        if source.campaign is None or source.centre is None:
            return None
        return await self._campaigns.find(source.campaign, source.centre)

    async def _centre(self, source: Source) -> Centre | None:
        return None if source.centre is None else await self._places.centre(source.centre)

    async def _heading(
        self,
        request: Request,
        campaign: Campaign | None,
        centre: Centre | None,
        responses: Responses | None,
        now: datetime,
        steps: Steps,
    ) -> Heading:
        source, zone = request.source, UTC if centre is None else centre.zone
        questionnaire = None if responses is None else responses.questionnaire
        if questionnaire is None and campaign is not None:
            questionnaire = await self._versions.of(campaign.version)
        title = source.questionnaire_key if questionnaire is None else questionnaire.title
        opened = None if campaign is None else campaign.started_at or campaign.opens_at
        closed = None if campaign is None else campaign.closed_at or campaign.closes_at
        return Heading(
            title=title if campaign is None else campaign.title,
            centre=UNKNOWN_CENTRE if centre is None else centre.name,
            questionnaire_key=source.questionnaire_key,
            questionnaire_title=title,
            versions=() if responses is None else responses.versions,
            school_year=school_year_text(source.school_year) if source.school_year else "",
            mode=Mode.PSEUDONYMOUS if campaign is None else campaign.mode,
            opened_on=None if opened is None else opened.astimezone(zone).date(),
            closed_on=None if closed is None else last_day_of(closed, zone),
            is_open=not _is_over(source, campaign, centre, now),
            moves_in_steps=steps is not Steps.NONE,
            as_of=request.as_of or now.astimezone(zone).strftime("%d.%m.%Y %H:%M"),
            wave=1 if campaign is None else campaign.wave,
        )


def _wanted(request: Request) -> Wanted:
    return Wanted(words=request.with_words, codes=request.earlier is not None)


def _steps(
    source: Source, campaign: Campaign | None, centre: Centre | None, request: Request, now: datetime
) -> Steps:
    if _is_over(source, campaign, centre, now):
        return Steps.NONE
    if campaign is not None and campaign.mode is Mode.ANONYMOUS:
        return Steps.OF_GROUPS
    return Steps.OF_EVERYBODY if request.in_steps else Steps.NONE


def _is_over(source: Source, campaign: Campaign | None, centre: Centre | None, now: datetime) -> bool:
    """Whether no more answers come; those from the menu are gathered for a school year."""
    if campaign is not None:
        return not campaign.takes_answers(now)
    return centre is None or school_year_of(now.astimezone(centre.zone)) != source.school_year


def finished_in(responses: Responses | None) -> Mapping[OrganisationId, Coverage]:
    """Who has finished by organisation, where nobody was invited."""
    places = None if responses is None else responses.attributes.get("organisation")
    if places is None:
        return {}
    counts = np.bincount(places.codes + 1, minlength=len(places.keys) + 1).tolist()
    numbers = (NOWHERE, *(OrganisationId(int(key)) for key in places.keys))
    return {number: Coverage(0, count, count) for number, count in zip(numbers, counts, strict=True) if count}


def _label(source: Source, other: Source | None) -> str:
    """A wave by its school year; two of one year by their campaigns."""
    year = school_year_text(source.school_year)
    if other is None or other.school_year != source.school_year:
        return year
    return f"{year}, кампания {source.campaign}"
