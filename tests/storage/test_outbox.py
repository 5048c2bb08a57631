"""The outbox: nothing is lost, nobody gets a notice from two workers."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from delivery.model import Draft, Outcome, State
from people.model import Account, AccountId
from storage.database import Database
from storage.leases import SqlLeases
from storage.outbox import SqlOutbox
from storage.tables import accounts
from tests.clock import Ticking
from tests.storage.cast import SEALER, Stores, worker

LEASE = timedelta(minutes=1)


@pytest.fixture
def stores(database: Database) -> Stores:
    return worker(database, Ticking())


def draft(stores: Stores, owner: AccountId, about: str = "1", **later: float) -> Draft:
    return Draft(owner, "run_waiting", about, stores.clock() + timedelta(**later), {"слово": "«да»"})


async def test_a_notice_is_claimed_when_due_and_comes_with_its_person(stores: Stores) -> None:
    owner = await stores.person(address=42)
    assert await stores.outbox.add(draft(stores, owner, hours=1))

    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    stores.clock.passes(hours=1)
    (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 10)

    assert (notice.to.address, notice.kind, notice.about, dict(notice.data), notice.attempts) == (
        42,
        "run_waiting",
        "1",
        {"слово": "«да»"},
        1,
    )


async def test_the_same_notice_waits_once_and_may_be_asked_for_again_later(stores: Stores) -> None:
    owner = await stores.person()
    assert await stores.outbox.add(draft(stores, owner))
    assert not await stores.outbox.add(draft(stores, owner, hours=5))
    (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
    await stores.outbox.settle([Outcome(notice, State.SENT)], stores.clock())

    assert await stores.outbox.add(draft(stores, owner))
    (again,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
    assert again.attempts == 1


async def test_a_notice_moves_to_another_day_only_where_there_is_none_of_that_day(stores: Stores) -> None:
    person = await stores.person()
    now = stores.clock()
    for day in ("2026-10-05", "2026-10-06"):
        await stores.outbox.add(Draft(person, "campaign_reminder", day, now, {}))
    monday, _tuesday = await stores.outbox.claim(now, timedelta(minutes=1), 5)
    assert not await stores.outbox.move(monday.id, "2026-10-06")
    assert await stores.outbox.move(monday.id, "2026-10-07")
    assert not await stores.outbox.add(Draft(person, "campaign_reminder", "2026-10-07", now, {}))
    await stores.outbox.settle([Outcome(monday, State.SENT)], now)
    assert not await stores.outbox.move(monday.id, "2026-10-08")


async def test_two_workers_claim_different_notices(stores: Stores, database_url: str) -> None:
    other = SqlOutbox(Database(database_url), SEALER)
    for number in range(1, 31):
        await stores.outbox.add(draft(stores, await stores.person(number)))

    claims = await asyncio.gather(*[o.claim(stores.clock(), LEASE, 5) for o in (stores.outbox, other) * 3])
    await other._database.close()

    claimed = [notice.id for claim in claims for notice in claim]
    assert len(claimed) == 30
    assert len(set(claimed)) == 30


async def test_a_dead_workers_notices_come_back_when_its_lease_is_over(stores: Stores) -> None:
    await stores.outbox.add(draft(stores, await stores.person()))
    await stores.outbox.claim(stores.clock(), LEASE, 10)

    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    stores.clock.passes(minutes=1)
    (again,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
    assert again.attempts == 2


async def test_a_postponed_notice_waits_and_a_settled_one_is_gone(stores: Stores) -> None:
    await stores.outbox.add(draft(stores, await stores.person()))
    (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
    await stores.outbox.settle([Outcome(notice, until=stores.clock() + timedelta(seconds=30))], stores.clock())

    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    assert await stores.outbox.oldest_due(stores.clock()) is None
    stores.clock.passes(seconds=30)
    assert await stores.outbox.oldest_due(stores.clock()) == stores.clock()
    (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
    rejected = Outcome(notice, State.REJECTED, "Bad Request: " + "x" * 400)
    await stores.outbox.settle([rejected], stores.clock())
    assert await stores.outbox.oldest_due(stores.clock()) is None


async def test_a_notice_given_back_is_due_as_it_was_and_was_not_tried(stores: Stores) -> None:
    await stores.outbox.add(draft(stores, await stores.person()))
    for _ in range(3):
        (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
        assert notice.attempts == 1
        await stores.outbox.settle([Outcome(notice, was_tried=False)], stores.clock())


async def test_what_waits_for_an_unreachable_person_is_cancelled_until_they_come_back(stores: Stores) -> None:
    gone, there = await stores.person(1), await stores.person(2)
    for about in ("1", "2", "3"):
        await stores.outbox.add(draft(stores, gone, about))
    (first,) = await stores.outbox.claim(stores.clock(), LEASE, 1)
    await stores.outbox.settle([Outcome(first, State.UNREACHABLE)], stores.clock())
    await stores.outbox.add(draft(stores, there))

    (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 10)
    assert notice.to.id == there
    assert await unreachable(stores) == [gone]
    await stores.accounts.welcome(Account(gone, 1))
    assert await unreachable(stores) == []


async def test_whoever_writes_to_another_worker_is_reachable_again(stores: Stores, database: Database) -> None:
    gone = await stores.person(1)
    await stores.outbox.add(draft(stores, gone))
    (notice,) = await stores.outbox.claim(stores.clock(), LEASE, 1)
    await stores.outbox.settle([Outcome(notice, State.UNREACHABLE)], stores.clock())

    await worker(database, stores.clock).person(1)
    assert await unreachable(stores) == []


async def unreachable(stores: Stores) -> list[int]:
    async with stores.database.reading() as connection:
        found = select(accounts.c.id).where(accounts.c.unreachable_since.is_not(None))
        return list((await connection.execute(found)).scalars())


async def test_one_worker_holds_a_lease_until_it_runs_out(stores: Stores, database: Database) -> None:
    first, second = SqlLeases(database, "first"), SqlLeases(database, "second")
    assert await first.take("job", stores.clock(), LEASE)
    assert not await second.take("job", stores.clock(), LEASE)
    assert await second.take("another job", stores.clock(), LEASE)

    stores.clock.passes(seconds=40)
    assert await first.take("job", stores.clock(), LEASE)
    stores.clock.passes(seconds=40)
    assert not await second.take("job", stores.clock(), LEASE)
    stores.clock.passes(seconds=20)
    assert await second.take("job", stores.clock(), LEASE)
    assert not await first.take("job", stores.clock(), LEASE)
