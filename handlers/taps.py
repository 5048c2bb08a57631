"""A tap that was made, and showing a screen in answer to it."""

from collections.abc import Mapping
from typing import Any

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.screen import Screen
from handlers.screens.markup import unmarked
from people.model import Account

TappedMessage = Mapping[str, Any]
"""The tapped message as Telegram showed it, unparsed: most taps never look at it."""


async def show(query: CallbackQuery, tapped: TappedMessage, account: Account, screen: Screen, desk: Desk) -> None:
    """In place of the tapped message; anew where Telegram no longer tells which one it was.

    A person's place in a questionnaire is shown in private only, whatever was tapped where.
    """
    if query.message is None:
        await desk.display.send(account.address, account.id, screen)
    elif query.message.chat.type == ChatType.PRIVATE and not _shows_already(tapped, screen):
        await desk.display.replace(query.message.chat.id, query.message.message_id, account.id, screen)


def _shows_already(tapped: TappedMessage, screen: Screen) -> bool:
    """Whether the message shows this very screen: Telegram refuses an edit that changes nothing."""
    if screen.sheet is not None:
        return False  # tables that stay the same are known by the display, as a double tap is
    rows = tapped.get("reply_markup", {}).get("inline_keyboard", [])
    there = [[(button["text"], button.get("callback_data", "")) for button in row] for row in rows]
    if there != [[(button.label, button.data) for button in row] for row in screen.rows]:
        return False
    return _squeezed(tapped.get("text", "")) == _squeezed(unmarked(screen.text))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
