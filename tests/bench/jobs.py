"""What a tap costs while files are being made."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.demo import KEY
from people.audit import Note
from people.centre import Centre, Operator
from people.setup import NEW
from reports.jobs.model import JobDraft
from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.jobs import SqlJobStore
from storage.people.places import SqlPlaceStore
from storage.sealing import Sealer
from tests.bench.__main__ import PEOPLE, arrive, migrate, world_on
from tests.bench.beside import print_taps_beside
from tests.bench.processes import bot_settings, process, until_listening
from tests.bench.world import Person
from tests.clock import Ticking


async def jobs_bench() -> None:
    """Taps without and with exports."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite+aiosqlite:///{folder}/jobs.sqlite3"
        async with world_on("/hook") as (world, port):
            settings = bot_settings(world, port, database)
            migrate(settings)
            with process("-m", "tests.processes.probing_bot", "run", **settings):
                await until_listening(port)
                people = [Person(number) for number in range(1, PEOPLE + 2)]
                await arrive(world, people, ["i:", "b:"])
                asker = people.pop()  # who taps nothing else: progress would take the keyboard away

                @asynccontextmanager
                async def toiling(number: int) -> AsyncIterator[None]:
                    enough = Path(folder) / f"enough {number}"
                    await _ask(database, asker.id, str(enough), number)
                    yield
                    await asyncio.to_thread(enough.touch)

                await print_taps_beside(world, people, "files being made", toiling)


async def _ask(url: str, asker: int, until: str, number: int) -> None:
    database, sealer, now = Database(url), Sealer([KEY]), Ticking()()
    account = await SqlAccountStore(database, sealer).find(asker)
    assert account is not None
    places = SqlPlaceStore(database)
    if number == 0:
        centre = Centre(NEW, "Центр", (await places.centres())[0].zone, Operator.PRIVATE, 2026)
        await places.keep_centre(centre, account.id, Note(now, None, "bench", "centre_opened"))
    for each in range(os.cpu_count() or 1):  # more than are made at once
        parameters = {"campaign": each, "until": until}
        draft = JobDraft("toils", "ответы", parameters, (await places.centres())[-1].id)
        await SqlJobStore(database, sealer).add(draft, account.id, now)
    await database.close()


if __name__ == "__main__":
    asyncio.run(jobs_bench())
