"""Results of campaigns in the chat: for those with the right to summaries, asked again at every tap."""

import html
from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.choosing import OWN_ONES, UNASKED, crossed, filters_of, read
from handlers.desk import Desk
from handlers.figures import Told, show_figures
from handlers.jobs import order
from handlers.result_payloads import ResultAct, ResultTap
from handlers.screen import Screen, Toast
from handlers.screens.result_lists import own_ones_screen, results_screen, unasked_screen
from handlers.screens.result_questions import (
    PLACES_OF_FIGURES,
    SEVERAL,
    attributes_screen,
    files_screen,
    for_whom_screen,
    layout_of,
    options_screen,
    questions_screen,
    values_screen,
)
from handlers.screens.result_sheets import comparison_sheet, crossing_sheet, summary_sheet
from handlers.screens.results import (
    comparison_screen,
    crossing_screen,
    cut,
    summary_screen,
)
from handlers.showing import either_way, wants_tables, word_about_tables
from handlers.taps import TappedMessage
from people.policy import Mode
from people.roles import Action
from people.visitor import Visitor
from reports.downloads import KINDS
from reports.jobs.model import JobDraft
from reports.responses import ATTRIBUTES
from reports.results import Choice, Subject, may_see_results, own_organisations
from reports.summary.model import Comparison, Summary
from surveys.model import Kind, Question
from surveys.numbers import question_numbers

LONGEST_CAPTION = 300
CHART = "сводка.png"
EVERYTHING = Choice()
HAS_TABLES = (ResultAct.LOOK, ResultAct.WAVES, ResultAct.COMPARED, ResultAct.CROSSED)
"""Where the page of a tap says in which way to show what there is."""


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

    def word() -> Toast | None:  # once it is shown: only then is it known whether there are tables
        return word_about_tables(callback_data.page, desk) if callback_data.act in HAS_TABLES else None

    return await show_figures(query, tapped, visitor, _told(visitor, callback_data, desk), desk, word)


async def _told(visitor: Visitor, tap: ResultTap, desk: Desk) -> Told:
    if not may_see_results(visitor):
        return None
    if tap.act is ResultAct.LIST:
        return await _list(visitor, tap, desk)
    subject = await desk.results.subject(visitor, tap.number)
    if subject is None:
        return None
    match tap.act:
        case ResultAct.LOOK:
            return await _summary(visitor, subject, tap, desk)
        case ResultAct.CHARTS:
            return await _charts(visitor, subject, tap, desk)
        case ResultAct.WAVES:
            return await _waves(visitor, subject, tap, desk)
        case ResultAct.FILES | ResultAct.OPTIONS | ResultAct.FILE:
            return await _files(visitor, subject, tap, desk)
    # What follows tells groups apart: not for those who see one organisation only.
    if own_organisations(visitor):
        return None
    match tap.act:
        case ResultAct.FILTER | ResultAct.VALUES | ResultAct.COMPARE | ResultAct.FIRST | ResultAct.SECOND:
            return await _grouping(visitor, subject, tap, desk)
        case ResultAct.COMPARED:
            return await _compared(visitor, subject, tap, desk)
    return await _crossing(visitor, subject, tap, desk)


async def _reckoned(visitor: Visitor, subject: Subject, choice: Choice, desk: Desk) -> Summary:
    return await desk.results.summary(desk.results.request(visitor, subject, choice))


async def _list(visitor: Visitor, tap: ResultTap, desk: Desk) -> Screen:
    """The number is that of a page: a campaign stands in none of these buttons."""
    unasked = await desk.results.unasked(visitor)
    if tap.page == UNASKED:
        return unasked_screen(desk.speech, unasked)
    campaigns, zone = await desk.results.campaigns(visitor), desk.zone_of(visitor)
    return results_screen(desk.speech, campaigns, zone, at=tap.number, has_unasked=bool(unasked))


async def _summary(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    pairs = read(tap.chosen)
    if pairs is None:
        return None
    if tap.page == OWN_ONES:
        return await _own_ones(visitor, subject, desk)
    summary = await _reckoned(visitor, subject, Choice(filters_of(pairs)), desk)
    own = own_organisations(visitor)
    screen = summary_screen(
        desk.speech,
        summary,
        subject.number,
        tap.chosen,
        is_whole=not own,
        has_earlier=subject.earlier is not None,
        has_others=len(own) > 1,
    )
    if summary.is_empty or not summary.n.is_shown:
        return screen
    again = ResultTap(act=ResultAct.LOOK, number=subject.number, chosen=tap.chosen)
    return either_way(
        screen, summary_sheet(desk.speech, summary), again, desk, as_tables=await _as_tables(visitor, tap, desk)
    )


async def _own_ones(visitor: Visitor, subject: Subject, desk: Desk) -> Screen | None:
    """Which of several organisations of one's own."""
    own = own_organisations(visitor)
    names = [(each.id, each.card.short_name) for each in await desk.places.organisations(subject.centre)]
    mine = [(number, name) for number, name in names if number in own]
    return own_ones_screen(desk.speech, subject.number, mine) if mine else None


async def _as_tables(visitor: Visitor, tap: ResultTap, desk: Desk) -> bool:
    return await wants_tables(visitor.account, tap.page if tap.act in HAS_TABLES else 0, desk)


async def _charts(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    pairs = read(tap.chosen)
    if pairs is None:
        return None
    request = desk.results.request(visitor, subject, Choice(filters_of(pairs)))
    charts = await desk.results.charts(request)
    for chart in charts:
        await desk.files.show_picture(
            visitor.account.address, chart.png, html.escape(cut(chart.caption, LONGEST_CAPTION), quote=False), CHART
        )
    if not charts:
        return Toast(desk.speech.plain("results-denied-charts"))
    screen = await _summary(visitor, subject, tap, desk)
    if not isinstance(screen, Screen):
        return screen
    # Below the pictures: the screen that was tapped is far above them by now.
    await desk.display.send(visitor.account.address, visitor.account.id, screen)
    return Toast("")


async def _waves(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    pairs = read(tap.chosen)
    if pairs is None:
        return None
    summary = await _reckoned(visitor, subject, Choice(filters_of(pairs), with_earlier=True), desk)
    return await _comparison(visitor, summary, summary.trend_matched or summary.trend, tap, desk)


async def _comparison(
    visitor: Visitor, summary: Summary, comparison: Comparison | None, tap: ResultTap, desk: Desk
) -> Screen:
    screen = comparison_screen(desk.speech, summary, comparison, tap.number)
    if comparison is None or not comparison.differences:
        return screen
    sheet = comparison_sheet(desk.speech, summary, comparison)
    return either_way(screen, sheet, tap, desk, as_tables=await _as_tables(visitor, tap, desk))


async def _grouping(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    """Choosing a part of the answers, or two groups."""
    pairs, speech = read(tap.chosen), desk.speech
    if pairs is None:
        return None
    summary = await _reckoned(visitor, subject, EVERYTHING, desk)
    match tap.act:
        case ResultAct.FILTER:
            return attributes_screen(speech, summary, subject.number, ResultAct.VALUES, pairs)
        case ResultAct.VALUES:
            following = ResultAct.LOOK
        case ResultAct.COMPARE:
            return attributes_screen(speech, summary, subject.number, ResultAct.FIRST, [])
        case ResultAct.FIRST:
            following = ResultAct.SECOND
        case _:
            following = ResultAct.COMPARED
    return values_screen(speech, summary, subject.number, tap.act, following, tap.page, pairs)


async def _compared(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    pairs = read(tap.chosen)
    if pairs is None or len(pairs) != 2:
        return None
    first, second = (filters_of([pair]) for pair in pairs)
    summary = await _reckoned(visitor, subject, Choice(compared=(first, second)), desk)
    return await _comparison(visitor, summary, summary.compared, tap, desk)


async def _crossing(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    form = await desk.results.questionnaire(subject)
    questions = _closed(form.questions)
    if tap.act is not ResultAct.CROSSED:
        summary = await _reckoned(visitor, subject, EVERYTHING, desk)
        if tap.chosen and not tap.chosen.isdecimal():
            return None
        named = question_numbers(form)
        page = max(0, tap.page)
        return questions_screen(desk.speech, questions, named, summary, subject.number, page, tap.chosen)
    pair = crossed(tap.chosen, dict(questions))
    if pair is None:
        return None
    summary = await _reckoned(visitor, subject, Choice(crossed=(pair,)), desk)
    is_by_attribute = pair.by in ATTRIBUTES
    screen = crossing_screen(desk.speech, summary, subject.number, is_by_attribute=is_by_attribute)
    if not summary.crossings or not summary.crossings[0].rows:
        return screen
    sheet = crossing_sheet(desk.speech, summary.crossings[0], is_by_attribute=is_by_attribute)
    return either_way(screen, sheet, tap, desk, as_tables=await _as_tables(visitor, tap, desk))


def _closed(questions: Sequence[Question]) -> list[tuple[int, Question]]:
    """Those with one answer out of several, with their places; what the passport asks is an attribute."""
    return [
        (place, each)
        for place, each in enumerate(questions)
        if each.kind is Kind.CHOICE and not each.repeats and not each.known_as
    ]


async def _files(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    # Nobody was asked for what came from the menu: of those answers there are figures, but no list of them.
    may_export = visitor.actor.may_here(Action.EXPORT_ANSWERS) and subject.campaign is not None
    has_codes = subject.mode is not Mode.ANONYMOUS
    if read(tap.chosen) is None:
        return None
    asks = desk.results.tells_more_for_work(visitor, subject)
    match tap.act:
        case ResultAct.FILES:
            return files_screen(desk.speech, subject.number, tap.chosen, may_export=may_export, asks_for_whom=asks)
        case ResultAct.OPTIONS if asks and tap.page in PLACES_OF_FIGURES:
            return for_whom_screen(desk.speech, subject.number, tap.page, tap.chosen)
        case ResultAct.OPTIONS if may_export:
            return options_screen(desk.speech, subject.number, tap.page, tap.chosen, has_codes=has_codes)
        case ResultAct.FILE:
            return await _ordered(visitor, subject, tap, desk)
    return None


async def _ordered(visitor: Visitor, subject: Subject, tap: ResultTap, desk: Desk) -> Told:
    layout = layout_of(tap.page)
    choice = Choice(filters_of(read(tap.chosen) or []))
    request = desk.results.request(visitor, subject, choice)
    if layout is None:
        return None
    place, are_codes, several, is_personal = layout
    kind = list(KINDS.values())[place]
    if kind.needs_answers and subject.campaign is None:
        return None
    parameters = {
        "campaign": subject.number,
        "filters": {name: sorted(keys) for name, keys in request.filters.items()},
        "codes": bool(are_codes),
        "several": SEVERAL[several].value,
        "personal": bool(is_personal) and subject.mode is not Mode.ANONYMOUS,
    }
    if not kind.needs_answers:
        parameters = {name: parameters[name] for name in ("campaign", "filters")}
    state = repr(
        (
            await desk.results.data_state(visitor, subject),
            await desk.indicators.state(visitor),
            (template := await desk.templates.used(visitor)) and template.digest,
        )
    )
    draft = JobDraft(kind.key, kind.what, parameters, subject.centre, request.own, state)
    return await order(visitor, draft, desk) or Toast("")
