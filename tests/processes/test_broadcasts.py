"""A broadcast among troubles: workers killed at any moment, Telegram saying no; everybody gets it, nobody twice."""

import asyncio
import random
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from bot.demo import KEY
from bot.recipients import RECIPIENTS
from bot.wiring import IN_FLIGHT, utc_now
from delivery.broadcast import ANNOUNCEMENT, TO_AUDIENCE, BroadcastDraft, BroadcastState, Counts
from delivery.model import BroadcastId, Priority, State
from people.audience import Audience, audience_to_json
from people.model import AccountId, CentreId
from simulator import Simulator
from storage.accounts import SqlAccountStore
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.people_tables import centres, members
from storage.sealing import Sealer
from storage.tables import notices
from tests.centre import furnished
from tests.postgres import PrivatePostgres
from tests.processes.conftest import Kennel, free_port
from tests.processes.test_webhook import webhook

PEOPLE = 60
WORDS = "Семинар во вторник"


class World:
    """People in front of a bot, and a broadcast to all of them."""

    def __init__(self, sim: Simulator, database: Database) -> None:
        self.sim = sim
        self.database = database
        self.broadcasts = SqlBroadcastStore(database, RECIPIENTS)
        self.by_account: dict[int, Any] = {}

    async def announces(self) -> BroadcastId:
        """To everybody, as urgent as a reply: the test runs at night, too."""
        store = SqlAccountStore(self.database, Sealer([KEY]))
        for number in range(PEOPLE):
            person = self.sim.person(f"Учитель {number}")
            self.sim.world.people[person.id].started = True
            self.by_account[(await store.recognise(person.id, utc_now())).id] = person
        async with self.database.writing() as connection:
            centre = CentreId((await connection.execute(select(func.max(centres.c.id)))).scalar_one())
            rows = [
                {"centre_id": centre, "account_id": account, "code": f"X{account}", "role": "teacher"}
                | {"is_guest": False, "has_left": False}
                for account in self.by_account
            ]
            await connection.execute(insert(members), rows)
        everybody = {"what": TO_AUDIENCE, "audience": audience_to_json(Audience())}
        draft = BroadcastDraft(
            centre=centre,
            kind=ANNOUNCEMENT,
            title=WORDS,
            recipients=everybody,
            data={"text": WORDS},
            starts_at=utc_now(),
            made_by=AccountId(1),
            priority=Priority.REPLY,
        )
        return await self.broadcasts.add(draft)

    def received(self) -> dict[int, int]:
        """How often each has it, by account."""
        return {
            account: sum(message.is_bot and message.text == WORDS for message in person.chat.messages)
            for account, person in self.by_account.items()
        }

    async def unsettled(self) -> set[int]:
        """Who has it already, though nobody wrote that down."""
        async with self.database.reading() as connection:
            waiting = select(notices.c.account_id).where(notices.c.state == State.QUEUED.value)
            queued = set((await connection.execute(waiting)).scalars())
        return {account for account, times in self.received().items() if times} & queued

    async def lets_a_minute_pass(self) -> None:
        """What a dead worker held is free."""
        async with self.database.writing() as connection:
            await connection.execute(text("UPDATE leases SET until = 0"))
            await connection.execute(text("UPDATE notices SET leased_until = 0 WHERE leased_until IS NOT NULL"))

    async def is_done(self, broadcast: BroadcastId, within: float = 60) -> None:
        """Wait for its end."""
        async with asyncio.timeout(within):
            while True:
                found = await self.broadcasts.find(broadcast)
                if found is not None and found.state is BroadcastState.DONE:
                    return
                await asyncio.sleep(0.1)

    async def has_reached(self, number: int) -> None:
        """Wait until so many have it."""
        async with asyncio.timeout(60):
            while sum(map(bool, self.received().values())) < number:
                await asyncio.sleep(0.005)


async def test_kill_9_in_the_middle_of_a_broadcast_reaches_everybody_and_doubles_only_what_was_in_flight(
    sim: Simulator, kennel: Kennel
) -> None:
    world = World(sim, Database(kennel.bot().settings["BOT_DATABASE_URL"]))
    broadcast = await world.announces()
    rng = random.Random(5)
    in_flight: set[int] = set()
    for part in (1, 2, 3):
        bot = kennel.bot()
        await bot.starts()
        await world.has_reached(part * PEOPLE // 5)
        await asyncio.sleep(rng.uniform(0, 0.05))
        await bot.ends(signal.SIGKILL)
        unsettled = await world.unsettled()
        assert len(unsettled) <= IN_FLIGHT
        in_flight |= unsettled
        await world.lets_a_minute_pass()
    last = kennel.bot()
    await last.starts()
    await world.is_done(broadcast)

    assert await world.broadcasts.counts(broadcast) == Counts(total=PEOPLE, sent=PEOPLE)
    received = world.received()
    assert min(received.values()) == 1
    assert {account for account, times in received.items() if times > 1} <= in_flight
    assert max(received.values()) <= 2
    await world.database.close()


async def test_storms_and_stumbles_lose_nothing_and_double_only_what_lost_its_reply(
    sim: Simulator, kennel: Kennel
) -> None:
    bot = kennel.bot()
    world = World(sim, Database(bot.settings["BOT_DATABASE_URL"]))
    broadcast = await world.announces()
    for kind, times in (("429", 3), ("500", 2), ("502", 2), ("lost_request", 2), ("lost_reply", 2), ("429", 2)):
        sim.fault(kind, method="sendMessage", times=times)
    await bot.starts()
    await world.is_done(broadcast, within=120)

    assert sorted(world.received().values()) == [1] * (PEOPLE - 2) + [2, 2]
    assert await world.broadcasts.counts(broadcast) == Counts(total=PEOPLE, sent=PEOPLE)
    await world.database.close()


@pytest.mark.postgres
async def test_a_worker_takes_over_from_one_that_was_killed(
    sim: Simulator, kennel: Kennel, postgres: PrivatePostgres, tmp_path: Path
) -> None:
    with postgres.cloned() as name:
        url = postgres.url(name)
        await furnished(url)
        world = World(sim, Database(url))
        broadcast = await world.announces()
        bots = [kennel.bot(**webhook(free_port()), BOT_DATABASE_URL=url) for _ in range(2)]
        for bot in bots:
            await bot.starts()
        await world.has_reached(PEOPLE // 3)
        holder = await _kill_the_sender(bots, world)
        in_flight = await world.unsettled()
        assert len(in_flight) <= IN_FLIGHT
        await world.lets_a_minute_pass()
        await world.is_done(broadcast)

        received = world.received()
        assert min(received.values()) == 1
        assert {account for account, times in received.items() if times > 1} <= in_flight
        assert holder.process is not None
        await bots[1 - bots.index(holder)].ends(signal.SIGKILL)
        await world.database.close()


async def _kill_the_sender(bots: Sequence[Any], world: World) -> Any:
    """The one that sends is the one without which nothing more arrives."""
    for bot in bots:
        bot.process.send_signal(signal.SIGSTOP)
        before = sum(world.received().values())
        await asyncio.sleep(0.5)
        if sum(world.received().values()) == before:
            await bot.ends(signal.SIGKILL)
            return bot
        bot.process.send_signal(signal.SIGCONT)
    raise AssertionError("nobody sends")
