"""Running campaigns from the chat; whoever has no right to it gets the menu."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.boards import leave_board, send_board
from handlers.control import denied
from handlers.desk import Desk
from handlers.payloads import CampaignAct, CampaignTap
from handlers.screen import Screen, Toast
from handlers.screens.answers import day_text
from handlers.screens.campaigns import (
    EXTENSIONS,
    board_screen,
    campaigns_screen,
    draft_screen,
    extend_screen,
    sure_to_close_screen,
    sure_to_delete_screen,
    sure_to_remind_screen,
    sure_to_start_screen,
    year_screen,
)
from handlers.screens.paper import paper_checked_screen
from handlers.taps import TappedMessage, show
from people.quiet_hours import is_quiet
from people.roles import Action
from people.visitor import Visitor
from surveys.campaigns.composition import last_day_of
from surveys.campaigns.model import Campaign, CampaignState
from surveys.campaigns.outcomes import Trouble
from surveys.campaigns.year import YEAR
from surveys.model import CampaignId, Run

COVERAGE_FILE = "охват.xlsx"
PAPER_FILE = "анкета {code}.docx"
ENTRY_FILE = "ввод {code}.xlsx"
PLACES = {plan.key: place for place, plan in enumerate(YEAR)}

SENDING = (CampaignAct.FILE, CampaignAct.PAPER, CampaignAct.WATCH)
"""What brings files or pictures into the chat."""


def campaigns_router() -> Router:
    """Staff's side of campaigns."""
    router = Router(name="campaigns")
    router.callback_query.register(on_campaign, CampaignTap.filter())
    return router


async def on_campaign(
    query: CallbackQuery, tapped: TappedMessage, callback_data: CampaignTap, desk: Desk
) -> Toast | None:
    """Everything that can be tapped about campaigns."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    if visitor.centre is None or not visitor.actor.may_somewhere(Action.SEE_COVERAGE):
        return await denied(query, tapped, visitor, desk)
    told = await _done(visitor, callback_data, desk)
    screen, toast = told if isinstance(told, tuple) else (told, None)
    if screen is None and toast is None:
        return await denied(query, tapped, visitor, desk)
    if screen is not None and callback_data.act in SENDING:
        # Below the files: the buttons must not stay somewhere above them.
        await desk.display.send(visitor.account.address, visitor.account.id, screen)
    elif screen is not None:
        await show(query, tapped, visitor.account, screen, desk)
    return toast


Told = Screen | tuple[Screen | None, Toast | None] | None
"""A screen, a screen with a word to it, a word alone; nothing: there is no right to it, or no such thing."""


async def _done(visitor: Visitor, tap: CampaignTap, desk: Desk) -> Told:
    number = CampaignId(tap.number)
    match tap.act:
        case CampaignAct.LIST:
            return await campaigns(visitor, desk)
        case CampaignAct.LOOK:
            return await campaign_screen(visitor, number, desk, page=tap.page)
        case CampaignAct.FILE | CampaignAct.PAPER | CampaignAct.TAKE | CampaignAct.DROP:
            return await _filed(visitor, tap, desk)
    if not visitor.actor.may_here(Action.RUN_CAMPAIGNS):
        return None
    match tap.act:
        case CampaignAct.NEW:
            outcome = await desk.composition.new(visitor)
            return None if outcome is None else desk.run_screen(outcome.run)
        case CampaignAct.YEAR:
            today = desk.clock().astimezone(desk.zone_of(visitor)).date()
            return year_screen(desk.speech, visitor, desk.composition.plans(visitor), PLACES, today)
        case CampaignAct.PLAN:
            return await _planned(visitor, tap.page, desk)
        case CampaignAct.CHANGE:
            return await _changing(visitor, number, desk)
        case CampaignAct.TRY:
            return await _tried(visitor, number, desk)
        case (
            CampaignAct.STARTED
            | CampaignAct.UNSCHEDULE
            | CampaignAct.CLOSED
            | CampaignAct.EXTENDED
            | CampaignAct.WAVE
        ):
            return await _acted(visitor, tap, desk)
        case CampaignAct.REMIND | CampaignAct.REMINDED | CampaignAct.WATCH | CampaignAct.UNWATCH:
            return await _watched_over(visitor, tap, desk)
        case CampaignAct.DELETED:
            return await _deleted(visitor, tap, desk)
    return await _asked(visitor, tap, desk)


async def campaigns(visitor: Visitor, desk: Desk, news: str = "") -> Screen:
    """The list."""
    may_run = visitor.actor.may_here(Action.RUN_CAMPAIGNS)
    found = await desk.campaigns.of_centre(visitor)
    return campaigns_screen(desk.speech, found, desk.zone_of(visitor), news, may_run=may_run)


async def campaign_screen(
    visitor: Visitor, number: CampaignId, desk: Desk, news: str = "", page: int = 0
) -> Screen | None:
    """A draft, or the response board; None if there is no such campaign for this person."""
    view = await desk.campaigns.view(visitor, number)
    if view is None or visitor.centre is None:
        return None
    zone = desk.zone_of(visitor)
    if view.campaign.state.is_editable:
        whom = await desk.composition.words(view.campaign)
        return draft_screen(desk.speech, view, whom, desk.clock(), zone, news)
    names = {each.id: each.card.short_name for each in await desk.places.organisations(visitor.centre.id)}
    may_run = visitor.actor.may_here(Action.RUN_CAMPAIGNS)
    may_enter = visitor.actor.may_somewhere(Action.ENTER_PAPER)
    if may_run:
        desk.documents.expect_board()
    return board_screen(
        desk.speech, view, names, desk.clock(), zone, page, news, may_run=may_run, may_enter=may_enter
    )


async def described_screen(visitor: Visitor, run: Run, desk: Desk) -> Screen:
    """After a description was finished: the campaign it made, or why there is none."""
    campaign = await desk.composition.described(visitor, run)
    screen = None if campaign is None else await campaign_screen(visitor, campaign.id, desk)
    return screen or await campaigns(visitor, desk, desk.speech.say("campaign-conflict"))


async def _planned(visitor: Visitor, place: int, desk: Desk) -> Told:
    if not 0 <= place < len(YEAR):
        return None
    outcome = await desk.composition.planned(visitor, YEAR[place].key)
    if outcome is None:
        return None, Toast(desk.speech.plain("campaign-year-gone"))
    return desk.run_screen(outcome.run)


async def _changing(visitor: Visitor, number: CampaignId, desk: Desk) -> Told:
    outcome = await desk.composition.change(visitor, number)
    if isinstance(outcome, Trouble):
        return await _troubled(visitor, number, outcome, desk)
    return desk.run_screen(outcome.run)


async def _tried(visitor: Visitor, number: CampaignId, desk: Desk) -> Told:
    view = await desk.campaigns.view(visitor, number)
    if view is None:
        return None
    back = CampaignTap(act=CampaignAct.LOOK, number=number).pack()
    return desk.run_screen(await desk.surveys.try_out(visitor.account.id, view.questionnaire, back))


async def _starting(visitor: Visitor, number: CampaignId, revision: int, desk: Desk) -> Told:
    """Asked once more, with how many people it is; why it cannot begin, else."""
    found = await desk.campaigns.ready(visitor, number, revision)
    if isinstance(found, Trouble):
        return await _troubled(visitor, number, found, desk)
    return sure_to_start_screen(desk.speech, *found, desk.clock(), desk.zone_of(visitor))


async def _acted(visitor: Visitor, tap: CampaignTap, desk: Desk) -> Told:
    number = CampaignId(tap.number)
    done: Campaign | Trouble
    match tap.act:
        case CampaignAct.STARTED:
            done = await desk.campaigns.start(visitor, number, tap.revision)
        case CampaignAct.UNSCHEDULE:
            done = await desk.campaigns.unschedule(visitor, number, tap.revision)
        case CampaignAct.CLOSED:
            done = await desk.campaigns.close(visitor, number, tap.revision)
        case CampaignAct.WAVE:
            done = await desk.campaigns.next_wave(visitor, number)
        case _:
            if tap.page not in EXTENSIONS:
                return None
            done = await desk.campaigns.extend(visitor, number, tap.page, tap.revision)
    if isinstance(done, Trouble):
        return await _troubled(visitor, number, done, desk)
    return await campaign_screen(visitor, done.id, desk, _news(visitor, tap.act, done, desk))


def _news(visitor: Visitor, act: CampaignAct, campaign: Campaign, desk: Desk) -> str:
    zone, speech = desk.zone_of(visitor), desk.speech
    match act:
        case CampaignAct.STARTED if campaign.state is CampaignState.SCHEDULED:
            return speech.say("campaign-result-scheduled")
        case CampaignAct.STARTED:
            quiet = is_quiet(desk.clock(), zone)
            return speech.say("campaign-result-started-quiet" if quiet else "campaign-result-started")
        case CampaignAct.UNSCHEDULE:
            return speech.say("campaign-result-unscheduled")
        case CampaignAct.CLOSED:
            return speech.say("campaign-result-closed")
        case CampaignAct.WAVE:
            return speech.say("campaign-result-wave") if campaign.state is CampaignState.DRAFT else ""
    return speech.say("campaign-result-extended", day=day_text(last_day_of(campaign.closes_at, zone)))


async def _watched_over(visitor: Visitor, tap: CampaignTap, desk: Desk) -> Told:
    """What can be done while it runs."""
    if tap.act is CampaignAct.REMIND:
        return await _reminding(visitor, CampaignId(tap.number), desk)
    if tap.act is CampaignAct.REMINDED:
        return await _reminded(visitor, CampaignId(tap.number), desk)
    view = await desk.campaigns.view(visitor, CampaignId(tap.number))
    if tap.act is CampaignAct.UNWATCH and view is not None:
        key = "board-left-toast" if await leave_board(visitor, view, desk) else "board-not-there"
        return None, Toast(desk.speech.plain(key))
    if view is None or view.campaign.state is not CampaignState.RUNNING:
        return await _troubled(visitor, CampaignId(tap.number), Trouble.NOT_RUNNING, desk)
    await send_board(visitor, view, desk)
    return None, Toast(desk.speech.plain("board-sent"))


async def _reminding(visitor: Visitor, number: CampaignId, desk: Desk) -> Told:
    """Asked once more, with how many people it is; why nobody can be reminded, else."""
    found = await desk.campaigns.silent(visitor, number)
    if isinstance(found, Trouble):
        return await _troubled(visitor, number, found, desk)
    return sure_to_remind_screen(desk.speech, *found, desk.clock(), desk.zone_of(visitor))


async def _reminded(visitor: Visitor, number: CampaignId, desk: Desk) -> Told:
    done = await desk.campaigns.remind(visitor, number)
    if isinstance(done, Trouble):
        return await _troubled(visitor, number, done, desk)
    screen = await campaign_screen(visitor, number, desk)
    return screen, Toast(desk.speech.plain("campaign-result-reminded", count=done))


async def _deleted(visitor: Visitor, tap: CampaignTap, desk: Desk) -> Told:
    number = CampaignId(tap.number)
    trouble = await desk.campaigns.delete(visitor, number, tap.revision)
    if trouble is not None:
        return await _troubled(visitor, number, trouble, desk)
    return await campaigns(visitor, desk, desk.speech.say("campaign-result-deleted"))


async def _asked(visitor: Visitor, tap: CampaignTap, desk: Desk) -> Told:
    """Something that is asked once more before it is done."""
    number = CampaignId(tap.number)
    if tap.act is CampaignAct.START:
        return await _starting(visitor, number, tap.revision, desk)
    view = await desk.campaigns.view(visitor, number)
    if view is None:
        return None
    zone, campaign = desk.zone_of(visitor), view.campaign
    is_seen = tap.revision == campaign.revision
    match tap.act:
        case CampaignAct.DELETE | CampaignAct.CLOSE if not is_seen:
            return await _troubled(visitor, number, Trouble.CHANGED, desk)
        case CampaignAct.DELETE if campaign.state.is_editable:
            return sure_to_delete_screen(desk.speech, campaign)
        case CampaignAct.EXTEND if not campaign.state.is_editable:
            return extend_screen(desk.speech, campaign, zone)
        case CampaignAct.CLOSE if campaign.state is CampaignState.RUNNING:
            return sure_to_close_screen(desk.speech, campaign, desk.clock(), zone)
    return await campaign_screen(visitor, number, desk)


async def _troubled(visitor: Visitor, number: CampaignId, trouble: Trouble, desk: Desk) -> Told:
    """Why it was not done, and the campaign as it is now."""
    screen = await campaign_screen(visitor, number, desk) or await campaigns(visitor, desk)
    return screen, Toast(desk.speech.plain(f"campaign-trouble-{trouble}"), is_alert=True)


async def _give_file(visitor: Visitor, number: CampaignId, desk: Desk) -> Told:
    """Who has answered how much, without a word of what."""
    view = await desk.campaigns.view(visitor, number)
    if view is None or view.campaign.state.is_editable or visitor.centre is None:
        return None
    names = {each.id: each.card.short_name for each in await desk.places.organisations(visitor.centre.id)}
    data = await desk.documents.coverage_workbook(view, names)
    await desk.note(visitor, "coverage_exported", str(number))
    await desk.files.give(visitor.account.address, COVERAGE_FILE, data, desk.speech.plain("campaign-file-caption"))
    return await campaign_screen(visitor, number, desk)


async def _filed(visitor: Visitor, tap: CampaignTap, desk: Desk) -> Told:
    """Files given out and taken in."""
    match tap.act:
        case CampaignAct.FILE:
            return await _give_file(visitor, CampaignId(tap.number), desk)
        case CampaignAct.PAPER:
            return await _give_paper(visitor, CampaignId(tap.number), desk)
        case CampaignAct.TAKE:
            return await _taken(visitor, tap.number, desk)
    await desk.paper.drop(visitor, tap.number)
    return await campaigns(visitor, desk, desk.speech.say("paper-dropped"))


async def _give_paper(visitor: Visitor, number: CampaignId, desk: Desk) -> Told:
    """What to print, and what to type the answers into."""
    blanks = await desk.paper.blanks(visitor, number)
    if blanks is None:
        return None
    code, questionnaire, workbook = blanks
    caption = desk.speech.plain("paper-caption", code=code)
    await desk.files.give(visitor.account.address, PAPER_FILE.format(code=code), questionnaire)
    await desk.files.give(visitor.account.address, ENTRY_FILE.format(code=code), workbook, caption)
    return await campaign_screen(visitor, number, desk)


async def _taken(visitor: Visitor, number: int, desk: Desk) -> Told:
    """The board after a workbook was taken; why it was not, else."""
    checked = await desk.paper.take(visitor, number)
    if checked is None or checked.campaign is None:
        return await campaigns(visitor, desk, desk.speech.say("paper-gone"))
    if checked.defects or not checked.new:
        return paper_checked_screen(desk.speech, checked)
    news = desk.speech.say("paper-taken", count=checked.total)
    return await campaign_screen(visitor, checked.campaign.id, desk, news)
