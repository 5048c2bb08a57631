"""Response boards that keep themselves up to date: a picture in a message, drawn anew when counts have changed."""

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from handlers.desk import Desk
from handlers.screens.boards import board_caption, leave_button
from people.model import CentreId, OrganisationId
from people.roles import Action, Target
from people.visitor import Visitor
from surveys.campaigns.boards import REST, Board, Counts, mark_of
from surveys.campaigns.model import Campaign, CampaignState
from surveys.campaigns.outcomes import View
from workbooks.defect import DefectsError

log = logging.getLogger(__name__)


async def send_board(visitor: Visitor, view: View, desk: Desk) -> None:
    """Send one that is kept up to date from now on; one that was there before is taken away."""
    campaign, now, address = view.campaign, desk.clock(), visitor.account.address
    picture = await desk.documents.board_picture(campaign.title, view.coverage, await _names(campaign.centre, desk))
    caption = board_caption(desk.speech, campaign, view.coverage, now, desk.zone_of(visitor))
    below = leave_button(desk.speech, campaign.id)
    message = await desk.files.show_picture(address, picture, caption, below=below)
    board = Board(campaign, visitor.account, message, mark_of(campaign, view.coverage))
    earlier = await desk.boards.keep(board, now)
    if earlier is not None:
        await _take_away(address, earlier, campaign, desk)


async def _take_away(address: int, message: int, campaign: Campaign, desk: Desk) -> None:
    """Telegram deletes nothing that is two days old: such a picture says that it is not the one."""
    there = {"chat_id": address, "message_id": message}
    try:
        await desk.display.bring("deleteMessage", there)
    except TelegramBadRequest:
        words = {"caption": desk.speech.say("board-moved", title=campaign.title), "parse_mode": "HTML"}
        with contextlib.suppress(TelegramBadRequest):  # the person has deleted it
            await desk.display.bring("editMessageCaption", {**there, **words})


async def leave_board(visitor: Visitor, view: View, desk: Desk) -> bool:
    """Draw it once more and leave it so; False if it is not kept up to date any more."""
    campaign, account = view.campaign, visitor.account
    message = await desk.boards.drop(campaign.id, account.id)
    if message is None:
        return False
    picture = await desk.documents.board_picture(campaign.title, view.coverage, await _names(campaign.centre, desk))
    zone = desk.zone_of(visitor)
    caption = board_caption(desk.speech, campaign, view.coverage, desk.clock(), zone, is_left=True)
    with contextlib.suppress(TelegramBadRequest):  # the person has deleted it
        await desk.files.change_picture(account.address, message, picture, caption)
    return True


class LiveBoards:
    """Draws anew what has changed; each board at most once a minute, each picture once for all who watch it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wait_until: datetime | None = None

    async def update_due(self) -> int:
        """Bring all that are due up to date; gives how many were drawn."""
        now = self._desk.clock()
        if self._wait_until is not None and now < self._wait_until:
            return 0
        boards = await self._desk.boards.due(now - REST)
        if not boards:
            return 0
        counts = await self._desk.boards.counts({board.campaign.id for board in boards})
        pictures: dict[str, bytes] = {}
        done = 0
        for board in boards:
            there = counts.get(board.campaign.id, {})
            if mark_of(board.campaign, there) == board.shown:
                continue
            try:
                done += await self._update(board, there, pictures)
            except TelegramRetryAfter as error:
                self._wait_until = now + timedelta(seconds=error.retry_after)
                break
            except (TelegramServerError, TelegramNetworkError, DefectsError) as error:
                log.warning("a board was not drawn: %s", error)  # the next turn tries again
        return done

    async def _update(self, board: Board, counts: Counts, pictures: dict[str, bytes]) -> bool:
        desk, campaign = self._desk, board.campaign
        visitor = await desk.visitor(board.account)
        if not visitor.actor.may(Action.RUN_CAMPAIGNS, Target(centre=campaign.centre)):
            await desk.boards.forget(board)
            return False
        mark, now = mark_of(campaign, counts), desk.clock()
        if mark not in pictures:
            names = await _names(campaign.centre, desk)
            pictures[mark] = await desk.documents.board_picture(campaign.title, counts, names)
        centre = await desk.places.centre(campaign.centre)
        zone = desk.zone if centre is None else centre.zone
        try:
            caption = board_caption(desk.speech, campaign, counts, now, zone)
            below = None if campaign.state is CampaignState.CLOSED else leave_button(desk.speech, campaign.id)
            await desk.files.change_picture(board.account.address, board.message, pictures[mark], caption, below)
        except (TelegramRetryAfter, TelegramServerError, TelegramNetworkError):
            raise
        except TelegramAPIError as error:
            if not isinstance(error, TelegramBadRequest) or "message is not modified" not in error.message:
                _log_loss(error)
                await desk.boards.forget(board)
                return False
        if campaign.state is CampaignState.CLOSED:
            await desk.boards.forget(board)
        else:
            await desk.boards.drawn(replace(board, shown=mark), now)
        return True


def _log_loss(error: TelegramAPIError) -> None:
    """Deleted by the person, or the bot is blocked; anything else is worth knowing."""
    if not isinstance(error, TelegramForbiddenError) and "message to edit not found" not in error.message:
        log.warning("a board is given up: %s", error)


async def _names(centre: CentreId, desk: Desk) -> Mapping[OrganisationId, str]:
    return {each.id: each.card.short_name for each in await desk.places.organisations(centre)}
