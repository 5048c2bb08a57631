"""The control API of the page and of tests in other processes: JSON under /sim, events as a stream."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

from simulator.faults import Fault
from simulator.model import Chat, Media, User
from simulator.wire import page_message

if TYPE_CHECKING:
    from simulator.simulator import Simulator

PAGE = Path(__file__).parent / "phone"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
VOICE = b"OggS" + bytes(60)
BEAT = 15.0
"""Seconds between signs of life on a quiet stream."""


class Control:
    """What a person at the page can do."""

    def __init__(self, sim: "Simulator") -> None:
        self._sim = sim
        self._world = sim.world

    def routes(self) -> list[web.RouteDef]:
        """For the server."""
        return [
            web.get("/", self._index),
            web.get("/phone/{path:.+}", self._static),
            web.get("/sim/state", self._state),
            web.get("/sim/events", self._events),
            web.get("/sim/chats/{chat}", self._chat),
            web.get("/sim/files/{file}", self._file),
            web.get("/sim/requests", self._requests),
            web.get("/sim/updates", self._updates),
            web.get("/sim/unanswered", self._unanswered),
            web.post("/sim/people", self._add_person),
            web.post("/sim/groups", self._add_group),
            web.post("/sim/channels", self._add_channel),
            web.post("/sim/channels/{chat}/rights", self._rights),
            web.post("/sim/people/{person}/send", self._send),
            web.post("/sim/people/{person}/upload", self._upload),
            web.post("/sim/people/{person}/press", self._press),
            web.post("/sim/people/{person}/start", self._start),
            web.post("/sim/people/{person}/block", self._block),
            web.post("/sim/people/{person}/unblock", self._block),
            web.post("/sim/faults", self._add_fault),
            web.delete("/sim/faults", self._clear_faults),
            web.post("/sim/flood-control", self._flood),
            web.post("/sim/rich-messages", self._rich_messages),
            web.post("/sim/repeat", self._repeat),
            web.post("/sim/reset", self._reset),
        ]

    # ── the page ────────────────────────────────────────────────────────────────────────────────────────────

    async def _index(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html", headers=HEADERS)

    async def _static(self, request: web.Request) -> web.FileResponse:
        path = (PAGE / request.match_info["path"]).resolve()
        if PAGE.resolve() not in path.parents or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        after = _whole(request.query.get("after", "0"))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        events = self._world.events
        events.followers += 1
        try:
            stream = events.follow(after)
            following = asyncio.ensure_future(anext(stream))
            while True:
                done, _ = await asyncio.wait([following], timeout=BEAT)
                if done:
                    await response.write(b"data: " + orjson.dumps(following.result()) + b"\n\n")
                    following = asyncio.ensure_future(anext(stream))
                else:
                    await response.write(b": still here\n\n")
        except (ConnectionError, asyncio.CancelledError):
            following.cancel()
            return response
        finally:
            events.followers -= 1

    # ── looking ─────────────────────────────────────────────────────────────────────────────────────────────

    async def _state(self, _request: web.Request) -> web.Response:
        world = self._world
        groups = [chat for chat in world.chats.values() if chat.kind != "private"]
        return _json(
            {
                "bot": world.bot_state(),
                "people": [world.person_state(user) for user in world.people.values()],
                "groups": [world.group_state(chat) for chat in groups],
                "mode": self._sim.mode,
                "pending_updates": len(world.queue.waiting),
                "faults": self._sim.faults.wire(),
                "flood_control": self._sim.flood.is_on,
                "rich_messages": world.has_rich_messages,
                "last_event": world.events.last,
            }
        )

    async def _chat(self, request: web.Request) -> web.Response:
        chat = self._find_chat(request.match_info["chat"])
        title = chat.title or self._world.bot["first_name"]
        messages = [page_message(self._world, message) for message in chat.messages]
        return _json(
            {"chat_id": chat.id, "title": title, "messages": messages, "reply_keyboard": chat.reply_keyboard}
        )

    async def _file(self, request: web.Request) -> web.Response:
        found = self._world.files.get(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound
        kinds = {
            "png": "image/png",
            "jpg": "image/jpeg",
            "jpeg": "image/jpeg",
            "ogg": "audio/ogg",
            "gif": "image/gif",
        }
        kind = kinds.get(found[0].rpartition(".")[2].lower(), "application/octet-stream")
        return web.Response(body=found[1], content_type=kind, headers={"X-Content-Type-Options": "nosniff"})

    async def _requests(self, request: web.Request) -> web.Response:
        only_refused = request.query.get("refused") == "1"
        requests = [r.wire() for r in self._world.requests if r.is_refused or not only_refused]
        return _json({"requests": requests[-500:]})

    async def _updates(self, _request: web.Request) -> web.Response:
        updates = [{"update": u.wire(), "at": u.at} for u in list(self._world.queue.log)[-500:]]
        return _json({"updates": updates})

    async def _unanswered(self, _request: web.Request) -> web.Response:
        waiting = [{"id": q.id, "chat_id": q.chat_id, "data": q.data} for q in self._sim.unanswered()]
        return _json({"unanswered": waiting})

    # ── doing ───────────────────────────────────────────────────────────────────────────────────────────────

    async def _add_person(self, request: web.Request) -> web.Response:
        given = await _given(request)
        if not str(given.get("first_name", "")).strip():
            raise _refuse("Назовите имя")
        names = {name: str(given.get(name) or "") for name in ("first_name", "last_name", "username")}
        return _json(self._world.person_state(self._world.add_person(**names)))

    async def _add_group(self, request: web.Request) -> web.Response:
        given = await _given(request)
        members = [_whole(number) for number in given.get("members") or []]
        return _json(self._world.group_state(self._world.add_group(str(given.get("title") or "Группа"), members)))

    async def _add_channel(self, request: web.Request) -> web.Response:
        given = await _given(request)
        members = [_whole(number) for number in given.get("members") or []]
        owner = _whole(given.get("owner"))
        if owner not in self._world.people:
            raise _refuse("Нужен владелец канала")
        username = str(given.get("username") or "").removeprefix("@")
        if username and any(chat.username.lower() == username.lower() for chat in self._world.chats.values()):
            raise _refuse("Это имя занято")
        title, may_post = str(given.get("title") or "Канал"), bool(given.get("may_post", True))
        chat = self._world.add_channel(title, owner, members, username, may_post=may_post)
        return _json(self._world.group_state(chat))

    async def _rights(self, request: web.Request) -> web.Response:
        given = await _given(request)
        chat = self._find_chat(request.match_info["chat"])
        if not chat.is_channel:
            raise _refuse("Это не канал")
        self._world.place_bot(chat, "administrator", chat.members[0], may_post=bool(given.get("may_post")))
        return _json(self._world.group_state(chat))

    async def _send(self, request: web.Request) -> web.Response:
        person, given = self._person(request), await _given(request)
        chat = self._writable(person, given.get("chat_id"))
        media = _media(given, person, self._sim)
        text = str(given.get("text") or "")
        if not text.strip() and media is None:
            raise _refuse("Пустое сообщение отправить нельзя")
        message = self._world.person_sends(
            person, text, chat.id, media, forwarded=bool(given.get("forward")), reply_to=given.get("reply_to")
        )
        return _json({"message_id": message.id})

    async def _upload(self, request: web.Request) -> web.Response:
        person = self._person(request)
        _check_origin(request)
        chat = self._writable(person, request.query.get("chat_id"))
        part = await (await request.multipart()).next()
        if part is None or part.filename is None:  # type: ignore[union-attr]
            raise _refuse("Выберите файл")
        content = bytes(await part.read())  # type: ignore[union-attr]
        name, kind = part.filename, part.headers.get("Content-Type", "application/octet-stream")  # type: ignore[union-attr]
        is_photo = request.query.get("as") == "photo" and kind.startswith("image/")
        media = Media(
            "photo" if is_photo else "document", self._world.keep_file(name, content), name, kind, len(content)
        )
        return _json({"message_id": self._world.person_sends(person, "", chat.id, media).id})

    async def _press(self, request: web.Request) -> web.Response:
        person, given = self._person(request), await _given(request)
        chat = self._find_chat(given.get("chat_id") or person.id)
        query = self._world.person_presses(
            person, chat.id, _whole(given.get("message_id")), str(given.get("data") or "")
        )
        return _json({"query_id": query.id})

    async def _start(self, request: web.Request) -> web.Response:
        person, given = self._person(request), await _given(request)
        if person.blocked:
            self._world.block(person, False)
        self._world.person_sends(person, f"/start {given.get('payload') or ''}".strip())
        return _json({})

    async def _block(self, request: web.Request) -> web.Response:
        await _given(request)
        self._world.block(self._person(request), request.path.endswith("/block"))
        return _json({})

    async def _add_fault(self, request: web.Request) -> web.Response:
        given = await _given(request)
        known = {name: given[name] for name in ("kind", "method", "times", "retry_after", "ms") if name in given}
        try:
            self._sim.faults.add(Fault(**known))
        except (TypeError, ValueError) as error:
            raise _refuse(str(error)) from error
        return _json({"faults": self._sim.faults.wire()})

    async def _clear_faults(self, request: web.Request) -> web.Response:
        _check_origin(request)
        self._sim.faults.clear()
        return _json({"faults": []})

    async def _flood(self, request: web.Request) -> web.Response:
        self._sim.flood.is_on = bool((await _given(request)).get("on"))
        return _json({"flood_control": self._sim.flood.is_on})

    async def _rich_messages(self, request: web.Request) -> web.Response:
        self._world.has_rich_messages = bool((await _given(request)).get("on"))
        return _json({"rich_messages": self._world.has_rich_messages})

    async def _repeat(self, request: web.Request) -> web.Response:
        if self._world.queue.repeat(_whole((await _given(request)).get("update_id"))) is None:
            raise _refuse("Такого обновления уже нет")
        return _json({})

    async def _reset(self, request: web.Request) -> web.Response:
        await _given(request)
        for chat in self._world.chats.values():
            chat.messages.clear()
        for user in self._world.people.values():
            user.started = user.blocked = False
        return _json({})

    def _person(self, request: web.Request) -> User:
        user = self._world.people.get(_whole(request.match_info["person"]))
        if user is None:
            raise web.HTTPNotFound
        return user

    def _writable(self, person: User, number: Any) -> Chat:
        chat = self._find_chat(number or person.id)
        if chat.is_channel and chat.members[0] != person.id:
            raise _refuse("В канале пишет только его владелец")
        return chat

    def _find_chat(self, number: Any) -> Chat:
        chat = self._world.chats.get(_whole(number))
        if chat is None:
            raise web.HTTPNotFound
        return chat


def _media(given: dict[str, Any], person: User, sim: "Simulator") -> Media | None:
    if given.get("location"):
        place = given["location"]
        return Media("location", details={"latitude": place["lat"], "longitude": place["lon"]})
    if given.get("contact"):
        return Media(
            "contact", details={"first_name": person.first_name, "phone_number": "+70000000000", "user_id": person.id}
        )
    if given.get("voice"):
        return Media("voice", sim.world.keep_file("voice.ogg", VOICE), "voice.ogg", "audio/ogg", len(VOICE))
    if given.get("sticker"):
        emoji = given["sticker"] if isinstance(given["sticker"], str) else "🙂"
        return Media("sticker", sim.world.keep_file("sticker.webp", b"x"), details={"emoji": emoji})
    return None


async def _given(request: web.Request) -> dict[str, Any]:
    _check_origin(request)
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        given = orjson.loads(await request.read() or b"{}")
    except orjson.JSONDecodeError as error:
        raise _refuse("Это не JSON") from error
    if not isinstance(given, dict):
        raise _refuse("Нужен объект JSON")
    return given


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise _refuse("Нужно целое число") from error


def _check_origin(request: web.Request) -> None:
    """Another site in the same browser must not tap for our people."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden


def _json(content: Any) -> web.Response:
    return web.Response(
        body=orjson.dumps(content), content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def _refuse(message: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=orjson.dumps({"error": message}).decode(), content_type="application/json")
