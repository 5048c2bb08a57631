"""Questionnaires of one's own making: send a file, read the report, try it, publish it, get it back."""

import re

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from handlers.control import lists as lists_room
from handlers.desk import QUESTIONNAIRE_LINK, Desk
from handlers.payloads import FormsTap, StarterTap, VersionAct, VersionTap
from handlers.runs import take_message
from handlers.screen import Screen, Toast
from handlers.screens.authoring import (
    checking_screen,
    form_screen,
    forms_screen,
    published_screen,
    refused_size_screen,
    report_screen,
)
from handlers.screens.control import checked_screen
from handlers.screens.paper import paper_checked_screen
from handlers.taps import TappedMessage, show
from handlers.templates import template_of_file
from people.model import Account, CentreId
from people.roles import Action
from people.visitor import Visitor
from surveys.authoring.model import MOST_BYTES
from surveys.model import Kind, Questionnaire, VersionId
from surveys.path import path_of, question_of

STARTER = "анкета-заготовка.xlsx"
MARKED = "с пометками — "
TABLES = (".xlsx", ".xls", ".csv")


def authoring_router() -> Router:
    """For staff only; whoever else sends a file or taps such a button gets what everybody gets."""
    router = Router(name="authoring")
    router.message.register(on_document, F.document, F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(on_forms, FormsTap.filter())
    router.callback_query.register(on_starter, StarterTap.filter())
    router.callback_query.register(on_version, VersionTap.filter())
    return router


async def on_document(message: Message, desk: Desk) -> None:
    """A file: an answer where a question waits for one, else answers from paper, a list, a template or a form."""
    account = await desk.person(message.chat.id)
    document = message.document
    visitor = await desk.visitor(account)
    may_bring = _centre_of(visitor) is not None or visitor.actor.may_somewhere(Action.IMPORT_STAFF_LIST)
    if document is None or not may_bring or await _is_awaited(account, desk):
        await take_message(message, account, desk)
        return
    name = (document.file_name or "анкета.xlsx")[:200]
    if (document.file_size or 0) > MOST_BYTES:
        await desk.display.send(message.chat.id, account.id, refused_size_screen(desk.speech, name))
        return
    waiting = await desk.display.say(message.chat.id, checking_screen(desk.speech, name))
    try:
        data = await desk.files.fetch(document.file_id)
        screen = (
            await _table(visitor, name, data, desk)
            or await template_of_file(visitor, name, data, desk)
            or await _form(visitor, name, data, desk)
        )
    finally:
        await desk.display.take_back(message.chat.id, waiting)
    await desk.display.send(message.chat.id, account.id, screen)


async def _table(visitor: Visitor, name: str, data: bytes, desk: Desk) -> Screen | None:
    """What a list would change or answers from paper would bring; None if the file is neither."""
    if not name.lower().endswith(TABLES):
        return None
    checked = await desk.lists.check(visitor, name, data)
    if checked is not None:
        return checked_screen(desk.speech, checked)
    typed = await desk.paper.check(visitor, name, data)
    return None if typed is None else paper_checked_screen(desk.speech, typed)


async def _form(visitor: Visitor, name: str, data: bytes, desk: Desk) -> Screen:
    """The report on a form; who brings lists only is told what a list looks like."""
    account, centre = visitor.account, _centre_of(visitor)
    if centre is None:
        return await lists_room(visitor, desk, desk.speech.say("list-unknown", file=name))
    report = await desk.authoring.take(account.id, centre, name, data)
    if report.verdict.marked is not None:
        await desk.files.give(account.address, f"{MARKED}{_stem(name)}.xlsx", report.verdict.marked)
    return report_screen(desk.speech, report)


async def on_forms(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> Toast | None:
    """«Мои анкеты»."""
    account = await desk.person(query.from_user.id)
    centre = _centre_of(await desk.visitor(account))
    if centre is None:
        return await _refused(query, tapped, account, desk)
    await show(query, tapped, account, forms_screen(desk.speech, await desk.authoring.published(centre)), desk)
    return None


async def on_starter(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> Toast | None:
    """«Скачать заготовку»."""
    account = await desk.person(query.from_user.id)
    if _centre_of(await desk.visitor(account)) is None:
        return await _refused(query, tapped, account, desk)
    await desk.files.give(
        account.address, STARTER, await desk.authoring.starter(), desk.speech.plain("starter-caption")
    )
    return None


async def on_version(
    query: CallbackQuery, tapped: TappedMessage, callback_data: VersionTap, bot: Bot, desk: Desk
) -> Toast | None:
    """A button under a report, or under a form on offer."""
    account = await desk.person(query.from_user.id)
    centre = _centre_of(await desk.visitor(account))
    form = await desk.authoring.version(VersionId(callback_data.version), centre) if centre else None
    if centre is None or form is None:
        return await _refused(query, tapped, account, desk)
    match callback_data.act:
        case VersionAct.LOOK:
            await show(query, tapped, account, await _form_screen(form, centre, desk), desk)
        case VersionAct.TRY:
            back = VersionTap(act=VersionAct.LOOK, version=form.id).pack()
            run = await desk.surveys.try_out(account.id, form, back)
            await desk.display.send(account.address, account.id, desk.run_screen(run))
        case VersionAct.PUBLISH:
            if await desk.authoring.publish(account.id, centre, form.id) is None:
                return await _refused(query, tapped, account, desk)
            await show(query, tapped, account, published_screen(desk.speech, form, await _link(bot, form)), desk)
        case VersionAct.DOWNLOAD:
            return await _download(account, form, centre, desk)
        case VersionAct.WITHDRAW:
            await desk.authoring.withdraw(centre, form.key)
            forms = await desk.authoring.published(centre)
            await show(query, tapped, account, forms_screen(desk.speech, forms), desk)
            return Toast(desk.speech.plain("form-withdrawn"))
    return None


def _centre_of(visitor: Visitor) -> CentreId | None:
    """The centre in which this person may author questionnaires."""
    may = visitor.centre is not None and visitor.actor.may_here(Action.AUTHOR_QUESTIONNAIRES)
    return visitor.actor.centre if may else None


async def _download(account: Account, form: Questionnaire, centre: CentreId, desk: Desk) -> Toast | None:
    source = await desk.authoring.workbook_of(form.id)
    if source is None:
        return Toast(desk.speech.plain("form-without-file"))
    await desk.files.give(account.address, source.name, source.data)
    await desk.display.send(account.address, account.id, await _form_screen(form, centre, desk))
    return None


async def _form_screen(form: Questionnaire, centre: CentreId, desk: Desk) -> Screen:
    on_offer = [each.questionnaire for each in await desk.authoring.published(centre)]
    return form_screen(desk.speech, form, next((other for other in on_offer if other.key == form.key), None))


async def _link(bot: Bot, form: Questionnaire) -> str:
    """An address that opens the questionnaire; where its name does not suit an address, one that opens the bot."""
    me = await bot.me()
    suits = re.fullmatch(r"[A-Za-z0-9_-]{1,60}", form.key)
    return f"https://t.me/{me.username}" + (f"?start={QUESTIONNAIRE_LINK}{form.key}" if suits else "")


async def _is_awaited(account: Account, desk: Desk) -> bool:
    """Whether a question of the person's own waits for just such a file."""
    run = await desk.surveys.being_answered(account.id)
    if run is None:
        return False
    question = question_of(run, path_of(run, desk.now()))
    return question is not None and question.kind is Kind.ATTACHMENT and "document" in question.accepts


async def _refused(query: CallbackQuery, tapped: TappedMessage, account: Account, desk: Desk) -> Toast:
    await show(query, tapped, account, await desk.menu(account), desk)
    return Toast(desk.speech.plain("outdated-unknown"))


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
