"""What a tap costs while files are being made."""

import asyncio
import os
import tempfile
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
from tests.bench.__main__ import PEOPLE, RATE, arrive, migrate, world_on
from tests.bench.processes import bot_settings, process, until_listening
from tests.bench.world import Latency, Person, World, tap_for
from tests.clock import Ticking

SECONDS = 12.0
WARM_UP = 6.0
ROUNDS = 3
"""With and without in turn, so that the machine's moods are shared out."""
MOST = 1.5


async def jobs_bench() -> None:
    """The same taps without and with exports; the ratio of p95 is what counts."""
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
                await tap_for(world, people, RATE, WARM_UP)
                rounds = [await _round(world, people, asker, Path(folder), database, n) for n in range(ROUNDS)]
    print(f"\nA tap at {RATE}/s while files are being made (milliseconds from due to screen)\n")
    for name, latencies in zip(("without", "with"), zip(*rounds, strict=True), strict=True):
        told = ", ".join(f"p50 {late.p50:.1f} p95 {late.p95:.1f} worst {late.worst:.1f}" for late in latencies)
        print(f"  {name:<8} {told}")
    ratios = sorted(during.p95 / before.p95 for before, during in rounds)
    print(f"  p95 × {ratios[ROUNDS // 2]:.2f} (at most {MOST}); rounds: {', '.join(f'{r:.2f}' for r in ratios)}")


async def _round(
    world: World, people: list[Person], asker: Person, folder: Path, database: str, number: int
) -> tuple[Latency, Latency]:
    before = await tap_for(world, people, RATE, SECONDS)
    enough = folder / f"enough {number}"
    await _ask(database, asker.id, str(enough), number)
    await asyncio.sleep(2.5)  # until they toil
    during = await tap_for(world, people, RATE, SECONDS)
    await asyncio.to_thread(enough.touch)
    await asyncio.sleep(2.5)  # until they have ended
    return before, during


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
