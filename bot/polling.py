"""Asking Telegram for updates: one process, and an update is confirmed only when it was handled."""

import asyncio
import logging
from typing import Any

import aiohttp
import orjson

from bot.health import Pulse
from bot.wiring import Application
from handlers.intake import ALLOWED_UPDATES

log = logging.getLogger(__name__)

WAIT = 25
"""Seconds Telegram may keep a request while nothing happens."""
STRAGGLERS_WAIT = 3.0
"""Seconds the next request waits for slow handlers; so long a stuck person can hold up the others."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
BATCH = 100
CONFLICT, UNAUTHORISED = 409, 401


class PollingError(Exception):
    """Telegram refuses for good; the message says why, in Russian."""


class Polling:
    """Long polling; updates of a batch are handled side by side, those of one person in order."""

    def __init__(self, app: Application, pulse: Pulse) -> None:
        self._app = app
        self._pulse = pulse
        self._offset = 0
        self._running: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Poll until cancelled; what is in hand then is finished by `finish`."""
        pause = FIRST_PAUSE
        while True:
            try:
                updates = await self._ask(WAIT)
            except (aiohttp.ClientError, TimeoutError, _TemporaryError) as error:
                log.warning("no updates: %s; trying again in %.1f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            await self._handle(updates)

    async def finish(self, within: float) -> None:
        """Let handlers finish and confirm what they handled."""
        if self._running:
            await asyncio.wait(self._running, timeout=within)
        try:
            await asyncio.wait_for(self._ask(0, most=1), timeout=2.0)
        except (aiohttp.ClientError, TimeoutError, _TemporaryError, PollingError):
            return

    async def _handle(self, updates: list[dict[str, Any]]) -> None:
        for update in updates:
            self._pulse.last_update_at = self._app.clock()
            task = asyncio.create_task(self._take(update))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        if self._running:
            await asyncio.wait(self._running, timeout=STRAGGLERS_WAIT)
        if updates:
            self._offset = updates[-1]["update_id"] + 1

    async def _take(self, update: dict[str, Any]) -> None:
        answer = await self._app.intake.take(update)
        if answer is not None:
            try:
                await self._app.bot(answer)
            except Exception as error:  # noqa: BLE001 — too old a tap, or a busy Telegram: nothing is lost by it
                log.info("a tap was not answered: %s", error)

    async def _ask(self, wait: int, most: int = BATCH) -> list[dict[str, Any]]:
        bot = self._app.bot
        session = await bot.session.create_session()  # type: ignore[attr-defined]
        url = bot.session.api.api_url(token=bot.token, method="getUpdates")
        body = {"offset": self._offset, "timeout": wait, "limit": most, "allowed_updates": ALLOWED_UPDATES}
        limit = aiohttp.ClientTimeout(total=wait + 10)
        async with session.post(url, json=body, timeout=limit) as response:
            told = orjson.loads(await response.read())
        if told.get("ok"):
            return list(told["result"])
        if told.get("error_code") == UNAUTHORISED:
            raise PollingError("Telegram не принимает токен: проверьте BOT_TOKEN.")
        if told.get("error_code") == CONFLICT:
            log.error("another process polls with the same token, or a webhook is set")
        raise _TemporaryError(told.get("description", "?"))


class _TemporaryError(Exception):
    """Telegram said no, but may say yes later."""
