"""Starting, stopping, being killed: nothing that a person saw acknowledged is ever lost."""

import asyncio
import random
import signal

import aiohttp

from simulator import Simulator
from tests.chat.cast import Someone
from tests.chat.test_self_assessment import begins
from tests.processes.conftest import BotProcess, Kennel

OPTION = "Делаю уверенно, могу показать"
ENDLESS = 10_000


async def taps_for_ever(person: Someone, seen: dict[int, tuple[str, int]]) -> None:
    """Tap the first option of whatever is asked; remember what was acknowledged by the next screen."""
    while True:
        screen = person.screen
        options = [b for row in screen.buttons for b in row if (b.data or "").startswith("a:")]
        if not options:
            return
        data, edits = str(options[0].data), screen.edited_times
        person.person.presses(screen.id, data=data)
        while screen.edited_times == edits and person.screen is screen:
            await asyncio.sleep(0.005)
        seen[person.id] = (data, seen.get(person.id, ("", 0))[1] + 1)


async def test_kill_9_in_the_middle_of_many_questionnaires_loses_no_acknowledged_answer(
    sim: Simulator, kennel: Kennel
) -> None:
    bot = kennel.bot()
    await bot.starts()
    people = [Someone(sim, sim.person(f"Учитель {n}")) for n in range(15)]
    await asyncio.gather(*[begins(person) for person in people])
    acknowledged: dict[int, tuple[str, int]] = {}
    tapping = [asyncio.create_task(taps_for_ever(person, acknowledged)) for person in people]
    rng = random.Random(1)
    for _ in range(3):
        await asyncio.sleep(rng.uniform(0.3, 0.8))
        await bot.ends(signal.SIGKILL)
        await bot.starts()
    await asyncio.sleep(0.5)
    for task in tapping:
        task.cancel()
    await asyncio.gather(*tapping, return_exceptions=True)
    await sim.settled()

    assert sum(count for _, count in acknowledged.values()) > len(people)
    for person in people:
        _, taps = acknowledged[person.id]
        revision = int(person.screen.buttons[0][0].data.split(":")[2])
        # One tap may have been saved without its screen being seen; none that was seen may be missing or doubled.
        assert taps <= revision <= taps + 1, person.screen.text
        await person.says("/start")
        person.sees("Вас ждёт начатая анкета")


async def test_sigterm_finishes_what_is_in_hand(sim: Simulator, kennel: Kennel) -> None:
    bot = kennel.bot()
    await bot.starts()
    maria = Someone(sim, sim.person("Мария"))
    await begins(maria)
    sim.fault("delay", method="editMessageText", ms=700)
    query = maria.person.presses(maria.screen.id, data=maria.data("Учитель-предметник"))
    while not sim.world.queue.log[-1].attempts:
        await asyncio.sleep(0.01)

    assert await bot.ends() == 0

    maria.sees("2 из 51")
    assert query.answer is not None
    assert not sim.world.queue.waiting
    assert "Traceback" not in bot.told


async def test_health_tells_what_an_operator_wants_to_know(sim: Simulator, kennel: Kennel) -> None:
    bot = kennel.bot()
    await bot.starts()
    await Someone(sim, sim.person("Мария")).says("/start")
    async with asyncio.timeout(15), aiohttp.ClientSession() as client:
        health = {"last_clock_tick_at": None}
        while not health["last_clock_tick_at"]:  # the first tick comes a moment after the start
            async with client.get(bot.health_url) as answer:
                assert answer.status == 200
                health = await answer.json()

    assert health["status"] == "ok"
    assert health["database"] == "ok"
    assert health["last_update_at"]
    assert health["last_clock_tick_at"]
    assert health["oldest_undelivered_notice_at"] is None


async def test_a_start_introduces_the_bot(sim: Simulator, kennel: Kennel) -> None:
    bot = kennel.bot()
    await bot.starts()
    while not sim.world.description:
        await asyncio.sleep(0.02)

    assert [command["command"] for command in sim.world.commands] == ["start", "result", "help"]


async def test_an_address_in_use_is_one_sentence(sim: Simulator, kennel: Kennel) -> None:
    first = kennel.bot()
    await first.starts()
    code, told = await BotProcess({**first.settings}).runs("run")

    assert code == 1
    assert "занят" in told
    assert "Traceback" not in told
