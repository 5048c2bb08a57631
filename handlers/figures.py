"""What follows a tap that asks for figures: they are shown, refused, or said to be not there just now."""

from collections.abc import Awaitable, Callable

from aiogram.types import CallbackQuery

from handlers.control import denied
from handlers.desk import Desk
from handlers.screen import Screen, Toast
from handlers.taps import TappedMessage, show
from people.visitor import Visitor
from reports.results import ReckoningError

Told = Screen | Toast | None
"""A screen, or a word alone; nothing: there is no right to it, or no such thing."""


async def show_figures(
    query: CallbackQuery,
    tapped: TappedMessage,
    visitor: Visitor,
    telling: Awaitable[Told],
    desk: Desk,
    word: Callable[[], Toast | None] = lambda: None,
) -> Toast | None:
    """Show what was told; the right to it is asked for by whoever tells. After a screen the word is said."""
    try:
        told = await telling
    except ReckoningError:
        return Toast(desk.speech.plain("results-unavailable"), is_alert=True)
    if told is None:
        return await denied(query, tapped, visitor, desk)
    if isinstance(told, Toast):
        return told if told.text else None
    await show(query, tapped, visitor.account, told, desk)
    return word()
