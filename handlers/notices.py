"""Notices as messages: one function a kind."""

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from delivery.model import Down, Notice, Obsolete, Rejected, Throttled, Unreachable
from delivery.reminders import RUN_WAITING
from handlers.desk import Desk
from handlers.screen import Screen
from handlers.screens.aside import reminder_screen
from surveys.model import RunId


class TelegramTransport:
    """The `Transport` of delivery: renders at the moment of sending, names what went wrong."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def send(self, notice: Notice) -> None:
        """See `Transport.send`."""
        screen = await self._screen(notice)
        if screen is None:
            raise Obsolete
        try:
            await self._desk.display.deliver(notice.to, screen)
        except TelegramRetryAfter as error:
            raise Throttled(error.retry_after) from error
        except TelegramForbiddenError as error:
            raise Unreachable from error
        except TelegramBadRequest as error:
            raise (Unreachable() if "chat not found" in error.message else Rejected(error.message)) from error
        except (TelegramServerError, TelegramNetworkError) as error:
            raise Down from error

    async def _screen(self, notice: Notice) -> Screen | None:
        if notice.kind == RUN_WAITING:
            return await self._run_waiting(notice)
        raise Rejected(f"unknown kind {notice.kind}")

    async def _run_waiting(self, notice: Notice) -> Screen | None:
        run = await self._desk.surveys.find(notice.to.id, RunId(int(notice.about)))
        if run is None or not run.status.is_open:
            return None
        return reminder_screen(self._desk.speech, run, self._desk.progress(run))
