"""Making files about a campaign: runs in a job's own process, or at the command line; heavy libraries load here."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from people.centre import Centre
from people.organisation import Organisation
from people.policy import Mode
from reports.answers.options import LEAST, AnswersOptions, Several, Values
from reports.downloads import KINDS, REPORT, BrokenTemplateError, DownloadOptions, NothingToGiveError, make
from reports.indicators.catalogue import codes_about
from reports.indicators.ports import IndicatorRequest
from reports.instruments import instrument_of
from reports.jobs.model import JobTroubleError, Made, Task, Tell, Trouble
from reports.ports import Source, Wanted, source_of
from reports.protection.policy import DEFAULT
from reports.russian import day
from reports.summary.model import Summary
from reports.summary.request import Crossed, Filters, Request
from reports.unasked import version_and_year
from reports.young import monitoring_of_young
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.places import SqlPlaceStore
from storage.templates import SqlTemplateStore
from storage.versions import SqlVersionStore
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId, Key

if TYPE_CHECKING:
    from reports.responses import Responses
    from storage.summaries import SqlSummaries

STILL_RUNNING = "Кампания анонимная и ещё идёт: ответы по одному можно скачать, когда она закончится."
COMING_FEW = (
    "Кампания ещё идёт, и ответов пока мало. В файл без кодов они попадают не меньше чем по {step} человек, чтобы по "
    "двум файлам нельзя было узнать ответы одного. Скачайте файл с кодами или дождитесь {until}: тогда войдут все."
)
COMING_FILTERED = (
    "Пока кампания идёт, в файле без кодов нет сведений о людях, поэтому отобрать ответы нельзя. Снимите отбор, "
    "скачайте файл с кодами или дождитесь {until}."
)
UNASKED = "Ответы из меню по одному не выгружаются: по ним есть только сводки."
GONE = "Такой кампании больше нет."
READING, RECKONING, WRITING = "читаем ответы", "считаем показатели", "пишем файл"
_READ, _RECKONED = 5, 30
"""Per cent."""

NO_SUCH_VALUE = "Отбор «{name}»: среди ответов нет значения {values}. Проверьте, как оно записано в столбце кодов."
NOT_ALIKE = (
    "По этому отбору ответов без кодов нет: таких людей мало, и по сведениям о них их можно было бы узнать. "
    "Снимите отбор или скачайте файл с кодами."
)


@dataclass(frozen=True, eq=False)
class _Gathered:
    """What files are made of."""

    summary: "Summary"
    responses: "Responses | None"
    options: AnswersOptions
    centre: Centre
    indicators: tuple[str, ...]
    """Of the whole centre, that follow from the questionnaire; a sentence each."""
    template: bytes | None
    young: "Summary | None" = None
    """The monitoring of young teachers, where the report tells of it."""
    territory: str = ""


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

    made_on = task.now.astimezone(gathered.centre.zone).date()
    # Whoever may have answers one by one may have the codes; the right was looked at before and is again afterwards.
    report = Extras(
        made_on, gathered.territory, gathered.young, template=gathered.template, indicators=gathered.indicators
    )
    return DownloadOptions(gathered.options, may_see_codes=True, report=report)


def _layout(task: Task, centre: Centre, campaign: Campaign | None) -> AnswersOptions:
    told = task.parameters
    is_personal, least = bool(told.get("personal")), max(centre.min_cell, LEAST)
    return AnswersOptions(
        values=Values.CODES if told.get("codes") else Values.LABELS,
        several=Several(told.get("several", Several.ONE.value)),
        is_personal=is_personal,
        # So many may agree in the open on an answer; of people with their codes everything is known anyway.
        least=least if is_personal else max(least, DEFAULT.unanimous_below),
        is_coming=campaign is not None and campaign.takes_answers(task.now),
    )


async def _gathered(task: Task, tell: Tell) -> _Gathered:
    from storage.summaries import SqlSummaries

    database = Database(task.database)
    try:
        versions = SqlVersionStore(database)
        campaign, source = await _source(task, database, versions)
        places = SqlPlaceStore(database)
        centre = await places.centre(task.centre)
        if source is None or centre is None:
            raise JobTroubleError(Trouble.REFUSED, GONE)
        kind, now = KINDS[task.kind], task.now
        needs_answers = kind.needs_answers
        if needs_answers and campaign is None:
            raise JobTroubleError(Trouble.REFUSED, UNASKED)
        if needs_answers and campaign is not None and campaign.mode is Mode.ANONYMOUS and campaign.takes_answers(now):
            raise JobTroubleError(Trouble.REFUSED, STILL_RUNNING)
        summaries = SqlSummaries(database, versions, task.secret)
        tell(RECKONING, _READ)
        earlier = None if needs_answers else await summaries.earlier_wave(source)
        request = _request(task, source, earlier, with_words=not needs_answers)
        if kind.plain_key == REPORT:
            pairs = instrument_of(source.questionnaire_key).crossed
            request = replace(request, crossed=tuple(Crossed(Key(question), by) for question, by in pairs))
        summary = await summaries.make(request, now)
        _check_filters(request.filters, summary)
        tell(RECKONING, _RECKONED)
        options = _layout(task, centre, campaign)
        responses = None
        if needs_answers and campaign is not None:
            responses = await _Rows(task, database, campaign, centre, options).given()
        is_of_all = not needs_answers and task.organisation is None and not task.parameters.get("filters")
        has_indicators = is_of_all and campaign is not None and campaign.school_year == centre.school_year
        indicators = await _indicators(task, database, versions, source) if has_indicators else ()
        is_report = kind.plain_key == REPORT
        template = await SqlTemplateStore(database).content(centre.id) if is_report else None
        young = await _young(request, summary, database, summaries, now) if is_report else None
        territory = _territory(await places.organisations(centre.id)) if is_report else ""
    finally:
        await database.close()
    return _Gathered(summary, responses, options, centre, indicators, template, young, territory)


def _territory(there: Sequence[Organisation]) -> str:
    """Where the centre works, if all its organisations lie in one territory; of several only people know the name."""
    named = {each.card.territory for each in there if not each.is_closed}
    return named.pop() if len(named) == 1 else ""


async def _young(
    request: Request, summary: Summary, database: Database, summaries: "SqlSummaries", now: datetime
) -> Summary | None:
    """The monitoring of young teachers of the same year, in the same view; while it runs, nothing is told of it."""
    from reports.analysis.report import tells_of_young

    centre = request.source.centre
    if centre is None or not tells_of_young(summary):
        return None
    campaigns = await SqlCampaignStore(database).of_centre(centre)
    held = monitoring_of_young(campaigns, request.source.school_year, now)
    if held is None:
        return None
    return await summaries.make(Request(source_of(held), request.filters, own=request.own, by=(), in_steps=True), now)


async def _indicators(task: Task, database: Database, versions: SqlVersionStore, source: Source) -> tuple[str, ...]:
    from reports.indicators.words import sentences_about
    from storage.indicator_figures import SqlIndicators

    codes = codes_about(source.questionnaire_key)
    if not codes:
        return ()
    figures = await SqlIndicators(database, versions).figures(IndicatorRequest(task.centre, codes), task.now)
    return sentences_about(figures, source.questionnaire_key)


async def _source(task: Task, database: Database, versions: SqlVersionStore) -> tuple[Campaign | None, Source | None]:
    """A campaign with its answers; or answers from the menu, which no campaign asked for."""
    number = int(task.parameters["campaign"])
    if number < 0:
        version, year = version_and_year(number)
        form = await versions.of(version)
        return None, Source(task.centre, form.key, year)
    campaign = await SqlCampaignStore(database).find(CampaignId(number), task.centre)
    return campaign, None if campaign is None else source_of(campaign)


def _request(task: Task, source: Source, earlier: Source | None, *, with_words: bool) -> Request:
    filters = _filters(task)
    # What is handed on must not tell by a difference what somebody said who came between two files.
    kind = KINDS[task.kind]
    in_steps = not (kind.needs_answers or kind.is_working)
    return Request(source, filters, earlier=earlier, own=task.organisation, with_words=with_words, in_steps=in_steps)


def _check_filters(filters: Filters, summary: Summary) -> None:
    """JobTroubleError for a value that there is not: a file of nobody would be taken for one of no answers."""
    told = {one.attribute: len(one.values) for one in summary.heading.filters}
    for name, keys in filters.items():
        if told and told.get(name, 0) < len(keys):
            values = ", ".join(f"«{key}»" for key in sorted(keys))
            raise JobTroubleError(Trouble.REFUSED, NO_SUCH_VALUE.format(name=name, values=values))


def _filters(task: Task) -> dict[str, frozenset[str]]:
    return {name: frozenset(keys) for name, keys in task.parameters.get("filters", {}).items()}


@dataclass(frozen=True, eq=False)
class _Rows:
    """Answers one by one, with as much of the people as may be told."""

    task: Task
    database: Database
    campaign: Campaign
    centre: Centre
    options: AnswersOptions

    async def given(self) -> "Responses | None":
        """Those of the selection; JobTroubleError where it may not be told of while answers come in."""
        from reports.answers.groups import protected
        from reports.summary.selection import passing, taken

        filters = _filters(self.task)
        if self.task.organisation is not None:
            filters["organisation"] = frozenset({str(self.task.organisation)})
        if self._moves_in_steps and filters:
            raise JobTroubleError(Trouble.REFUSED, COMING_FILTERED.format(until=self._until))
        found = await self._found()
        if found is None:
            return None
        told = protected(found, self.options)
        some = taken(told, passing(told, filters)) if filters else told
        if not some.size and passing(found, filters).any():
            raise JobTroubleError(Trouble.REFUSED, NOT_ALIKE)
        return some

    @property
    def _moves_in_steps(self) -> bool:
        return self.options.is_coming and not self.options.is_personal

    @property
    def _until(self) -> str:
        return day(self.campaign.late_until.astimezone(self.centre.zone).date())

    async def _found(self) -> "Responses | None":
        from reports.summary.live import Steps
        from storage.answers import SqlAnswers
        from storage.steps import LEAST as STEP
        from storage.steps import SqlSteps

        answers = SqlAnswers(self.database, SqlVersionStore(self.database), self.task.secret)
        steps, source = SqlSteps(self.database, answers), source_of(self.campaign)
        wanted = Wanted(words=True, row_ids=True, codes=self.options.is_personal)
        if not self._moves_in_steps:
            return await steps.all(source, wanted)
        found = await steps.responses(source, Steps.OF_EVERYBODY, wanted, self.centre, one_by_one=True)
        if found is not None and not found.size:
            raise JobTroubleError(Trouble.REFUSED, COMING_FEW.format(step=STEP, until=self._until))
        return found
