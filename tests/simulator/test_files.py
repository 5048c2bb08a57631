"""Files in both directions, by every way a client may send them, and their limits."""

import aiohttp
import pytest

from simulator import Person, Simulator
from tests.simulator.conftest import Caller

MEGABYTE = 1024 * 1024


async def upload(sim: Simulator, method: str, **fields: object) -> dict[str, object]:
    """A multipart call; bytes become files."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        is_file = isinstance(value, bytes)
        form.add_field(name, value if is_file else str(value), filename="отчёт.txt" if is_file else None)
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{sim.api_url}/bot{sim.token}/{method}", data=form) as r,
    ):
        answer: dict[str, object] = await r.json()
        assert answer.get("error_code", 200) == r.status
        return answer


async def download(sim: Simulator, call: Caller, file_id: str) -> bytes:
    path = (await call.does("getFile", file_id=file_id))["file_path"]
    async with aiohttp.ClientSession() as client, client.get(f"{sim.api_url}/file/bot{sim.token}/{path}") as response:
        assert response.status == 200
        return await response.read()


async def test_a_person_s_file_can_be_downloaded(call: Caller, sim: Simulator, maria: Person) -> None:
    maria.sends_document("план.docx", b"\x00\xffplan")
    (*_, update) = await call.does("getUpdates")
    document = update["message"]["document"]

    assert (document["file_name"], document["file_size"]) == ("план.docx", 6)
    assert await download(sim, call, document["file_id"]) == b"\x00\xffplan"


@pytest.mark.parametrize("kind", ["document", "photo", "voice", "audio", "video", "sticker"])
async def test_a_file_is_uploaded_once_and_sent_again_by_its_id(
    call: Caller, sim: Simulator, maria: Person, kind: str
) -> None:
    method = f"send{kind.capitalize()}"
    answer = await upload(sim, method, chat_id=maria.id, caption="вот", **{kind: b"abc"})
    sent = answer["result"][kind][-1] if kind == "photo" else answer["result"][kind]
    again = await call.does(method, chat_id=maria.id, **{kind: sent["file_id"]})

    assert await download(sim, call, sent["file_id"]) == b"abc"
    assert answer["result"]["caption"] == "вот"
    assert again[kind] == answer["result"][kind]
    assert [message.media.kind for message in maria.chat.messages if message.is_bot] == [kind, kind]


async def test_a_file_may_be_attached_under_another_name(sim: Simulator, maria: Person) -> None:
    fields = {"chat_id": maria.id, "document": "attach://report", "report": b"abc"}
    answer = await upload(sim, "sendDocument", **fields)
    assert answer["result"]["document"]["file_name"] == "отчёт.txt"
    assert sim.strange() == []


NOT_SENT = [
    ("nothing", {}, "Bad Request: there is no document in the request"),
    ("an empty file", {"document": b""}, "Bad Request: file must be non-empty"),
    ("an unknown id", {"document": "file77"}, "Bad Request: wrong file identifier/HTTP URL specified"),
    ("1025 letters below", {"document": b"a", "caption": "я" * 1025}, "Bad Request: message caption is too long"),
    (
        "1026 units of emoji below",
        {"document": b"a", "caption": "🙂" * 513},
        "Bad Request: message caption is too long",
    ),
    (
        "a caption left open",
        {"document": b"a", "caption": "<b>", "parse_mode": "HTML"},
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
]


@pytest.mark.parametrize(("why", "fields", "words"), NOT_SENT, ids=[case[0] for case in NOT_SENT])
async def test_a_file_is_refused(
    sim: Simulator, maria: Person, why: str, fields: dict[str, object], words: str
) -> None:
    answer = await upload(sim, "sendDocument", chat_id=maria.id, **fields)
    assert answer["description"] == words


@pytest.mark.parametrize("caption", ["я" * 1024, "🙂" * 512, "<b>" + "я" * 1024 + "</b>"])
async def test_the_longest_caption_is_taken(sim: Simulator, maria: Person, caption: str) -> None:
    answer = await upload(sim, "sendDocument", chat_id=maria.id, document=b"a", caption=caption, parse_mode="HTML")
    assert answer["ok"]


async def test_more_than_50_megabytes_are_too_large(sim: Simulator, maria: Person) -> None:
    answer = await upload(sim, "sendDocument", chat_id=maria.id, document=bytes(50 * MEGABYTE + 1))
    assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}
    assert [request.status for request in sim.refused()] == [413]


async def test_50_megabytes_are_sent_but_only_20_can_be_downloaded(
    call: Caller, sim: Simulator, maria: Person
) -> None:
    answer = await upload(sim, "sendDocument", chat_id=maria.id, document=bytes(21 * MEGABYTE))
    file_id = answer["result"]["document"]["file_id"]
    assert await call.refused("getFile", file_id=file_id) == "Bad Request: file is too big"
    invented = await call.refused("getFile", file_id="file77")
    assert invented == "Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_a_file_needs_the_token(sim: Simulator, maria: Person) -> None:
    message = maria.sends_document("a", b"a")
    url = f"{sim.api_url}/file/bot1:wrong/documents/{message.media.file_id}"
    async with aiohttp.ClientSession() as client, client.get(url) as response:
        assert response.status == 404
