"""Notices as messages: one function a kind."""

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from delivery import reminders
from delivery.model import Down, Notice, Obsolete, Rejected, Throttled, Unreachable
from handlers.desk import Desk
from handlers.screen import Screen
from handlers.screens.aside import reminder_screen
from handlers.screens.asked import campaign_reminder_screen, invitation_screen
from surveys.campaigns import notices
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
        match notice.kind:
            case reminders.RUN_WAITING:
                return await self._run_waiting(notice)
            case notices.INVITATION:
                return await self._invitation(notice)
            case notices.REMINDER:
                return await self._campaign_reminder(notice)
        raise Rejected(f"unknown kind {notice.kind}")

    async def _run_waiting(self, notice: Notice) -> Screen | None:
        run = await self._desk.surveys.find(notice.to.id, RunId(int(notice.about)))
        if run is None or not run.status.is_open:
            return None
        return reminder_screen(self._desk.speech, run, self._desk.progress(run))

    async def _invitation(self, notice: Notice) -> Screen | None:
        """Nothing to somebody who has found the campaign in the menu meanwhile, or after its end."""
        visitor = await self._desk.visitor(notice.to)
        asked = [each for each in await self._desk.waiting(visitor) if str(each[0].campaign.id) == notice.about]
        if not asked or asked[0][2] is not None:
            return None
        return invitation_screen(self._desk.speech, asked[0], self._desk.clock(), self._desk.zone_of(visitor))

    async def _campaign_reminder(self, notice: Notice) -> Screen | None:
        """Whatever the person has not finished at this very moment; a reminder of another day is of no use."""
        visitor = await self._desk.visitor(notice.to)
        now, zone = self._desk.clock(), self._desk.zone_of(visitor)
        asked = [each for each in await self._desk.waiting(visitor) if each[0].campaign.takes_new(now)]
        if not asked or notice.about != now.astimezone(zone).date().isoformat():
            return None
        return campaign_reminder_screen(self._desk.speech, asked, now, zone)
