"""Showing a screen in answer to a tap."""

from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.screen import Screen
from people.model import Account


async def show(query: CallbackQuery, account: Account, screen: Screen, desk: Desk) -> None:
    """In place of the tapped message; anew where Telegram no longer tells which one it was."""
    if query.message is None:
        await desk.display.send(account.address, account.id, screen)
    else:
        await desk.display.replace(query.message.chat.id, query.message.message_id, account.id, screen)
