"""A second client library is fooled, too: a whole bot written with python-telegram-bot."""

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from simulator import Simulator

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Да", callback_data="yes")]])


async def on_start(update: Update, _context: Any) -> None:
    await update.message.reply_text("<b>Готовы?</b> 🙂", parse_mode="HTML", reply_markup=KEYBOARD)


async def on_tap(update: Update, _context: Any) -> None:
    await update.callback_query.answer("Поехали")
    await update.callback_query.edit_message_text("Вы нажали «Да»")


async def on_document(update: Update, _context: Any) -> None:
    file = await update.message.document.get_file()
    content = bytes(await file.download_as_bytearray())
    await update.message.reply_document(document=content[::-1], filename="наоборот.txt", caption="вот")


async def test_a_bot_written_with_another_library_works(sim: Simulator) -> None:
    builder = Application.builder().token(sim.token)
    app = builder.base_url(f"{sim.api_url}/bot").base_file_url(f"{sim.api_url}/file/bot").build()
    app.add_handler(CommandHandler("start", on_start))
    app.add_handler(CallbackQueryHandler(on_tap))
    app.add_handler(MessageHandler(filters.Document.ALL, on_document))
    await app.initialize()
    await app.start()
    await app.updater.start_polling(poll_interval=0, timeout=10)
    maria = sim.person("Мария")

    maria.sends("/start")
    await sim.settled()
    await handled(sim, lambda: maria.chat.last.is_bot)
    assert maria.chat.last.text == "Готовы? 🙂"
    query = maria.presses(maria.chat.last.id, "yes")
    await sim.answered(query)
    await handled(sim, lambda: maria.chat.last.edited_times == 1)
    assert (query.answer.text, maria.chat.last.text) == ("Поехали", "Вы нажали «Да»")
    maria.sends_document("слово.txt", b"abc")
    await handled(sim, lambda: maria.chat.last.is_bot and maria.chat.last.media is not None)
    assert sim.world.files[maria.chat.last.media.file_id] == ("наоборот.txt", b"cba")

    await app.updater.stop()
    await app.stop()
    await app.shutdown()
    assert sim.refused() == []
    assert sim.strange() == []


async def handled(sim: Simulator, is_done: Any) -> None:
    """The library confirms an update before it has handled it; wait for the effect."""
    import asyncio

    async with asyncio.timeout(10):
        while not is_done():
            await asyncio.sleep(0.01)
