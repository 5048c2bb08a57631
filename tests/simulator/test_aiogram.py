"""aiogram as it comes, with its default session, which sends forms: a whole bot that polls."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from simulator import Person, Simulator

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])


async def on_start(message: Message) -> None:
    await message.answer("<b>Готовы?</b> 🙂", reply_markup=KEYBOARD)


async def on_tap(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.message.edit_text("Вы нажали «Да»")
    await query.answer("Поехали")


async def on_document(message: Message, bot: Bot) -> None:
    assert message.document is not None
    content = await bot.download(message.document)
    assert content is not None
    await message.answer_document(BufferedInputFile(content.read()[::-1], "наоборот.txt"), caption="<i>вот</i>")


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sim.api_url))
    async with Bot(sim.token, session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        yield bot


@pytest.fixture
async def polling(bot: Bot) -> AsyncIterator[None]:
    dispatcher = Dispatcher()
    dispatcher.message.register(on_start, CommandStart())
    dispatcher.message.register(on_document, F.document)
    dispatcher.callback_query.register(on_tap, F.data == "yes")
    started = asyncio.Event()
    dispatcher.startup.register(started.set)
    run = dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, handle_as_tasks=False)
    task = asyncio.create_task(run)
    await started.wait()
    yield
    await dispatcher.stop_polling()
    await task


async def test_a_bot_written_with_aiogram_works(sim: Simulator, polling: None) -> None:
    maria = sim.person("Мария", "Иванова", "maria")
    maria.sends("/start")
    await sim.settled()
    assert (maria.chat.last.text, maria.chat.last.buttons[0][0].data) == ("Готовы? 🙂", "yes")
    assert maria.chat.last.entities == [{"type": "bold", "offset": 0, "length": 7}]

    query = maria.presses(maria.chat.last.id, "yes")
    await sim.settled()
    assert (maria.chat.last.text, query.answer.text) == ("Вы нажали «Да»", "Поехали")

    maria.sends_document("слово.txt", b"abc")
    await sim.settled()
    assert sim.world.files[maria.chat.last.media.file_id] == ("наоборот.txt", b"cba")
    assert maria.chat.last.caption == "вот"
    assert sim.refused() == []
    assert sim.strange() == []


async def test_aiogram_reads_every_kind_of_message(sim: Simulator, bot: Bot, maria: Person) -> None:
    maria.sends_photo("подпись")
    maria.sends_voice()
    maria.sends_sticker()
    maria.sends_location(55.75, 37.62)
    maria.sends_contact()
    maria.forwards("чужое")
    maria.edits(maria.sends("раз"), "два")
    maria.presses(999, "old")
    maria.blocks()
    sim.group("Учителя", [maria])

    read = await bot.get_updates()
    kinds = [update.message.content_type if update.message else update.event_type for update in read]
    assert kinds == [
        "text", "photo", "voice", "sticker", "location", "contact", "text", "text",
        "edited_message", "callback_query", "my_chat_member", "my_chat_member",
    ]  # fmt: skip


async def test_aiogram_knows_the_refusals(sim: Simulator, bot: Bot, maria: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(maria.id, "стаж <5")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(sim.person("Незнакомец").id, "да")
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(maria.id, BufferedInputFile(bytes(51 * 1024 * 1024), "много.bin"))
    sim.fault("429", method="sendMessage", retry_after=3)
    with pytest.raises(TelegramRetryAfter) as waiting:
        await bot.send_message(maria.id, "да")
    assert waiting.value.retry_after == 3
