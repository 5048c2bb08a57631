"""Bringing updates to a webhook: secret, parallel connections, retries; one person's updates in order."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import orjson

from simulator.errors import bad_request
from simulator.parameters import Parameters
from simulator.updates import Update, UpdateQueue

MOST_CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40
RETRY_DELAYS = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between attempts; the last one repeats. Telegram's are longer."""
PATIENCE = 60.0

Execute = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Webhook:
    """The address where updates go, and the deliveries under way."""

    def __init__(self, queue: UpdateQueue, execute: Execute, retry_delays: Sequence[float] = RETRY_DELAYS) -> None:
        self._queue = queue
        self._execute = execute
        self._delays = retry_delays
        self.url = ""
        self.secret = ""
        self.connections = DEFAULT_CONNECTIONS
        self.last_error: tuple[float, str] | None = None
        self.delivering: dict[int, asyncio.Task[None]] = {}
        self._client: aiohttp.ClientSession | None = None
        self._wait_until: dict[int, float] = {}

    def set(self, p: Parameters) -> bool:
        """setWebhook."""
        url, secret = str(p.get("url") or ""), str(p.get("secret_token") or "")
        if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
            raise bad_request("secret token contains unallowed characters")
        self.url, self.secret = url, secret
        self.connections = p.within("max_connections", 1, MOST_CONNECTIONS, DEFAULT_CONNECTIONS)
        self._queue.notify()
        return True

    def info(self) -> dict[str, Any]:
        """getWebhookInfo."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.waiting),
            "max_connections": self.connections,
        }
        if self.last_error is not None:
            info.update(last_error_date=int(self.last_error[0]), last_error_message=self.last_error[1])
        return info

    async def run(self) -> None:
        """Deliver for ever."""
        self._client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS), timeout=aiohttp.ClientTimeout(total=PATIENCE)
        )
        try:
            while True:
                changed = self._queue.changed
                pause = self._start_due() if self.url else None
                try:
                    await asyncio.wait_for(changed.wait(), pause)
                except TimeoutError:
                    continue
        finally:
            for task in self.delivering.values():
                task.cancel()
            await self._client.close()

    def _start_due(self) -> float | None:
        """Start what may go now; gives the seconds until something that waits may be tried again."""
        busy = {update.person for update in self._queue.waiting if id(update) in self.delivering}
        pause: float | None = None
        for update in list(self._queue.waiting):
            if id(update) in self.delivering or update.person in busy or len(self.delivering) >= self.connections:
                busy.add(update.person)
                continue
            wait = self._wait_until.get(id(update), 0.0) - time.monotonic()
            busy.add(update.person)
            if wait > 0:
                pause = wait if pause is None else min(pause, wait)
                continue
            self.delivering[id(update)] = asyncio.create_task(self._deliver(update))
        return pause

    async def _deliver(self, update: Update) -> None:
        assert self._client is not None
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            async with self._client.post(self.url, data=orjson.dumps(update.wire()), headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(update, str(error) or type(error).__name__)
            return
        finally:
            self.delivering.pop(id(update), None)
        if not 200 <= response.status < 300:
            self._failed(update, f"Wrong response from the webhook: {response.status} {response.reason}")
            return
        self._wait_until.pop(id(update), None)
        self._queue.remove(update)
        if body:
            await self._reply(body)

    def _failed(self, update: Update, why: str) -> None:
        self.last_error = (time.time(), why)
        delay = self._delays[min(update.attempts, len(self._delays) - 1)]
        update.attempts += 1
        self._wait_until[id(update)] = time.monotonic() + delay
        self._queue.notify()

    async def _reply(self, body: bytes) -> None:
        """A method in the body of the answer is carried out; the bot does not learn how it went."""
        try:
            call = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(call, dict) and "method" in call:
            await self._execute(str(call.pop("method")), call)
