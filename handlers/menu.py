"""The menu, its commands and the ways into it; the last resort for every tap and message."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers.desk import QUESTIONNAIRE_LINK, Desk
from handlers.payloads import HelpTap, IntroductionTap, MenuTap
from handlers.runs import take_message
from handlers.screen import Screen, Toast
from handlers.screens.menu import help_screen, introduction_screen
from handlers.taps import TappedMessage, show
from people.model import Account
from surveys.model import Run, VersionId


def menu_router() -> Router:
    """Commands and menu buttons."""
    router = Router(name="menu")
    router.message.register(on_start, CommandStart())
    router.message.register(on_result, Command("result"))
    router.message.register(on_help, Command("help"))
    router.callback_query.register(on_menu_tap, MenuTap.filter())
    router.callback_query.register(on_help_tap, HelpTap.filter())
    router.callback_query.register(on_introduction_tap, IntroductionTap.filter())
    return router


def last_router() -> Router:
    """What nobody else took: never silence."""
    router = Router(name="last")
    router.callback_query.register(on_unknown_tap)
    router.message.register(on_message)
    return router


async def on_start(message: Message, command: CommandObject, desk: Desk) -> None:
    """/start, alone or from a link."""
    account = await desk.person(message.chat.id)
    await desk.display.send(message.chat.id, account.id, await _started(account, command.args or "", desk))


async def on_result(message: Message, desk: Desk) -> None:
    """/result: the last result, else the menu."""
    account = await desk.person(message.chat.id)
    run = await _last_finished(account, desk)
    screen = desk.run_screen(run) if run else await desk.menu(account)
    await desk.display.send(message.chat.id, account.id, screen)


async def on_help(message: Message, desk: Desk) -> None:
    """/help."""
    account = await desk.person(message.chat.id)
    await desk.display.send(message.chat.id, account.id, help_screen(desk.speech))


async def on_menu_tap(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> None:
    """«В меню»."""
    account = await desk.person(query.from_user.id)
    await show(query, tapped, account, await desk.menu(account), desk)


async def on_help_tap(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> None:
    """«Как это работает»."""
    account = await desk.person(query.from_user.id)
    await show(query, tapped, account, help_screen(desk.speech), desk)


async def on_introduction_tap(
    query: CallbackQuery, tapped: TappedMessage, callback_data: IntroductionTap, desk: Desk
) -> Toast | None:
    """A questionnaire was chosen."""
    account = await desk.person(query.from_user.id)
    current = await desk.surveys.successor(VersionId(callback_data.version))
    screen = await _introduction(account, current.key, desk) if current else None
    await show(query, tapped, account, screen or await desk.menu(account), desk)
    return None if screen else Toast(desk.speech.plain("outdated-unknown"))


async def on_unknown_tap(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> Toast:
    """A button of an earlier version of the bot, or made up."""
    account = await desk.person(query.from_user.id)
    await show(query, tapped, account, await desk.menu(account), desk)
    return Toast(desk.speech.plain("outdated-unknown"))


async def on_message(message: Message, desk: Desk) -> None:
    """Anything else that can be sent."""
    account = await desk.person(message.chat.id)
    await take_message(message, account, desk)


async def _started(account: Account, payload: str, desk: Desk) -> Screen:
    if payload.startswith(QUESTIONNAIRE_LINK):
        screen = await _introduction(account, payload.removeprefix(QUESTIONNAIRE_LINK), desk)
        if screen is not None:
            return screen
    return await desk.menu(account, desk.speech.say("menu-unknown-link") if payload else "")


async def _introduction(account: Account, key: str, desk: Desk) -> Screen | None:
    """What the questionnaire is for; the question itself where one is under way."""
    standing = await desk.surveys.standing(account.id, key)
    if standing is None:
        return None
    return desk.run_screen(standing.open) if standing.open else introduction_screen(desk.speech, standing)


async def _last_finished(account: Account, desk: Desk) -> Run | None:
    finished = [s.finished for s in await desk.surveys.standings(account.id) if s.finished is not None]
    return max(finished, key=lambda run: run.finished_at or run.touched_at, default=None)
