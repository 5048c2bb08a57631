"""The centre's own look of reports: send a .docx, see a sample, put it to use, take it back."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.control import denied
from handlers.desk import Desk
from handlers.result_payloads import TemplateAct, TemplateTap
from handlers.screen import Screen, Toast
from handlers.screens.templates import template_broken_screen, template_checked_screen, template_screen
from handlers.taps import TappedMessage, show
from people.visitor import Visitor
from reports.analysis.template import BrokenTemplateError
from reports.templates import centre_of_templates

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf")
"""What offices call documents; whatever is not a .docx is told how to become one."""


def templates_router() -> Router:
    """For those who may change the look of reports."""
    router = Router(name="templates")
    router.callback_query.register(on_template, TemplateTap.filter())
    return router


async def on_template(
    query: CallbackQuery, tapped: TappedMessage, callback_data: TemplateTap, desk: Desk
) -> Toast | None:
    """The room, and the buttons under a checked file."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    if centre_of_templates(visitor) is None:
        return await denied(query, tapped, visitor, desk)
    news, is_below = "", False
    match callback_data.act:
        case TemplateAct.EXAMPLE:
            is_below = await _give_example(visitor, desk)
        case TemplateAct.DOWNLOAD:
            is_below = await _give_used(visitor, desk)
        case TemplateAct.USE:
            is_used = await desk.templates.use(visitor, callback_data.number)
            news = desk.speech.say("template-used" if is_used else "template-gone")
        case TemplateAct.DROP:
            await desk.templates.drop(visitor, callback_data.number)
            news = desk.speech.say("template-dropped")
        case TemplateAct.BACK:
            await desk.templates.forget(visitor)
            news = desk.speech.say("template-forgotten")
    screen = template_screen(desk.speech, await desk.templates.used(visitor), desk.zone_of(visitor), news)
    if is_below:  # the screen that was tapped is above the file by now
        await desk.display.send(visitor.account.address, visitor.account.id, screen)
    else:
        await show(query, tapped, visitor.account, screen, desk)
    return None


async def template_of_file(visitor: Visitor, name: str, data: bytes, desk: Desk) -> Screen | None:
    """What a document would make of reports; None if it is no document or nobody's to decide."""
    if not name.lower().endswith(SUFFIXES):
        return None
    try:
        taken = await desk.templates.take(visitor, name, data)
    except BrokenTemplateError as error:
        return template_broken_screen(desk.speech, name, str(error))
    if taken is None:
        return None
    number, look = taken
    caption = desk.speech.plain("template-sample-caption")
    await desk.files.give(visitor.account.address, desk.speech.plain("template-sample-name"), look.sample, caption)
    return template_checked_screen(desk.speech, name, number, look)


async def _give_example(visitor: Visitor, desk: Desk) -> bool:
    example = await desk.templates.example(visitor)
    if example is not None:
        caption = desk.speech.plain("template-example-caption")
        name = desk.speech.plain("template-example-name")
        await desk.files.give(visitor.account.address, name, example, caption)
    return example is not None


async def _give_used(visitor: Visitor, desk: Desk) -> bool:
    found = await desk.templates.file(visitor)
    if found is not None:
        await desk.files.give(visitor.account.address, *found)
    return found is not None
