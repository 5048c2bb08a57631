"""Bringing a screen to a phone: edit in place after a tap, send anew after a message.

What is shown was committed before. If showing fails, nothing is lost: the next tap or /start draws it again.
"""

import asyncio
import logging
from typing import Any

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from handlers.api import BotApi
from handlers.files import Pictures
from handlers.rich import is_not_taken, is_unknown, rich_message
from handlers.screen import Button, Rows, Screen, Sheet
from people.model import Account, AccountId
from people.outage import OutageError
from people.ports import AccountStore

log = logging.getLogger(__name__)

PATIENCE = 4.0
"""Seconds somebody waits for one call, the pauses that Telegram asks for included."""
ATTEMPTS = 3
MOST_REMEMBERED = 1_000
"""Chats whose last screen is remembered: a double tap is a matter of a second."""
_PAUSE = 0.3


class Display:
    """Shows screens in private chats."""

    def __init__(self, api: BotApi, accounts: AccountStore, pictures: Pictures) -> None:
        self._api = api
        self._accounts = accounts
        self._pictures = pictures
        self._shown: dict[int, tuple[int, int]] = {}
        self._bared: dict[int, int] = {}
        """The message of a chat whose buttons were taken off last."""
        self._pictured: dict[int, tuple[int, tuple[int, str]]] = {}
        """The message below the last picture of a chat, so that a tick does not send the picture again."""
        self._knows_tables = True

    @property
    def knows_tables(self) -> bool:
        """False as soon as the server has said that it does not know rich messages."""
        return self._knows_tables

    async def replace(self, chat: int, message: int, account: AccountId, screen: Screen) -> None:
        """Show the screen in place of a message; where that is gone or too old, send it anew."""
        pictured = self._pictured.get(chat)
        above = pictured[1] if pictured is not None and pictured[0] == message else None
        if screen.picture != above:  # a picture belongs to its question: the next one stands by itself
            await self.send(chat, account, screen)
            return
        shown = (message, hash(screen))
        if self._shown.get(chat) == shown:
            return  # the slower one of a double tap: Telegram refuses an edit that changes nothing
        self._remember(chat, shown)
        try:
            await self._put("editMessageText", screen, {"chat_id": chat, "message_id": message})
        except TelegramBadRequest as error:
            if "message is not modified" not in error.message:
                await self.send(chat, account, screen)

    async def send(self, chat: int, account: AccountId, screen: Screen, reply_to: int | None = None) -> None:
        """Show the screen as a new message and take the buttons off the one before."""
        if screen.picture is not None:
            await self._pictures.show(chat, *screen.picture)
        sent = await self._put("sendMessage", screen, {"chat_id": chat, **_reply(reply_to)})
        if sent is not None:
            if screen.picture is not None:
                _keep(self._pictured, chat, (sent["message_id"], screen.picture))
            self._remember(chat, (sent["message_id"], hash(screen)))
            await self._move_on(chat, account, sent["message_id"] if screen.rows else None)

    def has_moved_on(self, chat: int, message: int) -> bool:
        """Whether this message has just lost its buttons to a new screen: a tap on it is half of a double tap."""
        return self._bared.get(chat) == message

    async def say(self, chat: int, screen: Screen, reply_to: int | None = None) -> int | None:
        """Show a screen that is not the person's place in anything: an apology, a sentence to a group."""
        sent = await self._call("sendMessage", {**_content(screen), "chat_id": chat, **_reply(reply_to)})
        return None if sent is None else int(sent["message_id"])

    async def renew(self, chat: int, message: int, screen: Screen) -> bool:
        """Change a message that `say` has sent; False if it is gone or too old."""
        try:
            await self._call("editMessageText", {**_content(screen), "chat_id": chat, "message_id": message})
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True

    async def take_back(self, chat: int, message: int | None) -> None:
        """Delete what has served its purpose; that it is gone already is nobody's loss."""
        if message is not None:
            try:
                await self._call("deleteMessage", {"chat_id": chat, "message_id": message})
            except TelegramBadRequest:
                return

    async def deliver(self, to: Account, screen: Screen) -> int:
        """Send a notice once; what Telegram says against it is raised, for delivery decides what then.

        It has been sent when the buttons of the screen before are taken off: trouble there must not send it again.
        """
        sent = await self._api.call("sendMessage", {**_content(screen), "chat_id": to.address})
        try:
            await self._move_on(to.address, to.id, sent["message_id"] if screen.rows else None)
        except OutageError:
            log.warning("a living screen was not remembered: no database")
        return int(sent["message_id"])

    async def bring(self, method: str, parameters: dict[str, Any]) -> Any:
        """Send what is nobody's living screen, once; what Telegram says against it is raised."""
        return await self._api.call(method, parameters)

    async def answer(self, answer: dict[str, Any]) -> None:
        """Answer a tap; too old a tap is nobody's loss."""
        try:
            await self._call("answerCallbackQuery", answer)
        except TelegramBadRequest as error:
            log.info("a tap was not answered: %s", error)

    def _remember(self, chat: int, shown: tuple[int, int]) -> None:
        _keep(self._shown, chat, shown)

    async def _move_on(self, chat: int, account: AccountId, message: int | None) -> None:
        """From now on this message has the living buttons; None where the new screen has none."""
        before = await self._accounts.swap_screen(account, message)
        if before is not None:
            _keep(self._bared, chat, before)
            await self._bare(chat, before)

    async def _bare(self, chat: int, message: int) -> None:
        try:
            await self._call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message})
        except TelegramBadRequest:
            return  # deleted by the person, or without buttons already

    async def _put(self, method: str, screen: Screen, where: dict[str, Any]) -> Any:
        """Show tables where they are wanted and the server knows them, else the text."""
        if screen.sheet is not None and self._knows_tables:
            rich = "sendRichMessage" if method == "sendMessage" else method
            try:
                return await self._call(rich, {**_tables(screen.sheet), **where})
            except TelegramAPIError as error:
                if not is_not_taken(error):
                    raise
                self._knows_tables = not is_unknown(error)
                log.warning("a text instead of tables: %s", error.message)
        return await self._call(method, {**_content(screen), **where})

    async def _call(self, method: str, parameters: dict[str, Any]) -> Any:
        """Call with patience for a busy or stumbling Telegram; None if it could not be done."""
        clock = asyncio.get_running_loop().time
        give_up_at = clock() + PATIENCE
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._api.call(method, parameters)
            except TelegramRetryAfter as error:
                pause = float(error.retry_after)
            except (TelegramServerError, TelegramNetworkError) as error:
                pause = _PAUSE * attempt
                log.info("trying again: %s", error)
            except TelegramForbiddenError:
                return None  # blocked meanwhile; nobody is there to see it
            if attempt == ATTEMPTS or clock() + pause > give_up_at:
                break
            await asyncio.sleep(pause)
        self._shown.pop(parameters.get("chat_id", 0), None)
        log.warning("not done: %s", method)
        return None


def _keep(memory: dict[int, Any], chat: int, what: Any) -> None:
    if len(memory) >= MOST_REMEMBERED:
        del memory[next(iter(memory))]
    memory[chat] = what


def _reply(message: int | None) -> dict[str, Any]:
    if message is None:
        return {}
    return {"reply_parameters": {"message_id": message, "allow_sending_without_reply": True}}


def _content(screen: Screen) -> dict[str, Any]:
    content: dict[str, Any] = {
        "text": screen.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return {**content, **_keyboard(screen.rows)}


def _tables(sheet: Sheet) -> dict[str, Any]:
    return {"rich_message": rich_message(sheet), **_keyboard(sheet.rows)}


def _keyboard(rows: Rows) -> dict[str, Any]:
    if not rows:
        return {}
    return {"reply_markup": {"inline_keyboard": [[_button(button) for button in row] for row in rows]}}


def _button(button: Button) -> dict[str, str]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
