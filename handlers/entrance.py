"""Coming in: codes and links, the conditions, the profile; and a person's own data."""

import orjson
from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.own_data import own_data
from handlers.payloads import ConsentAct, ConsentTap, DoorTap, EnterTap, OwnAct, OwnTap
from handlers.screen import Screen, Toast
from handlers.screens.people import (
    consent_screen,
    consents_screen,
    door_screen,
    knocked_text,
    own_screen,
    purpose_screen,
    sure_screen,
)
from handlers.taps import TappedMessage, show
from people import codes
from people.consent import Purpose
from people.entrance import Doorstep
from people.visitor import Visitor

PROFILE = "profile"
"""The questionnaire that asks for the passport."""
OWN_NAME = "мои данные"
ACT_NAME = "акт об удалении.docx"


def entrance_router() -> Router:
    """Doors and own data."""
    router = Router(name="entrance")
    router.callback_query.register(on_door, DoorTap.filter())
    router.callback_query.register(on_enter, EnterTap.filter())
    router.callback_query.register(on_own, OwnTap.filter())
    router.callback_query.register(on_consent, ConsentTap.filter())
    return router


async def knock(visitor: Visitor, typed: str, desk: Desk) -> Screen:
    """What a code, typed or from a link, leads to."""
    knocked = await desk.entrance.knock(visitor, typed)
    if isinstance(knocked, Doorstep):
        return door_screen(desk.speech, knocked)
    news = knocked_text(desk.speech, knocked)
    return await desk.menu(visitor.account, news)


async def on_door(query: CallbackQuery, tapped: TappedMessage, callback_data: DoorTap, desk: Desk) -> Toast | None:
    """The conditions were agreed to, or not."""
    account = await desk.person(query.from_user.id)
    visitor = await desk.visitor(account)
    member = await desk.entrance.decide(visitor, agrees=callback_data.agrees)
    if member is None:
        await show(query, tapped, account, await desk.menu(account), desk)
        return Toast(desk.speech.plain("door-gone"))
    screen = await _after_joining(await desk.visitor(account), desk)
    await show(query, tapped, account, screen, desk)
    return None


async def on_enter(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> Toast | None:
    """«Войти без кода»."""
    account = await desk.person(query.from_user.id)
    door = await desk.entrance.open_door(await desk.visitor(account))
    if door is None:
        await show(query, tapped, account, await desk.menu(account), desk)
        return Toast(desk.speech.plain("door-gone"))
    await show(query, tapped, account, door_screen(desk.speech, door), desk)
    return None


async def on_own(
    query: CallbackQuery, tapped: TappedMessage, callback_data: OwnTap, bot: Bot, desk: Desk
) -> Toast | None:
    """«Мои данные» and what is done with them."""
    account = await desk.person(query.from_user.id)
    visitor = await desk.visitor(account)
    match callback_data.act:
        case OwnAct.LOOK:
            await show(query, tapped, account, await _own(visitor, desk), desk)
        case OwnAct.CORRECT:
            return await _correct(query, tapped, visitor, desk)
        case OwnAct.DOWNLOAD:
            await _download(visitor, desk)
        case OwnAct.AGREE:
            text = await desk.privacy.text(visitor, Purpose.PARTICIPATION)
            screen = consent_screen(desk.speech, text) if text else await desk.menu(account)
            await show(query, tapped, account, screen, desk)
        case OwnAct.AGREED:
            await desk.privacy.decide(visitor, Purpose.PARTICIPATION, agrees=True)
            await show(query, tapped, account, await _after_joining(await desk.visitor(account), desk), desk)
        case OwnAct.WITHDRAW | OwnAct.DELETE:
            await show(query, tapped, account, sure_screen(desk.speech, callback_data.act), desk)
        case OwnAct.WITHDRAWN:
            done = await desk.privacy.withdraw(visitor, Purpose.PARTICIPATION)
            news = desk.speech.say("own-withdrawn") if done else ""
            await show(query, tapped, account, await _own(await desk.visitor(account), desk, news), desk)
        case OwnAct.DELETED:
            return await _delete(query, tapped, visitor, desk)
    return None


async def on_consent(
    query: CallbackQuery, tapped: TappedMessage, callback_data: ConsentTap, desk: Desk
) -> Toast | None:
    """Consents, a purpose at a time."""
    account = await desk.person(query.from_user.id)
    visitor = await desk.visitor(account)
    if visitor.member is None or not 0 <= callback_data.number < len(Purpose):
        await show(query, tapped, account, await desk.menu(account), desk)
        return Toast(desk.speech.plain("outdated-unknown"))
    purpose = list(Purpose)[callback_data.number]
    toast, withdrawn = None, None
    match callback_data.act:
        case ConsentAct.LOOK:
            text, own = await desk.privacy.text(visitor, purpose), await desk.privacy.own(visitor)
            await show(query, tapped, account, purpose_screen(desk.speech, own, purpose, text), desk)
            return None
        case ConsentAct.WITHDRAW if purpose is Purpose.PARTICIPATION:
            # Much goes with this one: what goes is said before.
            await show(query, tapped, account, sure_screen(desk.speech, OwnAct.WITHDRAW), desk)
            return None
        case ConsentAct.WITHDRAW:
            if await desk.privacy.withdraw(visitor, purpose):
                withdrawn = purpose
                toast = Toast(desk.speech.plain("consent-withdrawn"))
        case ConsentAct.AGREE | ConsentAct.DECLINE:
            agrees = callback_data.act is ConsentAct.AGREE
            if await desk.privacy.decide(visitor, purpose, agrees=agrees):
                toast = Toast(desk.speech.plain("consent-given" if agrees else "consent-declined"))
    own = await desk.privacy.own(await desk.visitor(account))
    await show(query, tapped, account, consents_screen(desk.speech, own, desk.zone_of(visitor), withdrawn), desk)
    return toast


async def _own(visitor: Visitor, desk: Desk, news: str = "") -> Screen:
    return own_screen(desk.speech, await desk.privacy.own(visitor), desk.zone_of(visitor), news)


async def _after_joining(visitor: Visitor, desk: Desk) -> Screen:
    member = visitor.member
    if member is None:
        return await desk.menu(visitor.account)
    if member.is_guest:
        return await desk.menu(visitor.account, desk.speech.say("joined-guest"))
    outcome = await desk.surveys.open_internal(desk.respondent(visitor), PROFILE)
    if not outcome.run.status.is_open:
        return await desk.first_step(visitor, desk.speech.say("joined", code=codes.told(member.code)))
    return desk.run_screen(outcome.run)


async def _correct(query: CallbackQuery, tapped: TappedMessage, visitor: Visitor, desk: Desk) -> Toast | None:
    member = visitor.member
    if member is None or member.is_guest:
        await show(query, tapped, visitor.account, await _own(visitor, desk), desk)
        return Toast(desk.speech.plain("outdated-unknown"))
    outcome = await desk.surveys.correct_internal(desk.respondent(visitor), PROFILE, member.profile.values)
    await show(query, tapped, visitor.account, desk.run_screen(outcome.run), desk)
    return None


async def _download(visitor: Visitor, desk: Desk) -> None:
    told = await own_data(await desk.privacy.own(visitor), desk.surveys, desk.speech, desk.zone_of(visitor))
    await desk.note(visitor, "data_exported")
    address = visitor.account.address
    await desk.files.give(address, f"{OWN_NAME}.xlsx", await desk.documents.own_workbook(told))
    caption = desk.speech.plain("own-downloaded")
    await desk.files.give(address, f"{OWN_NAME}.json", orjson.dumps(told, option=orjson.OPT_INDENT_2), caption)
    await desk.display.send(address, visitor.account.id, await _own(visitor, desk))


async def _delete(query: CallbackQuery, tapped: TappedMessage, visitor: Visitor, desk: Desk) -> Toast | None:
    if await desk.invitations.is_last_administrator(visitor):
        await show(query, tapped, visitor.account, await _own(visitor, desk), desk)
        return Toast(desk.speech.plain("own-last-administrator"), is_alert=True)
    erased = await desk.privacy.erase(visitor)
    desk.accounts.forget(visitor.account.address)
    await show(query, tapped, visitor.account, Screen(desk.speech.say("own-deleted")), desk)
    await desk.files.give(visitor.account.address, ACT_NAME, await desk.documents.deletion_act(erased))
    return None
