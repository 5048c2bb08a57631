"""The menu, its commands and the ways into it; the last resort for every tap and message."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers.desk import ENTRY_LINK, QUESTIONNAIRE_LINK, Desk
from handlers.entrance import knock
from handlers.payloads import HelpTap, IntroductionTap, MenuTap
from handlers.runs import take_message
from handlers.screen import Screen, Toast
from handlers.screens.menu import help_screen, introduction_screen
from handlers.screens.people import consent_screen
from handlers.taps import TappedMessage, show
from people.consent import Purpose
from people.model import Account
from surveys.model import Run, Status, VersionId


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
    await desk.accounts.welcome(account)
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
    who = desk.respondent(await desk.visitor(account))
    current = await desk.surveys.successor(who, VersionId(callback_data.version))
    screen = await introduction(account, current.key, desk) if current else None
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
    if payload.startswith(ENTRY_LINK):
        return await knock(await desk.visitor(account), payload.removeprefix(ENTRY_LINK), desk)
    if payload.startswith(QUESTIONNAIRE_LINK):
        screen = await introduction(account, payload.removeprefix(QUESTIONNAIRE_LINK), desk)
        if screen is not None:
            return screen
    return await desk.menu(account, desk.speech.say("menu-unknown-link") if payload else "")


async def introduction(account: Account, key: str, desk: Desk) -> Screen | None:
    """What the questionnaire is for; the question itself where one is under way."""
    visitor = await desk.visitor(account)
    if not visitor.is_known:
        threshold = await desk.menu(account)  # a door that stands open lets the person in here
        visitor = await desk.visitor(account)
        if not visitor.is_known:
            return threshold
    who = desk.respondent(visitor)
    standing = await desk.surveys.standing(who, key)
    if standing is None:
        return None
    if standing.is_taken:
        return await desk.menu(account, desk.speech.say("anonymous-taken"))
    if not who.may_answer(standing.questionnaire):
        text = await desk.privacy.text(visitor, Purpose.PARTICIPATION)
        news = desk.speech.say("guest-needs-consent")
        return consent_screen(desk.speech, text, news) if text else await desk.menu(account, news)
    return desk.run_screen(standing.open) if standing.open else introduction_screen(desk.speech, standing)


async def _last_finished(account: Account, desk: Desk) -> Run | None:
    runs = await desk.surveys.of_person(account.id)
    finished = [run for run in runs if run.status is Status.FINISHED and run.questionnaire.has_result]
    return max(finished, key=lambda run: run.finished_at or run.touched_at, default=None)
