"""Screens around a run: put aside, closed, reminded of."""

from aiogram.filters.callback_data import CallbackData

from handlers.payloads import (
    AnnounceAct,
    AnnounceTap,
    CampaignAct,
    CampaignTap,
    IntroductionTap,
    MenuTap,
    RemindTap,
    RunTap,
)
from handlers.result_payloads import IndicatorAct, IndicatorTap
from handlers.screen import Button, Screen, button
from handlers.texts import Speech
from reports.indicators.settings import INDICATOR
from surveys.announcing import ANNOUNCEMENT
from surveys.campaigns.composition import CAMPAIGN
from surveys.model import TRIED_FROM, Run
from surveys.path import Progress

BEGUN_AT: dict[str, tuple[str, CallbackData]] = {
    ANNOUNCEMENT: ("control-announcements", AnnounceTap(act=AnnounceAct.LIST)),
    CAMPAIGN: ("control-campaigns", CampaignTap(act=CampaignAct.LIST)),
    INDICATOR: ("control-indicators", IndicatorTap(act=IndicatorAct.LIST)),
}
"""From where the bot's own forms are opened; the rest from the menu."""


def way_out(speech: Speech, run: Run) -> Button:
    """To the menu; from a trial to where it was begun."""
    came_from = run.answers.get(TRIED_FROM) if run.is_trial else None
    return Button(speech.plain("trial-back"), came_from) if came_from else button(speech.plain("to-menu"), MenuTap())


def paused_screen(speech: Speech, run: Run, progress: Progress) -> Screen:
    """A run put aside: it keeps; nobody is reminded of a trial, nor of what the bot itself asks."""
    if run.is_trial:
        text = speech.say("trial-paused", title=run.questionnaire.title)
        go_on = (button(speech.plain("paused-continue", number=progress.number), RunTap(run=run.id)),)
        return Screen(text, (go_on, (way_out(speech, run),)))
    if run.questionnaire.is_internal:
        go_on = (button(speech.plain("paused-continue", number=progress.number), RunTap(run=run.id)),)
        return Screen(speech.say("paused-internal"), (go_on, (button(speech.plain("to-menu"), MenuTap()),)))
    text = speech.say("paused", title=run.questionnaire.title, number=progress.number, total=progress.total)
    rows = (
        (button(speech.plain("paused-continue", number=progress.number), RunTap(run=run.id)),),
        (button(speech.plain("paused-remind"), RemindTap(run=run.id)),),
        (button(speech.plain("to-menu"), MenuTap()),),
    )
    return Screen(text, rows)


def reminder_screen(speech: Speech, run: Run, progress: Progress) -> Screen:
    """The reminder the person asked for."""
    text = speech.say("reminder", title=run.questionnaire.title, number=progress.number, total=progress.total)
    rows = ((button(speech.plain("paused-continue", number=progress.number), RunTap(run=run.id)),),)
    return Screen(text, rows)


def expired_screen(speech: Speech, run: Run) -> Screen:
    """A run closed because nobody came back to it; what the bot itself asked is begun where it was begun."""
    if run.questionnaire.is_internal:
        return _expired_internal(speech, run)
    again = IntroductionTap(version=run.questionnaire.id)
    rows = (
        (button(speech.plain("expired-begin"), again),),
        (button(speech.plain("to-menu"), MenuTap()),),
    )
    return Screen(speech.say("expired", title=run.questionnaire.title), rows)


def _expired_internal(speech: Speech, run: Run) -> Screen:
    home = (button(speech.plain("to-menu"), MenuTap()),)
    begun_at = BEGUN_AT.get(run.questionnaire.key)
    there = ((button(speech.plain(begun_at[0]), begun_at[1]),),) if begun_at else ()
    return Screen(speech.say("expired-internal"), (*there, home))
