"""Troubles on demand, each kind, counted."""

import asyncio
import time

import aiohttp
import pytest

from simulator import Person, Simulator
from tests.simulator.conftest import Caller


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


async def test_a_gateway_in_between_answers_with_a_page(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.fault("502", method="sendMessage")
    url = f"{sim.api_url}/bot{sim.token}/sendMessage"
    async with aiohttp.ClientSession() as client, client.post(url, json={"chat_id": maria.id, "text": "да"}) as got:
        assert (got.status, got.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await got.text()


async def test_a_line_may_hang_before_it_breaks(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.fault("timeout", method="sendMessage", ms=80)
    begun = time.monotonic()
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=maria.id, text="да")

    assert time.monotonic() - begun >= 0.08
    assert [message for message in maria.chat.messages if message.is_bot] == []


async def test_a_slow_answer_comes(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.fault("delay", method="sendMessage", ms=80)
    slow = asyncio.create_task(call.does("sendMessage", chat_id=maria.id, text="медленно"))
    await asyncio.sleep(0)
    begun = time.monotonic()
    await slow

    assert time.monotonic() - begun >= 0.07
    assert maria.chat.last.text == "медленно"


async def test_a_trouble_meant_for_any_method_befalls_as_many_calls_as_said(call: Caller, sim: Simulator) -> None:
    sim.fault("500", times=2)

    assert [(await call("getMe"))["ok"] for _ in range(3)] == [False, False, True]


async def test_a_trouble_waits_for_its_method(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.fault("500", method="EDITMESSAGETEXT")
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз")
    edit = {"chat_id": maria.id, "message_id": sent["message_id"], "text": "два"}

    assert await call.refused("editMessageText", **edit) == "Internal Server Error"
    await call.does("editMessageText", **edit)


async def test_a_kind_nobody_knows_is_refused_at_once(sim: Simulator) -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        sim.fault("flood")
