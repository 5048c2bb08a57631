"""One digest instead of several pushes in a day, on both engines, whatever worker comes next."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from delivery.broadcast import TO_ACCOUNT, Counts, Size
from delivery.digest import day_began
from delivery.model import Draft, Notice, Outcome, Priority, State
from people.model import AccountId, CentreId
from storage.database import Database
from tests.clock import Ticking
from tests.storage.cast import Stores, worker
from tests.storage.test_broadcasts import LEASE, announced, people, sends_all, service
from tests.storage.test_costs import counted

NOON = datetime(2026, 10, 5, 9, tzinfo=UTC)
"""A Monday, twelve o'clock in Moscow."""
MORNING = datetime(2026, 10, 6, 5, tzinfo=UTC)


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking(NOON))
    yield stores
    await stores.lane.close()


async def goes_out(stores: Stores) -> list[Notice]:
    """Everything that may be sent at this moment."""
    await service(stores).spread_due()
    return await sends_all(stores)


def told(sent: list[Notice]) -> list[tuple[AccountId, list[object], bool]]:
    """To whom, which texts in one message, and whether without a sound."""
    return sorted((n.to.id, [n.data["text"], *(each.data["text"] for each in n.joined)], n.is_silent) for n in sent)


async def one_has_heard(stores: Stores) -> tuple[CentreId, AccountId, AccountId]:
    """Two people; the first got an announcement this morning."""
    centre = await stores.centre()
    first, second = await people(stores, centre, 2)
    alone = {"what": TO_ACCOUNT, "account": first}
    await announced(stores, centre, is_joined=True, data={"text": "утром"}, recipients=alone)
    assert told(await goes_out(stores)) == [(first, ["утром"], False)]
    stores.clock.passes(hours=3)
    return centre, first, second


async def test_who_has_heard_today_gets_the_rest_in_the_morning_as_one_message(
    stores: Stores, database: Database
) -> None:
    centre, first, second = await one_has_heard(stores)
    lunch = await announced(stores, centre, is_joined=True, data={"text": "днём"})
    assert told(await goes_out(stores)) == [(second, ["днём"], False)]
    stores.clock.passes(hours=1)
    await announced(stores, centre, is_joined=True, data={"text": "вечером"})
    assert told(await goes_out(stores)) == []

    again = worker(database, stores.clock)  # the machine was switched off meanwhile
    stores.clock.now = MORNING - timedelta(seconds=1)
    assert told(await goes_out(again)) == []
    stores.clock.now = MORNING
    assert told(await goes_out(again)) == [(first, ["днём", "вечером"], False), (second, ["вечером"], False)]
    assert await service(again).store.counts(lunch) == Counts(total=2, sent=2)
    await again.lane.close()


async def test_what_waits_can_be_sent_at_once_and_the_rest_of_the_digest_stays(stores: Stores) -> None:
    centre, first, second = await one_has_heard(stores)
    lunch = await announced(stores, centre, is_joined=True, data={"text": "днём"})
    await announced(stores, centre, is_joined=True, data={"text": "вечером"})
    # Of two that may be joined whoever has not heard today gets one message.
    assert told(await goes_out(stores)) == [(second, ["днём", "вечером"], False)]

    assert await service(stores).hurry(lunch)
    assert not await service(stores).hurry(lunch)
    assert told(await goes_out(stores)) == [(first, ["днём"], False)]
    assert await service(stores).store.counts(lunch) == Counts(total=2, sent=2)

    stores.clock.now = MORNING
    assert told(await goes_out(stores)) == [(first, ["вечером"], False)]
    assert not await service(stores).hurry(lunch)


async def test_what_is_in_somebodys_hands_is_hurried_when_they_give_it_back(stores: Stores) -> None:
    centre, first, _ = await one_has_heard(stores)
    alone = {"what": TO_ACCOUNT, "account": first}
    late = await announced(stores, centre, is_joined=True, data={"text": "днём"}, recipients=alone)
    await service(stores).spread_due()
    stores.clock.now = MORNING
    [held] = await stores.outbox.claim(stores.clock(), LEASE, 9)
    assert await service(stores).hurry(late)
    await service(stores).spread_due()
    await stores.outbox.settle([Outcome(held, None)], stores.clock())
    assert told(await sends_all(stores)) == []

    stores.clock.passes(seconds=3)
    assert told(await goes_out(stores)) == [(first, ["днём"], False)]


async def test_what_waits_for_the_morning_costs_nothing_till_then(stores: Stores, database: Database) -> None:
    centre, first, _ = await one_has_heard(stores)
    alone = {"what": TO_ACCOUNT, "account": first}
    for _ in range(3):
        await announced(stores, centre, is_joined=True, recipients=alone)
    await service(stores).spread_due()
    stores.clock.passes(seconds=3)
    with counted(database) as statements:
        assert await service(stores).spread_due() == 0
        assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    assert [statement.split()[0] for statement in statements] == ["SELECT", "SELECT", "SELECT"]


async def test_what_cannot_wait_does_not(stores: Stores) -> None:
    centre, first, _ = await one_has_heard(stores)
    alone = {"what": TO_ACCOUNT, "account": first}
    for kind, priority in (("announcement", Priority.URGENT), ("campaign_invitation", Priority.REMINDER)):
        await announced(stores, centre, kind=kind, priority=priority, recipients=alone, data={"text": kind})
    await service(stores).spread_due()
    sent = await sends_all(stores)
    assert sorted((n.kind, n.is_silent) for n in sent) == [("announcement", False), ("campaign_invitation", False)]


async def test_a_reminder_counts_as_hearing_and_an_answer_that_was_waited_for_does_not(stores: Stores) -> None:
    centre = await stores.centre()
    first, second = await people(stores, centre, 2)
    await stores.outbox.add(Draft(first, "run_waiting", "1", stores.clock(), {}, Priority.REMINDER))
    await stores.outbox.add(Draft(second, "job_done", "1", stores.clock(), {}, Priority.REPLY))
    await sends_all(stores)
    await announced(stores, centre)
    assert [n.to.id for n in await goes_out(stores)] == [second]


async def test_on_saturday_the_rest_comes_on_monday(stores: Stores) -> None:
    stores.clock.now = datetime(2026, 10, 10, 9, tzinfo=UTC)
    centre, first, _ = await one_has_heard(stores)
    await announced(stores, centre, is_joined=True, data={"text": "ещё"})
    await goes_out(stores)
    stores.clock.now = datetime(2026, 10, 11, 9, tzinfo=UTC)
    assert await goes_out(stores) == []
    stores.clock.now = datetime(2026, 10, 12, 5, tzinfo=UTC)
    assert told(await goes_out(stores)) == [(first, ["ещё"], False)]


async def test_what_was_queued_before_and_what_cannot_be_joined_makes_no_sound(stores: Stores) -> None:
    centre = await stores.centre()
    (one,) = await people(stores, centre, 1)
    for number in range(2):
        await announced(stores, centre, data={"text": f"с картинкой {number}"})
    await service(stores).spread_due()
    first = (await stores.outbox.claim(stores.clock(), LEASE, 1))[0]
    await stores.outbox.settle([Outcome(first, State.SENT, message=5)], stores.clock())
    assert told(await sends_all(stores)) == [(one, ["с картинкой 1"], True)]

    stores.clock.now = MORNING
    for number in range(2, 4):
        await announced(stores, centre, data={"text": f"с картинкой {number}"})
    assert [silent for _, _, silent in told(await goes_out(stores))] == [False, True]


async def test_a_channel_hears_as_often_as_is_announced(stores: Stores) -> None:
    centre = await stores.centre()
    channel = await stores.person(-1001)
    to_it = {"what": TO_ACCOUNT, "account": channel}
    for text_ in ("раз", "два"):
        await announced(stores, centre, data={"text": text_}, recipients=to_it)
        assert told(await goes_out(stores)) == [(channel, [text_], False)]
    for text_ in ("три", "четыре"):
        await announced(stores, centre, is_joined=True, data={"text": text_}, recipients=to_it)
    assert told(await goes_out(stores)) == [(channel, ["три"], False), (channel, ["четыре"], False)]


async def test_staff_are_told_how_many_have_heard_today(stores: Stores) -> None:
    centre, _, _ = await one_has_heard(stores)
    number = await announced(stores, centre)
    store = service(stores).store
    broadcast = await store.find(number)
    assert broadcast is not None
    zone = ZoneInfo("Europe/Moscow")
    assert await store.size(broadcast, day_began(stores.clock(), zone)) == Size(2, 2, 1)
    stores.clock.passes(hours=24)
    assert await store.size(broadcast, day_began(stores.clock(), zone)) == Size(2, 2, 0)
