"""What the commands do, and one sentence for everything that can stop them."""

import asyncio
import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot import staff_commands
from bot.quick_aiogram import quicken_aiogram
from bot.settings import Settings
from people.outage import OutageError
from storage.schema import SchemaError
from storage.sealing import Sealer, SealingError
from workbooks.defect import DefectsError

FAILED = 1
WRONG = 2


def run(settings: Settings, _arguments: Namespace) -> int:
    """Serve until stopped."""
    quicken_aiogram()
    from bot.polling import RefusedForGoodError
    from bot.serving import AddressError, serve
    from handlers.texts import SpeechError

    _log(settings)
    return _told(serve(settings), RefusedForGoodError, AddressError, SpeechError, SealingError)


def migrate(settings: Settings, _arguments: Namespace) -> int:
    """Bring the database to this version."""
    from storage import schema

    async def work() -> None:
        await asyncio.to_thread(schema.migrate, settings.database_url, Sealer(settings.keys))

    code = _told(work())
    if code == 0:
        print("База данных готова.")
    return code


def check(settings: Settings, _arguments: Namespace) -> int:
    """Everything `run` needs, without running."""
    quicken_aiogram()
    from aiogram.exceptions import TelegramAPIError

    from bot.wiring import build
    from handlers.texts import SpeechError

    async def work() -> None:
        app = await build(settings)
        try:
            me = await app.bot.get_me()
        finally:
            await app.close()
        print(f"Всё в порядке. Бот: @{me.username}")

    return _told(work(), SpeechError, SealingError, TelegramAPIError)


def rotate_key(settings: Settings, _arguments: Namespace) -> int:
    """Seal everybody's address under `BOT_KEY`; afterwards the old keys are not needed any more."""
    from storage.accounts import SqlAccountStore
    from storage.database import Database
    from storage.people.resealing import SqlResealing
    from storage.schema import check_schema

    async def work() -> None:
        database = Database(settings.database_url)
        try:
            await check_schema(database)
            accounts = SqlAccountStore(database, Sealer(settings.keys))
            done = 0
            while some := await accounts.seal_anew():
                done += some
            resealing = SqlResealing(database, Sealer(settings.keys))
            while await resealing.seal_anew():
                pass
        finally:
            await database.close()
        print(f"Готово, перешифровано адресов: {done}. Теперь BOT_OLD_KEYS можно убрать.")

    return _told(work(), SealingError)


def staff(settings: Settings, arguments: Namespace) -> int:
    """Lists and the audit, on the centre's own machine."""
    work = staff_commands.lists if arguments.command == "lists" else staff_commands.audit
    return _told(work(settings, arguments), staff_commands.StaffError, SealingError)


def registry(settings: Settings, arguments: Namespace) -> int:
    """Names and codes together, in a file."""

    async def work() -> None:
        await asyncio.to_thread(staff_commands.registry, settings, arguments)

    return _told(work(), staff_commands.StaffError)


def export(settings: Settings, arguments: Namespace) -> int:
    """A file about a campaign, or of the indicators of a centre."""
    from bot.export_command import prepared, prepared_indicators, scratch, write_export
    from bot.indicator_exporting import export as export_indicators
    from reports.indicators.downloads import FIGURES

    async def work() -> None:
        with scratch() as folder:
            if arguments.kind == FIGURES:
                task = await prepared_indicators(settings, arguments, Path(folder))
                await asyncio.to_thread(write_export, task, arguments.out, export_indicators)
            else:
                task, _ = await prepared(settings, arguments, Path(folder))
                await asyncio.to_thread(write_export, task, arguments.out)
        print(f"Записано: {arguments.out}", file=sys.stderr)

    return _told(work(), staff_commands.StaffError, SealingError)


def results(settings: Settings, arguments: Namespace) -> int:
    """Work results out anew and compare."""
    from bot.results_commands import check

    async def work() -> None:
        print(await check(settings, arguments.campaign))

    return _told(work(), staff_commands.StaffError)


COMMANDS: dict[str, Callable[[Settings, Namespace], int]] = {
    "run": run,
    "migrate": migrate,
    "check": check,
    "rotate-key": rotate_key,
    "lists": staff,
    "audit": staff,
    "registry": registry,
    "export": export,
    "results": results,
}


def _told(work: Coroutine[Any, Any, None], *expected: type[Exception]) -> int:
    """Run it; what may be expected to go wrong is a sentence, not a traceback."""
    try:
        _run(work)
    except DefectsError as error:
        print("Бот не запущен: в анкетах есть ошибки.", *error.defects, sep="\n", file=sys.stderr)
        return WRONG
    except SchemaError as error:
        print(error, file=sys.stderr)
        return WRONG
    except OutageError as error:
        cause = error.__cause__ or error
        # The driver's own words; the toolkit adds the statement and a link.
        print(f"База данных недоступна (BOT_DATABASE_URL): {getattr(cause, 'orig', cause)}", file=sys.stderr)
        return FAILED
    except expected as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


def _run(work: Coroutine[Any, Any, None]) -> None:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        asyncio.run(work)
    else:
        uvloop.run(work)


def _log(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    hush_libraries()


def hush_libraries() -> None:
    """What people say never reaches the log, however much an operator wants to see."""
    # One line for every update is a line about a person; one for every statement has the answers in it.
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
