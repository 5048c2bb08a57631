"""Asking Telegram for updates: one process, and an update is confirmed only when it was handled."""

import asyncio
import logging
from typing import Any

import aiohttp
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramUnauthorizedError

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
WRONG_TOKEN = "Telegram не принимает токен: проверьте BOT_TOKEN."


class RefusedForGoodError(Exception):
    """Telegram refuses for good; the message says why, in Russian."""


class Polling:
    """Long polling; updates of a batch are handled side by side, those of one person in order."""

    def __init__(self, app: Application, pulse: Pulse, stragglers_wait: float = STRAGGLERS_WAIT) -> None:
        self._app = app
        self._stragglers_wait = stragglers_wait
        self._pulse = pulse
        self._offset = 0
        self._running: set[asyncio.Task[None]] = set()

    @property
    def in_hand(self) -> frozenset["asyncio.Task[None]"]:
        """Updates that are being handled."""
        return frozenset(self._running)

    async def run(self) -> None:
        """Poll until cancelled; what is in hand then is finished by `finish`."""
        pause = FIRST_PAUSE
        while True:
            try:
                updates = await self._ask(WAIT)
            except TelegramAPIError as error:
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
        except (TelegramAPIError, TimeoutError, RefusedForGoodError):
            return

    async def _handle(self, updates: list[dict[str, Any]]) -> None:
        for update in updates:
            self._pulse.last_update_at = self._app.clock()
            task = asyncio.create_task(self._take(update))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        if updates:
            # Said to Telegram with the next request only: whoever is killed before that gets them again.
            self._offset = updates[-1]["update_id"] + 1
        if self._running:
            await asyncio.wait(self._running, timeout=self._stragglers_wait)

    async def _take(self, update: dict[str, Any]) -> None:
        answer = await self._app.intake.take(update)
        if answer is not None:
            await self._app.desk.display.answer(answer)

    async def _ask(self, wait: int, most: int = BATCH) -> list[dict[str, Any]]:
        body = {"offset": self._offset, "timeout": wait, "limit": most, "allowed_updates": ALLOWED_UPDATES}
        try:
            updates = await self._app.api.call("getUpdates", body, aiohttp.ClientTimeout(total=wait + 10))
        except TelegramUnauthorizedError as error:
            raise RefusedForGoodError(WRONG_TOKEN) from error
        except TelegramConflictError as error:
            if "webhook" in error.message:
                await self._app.bot.delete_webhook()
            raise
        return list(updates)
