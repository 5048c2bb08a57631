"""The world around the bot under test: a far end that answers API calls, and people who tap at a set pace."""

import asyncio
import statistics
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
from aiohttp import web

SECRET = "bench-secret-0123456789"


@dataclass
class Person:
    """Somebody with one chat; the keyboard is what the last screen offered."""

    id: int
    message: int = 0
    keyboard: list[str] = field(default_factory=list)
    shown: asyncio.Event = field(default_factory=asyncio.Event)


class World:
    """Answers as Telegram would, as cheaply as possible, and remembers every screen."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.webhook = ""
        self._numbers = 1000
        self._runner: web.AppRunner | None = None
        self._client: aiohttp.ClientSession | None = None
        self.api_url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        self.api_url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[attr-defined]
        self._client = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=40))

    async def stop(self) -> None:
        assert self._client is not None
        assert self._runner is not None
        await self._client.close()
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            params = orjson.loads(await request.read())
        else:
            params = dict(await request.post())
        return web.Response(body=orjson.dumps({"ok": True, "result": self._done(method, params)}))

    def _done(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getMe":
            return {"id": 100200300, "is_bot": True, "first_name": "Бот", "username": "metodist_bot"}
        if method == "sendDocument":
            file = {"file_id": "file", "file_unique_id": "unique"}
            return {**self._message(self.people[int(params["chat_id"])], ""), "document": file}
        if method not in ("sendMessage", "editMessageText"):
            return True
        person = self.people[int(params["chat_id"])]
        markup = params.get("reply_markup") or {}
        if isinstance(markup, str):
            markup = orjson.loads(markup)
        person.keyboard = [b["callback_data"] for row in markup.get("inline_keyboard", []) for b in row]
        if method == "sendMessage":
            self._numbers += 1
            person.message = self._numbers
        person.shown.set()
        return self._message(person, "…")

    def _message(self, person: Person, text: str) -> dict[str, Any]:
        return {
            "message_id": person.message,
            "date": 1_790_000_000,
            "chat": {"id": person.id, "type": "private", "first_name": "Мария"},
            "from": {"id": 100200300, "is_bot": True, "first_name": "Бот"},
            "text": text,
        }

    async def says(self, person: Person, text: str) -> None:
        """Send a message and wait for the screen."""
        self._numbers += 1
        sender = {"id": person.id, "is_bot": False, "first_name": "Мария", "language_code": "ru"}
        message = {**self._message(person, text), "message_id": self._numbers, "from": sender}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        await self._deliver(person, {"message": message})

    async def taps(self, person: Person, data: str) -> None:
        """Tap and wait for the screen."""
        sender = {"id": person.id, "is_bot": False, "first_name": "Мария", "language_code": "ru"}
        buttons = [[{"text": "Делаю уверенно, могу показать", "callback_data": d}] for d in person.keyboard]
        text = (
            "A. Нормы и содержание образования\n10 из 51\n\nВеду обязательные документы педагога и не завожу лишних."
        )
        message = {
            **self._message(person, text),
            "entities": [{"type": "bold", "offset": 0, "length": 33}],
            "reply_markup": {"inline_keyboard": buttons},
        }
        query = {"id": str(self._numbers), "from": sender, "chat_instance": "1", "data": data, "message": message}
        await self._deliver(person, {"callback_query": query})

    async def _deliver(self, person: Person, update: dict[str, Any]) -> None:
        assert self._client is not None
        self._numbers += 1
        person.shown.clear()
        body = orjson.dumps({"update_id": self._numbers, **update})
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with self._client.post(self.webhook, data=body, headers=headers) as response:
            assert response.status == 200, await response.text()
            await response.read()
        await asyncio.wait_for(person.shown.wait(), 10)


@dataclass(frozen=True)
class Latency:
    """Milliseconds from the moment a tap was due to the screen."""

    p50: float
    p95: float
    p99: float
    worst: float
    per_second: float


async def tap_for(world: World, people: list[Person], rate: int, seconds: float) -> Latency:
    """Taps at a fixed pace, whoever is free next; a late answer counts from when the tap was due."""
    loop = asyncio.get_running_loop()
    free: asyncio.Queue[Person] = asyncio.Queue()
    for person in people:
        free.put_nowait(person)
    took: list[float] = []
    running: set[asyncio.Task[None]] = set()

    async def one(person: Person, due: float) -> None:
        await world.taps(person, person.keyboard[1])
        took.append((loop.time() - due) * 1000)
        free.put_nowait(person)

    start = loop.time()
    for number in range(int(rate * seconds)):
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - loop.time()))
        task = asyncio.create_task(one(await free.get(), due))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    cuts = statistics.quantiles(took, n=100)
    return Latency(cuts[49], cuts[94], cuts[98], max(took), len(took) / (loop.time() - start))


async def tap_flat_out(world: World, people: list[Person], taps: int) -> float:
    """Everybody taps as soon as the screen is there; gives taps per second."""
    loop = asyncio.get_running_loop()
    start = loop.time()

    async def busy(person: Person) -> None:
        for _ in range(taps // len(people)):
            await world.taps(person, person.keyboard[1])

    await asyncio.gather(*[busy(person) for person in people])
    return taps / (loop.time() - start)
