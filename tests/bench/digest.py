"""What a claim costs while very many notices wait for the morning because their people have heard of us today."""

import asyncio
import statistics
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.recipients import RECIPIENTS
from delivery.broadcast import ANNOUNCEMENT, TO_AUDIENCE, BroadcastDraft
from delivery.broadcasts import BroadcastService
from delivery.model import Outcome, State
from people.audience import Audience, audience_to_json
from people.model import AccountId, CentreId
from storage import schema
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.tables import accounts
from tests.bench.delivery import fill_town
from tests.clock import Ticking
from tests.postgres import PrivatePostgres
from tests.storage.cast import Stores, worker

PEOPLE = 200_000
CLAIMS = 40
NOON = datetime(2026, 10, 5, 9, tzinfo=UTC)
EVERYBODY = {"what": TO_AUDIENCE, "audience": audience_to_json(Audience())}
LEASE = timedelta(minutes=1)


async def digest_bench(server: PrivatePostgres) -> None:
    """Print a claim of 25 among nobody who waits, among many who do, and when the morning has come."""
    server.create("digest")
    await asyncio.to_thread(schema.migrate, server.url("digest"))
    database = Database(server.url("digest"))
    stores = worker(database, Ticking(NOON))
    centre = await stores.centre()
    await fill_town(stores, centre, PEOPLE)
    print(f"\nA claim of 25 notices, {PEOPLE:,} people, PostgreSQL:")
    await _announced(stores, centre)
    await _claims(stores, "nobody has heard today")
    async with database.writing() as connection:
        await connection.execute(update(accounts).values(pushed_at=NOON))
    stores.clock.passes(hours=1)
    for _ in range(2):
        await _announced(stores, centre)
    await _claims(stores, f"beside {2 * PEOPLE:,} that wait for the morning")
    stores.clock.passes(days=1)
    await _claims(stores, "in the morning, three announcements in one message")
    await stores.lane.close()
    await database.close()


async def _announced(stores: Stores, centre: CentreId) -> None:
    store = SqlBroadcastStore(stores.database, RECIPIENTS)
    draft = BroadcastDraft(
        centre, ANNOUNCEMENT, "Семинар", EVERYBODY, {"text": "…"}, stores.clock(), AccountId(1), is_joined=True
    )
    await store.add(draft)
    service = BroadcastService(store, stores.clock, portion=5_000)
    while await service.spread_due():
        pass


async def _claims(stores: Stores, what: str) -> None:
    took, settling = [], []
    for _ in range(CLAIMS):
        began = time.perf_counter()
        claimed = await stores.outbox.claim(stores.clock(), LEASE, 25)
        took.append(time.perf_counter() - began)
        began = time.perf_counter()
        outcomes = [Outcome(each, State.SENT, message=1) for n in claimed for each in (n, *n.joined)]
        await stores.outbox.settle(outcomes, stores.clock())
        settling.append(time.perf_counter() - began)
    claim, settle = (1000 * statistics.median(each) for each in (took, settling))
    print(f"  {what}: {claim:.1f} ms, and {settle:.1f} ms to settle them")
