"""What a tap costs while a broadcast goes out: the whole bot, over HTTP both ways."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.demo import KEY
from bot.recipients import RECIPIENTS
from delivery.broadcast import ANNOUNCEMENT, TO_AUDIENCE, BroadcastDraft
from delivery.broadcasts import BroadcastService
from delivery.model import Priority, State
from people.audience import Audience, audience_to_json
from people.model import AccountId, CentreId
from storage.accounts import SqlAccountStore
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.people.bulk import insert_numbered
from storage.people_tables import members
from storage.sealing import Sealer
from storage.tables import notices
from tests.bench.__main__ import PEOPLE, arrive, migrate, world_on
from tests.bench.beside import SECONDS, print_taps_beside
from tests.bench.processes import bot_settings, process, until_listening
from tests.bench.world import Person, World
from tests.clock import Ticking
from tests.postgres import PrivatePostgres
from tests.storage.cast import worker

RATE = 25
"""Messages per second of the bot."""
LISTENERS = range(10_000, 10_000 + 60 * RATE)
"""Their chats; more than are written to while a round of taps lasts."""
LEAST = 0.9 * RATE * SECONDS
TEXT = "Семинар «Читательская грамотность» пройдёт во вторник в 15:00 в школе № 5. Приходите!"


async def broadcast_taps_bench(server: PrivatePostgres) -> None:
    """Taps without and with a broadcast, on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        await _beside_broadcast("SQLite", f"sqlite+aiosqlite:///{folder}/taps.sqlite3")
    server.create("broadcast_taps")
    await _beside_broadcast("PostgreSQL", server.url("broadcast_taps"))


async def _beside_broadcast(name: str, url: str) -> None:
    async with world_on("/hook") as (world, port):
        settings = bot_settings(world, port, url)
        migrate(settings)
        database = Database(url)
        try:
            centre, store = await _populate(world, database), SqlBroadcastStore(database, RECIPIENTS)
            with process("-m", "bot", "run", **settings):
                await until_listening(port)
                people = [Person(number) for number in range(1, PEOPLE + 1)]
                await arrive(world, people, ["i:", "b:"])

                @asynccontextmanager
                async def broadcasting(_number: int) -> AsyncIterator[None]:
                    before = await _sent(database)
                    number = await store.add(_draft(centre))
                    yield
                    sent = await _sent(database) - before
                    assert sent >= LEAST, f"only {sent} were sent meanwhile"
                    await BroadcastService(store, _now).stop(number)

                await print_taps_beside(world, people, f"a broadcast, {name}", broadcasting)
        finally:
            await database.close()


def _draft(centre: CentreId) -> BroadcastDraft:
    everybody = {"what": TO_AUDIENCE, "audience": audience_to_json(Audience())}
    # As urgent as a reply: it goes out whatever the time of day.
    return BroadcastDraft(
        centre, ANNOUNCEMENT, "Семинар", everybody, {"text": TEXT}, _now(), AccountId(1), priority=Priority.REPLY
    )


async def _populate(world: World, database: Database) -> CentreId:
    stores = worker(database, Ticking())
    known, centre = SqlAccountStore(database, Sealer([KEY])), await stores.centre()
    rows = []
    for number in LISTENERS:
        world.people[number] = Person(number)
        account = await known.recognise(number, _now())
        rows.append({"centre_id": centre, "account_id": account.id, "code": f"C{number}", "role": "teacher"})
    async with database.writing() as connection:
        await insert_numbered(connection, members, [{**row, "is_guest": False, "has_left": False} for row in rows])
    return centre


async def _sent(database: Database) -> int:
    query = select(func.count()).select_from(notices).where(notices.c.state == State.SENT.value)
    async with database.reading() as connection:
        return int((await connection.execute(query)).scalar_one())


def _now() -> datetime:
    return datetime.now(UTC)
