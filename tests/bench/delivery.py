"""What a broadcast costs: spreading, settling against a bare loop of `send_message`, its pace."""

import asyncio
import resource
import time
from datetime import UTC, datetime, timedelta

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import text

from bot.recipients import RECIPIENTS
from delivery.broadcast import ANNOUNCEMENT, TO_AUDIENCE, BroadcastDraft, Part
from delivery.broadcasts import BroadcastService
from delivery.model import Notice, Priority
from delivery.pacer import Pacer
from delivery.sender import Sender
from handlers.api import BotApi
from handlers.screens.deliveries import announcement_call
from handlers.texts import Speech
from people.audience import Audience, audience_to_json
from people.model import AccountId, CentreId
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.people.bulk import insert_numbered
from storage.people_tables import members
from storage.tables import accounts
from tests.bench.processes import TOKEN, process
from tests.clock import Ticking
from tests.postgres import PrivatePostgres
from tests.storage.cast import SEALER, Stores, worker

PEOPLE = 1_000_000
AT_ONCE = 50_000
"""People entered in one transaction; a town has a multiple of them."""
SETTLED = 6_000
RATE = 25
MINUTE = 60.0
TEXT = "Семинар «Читательская грамотность» пройдёт во вторник в 15:00 в школе № 5. Приходите!"
FAR_END = (
    "import sys; from aiohttp import web\n"
    'body = b\'{"ok":true,"result":{"message_id":1,"date":1790000000,'
    '"chat":{"id":1,"type":"private"}}}\'\n'
    "async def call(request):\n"
    "    await request.read()\n"
    "    return web.Response(body=body, content_type='application/json')\n"
    "app = web.Application(); app.router.add_post('/{path:.*}', call)\n"
    "web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), print=None, access_log=None)\n"
)


class Wire:
    """The transport of announcements, without the rest of the bot."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._speech = Speech()
        self.sent: list[float] = []

    async def send(self, notice: Notice) -> int | None:
        """As `handlers/deliveries.py` does."""
        method, parameters = announcement_call(self._speech, [Part(notice.id, notice.data)])
        self.sent.append(time.monotonic())
        return int((await self._api.call(method, {**parameters, "chat_id": notice.to.address}))["message_id"])


def now() -> datetime:
    """The time; a broadcast as urgent as a reply is sent at night, too."""
    return datetime.now(UTC)


async def delivery_bench(server: PrivatePostgres) -> None:
    """Print all figures."""
    from storage import schema
    from tests.bench.processes import free_port, until_listening

    server.create("delivery")
    await asyncio.to_thread(schema.migrate, server.url("delivery"))
    database = Database(server.url("delivery"))
    stores = worker(database, Ticking())
    port = free_port()
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}")))
    try:
        with process("-c", FAR_END, str(port)):
            await until_listening(port)
            await _measure(stores, bot)
    finally:
        await bot.session.close()
        await stores.lane.close()
        await database.close()


async def _measure(stores: Stores, bot: Bot) -> None:
    centre = await stores.centre()
    await fill_town(stores, centre, PEOPLE)
    store = SqlBroadcastStore(stores.database, RECIPIENTS)
    broadcasts = BroadcastService(store, now, portion=5_000)
    everybody = {"what": TO_AUDIENCE, "audience": audience_to_json(Audience())}
    draft = BroadcastDraft(
        centre, ANNOUNCEMENT, "Семинар", everybody, {"text": TEXT}, now(), AccountId(1), priority=Priority.REPLY
    )
    number = await store.add(draft)
    before = _memory()
    began = time.monotonic()
    while await broadcasts.spread_due():
        pass
    took = time.monotonic() - began
    total = (await store.counts(number)).total
    print(f"\nA broadcast to {total:,} people, PostgreSQL:")
    print(f"  spread in {took:.1f} s; memory {before:.0f} → {_memory():.0f} MB at most")

    bare = await _bare(bot)
    wire = Wire(BotApi(bot))
    sending = Sender(stores.outbox, wire, Pacer(None), now, UTC, lanes=16, portion=400, turn=timedelta(seconds=8))
    cpu, began = time.process_time(), time.monotonic()
    settled = await sending.send_due()
    cpu, took = time.process_time() - cpu, time.monotonic() - began
    print(f"  settled without a pace: {settled / took:.0f}/s, {1e6 * cpu / settled:.0f} µs of CPU each "
          f"({settled / cpu:.0f}/s of CPU)")  # fmt: skip
    print(f"  a bare loop of bot.send_message: {1e6 * bare:.0f} µs of CPU each; ratio {cpu / settled / bare:.2f}")
    await _pace(stores, wire)


async def fill_town(stores: Stores, centre: CentreId, people: int) -> None:
    """People by the thousand; they all have one address, for opening it costs the same."""
    sealed = SEALER.seal(5_123_456_789)
    for first in range(0, people, AT_ONCE):
        async with stores.database.writing() as connection:
            rows = [
                {"address_digest": n, "sealed_address": sealed, "known_since": 0}
                for n in range(first, first + AT_ONCE)
            ]
            numbers = await insert_numbered(connection, accounts, rows)
            teachers = [
                {"centre_id": centre, "account_id": n, "code": f"C{n}", "role": "teacher"}
                | {"is_guest": False, "has_left": False}
                for n in numbers
            ]
            await insert_numbered(connection, members, teachers)
    async with stores.database.engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.execute(text("ANALYZE"))


async def _bare(bot: Bot) -> float:
    """Seconds of CPU of one `send_message`, as many at once as the sender has lanes."""
    left = iter(range(2_000))

    async def lane() -> None:
        for _ in left:
            await bot.send_message(5_123_456_789, TEXT, parse_mode="HTML")

    await bot.send_message(5_123_456_789, TEXT)
    began = time.process_time()
    await asyncio.gather(*[lane() for _ in range(16)])
    return (time.process_time() - began) / 2_000


async def _pace(stores: Stores, wire: Wire) -> None:
    wire.sent.clear()
    sending = Sender(stores.outbox, wire, Pacer(RATE), now, UTC, lanes=8, portion=RATE)
    began = time.monotonic()
    while time.monotonic() - began < MINUTE + 1:
        await sending.send_due()
    sent = [moment for moment in wire.sent if moment < wire.sent[0] + MINUTE]
    worst = max(sum(start <= moment < start + 1 for moment in sent[i : i + 2 * RATE]) for i, start in enumerate(sent))
    print(f"  at {RATE}/s: {worst} in the worst second, {len(sent)} in the minute "
          f"({100 * len(sent) / (RATE * MINUTE) - 100:+.1f} %)")  # fmt: skip


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
