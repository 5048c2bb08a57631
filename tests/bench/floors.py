"""The floors: the least an aiogram bot can do for a tap, with its default session and its default way of starting.

`python -m tests.bench.floors a|b|a-frozen PORT API_URL FOLDER`: (a) no storage at all, (b) one durable SQLite commit
by hand, (a-frozen) the same as (a) after `gc.freeze()`, which no bot does by default.
"""

import gc
import sqlite3
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

TOKEN = "100200300:FLOOR-TOKEN-0123456789"
TEXT = (
    "<b>A. Нормы и содержание образования</b>\n{number} из 51\n\n"
    "Веду обязательные документы педагога и не завожу лишних."
)
OPTIONS = (
    "Делаю уверенно, могу показать",
    "Иногда нужна подсказка",
    "Часто затрудняюсь",
    "Пока не получается без помощи",
    "Не моя задача",
)
MOVES = ("← Назад", "Пропустить", "Пауза")


class Counter:
    """Counts taps; on floor (b) in a durable table."""

    def __init__(self, database: Path | None) -> None:
        self.taps = 0
        self._connection: sqlite3.Connection | None = None
        if database is not None:
            self._connection = sqlite3.connect(database, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("CREATE TABLE IF NOT EXISTS taps (person INTEGER PRIMARY KEY, answers TEXT)")

    def add(self, person: int) -> int:
        self.taps += 1
        if self._connection is not None:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(
                "INSERT INTO taps VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET answers = excluded.answers",
                (person, str(self.taps)),
            )
            self._connection.execute("COMMIT")
        return self.taps


def screen(number: int) -> tuple[str, InlineKeyboardMarkup]:
    """A screen of the same size as a question of ours."""
    rows = [[InlineKeyboardButton(text=o, callback_data=f"x:{i}")] for i, o in enumerate(OPTIONS)]
    rows.append([InlineKeyboardButton(text=m, callback_data=f"x:{m}") for m in MOVES])
    return TEXT.format(number=number), InlineKeyboardMarkup(inline_keyboard=rows)


def main() -> None:
    floor, port, api, folder = sys.argv[1:5]
    counter = Counter(Path(folder) / "floor.sqlite3" if floor == "b" else None)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message: Message) -> None:
        text, keyboard = screen(0)
        await message.answer(text, reply_markup=keyboard, parse_mode="HTML")

    @dispatcher.callback_query(F.data.startswith("x:"))
    async def on_tap(query: CallbackQuery) -> None:
        text, keyboard = screen(counter.add(query.from_user.id))
        if isinstance(query.message, Message):
            await query.message.edit_text(text, reply_markup=keyboard, parse_mode="HTML")
        await query.answer()

    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(app, "/hook")
    if floor == "a-frozen":
        gc.collect()
        gc.freeze()
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()
