"""A second client library is fooled, too: a whole bot written with python-telegram-bot."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from simulator import Person, Simulator

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Да", callback_data="yes")]])


async def on_start(update: Update, context: Any) -> None:
    await context.bot.set_my_commands([BotCommand("start", "Начать")])
    await update.message.reply_text("<b>Готовы?</b> 🙂", parse_mode="HTML", reply_markup=KEYBOARD)


async def on_phone(update: Update, _context: Any) -> None:
    button = KeyboardButton("Отправить телефон", request_contact=True)
    await update.message.reply_text("Телефон?", reply_markup=ReplyKeyboardMarkup([[button]], one_time_keyboard=True))


async def on_contact(update: Update, _context: Any) -> None:
    await update.message.reply_text(f"Записано: {update.message.contact.phone_number}")


async def on_tap(update: Update, _context: Any) -> None:
    await update.callback_query.answer("Поехали", show_alert=True)
    await update.callback_query.edit_message_text("Вы нажали «Да»")


async def on_document(update: Update, _context: Any) -> None:
    file = await update.message.document.get_file()
    content = bytes(await file.download_as_bytearray())
    await update.message.reply_document(document=content[::-1], filename="наоборот.txt", caption="вот")


@pytest.fixture
async def app(sim: Simulator) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = Application.builder().token(sim.token)
    app = builder.base_url(f"{sim.api_url}/bot").base_file_url(f"{sim.api_url}/file/bot").build()
    app.add_handler(CommandHandler("start", on_start))
    app.add_handler(CommandHandler("phone", on_phone))
    app.add_handler(CallbackQueryHandler(on_tap))
    app.add_handler(MessageHandler(filters.CONTACT, on_contact))
    app.add_handler(MessageHandler(filters.Document.ALL, on_document))
    await app.initialize()
    await app.start()
    await app.updater.start_polling(poll_interval=0, timeout=10)
    yield app
    await app.updater.stop()
    await app.stop()
    await app.shutdown()


async def until(is_done: Callable[[], bool]) -> None:
    """The library confirms an update before it has handled it; wait for the effect."""
    async with asyncio.timeout(10):
        while not is_done():
            await asyncio.sleep(0.01)


async def test_a_bot_written_with_another_library_works(sim: Simulator, app: Any) -> None:
    maria = sim.person("Мария")
    maria.sends("/start")
    await until(lambda: maria.chat.last.is_bot)
    assert maria.chat.last.text == "Готовы? 🙂"
    assert maria.chat.last.entities == [{"type": "bold", "offset": 0, "length": 7}]
    assert sim.world.commands == [{"command": "start", "description": "Начать"}]

    query = maria.presses(maria.chat.last.id, "yes")
    await sim.answered(query)
    await until(lambda: maria.chat.last.edited_times == 1)
    assert (query.answer.text, query.answer.show_alert) == ("Поехали", True)
    assert (maria.chat.last.text, maria.chat.last.buttons) == ("Вы нажали «Да»", [])

    maria.sends("/phone")
    await until(lambda: maria.chat.last.is_bot)
    assert maria.chat.reply_keyboard["keyboard"] == [[{"text": "Отправить телефон", "request_contact": True}]]
    maria.sends_contact()
    await until(lambda: maria.chat.last.is_bot)
    assert maria.chat.last.text == "Записано: +70000000000"

    assert sim.refused() == []
    assert sim.strange() == []


async def test_files_go_in_both_directions_with_another_library(sim: Simulator, app: Any) -> None:
    maria = sim.person("Мария")
    maria.sends_document("слово.txt", b"abc")
    await until(lambda: maria.chat.last.is_bot)

    assert sim.world.files[maria.chat.last.media.file_id] == ("наоборот.txt", b"cba")
    assert maria.chat.last.caption == "вот"
    assert sim.strange() == []


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # the library warns of its own attribute
async def test_another_library_knows_the_refusals(sim: Simulator, app: Any, maria: Person) -> None:
    stranger = sim.person("Незнакомец")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await app.bot.send_message(stranger.id, "да")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await app.bot.send_message(maria.id, " ")
    sim.fault("429", method="sendMessage", retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 3 seconds"):
        await app.bot.send_message(maria.id, "да")
