"""How updates reach a bot that polls: offsets, one poller at a time, repeated ones."""

import asyncio
from typing import Any

from simulator import Person, Simulator
from tests.simulator.conftest import Caller


async def ids(call: Caller, **parameters: Any) -> list[int]:
    return [update["update_id"] for update in await call.does("getUpdates", **parameters)]


async def test_updates_stay_until_a_later_offset_confirms_them(call: Caller, maria: Person) -> None:
    maria.sends("раз")
    first, second = await ids(call)
    assert await ids(call) == [first, second]
    assert await ids(call, limit=1) == [first]
    assert await ids(call, offset=second) == [second]
    assert await ids(call) == [second]
    assert await ids(call, offset=second + 1) == []


async def test_an_offset_confirms_what_was_never_taken(call: Caller, maria: Person) -> None:
    (first,) = await ids(call)
    maria.sends("раз")
    maria.sends("два")

    assert await ids(call, offset=first + 2) == [first + 2]


async def test_no_more_than_a_hundred_come_at_once(call: Caller, maria: Person) -> None:
    for number in range(110):
        maria.sends(str(number))

    assert len(await ids(call)) == 100
    assert len(await ids(call, limit=1000)) == 100
    assert len(await ids(call, limit=0)) == 1


async def test_an_old_update_is_forgotten_after_a_day(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.world.queue.waiting[0].at -= 24 * 3600 + 1

    assert await ids(call) == []


async def test_a_negative_offset_forgets_all_but_the_last(call: Caller, maria: Person) -> None:
    for text in ("раз", "два", "три"):
        maria.sends(text)
    everything = await ids(call)

    assert await ids(call, offset=-1) == everything[-1:]


async def test_a_long_poll_waits_for_news(call: Caller, sim: Simulator, maria: Person) -> None:
    (start,) = await ids(call)
    polling = asyncio.create_task(ids(call, offset=start + 1, timeout=20))
    await sim.settled()
    maria.sends("новость")

    assert len(await asyncio.wait_for(polling, 5)) == 1


async def test_a_second_poller_throws_out_the_first(call: Caller, sim: Simulator, maria: Person) -> None:
    (start,) = await ids(call)
    first = asyncio.create_task(call("getUpdates", offset=start + 1, timeout=20))
    await sim.settled()
    second = asyncio.create_task(call("getUpdates", timeout=20))
    answer = await asyncio.wait_for(first, 5)
    maria.sends("кому?")

    assert answer["error_code"] == 409
    assert "terminated by other getUpdates request" in answer["description"]
    assert len((await asyncio.wait_for(second, 5))["result"]) == 1


async def test_kinds_that_were_not_asked_for_do_not_come(call: Caller, maria: Person) -> None:
    assert len(await call.does("getUpdates", allowed_updates=["callback_query"])) == 1
    maria.sends("не нужно")
    maria.presses(1, "нужно")

    updates = await call.does("getUpdates", offset=100_002)
    assert [list(update)[1] for update in updates] == ["callback_query"]


async def test_an_old_update_can_be_repeated_under_its_number(call: Caller, sim: Simulator, maria: Person) -> None:
    (start,) = await ids(call)
    assert await ids(call, offset=start + 1) == []
    sim.repeat(start)

    assert await ids(call, offset=start + 1) == [start]
    assert await ids(call, offset=start + 1) == []

    maria.sends("раз")
    sim.repeat(start)
    assert await ids(call, offset=start + 1) == [start + 1, start]
