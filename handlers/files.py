"""Files to and from the messenger."""

import logging
from io import BytesIO
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BufferedInputFile,
    FSInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
)

from handlers.screen import Button
from surveys.authoring import FormStore
from surveys.model import VersionId

log = logging.getLogger(__name__)

PICTURE = "охват.png"
SLOW = 60
"""Seconds a large file may take."""
SLOWEST = 300
"""Seconds the largest may."""
MOST_SENT = 50 * 1000 * 1000
"""Bytes that Telegram takes from a bot."""


class Files:
    """Documents people send, and documents they are given."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file_id: str) -> bytes:
        """What somebody sent; a TelegramAPIError if it cannot be had."""
        into = BytesIO()
        await self._bot.download(file_id, into, timeout=SLOW)
        return into.getvalue()

    async def give(self, chat: int, name: str, data: bytes, caption: str = "") -> None:
        """Send a document; a TelegramAPIError if it cannot be sent."""
        document = BufferedInputFile(data, name)
        await self._bot.send_document(chat, document, caption=caption or None, request_timeout=SLOW)

    async def show_picture(
        self, chat: int, data: bytes, caption: str, name: str = PICTURE, below: Button | None = None
    ) -> int:
        """Send a picture with a caption in HTML; gives the message. A TelegramAPIError if it cannot be sent."""
        photo = BufferedInputFile(data, name)
        sent = await self._bot.send_photo(
            chat, photo, caption=caption, parse_mode="HTML", reply_markup=_under(below), request_timeout=SLOW
        )
        return sent.message_id

    async def change_picture(
        self, chat: int, message: int, data: bytes, caption: str, below: Button | None = None
    ) -> None:
        """Put another picture, caption and button in a message; a TelegramAPIError if that cannot be done."""
        media = InputMediaPhoto(media=BufferedInputFile(data, PICTURE), caption=caption, parse_mode="HTML")
        await self._bot.edit_message_media(
            media, chat_id=chat, message_id=message, reply_markup=_under(below), request_timeout=SLOW
        )

    async def deliver(self, chat: int, path: Path, name: str, caption: str = "") -> str:
        """Send a file of this machine without reading it into memory; gives the name Telegram keeps it under."""
        document = FSInputFile(path, name)
        sent = await self._bot.send_document(chat, document, caption=caption or None, request_timeout=SLOWEST)
        return sent.document.file_id if sent.document else ""

    async def give_again(self, chat: int, file_id: str, caption: str = "") -> None:
        """Send what Telegram keeps; a TelegramBadRequest if it does not know it any more."""
        await self._bot.send_document(chat, file_id, caption=caption or None)


def _under(below: Button | None) -> InlineKeyboardMarkup | None:
    if below is None:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=below.label, callback_data=below.data)]])


class Pictures:
    """Pictures of questionnaires; each is uploaded once."""

    def __init__(self, bot: Bot, forms: FormStore) -> None:
        self._bot = bot
        self._forms = forms

    async def show(self, chat: int, version: int, name: str) -> None:
        """Send a picture; a question without its picture is still a question, so trouble is only logged."""
        file = await self._forms.file_of(VersionId(version), name)
        if file is None:
            return
        photo = file.sent_as or BufferedInputFile(file.data, file.name)
        try:
            sent = await self._bot.send_photo(chat, photo)
        except TelegramAPIError as error:
            log.warning("a picture was not shown: %s", error)
            return
        if not file.sent_as and sent.photo:
            await self._forms.remember_sent(VersionId(version), name, sent.photo[-1].file_id)
