"""Indicators in the chat: for those with the right to summaries, asked again at every tap."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.figures import Told, show_figures
from handlers.jobs import order
from handlers.result_payloads import IndicatorAct, IndicatorTap
from handlers.screen import Screen, Toast
from handlers.screens.indicators import (
    CODES,
    indicator_screen,
    indicators_screen,
    not_reckoned_screen,
    place_screen,
    uncovered_screen,
)
from handlers.taps import TappedMessage
from people.model import OrganisationId
from people.visitor import Visitor
from reports.indicators.downloads import FIGURES, WHAT, WITH_PEOPLE
from reports.indicators.service import may_change, may_see_people
from reports.indicators.settings import RECKONING, TARGET
from reports.jobs.model import JobDraft
from reports.results import ReckoningError, may_see_results, own_organisation
from surveys.model import Key, Run

TASKS = {IndicatorAct.TARGET: TARGET, IndicatorAct.RECKONING: RECKONING}


def indicators_router() -> Router:
    """Indicators for staff."""
    router = Router(name="indicators")
    router.callback_query.register(on_indicator, IndicatorTap.filter())
    return router


async def on_indicator(
    query: CallbackQuery, tapped: TappedMessage, callback_data: IndicatorTap, desk: Desk
) -> Toast | None:
    """Everything that can be tapped about indicators."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    return await show_figures(query, tapped, visitor, _told(visitor, callback_data, desk), desk)


async def _told(visitor: Visitor, tap: IndicatorTap, desk: Desk) -> Told:
    if not may_see_results(visitor):
        return None
    code = CODES[tap.option] if 0 <= tap.option < len(CODES) else ""
    match tap.act:
        case IndicatorAct.LIST:
            return await _all(visitor, desk)
        case IndicatorAct.FILE | IndicatorAct.FILE_WITH_PEOPLE:
            return await _ordered(visitor, tap.act, desk)
        case IndicatorAct.TARGET | IndicatorAct.RECKONING:
            outcome = await desk.indicators.change(visitor, code, TASKS[tap.act])
            return None if outcome is None else desk.run_screen(outcome.run)
    return await _one(visitor, code, tap, desk)


async def _all(visitor: Visitor, desk: Desk) -> Told:
    figures = await desk.indicators.figures(visitor)
    if figures is None:
        return None
    is_own = own_organisation(visitor) is not None
    return indicators_screen(desk.speech, figures, is_own=is_own, may_see_people=may_see_people(visitor))


async def _one(visitor: Visitor, code: str, tap: IndicatorTap, desk: Desk) -> Told:
    found = await desk.indicators.indicator(visitor, code)
    if found is None:
        return None
    figures, indicator = found
    if tap.act is IndicatorAct.LOOK:
        return indicator_screen(desk.speech, figures, indicator, may_change=may_change(visitor))
    if tap.act is IndicatorAct.UNCOVERED:
        return uncovered_screen(desk.speech, indicator, tap.number, may_see_people=may_see_people(visitor))
    place = next((each for each in indicator.uncovered if each.organisation == tap.number), None)
    people = await desk.indicators.uncovered_codes(visitor, code, OrganisationId(tap.number))
    if place is None or people is None:
        return None
    return place_screen(desk.speech, indicator, place, people)


async def changed_screen(visitor: Visitor, run: Run, desk: Desk) -> Screen:
    """After a change: the indicator as it is now, and whether the change was kept."""
    code = run.answers[Key("indicator")]
    try:
        found = await desk.indicators.indicator(visitor, code)
    except ReckoningError:
        return not_reckoned_screen(desk.speech, code)
    if found is None:
        return await desk.menu(visitor.account, desk.speech.say("indicator-not-saved"))
    is_kept = await desk.indicators.was_kept(visitor, code, run.finished_at)
    news = desk.speech.say("indicator-saved" if is_kept else "indicator-not-saved")
    return indicator_screen(desk.speech, *found, news, may_change=may_change(visitor))


async def _ordered(visitor: Visitor, act: IndicatorAct, desk: Desk) -> Told:
    has_people = act is IndicatorAct.FILE_WITH_PEOPLE
    if visitor.centre is None or (has_people and not may_see_people(visitor)):
        return None
    # What it holds changes with every answer: a file is the same for one minute.
    state = f"{desk.clock():%Y-%m-%dT%H:%M}"
    kind = WITH_PEOPLE if has_people else FIGURES
    draft = JobDraft(kind, WHAT, {}, visitor.centre.id, own_organisation(visitor), state)
    return await order(visitor, draft, desk) or Toast("")
