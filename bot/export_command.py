"""`python -m bot export CAMPAIGN --kind … --out FILE`: the same files as in the chat, on the centre's own machine."""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.exporting import export
from bot.job_kinds import KINDS
from bot.settings import Settings
from bot.staff_commands import StaffError
from people.audit import Note
from people.model import CentreId, OrganisationId
from reports.downloads import NotWrittenError
from reports.indicators.downloads import FIGURES, WITH_PEOPLE
from reports.jobs.model import JobTroubleError, Made, Task, Tell
from reports.responses import ATTRIBUTES
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.people.places import SqlPlaceStore
from storage.schema import check_schema
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId

TROUBLES = {"no_space": "На диске не хватило места, файл не готов.", "too_large": "Не хватило памяти, файл не готов."}


async def prepared(settings: Settings, arguments: argparse.Namespace, folder: Path) -> tuple[Task, Campaign]:
    """What is to be made; the line of the audit is written first. StaffError if there is no such campaign."""
    from bot.wiring import utc_now

    if arguments.campaign is None:
        raise StaffError("Укажите номер кампании: python -m bot export НОМЕР --kind … --out …")
    database, now = Database(settings.database_url), utc_now()
    try:
        await check_schema(database)
        campaign = await _campaign(database, arguments.campaign)
        about = f"campaign {campaign.id}"
        note = Note(now, campaign.centre, "command line", KINDS[arguments.kind].noted_as, about, arguments.kind)
        await SqlAuditStore(database).write(note)
    finally:
        await database.close()
    organisation = None if arguments.organisation is None else OrganisationId(arguments.organisation)
    parameters = {
        "campaign": campaign.id,
        "filters": _filters(arguments.only),
        "codes": arguments.codes,
        "several": arguments.several,
        "personal": arguments.personal,
    }
    task = Task(
        kind=arguments.kind,
        parameters=parameters,
        centre=campaign.centre,
        organisation=organisation,
        database=settings.database_url,
        now=now,
        secret=settings.row_secret,
        folder=folder,
    )
    return task, campaign


async def prepared_indicators(settings: Settings, arguments: argparse.Namespace, folder: Path) -> Task:
    """The same about the indicators of a centre; StaffError if it is not clear of which."""
    from bot.wiring import utc_now

    database, now = Database(settings.database_url), utc_now()
    try:
        await check_schema(database)
        centre = await _centre(database, arguments.centre)
        kind = WITH_PEOPLE if arguments.personal else FIGURES
        await SqlAuditStore(database).write(Note(now, centre, "command line", KINDS[kind].noted_as, "", kind))
    finally:
        await database.close()
    organisation = None if arguments.organisation is None else OrganisationId(arguments.organisation)
    return Task(kind, {}, centre, organisation, settings.database_url, now, settings.row_secret, folder)


async def _centre(database: Database, number: int | None) -> CentreId:
    there = await SqlPlaceStore(database).centres()
    chosen = [each for each in there if number in (None, each.id)]
    if not chosen:
        raise StaffError("Центра ещё нет." if number is None else f"Центра № {number} нет.")
    if len(chosen) > 1:
        raise StaffError("Центров несколько, укажите номер: --centre " + " или ".join(str(each.id) for each in there))
    return chosen[0].id


async def _campaign(database: Database, number: int) -> Campaign:
    store = SqlCampaignStore(database)
    for centre in await SqlPlaceStore(database).centres():
        found = await store.find(CampaignId(number), centre.id)
        if found is not None:
            return found
    raise StaffError(f"Кампании № {number} нет.")


def _filters(only: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in only:
        name, parted, value = each.partition("=")
        if not parted or name not in ATTRIBUTES:
            raise StaffError(f"«{each}»: нужно ПРИЗНАК=ЗНАЧЕНИЕ, признаки: {', '.join(ATTRIBUTES)}.")
        found.setdefault(name, []).append(value)
    return found


def write_export(task: Task, out: Path, make: Callable[[Task, Tell], Made] = export) -> Made:
    """Make the file and put it in its place whole; StaffError with a sentence if that cannot be done."""
    try:
        made = make(task, lambda _stage, _percent: None)
        unfinished = out.with_name(f".{out.name}.unfinished")
        try:
            shutil.copyfile(made.path, unfinished)
            unfinished.replace(out)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    except JobTroubleError as error:
        raise StaffError(error.said or TROUBLES.get(error.trouble.value, "Файл не готов.")) from error
    except NotWrittenError as error:
        raise StaffError(str(error)) from error
    except OSError as error:
        raise StaffError(f"Файл {out} не записывается: {error.strerror}.") from error
    return made


def scratch() -> "tempfile.TemporaryDirectory[str]":
    """Where the file is made before it is put in its place."""
    return tempfile.TemporaryDirectory(prefix="metodist-export-")
