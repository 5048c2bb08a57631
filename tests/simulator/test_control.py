"""The control API: what the page and tests in other processes do over HTTP, and what foreign pages may not."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
from yarl import URL

from simulator import Person, Simulator
from tests.simulator.conftest import Caller


class Desk:
    """Somebody at the page."""

    def __init__(self, url: str, client: aiohttp.ClientSession) -> None:
        self.url = url
        self.client = client

    async def does(self, path: str, **content: Any) -> Any:
        """A change; gives the answer."""
        async with self.client.post(f"{self.url}/sim/{path}", json=content) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def sees(self, path: str) -> Any:
        """A look."""
        async with self.client.get(f"{self.url}/sim/{path}") as response:
            assert response.status == 200
            return await response.json()


@pytest.fixture
async def desk(sim: Simulator) -> AsyncIterator[Desk]:
    async with aiohttp.ClientSession() as client:
        yield Desk(sim.api_url, client)


async def test_a_dialogue_over_http(call: Caller, desk: Desk, sim: Simulator) -> None:
    person = await desk.does("people", first_name="Мария", username="maria")
    await desk.does(f"people/{person['id']}/start", payload="school-7")
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await call.does("sendMessage", chat_id=person["id"], text="Готовы?", reply_markup=markup)
    press = {"chat_id": person["id"], "message_id": sent["message_id"], "data": "yes"}
    query = await desk.does(f"people/{person['id']}/press", **press)
    assert [waiting["id"] for waiting in (await desk.sees("unanswered"))["unanswered"]] == [query["query_id"]]
    await call.does("answerCallbackQuery", callback_query_id=query["query_id"], text="Поехали")

    chat = await desk.sees(f"chats/{person['id']}")
    assert [(m["text"], m["from"]["is_bot"]) for m in chat["messages"]] == [
        ("/start school-7", False),
        ("Готовы?", True),
    ]
    state = await desk.sees("state")
    assert (state["people"][0]["started"], state["pending_updates"]) == (True, 2)
    assert (await desk.sees("unanswered"))["unanswered"] == []
    methods = [request["method"] for request in (await desk.sees("requests"))["requests"]]
    assert methods == ["sendMessage", "answerCallbackQuery"]
    assert (await desk.sees("requests?refused=1"))["requests"] == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": "🙂"}, "sticker"),
        ({"voice": True}, "voice"),
        ({"contact": True}, "contact"),
        ({"location": {"lat": 55.7, "lon": 37.6}}, "location"),
    ],
)
async def test_people_send_all_kinds(
    call: Caller, desk: Desk, maria: Person, content: dict[str, Any], kind: str
) -> None:
    await desk.does(f"people/{maria.id}/send", **content)
    (*_, update) = await call.does("getUpdates")
    assert kind in update["message"]


async def test_a_file_comes_from_the_page_and_goes_to_it(call: Caller, desk: Desk, maria: Person) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", b"\x89PNG", filename="снимок.png", content_type="image/png")
    async with desk.client.post(f"{desk.url}/sim/people/{maria.id}/upload?as=photo", data=form) as response:
        assert response.status == 200

    (*_, update) = await call.does("getUpdates")
    file_id = update["message"]["photo"][0]["file_id"]
    async with desk.client.get(f"{desk.url}/sim/files/{file_id}") as response:
        assert (response.content_type, await response.read()) == ("image/png", b"\x89PNG")


async def test_events_are_followed_and_resumed(call: Caller, desk: Desk, sim: Simulator, maria: Person) -> None:
    after = sim.world.events.last
    async with desk.client.get(f"{desk.url}/sim/events?after={after}") as stream:
        await call.does("sendMessage", chat_id=maria.id, text="раз")
        events = [await _next_event(stream), await _next_event(stream)]
    assert [event["type"] for event in events] == ["message", "request"]
    assert events[0]["message"]["text"] == "раз"

    async with desk.client.get(f"{desk.url}/sim/events?after={events[0]['n']}") as stream:
        assert await _next_event(stream) == events[1]


async def _next_event(stream: aiohttp.ClientResponse) -> dict[str, Any]:
    line = await stream.content.readline()
    await stream.content.readline()
    event: dict[str, Any] = orjson.loads(line.removeprefix(b"data: "))
    return event


async def test_troubles_are_arranged_over_http(call: Caller, desk: Desk, maria: Person) -> None:
    await desk.does("faults", method="sendMessage", kind="429", times=1, retry_after=7)
    answer = await call("sendMessage", chat_id=maria.id, text="да")
    assert answer["parameters"] == {"retry_after": 7}

    await desk.does("faults", method="*", kind="500", times=3)
    async with desk.client.delete(f"{desk.url}/sim/faults") as response:
        assert await response.json() == {"faults": []}
    await call.does("sendMessage", chat_id=maria.id, text="да")

    await desk.does("flood-control", on=True)
    assert (await desk.sees("state"))["flood_control"]
    await desk.does("rich-messages", on=False)
    assert not (await desk.sees("state"))["rich_messages"]
    (update,) = await call.does("getUpdates")
    await call.does("getUpdates", offset=update["update_id"] + 1)
    await desk.does("repeat", update_id=update["update_id"])
    assert await call.does("getUpdates", offset=update["update_id"] + 1) == [update]


async def test_a_blocked_bot_over_http(call: Caller, desk: Desk, maria: Person) -> None:
    await desk.does(f"people/{maria.id}/block")
    refused = await call.refused("sendMessage", chat_id=maria.id, text="да")
    assert refused == "Forbidden: bot was blocked by the user"
    await desk.does(f"people/{maria.id}/unblock")
    await call.does("sendMessage", chat_id=maria.id, text="да")


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize(
    "path",
    ["people", "groups", "faults", "flood-control", "repeat", "reset", "people/5000001/send", "people/5000001/press"],
)
async def test_a_foreign_page_changes_nothing(
    desk: Desk, sim: Simulator, maria: Person, origin: str, path: str
) -> None:
    before = (sim.world.events.last, len(sim.world.people))
    content = {"first_name": "Чужой", "text": "да", "kind": "500", "on": True}
    url = f"{desk.url}/sim/{path}"
    async with desk.client.post(url, json=content, headers={"Origin": origin}) as response:
        assert response.status == 403

    assert (sim.world.events.last, len(sim.world.people)) == before
    assert (sim.faults.wire(), sim.flood.is_on) == ([], False)


async def test_the_own_page_is_let_in_and_forms_are_not(desk: Desk) -> None:
    url = f"{desk.url}/sim/people"
    async with desk.client.post(url, json={"first_name": "Мария"}, headers={"Origin": desk.url}) as response:
        assert response.status == 200
    async with desk.client.post(url, data={"first_name": "Мария"}) as response:
        assert response.status == 415


WRONG = [
    ("no name", "people", "{}", 400),
    ("no JSON", "people", "{", 400),
    ("a list", "people", "[]", 400),
    ("nothing said", "people/5000001/send", '{"text": " "}', 400),
    ("no message", "people/5000001/press", '{"data": "yes"}', 400),
    ("nobody", "people/42/send", '{"text": "да"}', 404),
    ("a word for a person", "people/maria/send", '{"text": "да"}', 400),
    ("an unknown trouble", "faults", '{"kind": "flood"}', 400),
    ("an unknown update", "repeat", '{"update_id": 1}', 400),
]


@pytest.mark.parametrize(("why", "path", "body", "status"), WRONG, ids=[case[0] for case in WRONG])
async def test_a_wrong_wish_is_refused(
    desk: Desk, maria: Person, why: str, path: str, body: str, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    async with desk.client.post(f"{desk.url}/sim/{path}", data=body, headers=headers) as response:
        assert response.status == status
        if status == 400:
            assert (await response.json())["error"]


async def test_the_page_runs_only_its_own_code(desk: Desk) -> None:
    async with desk.client.get(f"{desk.url}/") as response:
        assert response.status == 200
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
    outside = URL(f"{desk.url}/phone/..%2Fsimulator.py", encoded=True)
    async with desk.client.get(outside) as response:
        assert response.status == 404
