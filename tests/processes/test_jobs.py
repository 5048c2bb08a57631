"""Long jobs and processes that are killed: the file comes all the same, and nothing is left behind."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo import KEY
from people.audit import Note
from people.centre import Centre, Operator
from people.model import Account
from people.setup import NEW
from reports.jobs.model import JobDraft
from simulator import Simulator
from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.jobs import SqlJobStore
from storage.people.places import SqlPlaceStore
from storage.sealing import Sealer
from tests.chat.cast import Someone, documents
from tests.chat.test_jobs import is_there, until
from tests.clock import Ticking
from tests.processes.conftest import BotProcess, Kennel

WITHIN = 30.0
SEALER = Sealer([KEY])


async def runs_a_centre(sim: Simulator, bot: BotProcess) -> Someone:
    """Анна, administrator of a centre of her own."""
    anna = Someone(sim, sim.person("Анна"))
    await anna.says("/start")
    async with opened(bot) as (database, account):
        centre = Centre(NEW, "Центр Анны", ZoneInfo("Europe/Moscow"), Operator.PRIVATE, 2026)
        note = Note(Ticking()(), None, "test", "centre_opened")
        await SqlPlaceStore(database).keep_centre(centre, (await account(anna)).id, note)
    return anna


async def asks(bot: BotProcess, anna: Someone, kind: str, **parameters: str) -> None:
    """A wish, as another worker of the bot would have taken it."""
    async with opened(bot) as (database, account):
        asker = (await account(anna)).id
        centre = (await SqlPlaceStore(database).centres())[-1].id
        draft = JobDraft(kind, "справку", {"campaign": 7, **parameters}, centre)
        await SqlJobStore(database, SEALER).add(draft, asker, Ticking()())


@asynccontextmanager
async def opened(bot: BotProcess) -> AsyncIterator[tuple[Database, Callable[[Someone], Awaitable[Account]]]]:
    """The bot's database beside the bot, and whom it knows."""
    database = Database(bot.settings["BOT_DATABASE_URL"])

    async def account(someone: Someone) -> Account:
        found = await SqlAccountStore(database, SEALER).find(someone.id)
        assert found is not None
        return found

    yield database, account
    await database.close()


async def settled(bot: BotProcess, anna: Someone) -> None:
    """Nothing is still to come."""
    async with opened(bot) as (database, account), asyncio.timeout(WITHIN):
        while await SqlJobStore(database, SEALER).open_of((await account(anna)).id):
            await asyncio.sleep(0.02)


async def given(sim: Simulator, anna: Someone) -> dict[str, bytes]:
    """What was sent, once something was."""
    async with asyncio.timeout(WITHIN):
        while not documents(sim, anna):
            await asyncio.sleep(0.02)
    return documents(sim, anna)


def captions(anna: Someone) -> str:
    """What was written under the files."""
    return " ".join(message.caption for message in anna.person.chat.messages if message.media is not None)


async def is_gone(process: int) -> bool:
    """Whether a process ends by itself within a moment."""
    async with asyncio.timeout(WITHIN):
        while True:
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return True
            await asyncio.sleep(0.02)


async def with_a_job_in_hand(sim: Simulator, kennel: Kennel, tmp_path: Path) -> tuple[BotProcess, Someone, int, Path]:
    """A bot whose job waits for the file «go», who asked for it, the process of the job and its folder."""
    bot = kennel.bot()
    bot.module = "tests.processes.probing_bot"
    await bot.starts()
    anna = await runs_a_centre(sim, bot)
    pid = tmp_path / "pid"
    await asks(bot, anna, "waits", until=str(tmp_path / "go"), pid=str(pid))
    process, folder = (await until(pid)).split()
    return bot, anna, int(process), Path(folder)


async def test_kill_9_of_the_bot_in_the_middle_of_a_job_delays_the_file_and_leaves_nothing(
    sim: Simulator, kennel: Kennel, tmp_path: Path
) -> None:
    bot, anna, process, folder = await with_a_job_in_hand(sim, kennel, tmp_path)
    await bot.ends(signal.SIGKILL)

    assert await is_gone(process)
    assert not is_there(folder)
    assert documents(sim, anna) == {}

    (tmp_path / "go").touch()
    await bot.starts()
    assert await given(sim, anna) == {"справка.txt": "Кампания 7".encode()}


async def test_kill_9_of_a_jobs_process_fails_that_job_alone(sim: Simulator, kennel: Kennel, tmp_path: Path) -> None:
    bot, anna, process, folder = await with_a_job_in_hand(sim, kennel, tmp_path)
    os.kill(process, signal.SIGKILL)
    async with asyncio.timeout(WITHIN):
        while "Подготовка прервалась" not in anna.screen.text:
            await asyncio.sleep(0.02)
    assert not is_there(folder)

    await asks(bot, anna, "writes")
    assert await given(sim, anna) == {"справка.txt": "Кампания 7".encode()}
    await settled(bot, anna)
    await asks(bot, anna, "writes")
    async with asyncio.timeout(WITHIN):
        while "это тот же файл" not in captions(anna):
            await asyncio.sleep(0.02)


async def test_sigterm_gives_the_job_back_and_the_next_start_does_it(
    sim: Simulator, kennel: Kennel, tmp_path: Path
) -> None:
    bot, anna, process, folder = await with_a_job_in_hand(sim, kennel, tmp_path)

    assert await bot.ends() == 0
    assert await is_gone(process)
    assert not is_there(folder)
    assert "Traceback" not in bot.told
    (tmp_path / "go").touch()
    await bot.starts()
    assert await given(sim, anna) == {"справка.txt": "Кампания 7".encode()}
