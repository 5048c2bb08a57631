"""Running a centre from the chat: set-up, lists, codes, roles, the audit; rights are checked where they are used."""

from collections.abc import Sequence
from datetime import timedelta

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from handlers.desk import ENTRY_LINK, Desk
from handlers.payloads import CodeAct, CodeTap, ControlAct, ControlTap, ListAct, ListTap, RoleAct, RoleTap
from handlers.screen import Screen, Toast
from handlers.screens.control import (
    audit_screen,
    checked_screen,
    control_screen,
    has_control,
    invitation_screen,
    invitations_screen,
    lists_screen,
    role_code_screen,
    roles_screen,
    switch_screen,
    undo_screen,
)
from handlers.taps import TappedMessage, show
from people.audit import Note
from people.centre import Centre, Operator
from people.consent import Purpose, consent_text
from people.invitation import Invitation, InvitationId
from people.model import CentreId, OrganisationId
from people.organisation import Organisation
from people.roles import Action, Role
from people.setup import SETUP, answers_of
from people.visitor import Visitor
from surveys.model import Respondent

STARTER = "список-заготовка.xlsx"
EXPORT = "список.xlsx"
SHEETS = "приглашения.docx"
AUDIT = "журнал.xlsx"
MONTH = timedelta(days=30)
YEAR = timedelta(days=366)


def control_router() -> Router:
    """For those who run centres; whoever else taps such a button gets the menu."""
    router = Router(name="control")
    router.callback_query.register(on_control, ControlTap.filter())
    router.callback_query.register(on_list, ListTap.filter())
    router.callback_query.register(on_code, CodeTap.filter())
    router.callback_query.register(on_role, RoleTap.filter())
    return router


async def on_control(
    query: CallbackQuery, tapped: TappedMessage, callback_data: ControlTap, desk: Desk
) -> Toast | None:
    """The desk, settings, centres, the audit."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    match callback_data.act:
        case ControlAct.DESK if has_control(visitor):
            screen = control_screen(desk.speech, visitor)
        case ControlAct.SETTINGS if visitor.centre and visitor.actor.may_here(Action.CHANGE_SETTINGS):
            outcome = await desk.surveys.correct_internal(
                Respondent(visitor.account.id, visitor.centre), SETUP, answers_of(visitor.centre)
            )
            screen = desk.run_screen(outcome.run)
        case ControlAct.NEW_CENTRE if visitor.actor.may_here(Action.OPEN_CENTRE):
            outcome = await desk.surveys.open_internal(Respondent(visitor.account.id), SETUP)
            screen = desk.run_screen(outcome.run)
        case ControlAct.SWITCH if len(visitor.centres) > 1:
            screen = switch_screen(desk.speech, visitor)
        case ControlAct.LOOK_AT if callback_data.number in dict(visitor.centres):
            await desk.places.look_at(visitor.account.id, CentreId(callback_data.number))
            screen = control_screen(desk.speech, await desk.visitor(visitor.account))
        case ControlAct.AUDIT if visitor.actor.may_here(Action.SEE_AUDIT):
            screen = audit_screen(desk.speech)
        case ControlAct.AUDIT_MONTH | ControlAct.AUDIT_YEAR if visitor.actor.may_here(Action.SEE_AUDIT):
            await _audit(visitor, MONTH if callback_data.act is ControlAct.AUDIT_MONTH else YEAR, desk)
            return None
        case _:
            return await denied(query, tapped, visitor, desk)
    await show(query, tapped, visitor.account, screen, desk)
    return None


async def on_list(query: CallbackQuery, tapped: TappedMessage, callback_data: ListTap, desk: Desk) -> Toast | None:
    """Lists of organisations and staff."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    if not visitor.actor.may_somewhere(Action.SEE_STAFF_LIST):
        return await denied(query, tapped, visitor, desk)
    address = visitor.account.address
    match callback_data.act:
        case ListAct.LOOK | ListAct.CANCEL:
            news = desk.speech.say("list-cancelled") if callback_data.act is ListAct.CANCEL else ""
            await show(query, tapped, visitor.account, await lists(visitor, desk, news), desk)
        case ListAct.STARTER:
            caption = desk.speech.plain("lists-starter-caption")
            await desk.files.give(address, STARTER, await desk.lists.starter(), caption)
        case ListAct.EXPORT:
            data = await desk.lists.export(visitor)
            if data is None:
                return await denied(query, tapped, visitor, desk)
            await desk.note(visitor, "list_exported")
            await desk.files.give(address, EXPORT, data, desk.speech.plain("lists-exported-caption"))
        case ListAct.APPLY:
            return await _apply(query, tapped, visitor, callback_data.number, desk)
        case ListAct.UNDO:
            last = await desk.lists.last_applied(visitor)
            screen = undo_screen(desk.speech, last[1]) if last else await lists(visitor, desk)
            await show(query, tapped, visitor.account, screen, desk)
        case ListAct.UNDONE:
            undone = await desk.lists.undo(visitor)
            news = _undone(undone, desk) if undone else ""
            await show(query, tapped, visitor.account, await lists(visitor, desk, news), desk)
    return None


async def lists(visitor: Visitor, desk: Desk, news: str = "") -> Screen:
    """The screen of lists for this person."""
    return lists_screen(
        desk.speech,
        await desk.lists.counts(visitor),
        await desk.lists.last_applied(visitor),
        desk.zone_of(visitor),
        news,
        may_import=visitor.actor.may_somewhere(Action.IMPORT_STAFF_LIST),
        may_invite=visitor.actor.may_somewhere(Action.MANAGE_INVITATIONS),
    )


async def _apply(
    query: CallbackQuery, tapped: TappedMessage, visitor: Visitor, number: int, desk: Desk
) -> Toast | None:
    checked = await desk.lists.apply(visitor, number)
    if checked is None:
        screen = await lists(visitor, desk, desk.speech.say("list-gone"))
    elif checked.plan.defects:
        screen = checked_screen(desk.speech, checked)
    else:
        screen = await lists(visitor, desk, desk.speech.say("list-applied"))
    await show(query, tapped, visitor.account, screen, desk)
    return None


def _undone(undone: tuple[int, int], desk: Desk) -> str:
    restored, stays = undone
    parts = [desk.speech.say("list-undone", undone=restored)]
    if stays:
        parts.append(desk.speech.say("list-undone-stays", stays=stays))
    return " ".join(parts)


async def on_code(
    query: CallbackQuery, tapped: TappedMessage, callback_data: CodeTap, bot: Bot, desk: Desk
) -> Toast | None:
    """Codes of organisations."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    if visitor.centre is None or not visitor.actor.may_somewhere(Action.MANAGE_INVITATIONS):
        return await denied(query, tapped, visitor, desk)
    organisation = OrganisationId(callback_data.number)
    match callback_data.act:
        case CodeAct.LIST:
            there = await desk.invitations.organisations(visitor)
            await show(
                query, tapped, visitor.account, invitations_screen(desk.speech, there, callback_data.number), desk
            )
            return None
        case CodeAct.SHEETS:
            await _give_sheets(visitor, await desk.invitations.sheets(visitor), bot, desk)
            return None
        case CodeAct.CONSENTS:
            await _give_consents(visitor, visitor.centre, desk)
            return None
        case CodeAct.LOOK | CodeAct.SHEET:
            found = await desk.invitations.sheet(visitor, organisation)
            if found is not None and callback_data.act is CodeAct.SHEET:
                await _give_sheets(visitor, [found], bot, desk)
                return None
        case CodeAct.RENEW:
            found = await desk.invitations.renew(visitor, organisation)
        case CodeAct.REVOKE:
            if await desk.invitations.revoke(visitor, organisation) is None:
                return await denied(query, tapped, visitor, desk)
            there = await desk.invitations.organisations(visitor)
            await show(query, tapped, visitor.account, invitations_screen(desk.speech, there), desk)
            return Toast(desk.speech.plain("invitation-revoked"))
        case CodeAct.COORDINATOR | CodeAct.HEAD:
            role = Role.COORDINATOR if callback_data.act is CodeAct.COORDINATOR else Role.HEAD
            made = await desk.invitations.offer(visitor, role, organisation)
            return await _show_role_code(query, tapped, visitor, made, bot, desk)
    if found is None:
        return await denied(query, tapped, visitor, desk)
    link = await entry_link(bot, found[1].code)
    may_appoint = visitor.actor.may_here(Action.GRANT_ORGANISATION_ROLES)
    screen = invitation_screen(desk.speech, *found, link, may_appoint=may_appoint)
    await show(query, tapped, visitor.account, screen, desk)
    return Toast(desk.speech.plain("invitation-renewed")) if callback_data.act is CodeAct.RENEW else None


async def on_role(
    query: CallbackQuery, tapped: TappedMessage, callback_data: RoleTap, bot: Bot, desk: Desk
) -> Toast | None:
    """Who may do what."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    toast = None
    match callback_data.act:
        case RoleAct.METHODOLOGIST | RoleAct.ADMINISTRATOR:
            is_administrator = callback_data.act is RoleAct.ADMINISTRATOR
            role = Role.ADMINISTRATOR if is_administrator else Role.METHODOLOGIST
            return await _show_role_code(
                query, tapped, visitor, await desk.invitations.offer(visitor, role), bot, desk
            )
        case RoleAct.HAND_OVER:
            made = await desk.invitations.offer_handover(visitor)
            return await _show_role_code(query, tapped, visitor, made, bot, desk)
        case RoleAct.DISMISS:
            dismissed = await desk.invitations.dismiss(visitor, callback_data.number)
            toast = Toast(desk.speech.plain("roles-dismissed" if dismissed else "roles-last"))
        case RoleAct.TAKE_BACK:
            done = await desk.invitations.take_back(visitor, InvitationId(callback_data.number))
            toast = Toast(desk.speech.plain("roles-taken-back" if done else "control-denied"))
            if done and not visitor.actor.may_here(Action.GRANT_ORGANISATION_ROLES):
                await show(query, tapped, visitor.account, control_screen(desk.speech, visitor), desk)
                return toast
    if visitor.centre is None or not visitor.actor.may_here(Action.GRANT_ORGANISATION_ROLES):
        return await denied(query, tapped, visitor, desk)
    holders, offers = await desk.invitations.holders(visitor), await desk.invitations.offers(visitor)
    names = {each.id: each.card.short_name for each in await desk.places.organisations(visitor.centre.id)}
    screen = roles_screen(desk.speech, visitor, holders, offers, names, desk.zone_of(visitor))
    await show(query, tapped, visitor.account, screen, desk)
    return toast


async def denied(query: CallbackQuery, tapped: TappedMessage, visitor: Visitor, desk: Desk) -> Toast:
    """No right, no such thing, or somebody else's: the same answer to all."""
    await show(query, tapped, visitor.account, await desk.menu(visitor.account), desk)
    return Toast(desk.speech.plain("control-denied"))


async def entry_link(bot: Bot, code: str) -> str:
    """An address that opens the bot with a code."""
    me = await bot.me()
    return f"https://t.me/{me.username}?start={ENTRY_LINK}{code}"


async def _show_role_code(
    query: CallbackQuery, tapped: TappedMessage, visitor: Visitor, made: Invitation | None, bot: Bot, desk: Desk
) -> Toast | None:
    if made is None:
        return await denied(query, tapped, visitor, desk)
    link = await entry_link(bot, made.code)
    has_room = visitor.actor.may_here(Action.GRANT_ORGANISATION_ROLES)
    screen = role_code_screen(desk.speech, made, link, desk.zone_of(visitor), has_roles_room=has_room)
    await show(query, tapped, visitor.account, screen, desk)
    return None


async def _give_sheets(
    visitor: Visitor, sheets: Sequence[tuple[Organisation, Invitation]], bot: Bot, desk: Desk
) -> None:
    assert visitor.centre is not None
    linked = [(each.card.name, code.code, await entry_link(bot, code.code)) for each, code in sheets]
    data = await desk.documents.invitation_sheets(visitor.centre.name, linked)
    await desk.note(visitor, "sheets_exported", str(len(linked)))
    await desk.files.give(visitor.account.address, SHEETS, data, desk.speech.plain("invitations-caption"))


async def _give_consents(visitor: Visitor, centre: Centre, desk: Desk) -> None:
    """Those that hold something personal, to be signed on paper."""
    is_impersonal = centre.operator is Operator.MUNICIPAL
    for purpose in Purpose:
        if purpose is not Purpose.PARTICIPATION or not is_impersonal:
            data = await desk.documents.paper_consent(consent_text(centre, purpose, is_on_paper=True))
            name = desk.speech.plain(f"consent-{purpose}")
            await desk.files.give(visitor.account.address, f"согласие - {name.lower()}.docx", data)


async def _audit(visitor: Visitor, period: timedelta, desk: Desk) -> None:
    assert visitor.centre is not None
    now = desk.clock()
    await desk.note(visitor, "audit_exported")
    notes: list[Note] = list(await desk.audit.read(visitor.centre.id, now - period, now + timedelta(seconds=1)))
    data = await desk.documents.audit_workbook(notes, desk.zone_of(visitor))
    await desk.files.give(visitor.account.address, AUDIT, data, desk.speech.plain("audit-caption"))
