"""How updates reach a bot by webhook: secret, retries, order, connections, a method in the reply."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from simulator import Person, Simulator
from tests.simulator.conftest import Caller


@dataclass
class Hook:
    """A webhook that says what it is told to say."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    reply: dict[str, Any] | None = None
    fails_for: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: int = 0
    most_under_way: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        self.got.append(update)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        self._news.set()
        await self.gate.wait()
        self.under_way -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        if update["message"]["from"]["id"] == self.fails_for:
            status = 500
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)

    def texts(self, person: int) -> list[str]:
        """What came from somebody, each attempt."""
        return [u["message"]["text"] for u in self.got if u["message"]["from"]["id"] == person]

    async def arrived(self) -> None:
        """Until something more has come."""
        await self._news.wait()
        self._news.clear()

    async def has_got(self, person: int, messages: int) -> None:
        """Until so much has come from somebody."""
        async with asyncio.timeout(5):
            while len(self.texts(person)) < messages:
                await self.arrived()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    hook.gate.set()
    app = web.Application()
    app.router.add_post("/", hook.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_the_secret_and_each_update_until_it_says_yes(
    call: Caller, sim: Simulator, maria: Person, hook: Hook
) -> None:
    hook.statuses = [500, 404, 200]
    await call.does("setWebhook", url=hook.url, secret_token="secret-1")
    maria.sends("раз")
    await sim.settled()

    assert [update["message"]["text"] for update in hook.got] == ["/start", "/start", "/start", "раз"]
    assert set(hook.secrets) == {"secret-1"}
    info = await call.does("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_a_method_in_the_reply_is_carried_out(call: Caller, sim: Simulator, maria: Person, hook: Hook) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": maria.id, "text": "из ответа"}
    await call.does("setWebhook", url=hook.url)
    await sim.settled()

    assert maria.chat.last.text == "из ответа"


async def test_one_person_s_updates_keep_their_order_and_others_do_not_wait(
    call: Caller, sim: Simulator, maria: Person, hook: Hook
) -> None:
    olga = sim.person("Ольга")
    hook.fails_for = maria.id
    await call.does("setWebhook", url=hook.url)
    maria.sends("раз")
    olga.sends("/start")
    await hook.has_got(olga.id, 1)
    assert hook.texts(maria.id) == ["/start"] * len(hook.texts(maria.id))  # nothing overtakes what failed

    hook.fails_for = 0
    await sim.settled()
    assert hook.texts(maria.id)[-2:] == ["/start", "раз"]
    assert hook.texts(olga.id) == ["/start"]


@pytest.mark.parametrize(("most", "at_once"), [(1, 1), (3, 3)])
async def test_no_more_updates_are_under_way_than_connections(
    call: Caller, sim: Simulator, hook: Hook, most: int, at_once: int
) -> None:
    hook.gate.clear()
    await call.does("setWebhook", url=hook.url, max_connections=most)
    for number in range(5):
        sim.person(str(number)).sends("/start")
    async with asyncio.timeout(5):
        while hook.under_way < at_once:
            await hook.arrived()
    hook.gate.set()
    await sim.settled()

    assert hook.most_under_way == at_once
    assert len(hook.got) == 5


async def test_a_dead_address_is_tried_again(call: Caller, sim: Simulator, maria: Person, hook: Hook) -> None:
    await call.does("setWebhook", url="http://127.0.0.1:9/")
    async with asyncio.timeout(5):
        while "last_error_message" not in await call.does("getWebhookInfo"):
            await asyncio.sleep(0)
    await call.does("setWebhook", url=hook.url)
    await sim.settled()

    assert hook.texts(maria.id) == ["/start"]


async def test_a_repeated_update_comes_again(call: Caller, sim: Simulator, maria: Person, hook: Hook) -> None:
    await call.does("setWebhook", url=hook.url)
    await sim.settled()
    sim.repeat(sim.last_update_id)
    await sim.settled()

    assert [update["update_id"] for update in hook.got] == [sim.last_update_id] * 2


async def test_what_waits_may_be_dropped(call: Caller, sim: Simulator, maria: Person, hook: Hook) -> None:
    await call.does("setWebhook", url=hook.url, drop_pending_updates=True, allowed_updates=["callback_query"])
    maria.sends("не нужно")
    await sim.settled()

    assert hook.got == []
    assert (await call.does("getWebhookInfo"))["allowed_updates"] == ["callback_query"]


async def test_a_refused_method_in_the_reply_is_written_down(
    call: Caller, sim: Simulator, maria: Person, hook: Hook
) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": maria.id, "text": ""}
    await call.does("setWebhook", url=hook.url)
    await sim.settled()

    assert [request.description for request in sim.refused()] == ["Bad Request: message text is empty"]


WRONG = [
    ("no address", {"url": "metodist.ru"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("Russian letters", {"secret_token": "тайна"}, "secret token contains unallowed characters"),
    ("a blank", {"secret_token": "a b"}, "secret token contains unallowed characters"),
    ("257 letters", {"secret_token": "a" * 257}, "secret token is too long"),
]


@pytest.mark.parametrize(("why", "wrong", "words"), WRONG, ids=[case[0] for case in WRONG])
async def test_a_webhook_is_refused(call: Caller, hook: Hook, why: str, wrong: dict[str, Any], words: str) -> None:
    assert await call.refused("setWebhook", **{"url": hook.url, **wrong}) == f"Bad Request: {words}"
    assert (await call.does("getWebhookInfo"))["url"] == ""


async def test_a_webhook_and_a_poller_exclude_each_other(call: Caller, hook: Hook) -> None:
    await call.does("setWebhook", url=hook.url)
    assert "can't use getUpdates method while webhook is active" in await call.refused("getUpdates")
    await call.does("deleteWebhook")
    await call.does("getUpdates")


async def test_a_new_webhook_ends_a_poll(call: Caller, sim: Simulator, hook: Hook) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.wait_for(sim.world.queue.changed.wait(), 5)
    await call.does("setWebhook", url=hook.url)

    answer = await asyncio.wait_for(polling, 5)
    assert (answer["error_code"], answer["description"]) == (409, "Conflict: terminated by setWebhook request")
