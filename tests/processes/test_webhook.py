"""Updates brought to the bot; several workers on PostgreSQL share one person."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from simulator import Simulator
from tests.centre import furnished
from tests.chat.cast import Someone
from tests.chat.test_self_assessment import answers_everything, begins
from tests.postgres import PrivatePostgres
from tests.processes.conftest import Kennel, free_port

SECRET = "webhook-secret-of-the-test"


def webhook(port: int) -> dict[str, str]:
    """Settings of a bot that is brought its updates."""
    return {
        "BOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "BOT_WEBHOOK_SECRET": SECRET,
        "BOT_LISTEN": f"127.0.0.1:{port}",
    }


async def test_a_webhook_registers_itself_and_answers_taps_in_its_reply(sim: Simulator, kennel: Kennel) -> None:
    bot = kennel.bot(**webhook(free_port()))
    await bot.starts()
    maria = Someone(sim, sim.person("Мария"))
    await begins(maria)
    await maria.taps("Учитель-предметник")

    maria.sees("2 из 51")
    assert sim.mode == "webhook"
    assert sim.unanswered() == []
    assert sim.refused() == []


async def test_a_wrong_secret_is_refused(sim: Simulator, kennel: Kennel) -> None:
    bot = kennel.bot(**webhook(free_port()))
    await bot.starts()
    async with aiohttp.ClientSession() as client:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
            url = bot.settings["BOT_WEBHOOK_URL"]
            async with client.post(url, json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == 401
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        for body in (b"not json", b"[1]"):
            async with client.post(bot.settings["BOT_WEBHOOK_URL"], data=body, headers=headers) as answer:
                assert answer.status == 400
        async with client.post(bot.settings["BOT_WEBHOOK_URL"], json={"update_id": 1}, headers=headers) as answer:
            assert answer.status == 200


@pytest.fixture
async def database(postgres: PrivatePostgres) -> AsyncIterator[str]:
    """A migrated PostgreSQL database with an open centre in it."""
    with postgres.cloned() as name:
        await furnished(postgres.url(name))
        yield postgres.url(name)


@pytest.fixture
async def balancer() -> AsyncIterator[tuple[int, list[int]]]:
    """What stands in front of several workers: requests go round."""
    ports: list[int] = []
    turn = 0

    async def forward(request: web.Request) -> web.Response:
        nonlocal turn
        turn += 1
        url = f"http://127.0.0.1:{ports[turn % len(ports)]}{request.path}"
        body = await request.read()
        async with client.post(url, data=body, headers=request.headers) as answer:
            return web.Response(status=answer.status, body=await answer.read(), content_type=answer.content_type)

    app = web.Application()
    app.router.add_post("/{path:.*}", forward)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as client:
        yield runner.addresses[0][1], ports
    await runner.cleanup()


@pytest.mark.postgres
async def test_two_workers_on_postgresql_share_one_person_who_taps_at_both(
    sim: Simulator, kennel: Kennel, database: str, balancer: tuple[int, list[int]]
) -> None:
    front, ports = balancer
    for _ in range(2):
        port = free_port()
        ports.append(port)
        settings = {**webhook(front), "BOT_LISTEN": f"127.0.0.1:{port}", "BOT_DATABASE_URL": database}
        await kennel.bot(**settings).starts()
    maria = Someone(sim, sim.person("Мария"))
    await begins(maria)
    await maria.taps("Учитель-предметник")
    await maria.taps("Физика")
    for _ in range(8):
        screen, number = maria.screen, maria.screen.text.split("\n")[1]
        data = next(b.data for row in screen.buttons for b in row if b.data.startswith("a:"))
        queries = [maria.person.presses(screen.id, data=data) for _ in range(4)]
        for query in queries:
            await sim.answered(query)
        await sim.settled()

        heard = sorted(query.answer.text for query in queries)
        assert heard == ["", *["На этот вопрос вы уже ответили"] * 3]
        assert int(maria.screen.text.split("\n")[1].split()[0]) == int(number.split()[0]) + 1
    await asyncio.wait_for(answers_everything(maria), 60)

    maria.sees("Ваш результат")
    # Two workers cannot know what the other one has just drawn; nothing else may have been refused.
    assert {r.description[:36] for r in sim.refused()} <= {"Bad Request: message is not modified"}


async def test_a_start_without_telegram_waits_for_it(sim: Simulator, kennel: Kennel) -> None:
    sim.fault("500", method="setWebhook", times=2)
    bot = kennel.bot(**webhook(free_port()))
    await bot.starts()
    maria = sim.person("Мария")
    maria.sends("/start")
    await sim.settled()

    assert maria.chat.last.is_bot
    assert sim.mode == "webhook"
