"""Results of campaigns in the chat: for those with the right to summaries, asked again at every tap."""

import html
from collections.abc import Sequence
from dataclasses import asdict

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.choosing import filters_of, read
from handlers.control import denied
from handlers.desk import Desk
from handlers.jobs import order
from handlers.payloads import ResultAct, ResultTap
from handlers.screen import Screen, Toast
from handlers.screens.result_questions import (
    BY_ATTRIBUTE,
    BY_QUESTION,
    SEVERAL,
    attributes_screen,
    files_screen,
    layout_of,
    options_screen,
    questions_screen,
    values_screen,
)
from handlers.screens.results import comparison_screen, crossing_screen, cut, results_screen, summary_screen
from handlers.taps import TappedMessage, show
from people.policy import Mode
from people.roles import Action
from people.visitor import Visitor
from reports.downloads import KINDS
from reports.jobs.model import JobDraft
from reports.responses import ATTRIBUTES
from reports.results import Choice, ReckoningError, may_see_results, own_organisation
from reports.summary.model import Summary
from reports.summary.request import Crossed
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId, Kind, Question

MOST_CHARTS = 4
"""Pictures sent at once; all of them are in the archive."""
LONGEST_CAPTION = 300
CHART = "сводка.png"
EVERYTHING = Choice()

Told = Screen | Toast | None
"""A screen, or a word alone; nothing: there is no right to it, or no such thing."""


def results_router() -> Router:
    """Summaries for staff."""
    router = Router(name="results")
    router.callback_query.register(on_result_tap, ResultTap.filter())
    return router


async def on_result_tap(
    query: CallbackQuery, tapped: TappedMessage, callback_data: ResultTap, desk: Desk
) -> Toast | None:
    """Everything that can be tapped about results."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    if not may_see_results(visitor):
        return await denied(query, tapped, visitor, desk)
    try:
        told = await _told(visitor, callback_data, desk)
    except ReckoningError:
        return Toast(desk.speech.plain("results-unavailable"), is_alert=True)
    if told is None:
        return await denied(query, tapped, visitor, desk)
    if isinstance(told, Toast):
        return told if told.text else None
    await show(query, tapped, visitor.account, told, desk)
    return None


async def _told(visitor: Visitor, tap: ResultTap, desk: Desk) -> Told:
    if tap.act is ResultAct.LIST:
        return results_screen(desk.speech, await desk.results.campaigns(visitor))
    campaign = await desk.results.campaign(visitor, CampaignId(tap.number))
    if campaign is None:
        return None
    match tap.act:
        case ResultAct.LOOK:
            return await _summary(visitor, campaign, tap.chosen, desk)
        case ResultAct.CHARTS:
            return await _charts(visitor, campaign, tap.chosen, desk)
        case ResultAct.WAVES:
            return await _waves(visitor, campaign, tap.chosen, desk)
        case ResultAct.FILES | ResultAct.OPTIONS | ResultAct.FILE:
            return await _files(visitor, campaign, tap, desk)
    # What follows tells groups apart: not for those who see one organisation only.
    if own_organisation(visitor) is not None:
        return None
    match tap.act:
        case ResultAct.FILTER | ResultAct.VALUES | ResultAct.COMPARE | ResultAct.FIRST | ResultAct.SECOND:
            return await _grouping(visitor, campaign, tap, desk)
        case ResultAct.COMPARED:
            return await _compared(visitor, campaign, tap.chosen, desk)
    return await _crossing(visitor, campaign, tap, desk)


async def _reckoned(visitor: Visitor, campaign: Campaign, choice: Choice, desk: Desk) -> Summary | None:
    request = await desk.results.request(visitor, campaign.id, choice)
    return None if request is None else await desk.results.summary(request)


async def _summary(visitor: Visitor, campaign: Campaign, chosen: str, desk: Desk) -> Told:
    pairs = read(chosen)
    summary = None if pairs is None else await _reckoned(visitor, campaign, Choice(filters_of(pairs)), desk)
    if summary is None:
        return None
    has_earlier = await desk.results.earlier_wave(campaign) is not None
    is_whole = own_organisation(visitor) is None
    return summary_screen(
        desk.speech, summary, campaign.id, chosen if is_whole else "", is_whole=is_whole, has_earlier=has_earlier
    )


async def _charts(visitor: Visitor, campaign: Campaign, chosen: str, desk: Desk) -> Told:
    pairs = read(chosen)
    choice = None if pairs is None else Choice(filters_of(pairs))
    request = None if choice is None else await desk.results.request(visitor, campaign.id, choice)
    if request is None:
        return None
    charts = (await desk.results.charts(request))[:MOST_CHARTS]
    for chart in charts:
        await desk.files.show_picture(
            visitor.account.address, chart.png, html.escape(cut(chart.alt, LONGEST_CAPTION), quote=False), CHART
        )
    if not charts:
        return Toast(desk.speech.plain("results-denied-charts"))
    screen = await _summary(visitor, campaign, chosen, desk)
    if not isinstance(screen, Screen):
        return screen
    # Below the pictures: the screen that was tapped is far above them by now.
    await desk.display.send(visitor.account.address, visitor.account.id, screen)
    return Toast("")


async def _waves(visitor: Visitor, campaign: Campaign, chosen: str, desk: Desk) -> Told:
    pairs = read(chosen)
    if pairs is None:
        return None
    summary = await _reckoned(visitor, campaign, Choice(filters_of(pairs), with_earlier=True), desk)
    if summary is None:
        return None
    return comparison_screen(desk.speech, summary, summary.trend_matched or summary.trend, campaign.id)


async def _grouping(visitor: Visitor, campaign: Campaign, tap: ResultTap, desk: Desk) -> Told:
    """Choosing a part of the answers, or two groups."""
    pairs, speech = read(tap.chosen), desk.speech
    summary = None if pairs is None else await _reckoned(visitor, campaign, EVERYTHING, desk)
    if pairs is None or summary is None:
        return None
    match tap.act:
        case ResultAct.FILTER:
            return attributes_screen(speech, summary, campaign.id, ResultAct.VALUES, pairs)
        case ResultAct.VALUES:
            following = ResultAct.LOOK
        case ResultAct.COMPARE:
            return attributes_screen(speech, summary, campaign.id, ResultAct.FIRST, [])
        case ResultAct.FIRST:
            following = ResultAct.SECOND
        case _:
            following = ResultAct.COMPARED
    return values_screen(speech, summary, campaign.id, tap.act, following, tap.page, pairs)


async def _compared(visitor: Visitor, campaign: Campaign, chosen: str, desk: Desk) -> Told:
    pairs = read(chosen)
    if pairs is None or len(pairs) != 2:
        return None
    first, second = (filters_of([pair]) for pair in pairs)
    summary = await _reckoned(visitor, campaign, Choice(compared=(first, second)), desk)
    return None if summary is None else comparison_screen(desk.speech, summary, summary.compared, campaign.id)


async def _crossing(visitor: Visitor, campaign: Campaign, tap: ResultTap, desk: Desk) -> Told:
    view = await desk.campaigns.view(visitor, campaign.id)
    if view is None:
        return None
    questions = _closed(view.questionnaire.questions)
    if tap.act is not ResultAct.CROSSED:
        summary = await _reckoned(visitor, campaign, EVERYTHING, desk)
        if summary is None or (tap.chosen and not tap.chosen.isdecimal()):
            return None
        return questions_screen(desk.speech, questions, summary, campaign.id, max(0, tap.page), tap.chosen)
    crossed = _crossed(tap.chosen, dict(questions))
    summary = None if crossed is None else await _reckoned(visitor, campaign, Choice(crossed=(crossed,)), desk)
    if crossed is None or summary is None:
        return None
    return crossing_screen(desk.speech, summary, campaign.id, is_by_attribute=crossed.by in ATTRIBUTES)


def _closed(questions: Sequence[Question]) -> list[tuple[int, Question]]:
    """Those with one answer out of several, with their places; what the passport asks is an attribute."""
    return [
        (place, each)
        for place, each in enumerate(questions)
        if each.kind is Kind.CHOICE and not each.repeats and not each.known_as
    ]


def _crossed(chosen: str, questions: dict[int, Question]) -> Crossed | None:
    first, _, second = chosen.partition("~")
    sort, place = second[:1], second[1:]
    if not first.isdecimal() or not place.isdecimal() or int(first) not in questions:
        return None
    by = None
    if sort == BY_ATTRIBUTE and int(place) < len(ATTRIBUTES):
        by = ATTRIBUTES[int(place)]
    elif sort == BY_QUESTION and int(place) in questions:
        by = str(questions[int(place)].key)
    return None if by is None else Crossed(questions[int(first)].key, by)


async def _files(visitor: Visitor, campaign: Campaign, tap: ResultTap, desk: Desk) -> Told:
    may_export = visitor.actor.may_here(Action.EXPORT_ANSWERS)
    has_codes = campaign.mode is not Mode.ANONYMOUS
    if read(tap.chosen) is None:
        return None
    match tap.act:
        case ResultAct.FILES:
            return files_screen(desk.speech, campaign.id, tap.chosen, may_export=may_export)
        case ResultAct.OPTIONS if may_export:
            return options_screen(desk.speech, campaign.id, tap.page, tap.chosen, has_codes=has_codes)
        case ResultAct.FILE:
            return await _ordered(visitor, campaign, tap, desk)
    return None


async def _ordered(visitor: Visitor, campaign: Campaign, tap: ResultTap, desk: Desk) -> Told:
    layout = layout_of(tap.page)
    choice = Choice(filters_of(read(tap.chosen) or []))
    request = await desk.results.request(visitor, campaign.id, choice)
    if layout is None or request is None:
        return None
    place, are_codes, several, is_personal = layout
    kind = list(KINDS.values())[place]
    parameters = {
        "campaign": campaign.id,
        "filters": {name: sorted(keys) for name, keys in request.filters.items()},
        "codes": bool(are_codes),
        "several": SEVERAL[several].value,
        "personal": bool(is_personal) and campaign.mode is not Mode.ANONYMOUS,
    }
    if not kind.needs_answers:
        parameters = {name: parameters[name] for name in ("campaign", "filters")}
    state = await _data_state(visitor, campaign, desk)
    draft = JobDraft(kind.key, kind.what, parameters, campaign.centre, request.own, state)
    return await order(visitor, draft, desk) or Toast("")


async def _data_state(visitor: Visitor, campaign: Campaign, desk: Desk) -> str:
    """Changes when the same file would hold something else: answers, the campaign, how small a group may be,
    the indicators that follow from it."""
    view, centre = await desk.campaigns.view(visitor, campaign.id), visitor.centre
    coverage = None if view is None else asdict(view.total)
    cells = None if centre is None else (centre.min_cell, centre.min_cell_well_being)
    indicators = await desk.indicators.state(visitor)
    return repr((campaign.revision, campaign.state.value, coverage, cells, indicators))
