"""How updates reach a bot: offsets, one poller, webhooks with secret and retries, repeated ones, troubles."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

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


@dataclass
class Hook:
    """A webhook that says what it is told to say."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    reply: dict[str, Any] | None = None

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(await request.json())
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
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


async def test_a_webhook_and_a_poller_exclude_each_other(call: Caller, hook: Hook) -> None:
    await call.does("setWebhook", url=hook.url)
    assert "can't use getUpdates method while webhook is active" in await call.refused("getUpdates")
    await call.does("deleteWebhook")
    await call.does("getUpdates")
    assert "unallowed characters" in await call.refused("setWebhook", url=hook.url, secret_token="тайна")


async def test_an_old_update_can_be_repeated_under_its_number(call: Caller, sim: Simulator, maria: Person) -> None:
    (start,) = await ids(call)
    assert await ids(call, offset=start + 1) == []
    sim.repeat(start)

    assert await ids(call, offset=start + 1) == [start]
    assert await ids(call, offset=start + 1) == []


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500)])
async def test_a_trouble_befalls_one_call(
    call: Caller, sim: Simulator, maria: Person, kind: str, status: int
) -> None:
    sim.fault(kind, method="sendMessage", retry_after=3)
    answer = await call("sendMessage", chat_id=maria.id, text="да")
    assert answer["error_code"] == status
    assert answer.get("parameters", {}).get("retry_after") == (3 if kind == "429" else None)

    await call.does("sendMessage", chat_id=maria.id, text="да")
    assert [message.text for message in maria.chat.messages if message.is_bot] == ["да"]


@pytest.mark.parametrize(("kind", "arrived"), [("lost_request", 0), ("lost_reply", 1)])
async def test_a_line_breaks_before_or_after_the_effect(
    call: Caller, sim: Simulator, maria: Person, kind: str, arrived: int
) -> None:
    sim.fault(kind, method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=maria.id, text="да")

    assert len([message for message in maria.chat.messages if message.is_bot]) == arrived
