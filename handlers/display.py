"""Bringing a screen to a phone: edit in place after a tap, send anew after a message.

What is shown was committed before. If showing fails, nothing is lost: the next tap or /start draws it again.
"""

import asyncio
import logging
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage, TelegramMethod

from handlers.screen import Screen
from people.model import Account, AccountId
from people.ports import AccountStore

log = logging.getLogger(__name__)

PATIENCE = 4.0
"""Seconds somebody waits for one call, the pauses that Telegram asks for included."""
ATTEMPTS = 3
_PAUSE = 0.3
_NO_PREVIEW = {"is_disabled": True}


class Display:
    """Shows screens in private chats."""

    def __init__(self, bot: Bot, accounts: AccountStore) -> None:
        self._bot = bot
        self._accounts = accounts

    async def replace(self, chat: int, message: int, account: AccountId, screen: Screen) -> None:
        """Show the screen in place of a message; where that is gone or too old, send it anew."""
        edit = EditMessageText.model_construct(
            chat_id=chat,
            message_id=message,
            text=screen.text,
            parse_mode="HTML",
            link_preview_options=_NO_PREVIEW,  # type: ignore[arg-type]
            reply_markup=_keyboard(screen),
        )
        try:
            await self._call(edit)
        except TelegramBadRequest as error:
            if "message is not modified" not in error.message:
                await self.send(chat, account, screen)

    async def send(self, chat: int, account: AccountId, screen: Screen) -> None:
        """Show the screen as a new message and take the buttons off the one before."""
        sent = await self._call(_message(chat, screen))
        if sent is not None:
            await self._move_on(chat, account, sent["message_id"])

    async def say(self, chat: int, screen: Screen, reply_to: int | None = None) -> None:
        """Show a screen that is not the person's place in anything: an apology, a sentence to a group."""
        await self._call(_message(chat, screen, reply_to))

    async def deliver(self, to: Account, screen: Screen) -> None:
        """Send a notice once; what Telegram says against it is raised, for delivery decides what then."""
        sent = await self._bot(_message(to.address, screen))
        await self._move_on(to.address, to.id, sent["message_id"])  # type: ignore[index]

    async def _move_on(self, chat: int, account: AccountId, message: int) -> None:
        before = await self._accounts.swap_screen(account, message)
        if before is not None:
            await self._bare(chat, before)

    async def _bare(self, chat: int, message: int) -> None:
        try:
            await self._call(EditMessageReplyMarkup.model_construct(chat_id=chat, message_id=message))
        except TelegramBadRequest:
            return  # deleted by the person, or without buttons already

    async def _call(self, method: TelegramMethod[Any]) -> Any:
        """Call with patience for a busy or stumbling Telegram; None if it could not be done."""
        clock = asyncio.get_running_loop().time
        give_up_at = clock() + PATIENCE
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._bot(method)
            except TelegramRetryAfter as error:
                pause = float(error.retry_after)
            except (TelegramServerError, TelegramNetworkError):
                pause = _PAUSE * attempt
            except TelegramForbiddenError:
                return None  # blocked meanwhile; nobody is there to see it
            if attempt == ATTEMPTS or clock() + pause > give_up_at:
                break
            await asyncio.sleep(pause)
        log.warning("not shown: %s", method.__api_method__)
        return None


def _message(chat: int, screen: Screen, reply_to: int | None = None) -> SendMessage:
    replying = {"message_id": reply_to, "allow_sending_without_reply": True} if reply_to else None
    return SendMessage.model_construct(
        chat_id=chat,
        text=screen.text,
        parse_mode="HTML",
        reply_parameters=replying,  # type: ignore[arg-type]
        link_preview_options=_NO_PREVIEW,  # type: ignore[arg-type]
        reply_markup=_keyboard(screen),
    )


def _keyboard(screen: Screen) -> Any:
    if not screen.rows:
        return None
    return {
        "inline_keyboard": [
            [{"text": b.label, "url": b.url} if b.url else {"text": b.label, "callback_data": b.data} for b in row]
            for row in screen.rows
        ]
    }
