"""Answering what a campaign asks."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.payloads import InvitedAct, InvitedTap
from handlers.screen import Screen, Toast
from handlers.screens.asked import asked_introduction_screen
from handlers.screens.people import consent_screen
from handlers.taps import TappedMessage, show
from people.consent import Purpose
from people.policy import Mode
from people.visitor import Visitor
from surveys.campaigns.model import Invited
from surveys.model import CampaignId, Status
from surveys.replies import Move, Reply


def asked_router() -> Router:
    """The side of those who are asked."""
    router = Router(name="asked")
    router.callback_query.register(on_invited, InvitedTap.filter())
    return router


async def on_invited(
    query: CallbackQuery, tapped: TappedMessage, callback_data: InvitedTap, desk: Desk
) -> Toast | None:
    """The button of a campaign in the menu or in a notice, and «Начать» after it."""
    account = await desk.person(query.from_user.id)
    visitor = await desk.visitor(account)
    invited = await desk.asked.find(visitor, CampaignId(callback_data.number))
    if invited is None:
        await show(query, tapped, account, await desk.menu(account), desk)
        return Toast(desk.speech.plain("outdated-unknown"))
    if callback_data.act is InvitedAct.LOOK and invited.campaign.mode is not Mode.ANONYMOUS:
        # Nothing tells when somebody came to an anonymous one.
        await desk.broadcasts.store.press_message(account.id, int(tapped.get("message_id", 0)), desk.clock())
    screen, toast = await _looked_at(visitor, invited, callback_data.act, desk)
    await show(query, tapped, account, screen, desk)
    return toast


async def _looked_at(visitor: Visitor, invited: Invited, act: InvitedAct, desk: Desk) -> tuple[Screen, Toast | None]:
    account = visitor.account
    if invited.is_finished:
        run = await desk.asked.run(account.id, invited)
        screen = desk.run_screen(run) if run is not None else await desk.menu(account)
        return screen, Toast(desk.speech.plain("asked-done"))
    refusal = await consent_needed(visitor, invited, desk)
    if refusal is not None:
        return refusal, None
    if act is InvitedAct.LOOK and not invited.is_begun and invited.campaign.takes_new(desk.clock()):
        questionnaire = await desk.asked.questionnaire(invited)
        return asked_introduction_screen(desk.speech, invited.campaign, questionnaire, desk.zone_of(visitor)), None
    run = await desk.asked.begin(desk.respondent(visitor), invited)
    if run is None:
        return await desk.menu(account, desk.speech.say("asked-over")), None
    if run.status is Status.PAUSED:
        resumed = await desk.surveys.answer(account.id, run.id, Reply(Move.RESUME, revision=run.revision))
        run = resumed.run if resumed is not None else run
    return desk.run_screen(run), None


async def consent_needed(visitor: Visitor, invited: Invited, desk: Desk) -> Screen | None:
    """The consent without which a questionnaire under a code cannot be answered; None where there is one."""
    if visitor.member is None or not visitor.member.is_guest or invited.campaign.mode is Mode.ANONYMOUS:
        return None
    text = await desk.privacy.text(visitor, Purpose.PARTICIPATION)
    news = desk.speech.say("guest-needs-consent")
    return consent_screen(desk.speech, text, news) if text else await desk.menu(visitor.account, news)
