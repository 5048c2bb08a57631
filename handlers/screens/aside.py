"""Screens around a run: put aside, closed, reminded of."""

from handlers.payloads import IntroductionTap, MenuTap, RemindTap, RunTap
from handlers.screen import Screen, button
from handlers.texts import Speech
from surveys.model import Run
from surveys.path import Progress


def paused_screen(speech: Speech, run: Run, progress: Progress) -> Screen:
    """A run put aside: it keeps, and can be continued."""
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
    """A run closed because nobody came back to it."""
    again = IntroductionTap(version=run.questionnaire.id)
    rows = (
        (button(speech.plain("expired-begin"), again),),
        (button(speech.plain("to-menu"), MenuTap()),),
    )
    return Screen(speech.say("expired", title=run.questionnaire.title), rows)
