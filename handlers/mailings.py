"""Invitations and reminders of a campaign on their way: how far they have come; pause, resume, stop, repeat."""

from aiogram import Router
from aiogram.types import CallbackQuery

from delivery.broadcast import Broadcast
from delivery.model import BroadcastId
from handlers.control import denied
from handlers.desk import Desk
from handlers.mailing_payloads import MailingAct, MailingTap
from handlers.screen import Screen, Toast
from handlers.screens.announcements import MOST_FAILURES, repeated_text
from handlers.screens.mailings import (
    MOST_LISTED,
    mailing_failures_screen,
    mailing_screen,
    mailings_screen,
    sure_to_stop_mailing_screen,
)
from handlers.taps import TappedMessage, show
from people.roles import Action
from people.visitor import Visitor
from surveys.campaigns.model import Campaign
from surveys.campaigns.notices import cause_of
from surveys.model import CampaignId

STEERED = {
    MailingAct.PAUSE: "campaign_mail_paused",
    MailingAct.RESUME: "campaign_mail_resumed",
    MailingAct.STOPPED: "campaign_mail_stopped",
}


def mailings_router() -> Router:
    """Staff's side of what campaigns send."""
    router = Router(name="mailings")
    router.callback_query.register(on_mailing, MailingTap.filter())
    return router


async def on_mailing(
    query: CallbackQuery, tapped: TappedMessage, callback_data: MailingTap, desk: Desk
) -> Toast | None:
    """Everything that can be tapped about them."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    screen = await _told(visitor, callback_data, desk) if visitor.actor.may_here(Action.RUN_CAMPAIGNS) else None
    if screen is None:
        return await denied(query, tapped, visitor, desk)
    await show(query, tapped, visitor.account, screen, desk)
    return None


async def _told(visitor: Visitor, tap: MailingTap, desk: Desk) -> Screen | None:
    view = await desk.campaigns.view(visitor, CampaignId(tap.campaign))
    if view is None:
        return None
    found = await desk.broadcasts.store.caused_by(view.campaign.centre, cause_of(view.campaign.id), MOST_LISTED)
    this = next((each for each in found if each.id == tap.number), None)
    if this is None:
        told = [(each, await desk.broadcasts.store.counts(each.id)) for each in found]
        return mailings_screen(desk.speech, view.campaign, told, desk.zone_of(visitor))
    return await _done(visitor, view.campaign, this, tap.act, desk)


async def _done(visitor: Visitor, campaign: Campaign, this: Broadcast, act: MailingAct, desk: Desk) -> Screen:
    store, news = desk.broadcasts.store, ""
    match act:
        case MailingAct.STOP:
            return sure_to_stop_mailing_screen(desk.speech, campaign, this, await store.counts(this.id))
        case MailingAct.FAILURES:
            return mailing_failures_screen(desk.speech, campaign, this, await store.failures(this.id, MOST_FAILURES))
        case MailingAct.REPEAT:
            news = repeated_text(desk.speech, await store.repeat(this.id, desk.clock()))
        case MailingAct.PAUSE | MailingAct.RESUME | MailingAct.STOPPED:
            await _steer(visitor, campaign, this.id, act, desk)
    now = await store.find(this.id) or this
    counts = await store.counts(this.id)
    return mailing_screen(desk.speech, campaign, now, counts, desk.clock(), desk.zone_of(visitor), news)


async def _steer(visitor: Visitor, campaign: Campaign, number: BroadcastId, act: MailingAct, desk: Desk) -> None:
    match act:
        case MailingAct.PAUSE:
            done = await desk.broadcasts.pause(number)
        case MailingAct.RESUME:
            done = await desk.broadcasts.resume(number)
        case _:
            done = await desk.broadcasts.stop(number)
    if done:
        await desk.note(visitor, STEERED[act], f"campaign {campaign.id}")
