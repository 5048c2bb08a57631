"""A respondent's own result beside the others' and beside the own ones of before."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.control import denied
from handlers.desk import Desk
from handlers.result_payloads import OwnResultTap, OwnSheetTap
from handlers.screen import Toast
from handlers.screens.answers import day_text
from handlers.screens.own_result import own_result_screen, own_result_sheet
from handlers.showing import either_way, wants_tables, word_about_tables
from handlers.taps import TappedMessage, show
from people.model import Account
from reports.results import ReckoningError
from reports.summary.own import own_result
from surveys.comparison import compare
from surveys.model import Run, RunId, Status
from surveys.scoring import Result, score

MOST_EARLIER = 3


def own_results_router() -> Router:
    """A button under a result, and those under what it shows."""
    router = Router(name="own results")
    router.callback_query.register(on_own_result, OwnResultTap.filter())
    router.callback_query.register(on_own_result, OwnSheetTap.filter())
    return router


async def on_own_result(
    query: CallbackQuery, tapped: TappedMessage, callback_data: OwnResultTap | OwnSheetTap, desk: Desk
) -> Toast | None:
    """Only of a finished run of one's own."""
    account = await desk.person(query.from_user.id)
    run = await desk.surveys.find(account.id, RunId(callback_data.run))
    if run is None or run.status is not Status.FINISHED or run.is_trial or run.questionnaire.is_internal:
        return await denied(query, tapped, await desk.visitor(account), desk)
    try:
        municipal = await desk.results.municipal(run, desk.zone)
    except ReckoningError:
        return Toast(desk.speech.plain("results-unavailable"), is_alert=True)
    blocks = own_result(score(run.questionnaire, run.answers), municipal, await _history(account, run, desk))
    page = callback_data.page if isinstance(callback_data, OwnSheetTap) else 0
    screen, sheet = own_result_screen(desk.speech, run, blocks), own_result_sheet(desk.speech, run, blocks)
    as_tables = await wants_tables(account, page, desk)
    again = OwnSheetTap(run=run.id, page=page)
    await show(query, tapped, account, either_way(screen, sheet, again, desk, as_tables=as_tables), desk)
    return word_about_tables(page, desk)


async def _history(account: Account, run: Run, desk: Desk) -> list[tuple[str, Result]]:
    """Earlier runs of the same questionnaire that asked the same, the oldest first."""
    earlier = [
        each
        for each in await desk.surveys.of_person(account.id)
        if each.status is Status.FINISHED
        and not each.is_trial
        and each.id != run.id
        and each.questionnaire.key == run.questionnaire.key
        and _finished(each) < _finished(run)
        and not compare(each.questionnaire, run.questionnaire).broken_scales
    ]
    told = sorted(earlier, key=_finished)[-MOST_EARLIER:]
    return [
        (day_text(_finished(each).astimezone(desk.zone).date()), score(each.questionnaire, each.answers))
        for each in told
    ]


def _finished(run: Run) -> datetime:
    return run.finished_at or run.touched_at
