"""What staff may do on the centre's own machine: lists, names, the audit. Whoever can start this has the database."""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.lists import ProcessListReader
from bot.settings import Settings
from people.audit import ACTION_WORDS
from people.centre import Centre
from people.lists.joining import NothingToJoinError, join
from people.lists.service import ListService
from people.lists.summary import Summary
from people.model import Account
from people.policy import Channel
from people.roles import Actor, Post, Role
from people.visitor import Visitor
from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.people.lists import SqlListStore
from storage.people.places import SqlPlaceStore
from storage.schema import check_schema
from storage.sealing import Sealer
from workbooks.defect import DefectsError
from workbooks.grids import grid_workbook
from workbooks.reading import read_workbook

NOBODY = 0
"""The address of the machine itself, for what has to have been brought by somebody."""


class StaffError(Exception):
    """A command cannot be done; the message says why, in Russian."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`lists import|export`, `registry join`, `audit`."""
    lists = commands.add_parser("lists", help="загрузить или выгрузить список организаций и людей")
    lists.add_argument("what", choices=("import", "export"))
    lists.add_argument("file", type=Path)
    lists.add_argument("--centre", type=int, default=0, help="номер центра, если их несколько")
    lists.add_argument("--apply", action="store_true", help="применить, а не только показать, что изменится")
    registry = commands.add_parser("registry", help="соединить выгрузку под кодами со своим файлом имён")
    registry.add_argument("what", choices=("join",))
    registry.add_argument("export", type=Path)
    registry.add_argument("names", type=Path)
    registry.add_argument("out", type=Path)
    audit = commands.add_parser("audit", help="выгрузить журнал действий")
    audit.add_argument("file", type=Path)
    audit.add_argument("--days", type=int, default=30)
    audit.add_argument("--centre", type=int, default=0)


async def lists(settings: Settings, arguments: argparse.Namespace) -> None:
    """Check a list and, if asked to, apply it; or write the list there is."""
    from bot.wiring import utc_now

    database = Database(settings.database_url)
    try:
        await check_schema(database)
        sealer = Sealer(settings.keys)
        places = SqlPlaceStore(database)
        centre = await _centre(places, arguments.centre)
        account = await SqlAccountStore(database, sealer).recognise(NOBODY, utc_now())
        visitor = _machine(account, centre)
        service = ListService(SqlListStore(database, sealer), places, ProcessListReader(), utc_now, Channel.FILE)
        if arguments.what == "export":
            data = await service.export(visitor)
            assert data is not None
            _write(arguments.file, data)
            return
        await _import(service, visitor, arguments.file, apply=arguments.apply)
    finally:
        await database.close()


async def _import(service: ListService, visitor: Visitor, file: Path, *, apply: bool) -> None:
    checked = await service.check(visitor, file.name, _read(file))
    if checked is None:
        raise StaffError(f"«{file.name}» не похож на список: нужны листы «Организации» или «Сотрудники».")
    for defect in checked.plan.defects:
        print(defect)
    if checked.plan.defects:
        raise StaffError("Ничего не изменено: исправьте и повторите.")
    print(_told(checked.plan))
    if checked.number is not None and apply:
        await service.apply(visitor, checked.number)
        print("Загружено.")
    elif checked.number is not None:
        print("Ничего не изменено. Чтобы применить, добавьте --apply.")


def registry(_settings: Settings, arguments: argparse.Namespace) -> None:
    """Join codes and names in a new file; nothing goes into the database or anywhere else."""
    try:
        joined = join(
            read_workbook(arguments.export.name, _read(arguments.export)),
            read_workbook(arguments.names.name, _read(arguments.names)),
        )
    except (DefectsError, NothingToJoinError) as error:
        raise StaffError(str(error)) from error
    _write(arguments.out, grid_workbook(joined.sheets))
    print(f"Без имени осталось строк: {joined.without_name}. Имён без пары: {joined.unused_names}.")


async def audit(settings: Settings, arguments: argparse.Namespace) -> None:
    """Write the audit of the last days as a workbook."""
    from bot.wiring import utc_now

    database = Database(settings.database_url)
    try:
        await check_schema(database)
        centre = await _centre(SqlPlaceStore(database), arguments.centre)
        now = utc_now()
        notes = await SqlAuditStore(database).read(centre.id, now - timedelta(days=arguments.days), now)
    finally:
        await database.close()
    rows = [
        [
            note.at.astimezone(centre.zone).strftime("%d.%m.%Y %H:%M:%S"),
            note.actor,
            ACTION_WORDS.get(note.action, note.action),
            note.about,
            note.details,
        ]
        for note in notes
    ]
    _write(arguments.file, grid_workbook({"Журнал": [["Когда", "Кто", "Что", "О чём", "Подробности"], *rows]}))


async def _centre(places: SqlPlaceStore, number: int) -> Centre:
    there = await places.centres()
    chosen = [centre for centre in there if not number or centre.id == number]
    if len(chosen) == 1:
        return chosen[0]
    if not there:
        raise StaffError("Центр ещё не открыт: администратор открывает его в боте.")
    named = "; ".join(f"{centre.id} — {centre.name}" for centre in there)
    raise StaffError(f"Укажите центр: --centre НОМЕР. Есть: {named}.")


def _machine(account: Account, centre: Centre) -> Visitor:
    return Visitor(account, Actor(account.id, frozenset({Post(Role.ADMINISTRATOR, centre.id)}), centre.id), centre)


def _told(plan: Summary) -> str:
    counts: Sequence[tuple[str, int]] = (
        ("Новых организаций", plan.new_organisations),
        ("Изменится организаций", plan.changed_organisations),
        ("Новых людей", plan.new_people),
        ("Изменится людей", plan.changed_people),
        ("Без изменений", plan.same),
    )
    return "\n".join([f"{what}: {count}" for what, count in counts if count] + [str(note) for note in plan.notes])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StaffError(f"Файл {file} не читается: {error.strerror}.") from error


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise StaffError(f"Файл {file} не записывается: {error.strerror}.") from error
    print(f"Записано: {file}", file=sys.stderr)
