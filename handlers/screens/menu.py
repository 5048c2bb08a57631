"""The menu: what can be done, what waits."""

from collections.abc import Sequence

from handlers.payloads import BeginTap, HelpTap, IntroductionTap, MenuTap, RunTap
from handlers.screen import MOST_ON_BUTTON, Button, Screen, button
from handlers.texts import Speech
from surveys.model import Questionnaire, Run
from surveys.path import Progress
from surveys.service import Standing

Waiting = Sequence[tuple[Standing, Progress | None]]
"""What the person has done with each questionnaire; the progress is there where a run is open."""


def menu_screen(speech: Speech, standings: Waiting, news: str = "") -> Screen:
    """Everything a teacher can do here; `news` comes first."""
    parts = [news, "" if news else speech.say("menu")]
    rows: list[tuple[Button, ...]] = []
    for standing, progress in standings:
        if standing.open is not None and progress is not None:
            parts.append(_waiting(speech, standing.questionnaire, progress))
            rows.append((_continue(speech, standing.open, progress, len(standings)),))
        rows += _offers(speech, standing)
    if not standings:
        parts.append(speech.say("menu-nothing"))
    rows.append((button(speech.plain("menu-help"), HelpTap()),))
    return Screen("\n\n".join(part for part in parts if part), tuple(rows))


def help_screen(speech: Speech) -> Screen:
    """How it works, in a minute."""
    return Screen(speech.say("help"), ((button(speech.plain("to-menu"), MenuTap()),),))


def introduction_screen(speech: Speech, standing: Standing) -> Screen:
    """What the questionnaire is for, before it begins."""
    questionnaire = standing.questionnaire
    parts = [f"<b>{_html(questionnaire.title)}</b>", _html(questionnaire.introduction)]
    if questionnaire.duration:
        parts.append(speech.say("introduction-length", duration=questionnaire.duration))
    if standing.finished is not None:
        parts.append(speech.say("introduction-earlier"))
    begin = BeginTap(questionnaire=questionnaire.key, begun=standing.begun)
    rows = (
        (button(speech.plain("introduction-begin"), begin),),
        (button(speech.plain("to-menu"), MenuTap()),),
    )
    return Screen("\n\n".join(part for part in parts if part), rows)


def _offers(speech: Speech, standing: Standing) -> list[tuple[Button, ...]]:
    questionnaire = standing.questionnaire
    introduction = IntroductionTap(questionnaire=questionnaire.key)
    offers: list[tuple[Button, ...]] = []
    if standing.finished is not None:
        offers.append((button(speech.plain("menu-result"), RunTap(run=standing.finished.id)),))
    if standing.open is None:
        label = speech.plain("menu-again") if standing.finished else _name(questionnaire)
        offers.append((button(label, introduction),))
    return offers


def _waiting(speech: Speech, questionnaire: Questionnaire, progress: Progress) -> str:
    return speech.say("menu-open", title=questionnaire.title, number=progress.number, total=progress.total)


def _continue(speech: Speech, run: Run, progress: Progress, offered: int) -> Button:
    label = speech.plain("menu-continue", number=progress.number)
    if offered > 1:
        label = shortened(f"{progress.number}. {_name(run.questionnaire)}")
    return button(label, RunTap(run=run.id))


def _name(questionnaire: Questionnaire) -> str:
    return shortened(questionnaire.button or questionnaire.title)


def shortened(label: str) -> str:
    """Cut at a whole word, so that a phone does not cut in the middle of one."""
    if len(label) <= MOST_ON_BUTTON:
        return label
    return label[: MOST_ON_BUTTON - 1].rsplit(" ", 1)[0] + "…"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
