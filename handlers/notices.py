"""Notices as messages: one function a kind."""

from collections.abc import Awaitable, Callable, Mapping

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from delivery.broadcast import ANNOUNCEMENT, CORRECTION
from delivery.model import Down, Notice, Obsolete, Rejected, SendingError, Throttled, Unreachable
from delivery.reminders import RUN_WAITING
from handlers.deliveries import bring_announcement, bring_correction
from handlers.desk import Desk
from handlers.screen import Screen
from handlers.screens.aside import reminder_screen
from handlers.screens.asked import campaign_reminder_screen, invitation_screen
from handlers.screens.campaigns import not_begun_screen
from surveys.campaigns.model import CampaignState
from surveys.campaigns.notices import INVITATION, NOT_BEGUN, REMINDER
from surveys.model import CampaignId, RunId

Bring = Callable[[Desk, Notice], Awaitable[int | None]]
"""Brings a notice to its person and gives the message's number; Obsolete if there is nothing to say any more."""


class TelegramTransport:
    """The `Transport` of delivery: renders at the moment of sending, names what went wrong."""

    def __init__(self, desk: Desk, kinds: Mapping[str, Bring]) -> None:
        self._desk = desk
        self._kinds = kinds

    async def send(self, notice: Notice) -> int | None:
        """See `Transport.send`."""
        bring = self._kinds.get(notice.kind)
        if bring is None:
            raise Rejected(f"unknown kind {notice.kind}")
        try:
            return await bring(self._desk, notice)
        except TelegramAPIError as error:
            raise _named(error) from error


def _named(error: TelegramAPIError) -> SendingError:
    match error:
        case TelegramRetryAfter():
            return Throttled(error.retry_after)
        case TelegramForbiddenError():
            return Unreachable()
        case TelegramBadRequest() if _is_nobody(error.message):
            return Unreachable()
        case TelegramServerError() | TelegramNetworkError():
            return Down()
    return Rejected(error.message)


def _is_nobody(message: str) -> bool:
    return "chat not found" in message or "user is deactivated" in message or "PEER_ID_INVALID" in message


def shown(screen_of: Callable[[Desk, Notice], Awaitable[Screen | None]]) -> Bring:
    """A kind that is a screen: it becomes the person's living one; None if there is nothing to say any more."""

    async def bring(desk: Desk, notice: Notice) -> int | None:
        screen = await screen_of(desk, notice)
        if screen is None:
            raise Obsolete
        return await desk.display.deliver(notice.to, screen)

    return bring


async def _run_waiting(desk: Desk, notice: Notice) -> Screen | None:
    run = await desk.surveys.find(notice.to.id, RunId(int(notice.about)))
    if run is None or not run.status.is_open:
        return None
    return reminder_screen(desk.speech, run, desk.progress(run))


async def _invitation(desk: Desk, notice: Notice) -> Screen | None:
    """Nothing to somebody who has found the campaign in the menu meanwhile, or after its end."""
    visitor = await desk.visitor(notice.to)
    asked = [each for each in await desk.waiting(visitor) if str(each[0].campaign.id) == notice.about]
    if not asked or asked[0][2] is not None:
        return None
    return invitation_screen(desk.speech, asked[0], desk.clock(), desk.zone_of(visitor))


async def _campaign_reminder(desk: Desk, notice: Notice) -> Screen | None:
    """Whatever the person has not finished at this very moment, once a day."""
    visitor = await desk.visitor(notice.to)
    now, zone = desk.clock(), desk.zone_of(visitor)
    asked = [each for each in await desk.waiting(visitor) if each[0].campaign.takes_new(now)]
    if not asked or not await desk.reminders.move_to_today(notice, zone):
        return None
    return campaign_reminder_screen(desk.speech, asked, now, zone)


async def _campaign_not_begun(desk: Desk, notice: Notice) -> Screen | None:
    """Nothing where the right was lost, or somebody has planned, started or deleted it meanwhile."""
    visitor = await desk.visitor(notice.to)
    view = await desk.campaigns.view(visitor, CampaignId(int(str(notice.data["campaign"]))))
    if view is None or view.campaign.state is not CampaignState.DRAFT:
        return None
    return not_begun_screen(desk.speech, view.campaign, str(notice.data["why"]))


KINDS: Mapping[str, Bring] = {
    RUN_WAITING: shown(_run_waiting),
    INVITATION: shown(_invitation),
    REMINDER: shown(_campaign_reminder),
    NOT_BEGUN: shown(_campaign_not_begun),
    ANNOUNCEMENT: bring_announcement,
    CORRECTION: bring_correction,
}
"""Everything that can be sent to somebody who did not just tap."""
