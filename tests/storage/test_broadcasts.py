"""Broadcasts: everybody once, portion by portion, pausable, countable; nobody at night; several as one message."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, func, insert, select

from bot.recipients import RECIPIENTS
from delivery.broadcast import (
    ANNOUNCEMENT,
    CORRECTION,
    TO_ACCOUNT,
    TO_AUDIENCE,
    BroadcastDraft,
    BroadcastState,
    Counts,
    Delivered,
    Failure,
    Part,
)
from delivery.broadcasts import BroadcastService
from delivery.model import BroadcastId, Draft, Notice, Outcome, Priority, State
from people.audience import Audience, audience_to_json
from people.model import AccountId, CentreId
from people.outage import OutageError
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.people_tables import members
from storage.tables import accounts, notices
from tests.clock import Ticking
from tests.storage.cast import Stores, worker

LEASE = timedelta(minutes=1)
EVERYBODY = {"what": TO_AUDIENCE, "audience": audience_to_json(Audience())}


@pytest.fixture
def stores(database: Database) -> Stores:
    return worker(database, Ticking())


def service(stores: Stores, portion: int = 500) -> BroadcastService:
    return BroadcastService(SqlBroadcastStore(stores.database, RECIPIENTS), stores.clock, portion)


async def people(stores: Stores, centre: CentreId, number: int, *, first: int = 1) -> list[AccountId]:
    """Members of a centre who have come to the bot."""
    them = [await stores.person(address) for address in range(first, first + number)]
    rows = [
        {"centre_id": centre, "account_id": account, "code": f"C{account}", "role": "teacher"}
        | {"is_guest": False, "has_left": False}
        for account in them
    ]
    async with stores.database.writing() as connection:
        await connection.execute(insert(members), rows)
    return them


async def announced(stores: Stores, centre: CentreId, **others: Any) -> BroadcastId:
    draft = BroadcastDraft(
        centre=centre,
        kind=ANNOUNCEMENT,
        title="Семинар",
        recipients=EVERYBODY,
        data={"text": "Семинар во вторник"},
        starts_at=stores.clock(),
        made_by=AccountId(1),
    )
    return await service(stores).store.add(replace(draft, **others))


async def sends_all(stores: Stores, state: State = State.SENT, reason: str = "") -> list[Notice]:
    """Claim and settle everything that is due."""
    sent: list[Notice] = []
    while claimed := await stores.outbox.claim(stores.clock(), LEASE, 7):
        sent += claimed
        outcomes = [
            Outcome(each, state, reason, message=9000 + notice.id)
            for notice in claimed
            for each in (notice, *notice.joined)
        ]
        await stores.outbox.settle(outcomes, stores.clock())
    return sent


async def state_of(stores: Stores, broadcast: BroadcastId) -> BroadcastState:
    found = await service(stores).store.find(broadcast)
    assert found is not None
    return found.state


async def test_everybody_gets_it_once_and_it_is_done(stores: Stores) -> None:
    centre, other = await stores.centre("Один"), await stores.centre("Другой")
    them = await people(stores, centre, 23)
    await people(stores, other, 3, first=100)
    broadcast = await announced(stores, centre)
    service_ = service(stores, portion=5)

    assert await service_.spread_due() == 23
    assert await state_of(stores, broadcast) is BroadcastState.SENDING
    sent = await sends_all(stores)
    assert sorted(notice.to.id for notice in sent) == them
    assert {(n.kind, n.about, n.data["text"], n.priority, n.broadcast) for n in sent} == {
        (ANNOUNCEMENT, f"b{broadcast}", "Семинар во вторник", Priority.BROADCAST, broadcast)
    }
    stores.clock.passes(seconds=3)
    assert await service_.spread_due() == 0
    assert await state_of(stores, broadcast) is BroadcastState.DONE
    assert await service_.store.counts(broadcast) == Counts(total=23, sent=23)


async def test_spreading_goes_on_where_it_was_cut_off(stores: Stores, database: Database) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 20)
    broadcast = await announced(stores, centre)
    first = service(stores).store
    assert (await first.spread(stores.clock(), 6)).queued == 6

    def breaks(told: Mapping[str, Any], centre: CentreId, dialect: str) -> Select[Any]:
        return RECIPIENTS[TO_AUDIENCE](told, centre, dialect).where(func.no_such_function() == 1)

    with pytest.raises(OutageError):
        await SqlBroadcastStore(database, {TO_AUDIENCE: breaks}).spread(stores.clock(), 6)
    second = service(worker(database, stores.clock), portion=6)
    assert await second.spread_due() == 14

    assert sorted(notice.to.id for notice in await sends_all(stores)) == them
    assert (await first.counts(broadcast)).sent == 20


async def test_two_workers_spread_and_send_without_a_double(stores: Stores, database_url: str) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 60)
    broadcast = await announced(stores, centre)
    other = worker(Database(database_url), stores.clock)
    await asyncio.gather(service(stores, 7).spread_due(), service(other, 7).spread_due())
    await service(stores).spread_due()

    sent = await asyncio.gather(sends_all(stores), sends_all(other))
    assert sorted(notice.to.id for each in sent for notice in each) == them
    assert await service(other).store.counts(broadcast) == Counts(total=60, sent=60)
    await other.lane.close()
    await other.database.close()


async def test_whoever_joins_twice_by_two_broadcasts_about_one_thing_gets_one(stores: Stores) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 4)
    for _ in range(2):
        await announced(stores, centre, kind="campaign_reminder", about="7:1")
    assert await service(stores).spread_due() == 4

    assert sorted(notice.to.id for notice in await sends_all(stores)) == them


async def test_a_paused_one_waits_a_resumed_one_goes_on_and_a_stopped_one_is_over(stores: Stores) -> None:
    centre = await stores.centre()
    await people(stores, centre, 10)
    broadcast = await announced(stores, centre)
    desk = service(stores, portion=4)
    await desk.store.spread(stores.clock(), 4)
    assert await desk.pause(broadcast)
    assert not await desk.pause(broadcast)
    assert await desk.spread_due() == 0
    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []

    assert await desk.resume(broadcast)
    assert await desk.spread_due() == 6
    claimed = await stores.outbox.claim(stores.clock(), LEASE, 3)
    assert len(claimed) == 3
    assert await desk.stop(broadcast)
    await desk.spread_due()
    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    await stores.outbox.settle([Outcome(notice, State.SENT) for notice in claimed], stores.clock())

    assert await desk.store.counts(broadcast) == Counts(total=10, sent=3, cancelled=7)
    assert not await desk.resume(broadcast)
    assert not await desk.stop(broadcast)


async def test_a_scheduled_one_waits_for_its_time_and_a_draft_for_a_word(stores: Stores) -> None:
    centre = await stores.centre()
    await people(stores, centre, 2)
    draft = await announced(stores, centre, state=BroadcastState.DRAFT)
    later = stores.clock() + timedelta(hours=2)
    await announced(stores, centre, starts_at=later)
    assert await service(stores).spread_due() == 0

    stores.clock.passes(hours=2)
    assert await service(stores).spread_due() == 2
    assert await service(stores).start(draft)
    assert await service(stores).spread_due() == 2
    assert not await service(stores).start(draft)


@pytest.mark.parametrize(
    ("moment", "priority", "goes"),
    [
        (datetime(2026, 10, 5, 16, 59, tzinfo=UTC), Priority.BROADCAST, True),
        (datetime(2026, 10, 5, 17, 0, tzinfo=UTC), Priority.BROADCAST, False),  # 20:00 in Moscow
        (datetime(2026, 10, 5, 17, 0, tzinfo=UTC), Priority.URGENT, False),
        (datetime(2026, 10, 5, 17, 0, tzinfo=UTC), Priority.REPLY, True),
        (datetime(2026, 10, 4, 9, 0, tzinfo=UTC), Priority.BROADCAST, False),  # Sunday
        (datetime(2026, 10, 6, 5, 0, tzinfo=UTC), Priority.BROADCAST, True),
    ],
)
async def test_nobody_is_disturbed_in_the_quiet_hours_of_the_centre(
    stores: Stores, moment: datetime, priority: Priority, goes: bool
) -> None:
    stores.clock.now = moment
    centre = await stores.centre()
    await people(stores, centre, 1)
    await announced(stores, centre, priority=priority)
    await service(stores).spread_due()

    assert len(await stores.outbox.claim(stores.clock(), LEASE, 10)) == int(goes)


async def test_a_reply_goes_before_a_reminder_and_both_before_broadcasts(stores: Stores) -> None:
    centre = await stores.centre()
    (one,) = await people(stores, centre, 1)
    await announced(stores, centre, about="plain")
    await announced(stores, centre, about="urgent", priority=Priority.URGENT)
    await service(stores).spread_due()
    for about, priority in (("reminder", Priority.REMINDER), ("reply", Priority.REPLY)):
        await stores.outbox.add(Draft(one, "run_waiting", about, stores.clock(), {}, priority))

    order = [notice.about for notice in await stores.outbox.claim(stores.clock(), LEASE, 10)]
    assert order == ["reply", "reminder", "urgent", "plain"]


async def test_announcements_that_wait_together_travel_together_but_for_the_urgent(stores: Stores) -> None:
    centre = await stores.centre()
    first, second = await people(stores, centre, 2)
    morning = [await announced(stores, centre, is_joined=True, data={"text": text}) for text in ("раз", "два")]
    alone = {"what": TO_ACCOUNT, "account": first}
    third = await announced(stores, centre, is_joined=True, data={"text": "три"}, recipients=alone)
    urgent = await announced(stores, centre, priority=Priority.URGENT)
    await service(stores).spread_due()

    claimed = await stores.outbox.claim(stores.clock(), LEASE, 4)
    shape = sorted((n.to.id, n.broadcast, tuple(sorted(j.broadcast or 0 for j in n.joined))) for n in claimed)
    assert shape == [
        (first, morning[0], (morning[1], third)),
        (first, urgent, ()),
        (second, morning[0], (morning[1],)),
        (second, urgent, ()),
    ]
    outcomes = [Outcome(each, State.SENT, message=n.id) for n in claimed for each in (n, *n.joined)]
    await stores.outbox.settle(outcomes, stores.clock())
    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    delivered = await service(stores).store.delivered(morning[1], first)
    assert delivered is not None
    assert [part.data["text"] for part in delivered.parts] == ["раз", "два", "три"]


async def test_those_who_blocked_the_bot_are_counted_and_not_written_to(stores: Stores) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 3)
    first = await announced(stores, centre)
    await service(stores).spread_due()
    second = await announced(stores, centre)
    claimed = await stores.outbox.claim(stores.clock(), LEASE, 10)
    await stores.outbox.settle([Outcome(claimed[0], State.UNREACHABLE)], stores.clock())
    await service(stores).spread_due()

    assert await service(stores).store.counts(first) == Counts(total=3, unreachable=1)
    assert await service(stores).store.counts(second) == Counts(total=3, unreachable=1)
    assert {n.to.id for n in await sends_all(stores) if n.broadcast == second} == set(them) - {claimed[0].to.id}


async def test_dead_letters_can_be_read_and_repeated(stores: Stores) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 3)
    broadcast = await announced(stores, centre)
    desk = service(stores)
    await desk.spread_due()
    await sends_all(stores, State.REJECTED, "Bad Request: no")
    stores.clock.passes(seconds=3)
    await desk.spread_due()
    assert await state_of(stores, broadcast) is BroadcastState.DONE
    failures: Sequence[Failure] = await desk.store.failures(broadcast, 2)
    assert [(f.code, f.reason) for f in failures] == [(f"C{account}", "Bad Request: no") for account in them[:2]]

    assert await desk.store.repeat(broadcast, stores.clock()) == 3
    assert await desk.store.counts(broadcast) == Counts(total=3)
    assert len(await sends_all(stores)) == 3
    assert await desk.store.counts(broadcast) == Counts(total=3, sent=3)
    assert await desk.store.repeat(broadcast, stores.clock()) == 0


async def test_dead_letters_of_a_stopped_broadcast_are_repeated_after_the_rest_was_taken_back(
    stores: Stores,
) -> None:
    centre = await stores.centre()
    await people(stores, centre, 3)
    broadcast = await announced(stores, centre)
    desk = service(stores)
    await desk.spread_due()
    dead, in_flight = await stores.outbox.claim(stores.clock(), LEASE, 2)
    await stores.outbox.settle([Outcome(dead, State.REJECTED, "Bad Request: no")], stores.clock())
    assert await desk.store.move(broadcast, BroadcastState.STOPPED, (BroadcastState.SENDING,))

    for _ in range(2):
        assert await desk.store.repeat(broadcast, stores.clock()) is None
        assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
        await desk.spread_due()
    await stores.outbox.settle([Outcome(in_flight, None)], stores.clock())
    stores.clock.passes(seconds=3)
    await desk.spread_due()
    assert await desk.store.repeat(broadcast, stores.clock()) == 1
    assert [notice.id for notice in await sends_all(stores)] == [dead.id]
    assert await desk.store.counts(broadcast) == Counts(total=3, sent=1, cancelled=2)


async def test_a_pressed_button_is_counted_once_and_only_for_its_owner(stores: Stores) -> None:
    centre = await stores.centre()
    first, second = await people(stores, centre, 2)
    broadcast = await announced(stores, centre)
    desk = service(stores).store
    await service(stores).spread_due()
    sent = {notice.to.id: notice.id for notice in await sends_all(stores)}

    assert await desk.press(sent[first], second, stores.clock()) is None
    for _ in range(2):
        pressed = await desk.press(sent[first], first, stores.clock())
        assert pressed is not None
        assert pressed.id == broadcast
    assert await desk.counts(broadcast) == Counts(total=2, sent=2, pressed=1)


async def test_a_correction_reaches_the_delivered_the_waiting_and_what_was_in_flight(stores: Stores) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 3)
    broadcast = await announced(stores, centre)
    desk = service(stores)
    await desk.spread_due()
    delivered, in_flight = await stores.outbox.claim(stores.clock(), LEASE, 2)
    await stores.outbox.settle([Outcome(delivered, State.SENT, message=5)], stores.clock())
    before = await desk.store.find(broadcast)
    assert before is not None

    assert await desk.correct(before, "Семинар", {"text": "Семинар в среду"}, AccountId(1))
    assert not await desk.correct(before, "Семинар", {"text": "Семинар в четверг"}, AccountId(2))
    await desk.spread_due()
    sent = {(n.kind, n.to.id, n.data.get("text")) for n in await sends_all(stores)}
    assert sent == {(CORRECTION, delivered.to.id, None), (ANNOUNCEMENT, them[2], "Семинар в среду")}
    found = await desk.store.delivered(broadcast, delivered.to.id)
    assert found == Delivered(5, (Part(delivered.id, {"text": "Семинар в среду"}),))

    await stores.outbox.settle([Outcome(in_flight, State.SENT, message=6)], stores.clock())
    stores.clock.passes(minutes=2)
    await desk.spread_due()
    again = [(n.kind, n.to.id) for n in await sends_all(stores)]
    # Those who got the new words meanwhile are asked, too: an edit that changes nothing harms nobody.
    assert sorted(again) == sorted([(CORRECTION, in_flight.to.id), (CORRECTION, them[2])])


async def test_a_broadcast_nobody_can_spread_is_stopped_and_holds_up_no_other(stores: Stores) -> None:
    centre = await stores.centre()
    await people(stores, centre, 1)
    strange = await announced(stores, centre, recipients={"what": "strange"})
    await announced(stores, centre)

    assert await service(stores).spread_due() == 1
    assert await state_of(stores, strange) is BroadcastState.STOPPED


async def test_spreading_a_portion_costs_the_same_number_of_rows_whatever_was_spread_before(stores: Stores) -> None:
    centre = await stores.centre()
    them = await people(stores, centre, 12)
    await announced(stores, centre)
    store, sizes = service(stores).store, []
    while (portion := await store.spread(stores.clock(), 5)).queued:
        sizes.append(portion.queued)
    assert sizes == [5, 5, 2]

    async with stores.database.reading() as connection:
        rows = (await connection.execute(select(notices.c.account_id))).scalars()
        assert Counter(rows) == Counter(them)
        assert (await connection.execute(select(func.count()).select_from(accounts))).scalar_one() == 12
