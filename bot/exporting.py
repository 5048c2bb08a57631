"""Making files about a campaign: runs in a job's own process, or at the command line; heavy libraries load here."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from people.centre import Centre
from people.policy import Mode
from reports.answers.options import AnswersOptions, Several, Values
from reports.downloads import KINDS, BrokenTemplateError, DownloadOptions, NothingToGiveError, make
from reports.indicators.catalogue import codes_about
from reports.indicators.ports import IndicatorRequest
from reports.jobs.model import JobTroubleError, Made, Task, Tell, Trouble
from reports.ports import Source, Wanted, source_of
from reports.summary.model import Summary
from reports.summary.request import Request
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.places import SqlPlaceStore
from storage.versions import SqlVersionStore
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId

if TYPE_CHECKING:
    from reports.responses import Responses

STILL_RUNNING = "Кампания анонимная и ещё идёт: ответы по одному можно скачать, когда она закончится."
GONE = "Такой кампании больше нет."
READING, RECKONING, WRITING = "читаем ответы", "считаем показатели", "пишем файл"
_READ, _RECKONED = 5, 30
"""Per cent."""


@dataclass(frozen=True, eq=False)
class _Gathered:
    """What files are made of."""

    summary: "Summary"
    responses: "Responses | None"
    centre: Centre
    campaign: Campaign
    indicators: tuple[str, ...]
    """Of the whole centre, that follow from the questionnaire; a sentence each."""


def export(task: Task, tell: Tell) -> Made:
    """Make one of `reports.downloads`."""
    tell(READING, 0)
    gathered = asyncio.run(_gathered(task, tell))

    def progress(done: int, of: int) -> None:
        tell(WRITING, _RECKONED + (100 - _RECKONED) * done // max(1, of))

    try:
        made = make(task.kind, gathered.summary, gathered.responses, _options(task, gathered), task.folder, progress)
    except (NothingToGiveError, BrokenTemplateError) as error:
        raise JobTroubleError(Trouble.REFUSED, str(error)) from error
    return Made(made.path, made.name, made.caption)


def _options(task: Task, gathered: _Gathered) -> DownloadOptions:
    from reports.analysis.context import Extras

    told = task.parameters
    answers = AnswersOptions(
        values=Values.CODES if told.get("codes") else Values.LABELS,
        several=Several(told.get("several", Several.ONE.value)),
        is_personal=bool(told.get("personal")),
        least=max(gathered.centre.min_cell, AnswersOptions().least),
    )
    made_on = task.now.astimezone(gathered.centre.zone).date()
    # Whoever may have answers one by one may have the codes; the right was looked at before and is again afterwards.
    return DownloadOptions(
        answers, may_see_codes=True, report=Extras(made_on=made_on, indicators=gathered.indicators)
    )


async def _gathered(task: Task, tell: Tell) -> _Gathered:
    from storage.summaries import SqlSummaries

    database = Database(task.database)
    try:
        versions = SqlVersionStore(database)
        campaign = await SqlCampaignStore(database).find(CampaignId(task.parameters["campaign"]), task.centre)
        centre = await SqlPlaceStore(database).centre(task.centre)
        if campaign is None or centre is None:
            raise JobTroubleError(Trouble.REFUSED, GONE)
        needs_answers, now = KINDS[task.kind].needs_answers, task.now
        if needs_answers and campaign.mode is Mode.ANONYMOUS and campaign.takes_answers(now):
            raise JobTroubleError(Trouble.REFUSED, STILL_RUNNING)
        summaries, source = SqlSummaries(database, versions, task.secret), source_of(campaign)
        tell(RECKONING, _READ)
        earlier = None if needs_answers else await summaries.earlier_wave(source)
        summary = await summaries.make(_request(task, source, earlier, with_words=not needs_answers), now)
        tell(RECKONING, _RECKONED)
        responses = await _responses(task, database, versions, source) if needs_answers else None
        is_of_all = not needs_answers and task.organisation is None and not task.parameters.get("filters")
        indicators = await _indicators(task, database, versions, campaign) if is_of_all else ()
    finally:
        await database.close()
    return _Gathered(summary, responses, centre, campaign, indicators)


async def _indicators(
    task: Task, database: Database, versions: SqlVersionStore, campaign: Campaign
) -> tuple[str, ...]:
    from reports.indicators.words import sentences_about
    from storage.indicator_figures import SqlIndicators

    codes = codes_about(campaign.questionnaire_key)
    centre = await SqlPlaceStore(database).centre(task.centre)
    if not codes or centre is None or campaign.school_year != centre.school_year:
        return ()
    figures = await SqlIndicators(database, versions).figures(IndicatorRequest(task.centre, codes), task.now)
    return sentences_about(figures, campaign.questionnaire_key)


def _request(task: Task, source: Source, earlier: Source | None, *, with_words: bool) -> Request:
    filters = {name: frozenset(keys) for name, keys in task.parameters.get("filters", {}).items()}
    return Request(source, filters, earlier=earlier, own=task.organisation, with_words=with_words)


async def _responses(task: Task, database: Database, versions: SqlVersionStore, source: Source) -> "Responses | None":
    from reports.summary.selection import passing, taken
    from storage.answers import SqlAnswers

    wanted = Wanted(words=True, row_ids=True, codes=bool(task.parameters.get("personal")))
    found = await SqlAnswers(database, versions, task.secret).responses(source, wanted)
    filters = _request(task, source, None, with_words=False).filters
    return taken(found, passing(found, filters)) if found is not None and filters else found
