"""`python -m bot export CAMPAIGN --kind … --out FILE`: the same files as in the chat, on the centre's own machine."""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.exporting import export
from bot.job_kinds import KINDS
from bot.settings import Settings
from bot.staff_commands import StaffError
from people.audit import Note
from people.centre import school_year_of
from people.model import CentreId, OrganisationId
from reports.downloads import NotWrittenError
from reports.indicators.downloads import FIGURES, WITH_PEOPLE
from reports.jobs.model import JobTroubleError, Made, Task, Tell
from reports.responses import ATTRIBUTES
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.people.places import SqlPlaceStore
from storage.row_secret import SqlRowSecret
from storage.schema import check_schema
from storage.sealing import Sealer
from storage.unasked import SqlUnasked
from storage.versions import SqlVersionStore
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId

TROUBLES = {"no_space": "На диске не хватило места, файл не готов.", "too_large": "Не хватило памяти, файл не готов."}


async def prepared(settings: Settings, arguments: argparse.Namespace, folder: Path) -> Task:
    """What is to be made; the line of the audit is written first. StaffError if there is no such thing."""
    from bot.wiring import utc_now

    database, now = Database(settings.database_url), utc_now()
    try:
        await check_schema(database)
        centre, number = await _subject(database, arguments, now)
        await _check_organisation(database, centre, arguments.organisation)
        about = f"campaign {number}" if number > 0 else ""
        note = Note(now, centre, "command line", KINDS[arguments.kind].noted_as, about, arguments.kind)
        await SqlAuditStore(database).write(note)
        secret = await SqlRowSecret(database, Sealer(settings.keys)).kept(settings.row_secret)
    finally:
        await database.close()
    organisation = None if arguments.organisation is None else OrganisationId(arguments.organisation)
    parameters = {
        "campaign": number,
        "filters": _filters(arguments.only),
        "codes": arguments.codes,
        "several": arguments.several,
        "personal": arguments.personal,
    }
    return Task(
        kind=arguments.kind,
        parameters=parameters,
        centre=centre,
        organisation=organisation,
        database=settings.database_url,
        now=now,
        secret=secret,
        folder=folder,
    )


async def _subject(database: Database, arguments: argparse.Namespace, now: datetime) -> tuple[CentreId, int]:
    """The centre, and the number of a campaign or of answers from the menu."""
    if arguments.menu is not None:
        return await _from_menu(database, arguments, now)
    if arguments.campaign is None:
        raise StaffError("Назовите номер кампании или анкету из меню: --menu pd-1 --year 2026.")
    campaign = await _campaign(database, arguments.campaign)
    return campaign.centre, campaign.id


async def _from_menu(database: Database, arguments: argparse.Namespace, now: datetime) -> tuple[CentreId, int]:
    key, store = arguments.menu, SqlUnasked(database, SqlVersionStore(database))
    found = []
    for centre in await SqlPlaceStore(database).centres():
        this_year = school_year_of(now.astimezone(centre.zone))
        wanted = key, arguments.year or this_year
        if arguments.centre in (None, centre.id):
            there = await store.of_centre(centre, this_year)
            told = ((each.source.questionnaire_key, each.source.school_year) for each in there)
            found += [(centre.id, each.number) for each, of in zip(there, told, strict=True) if of == wanted]
    if not found:
        raise StaffError(f"Ответов из меню на анкету «{key}» за этот учебный год нет.")
    if len(found) > 1:
        raise StaffError(_which([centre for centre, _ in found]))
    return found[0]


async def _check_organisation(database: Database, centre: CentreId, number: int | None) -> None:
    """StaffError if the centre has no such organisation: of nobody there would be a file, too."""
    there = [] if number is None else await SqlPlaceStore(database).organisations(centre)
    if number is not None and number not in [each.id for each in there]:
        raise StaffError(f"Организации № {number} в этом центре нет.")


def _which(centres: Sequence[CentreId]) -> str:
    return "Центров несколько, укажите номер: --centre " + " или ".join(map(str, centres))


async def prepared_indicators(settings: Settings, arguments: argparse.Namespace, folder: Path) -> Task:
    """The same about the indicators of a centre; StaffError if it is not clear of which."""
    from bot.wiring import utc_now

    database, now = Database(settings.database_url), utc_now()
    try:
        await check_schema(database)
        centre = await _centre(database, arguments.centre)
        await _check_organisation(database, centre, arguments.organisation)
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
        raise StaffError(_which([each.id for each in there]))
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
