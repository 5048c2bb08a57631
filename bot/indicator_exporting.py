"""Making the workbook of indicators: in a job's own process, or at the command line; heavy libraries load here."""

import asyncio
from collections.abc import Mapping, Sequence

from people.model import OrganisationId
from reports.indicators.choosing import that_count
from reports.indicators.downloads import WITH_PEOPLE
from reports.indicators.model import Figures
from reports.indicators.ports import IndicatorRequest
from reports.indicators.workbook import write_indicators
from reports.jobs.model import JobTroubleError, Made, Task, Tell, Trouble
from reports.summary.coverage import WITHOUT
from reports.whole_files import file_name
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.indicator_figures import SqlIndicators
from storage.indicators import SqlIndicatorStore
from storage.people.places import SqlPlaceStore
from storage.versions import SqlVersionStore

GONE = "Такого центра больше нет."
RECKONING, WRITING = "считаем показатели", "пишем файл"
_RECKONED = 60
"""Per cent."""

Codes = Mapping[str, Sequence[tuple[str, str]]]


def export(task: Task, tell: Tell) -> Made:
    """The workbook of a centre, or of the one organisation the task is about."""
    tell(RECKONING, 0)
    figures, codes = asyncio.run(_gathered(task))
    path = task.folder / "indicators.xlsx"

    def progress(done: int, of: int) -> None:
        tell(WRITING, _RECKONED + (100 - _RECKONED) * done // of)

    write_indicators(path, figures, codes, progress)
    day = figures.as_of.partition(" ")[0]
    caption = f"Показатели. {figures.centre}, {figures.school_year}.\nПо состоянию на {figures.as_of}."
    return Made(path, file_name(f"Показатели. {figures.centre}, {day}", ".xlsx"), caption)


async def _gathered(task: Task) -> tuple[Figures, Codes | None]:
    database = Database(task.database)
    try:
        request = IndicatorRequest(task.centre, own=task.organisation)
        try:
            figures = await SqlIndicators(database, SqlVersionStore(database)).figures(request, task.now)
        except LookupError as error:
            raise JobTroubleError(Trouble.REFUSED, GONE) from error
        has_people = task.kind == WITH_PEOPLE and task.organisation is None
        return figures, await _codes(database, task, figures) if has_people else None
    finally:
        await database.close()


async def _codes(database: Database, task: Task, figures: Figures) -> Codes:
    places, store = SqlPlaceStore(database), SqlIndicatorStore(database)
    centre = await places.centre(task.centre)
    assert centre is not None
    names: dict[OrganisationId, str] = {
        each.id: each.card.short_name for each in await places.organisations(task.centre)
    }
    campaigns = await SqlCampaignStore(database).of_centre(task.centre)
    found: dict[str, Sequence[tuple[str, str]]] = {}
    for each in figures.indicators:
        chosen = that_count(each.definition, each.setting, campaigns, centre.school_year)
        people = await store.uncovered_codes(task.centre, each.definition, each.setting, chosen)
        found[each.definition.code] = [(names.get(place, WITHOUT), code) for place, code in people]
    return found
