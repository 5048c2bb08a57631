"""The menu: what can be done, what waits."""

import re
from collections.abc import Sequence

from handlers.payloads import (
    BeginTap,
    ControlAct,
    ControlTap,
    HelpTap,
    IntroductionTap,
    MenuTap,
    OwnAct,
    OwnTap,
    RunTap,
)
from handlers.screen import MOST_ON_BUTTON, Button, Screen, button
from handlers.texts import Speech
from surveys.model import Questionnaire, Run
from surveys.path import Progress
from surveys.service import Standing

YEAR = re.compile(r",? \d{4}(/\d{4})?$")
Waiting = Sequence[tuple[Standing, Progress | None]]
"""What the person has done with each questionnaire; the progress is there where a run is open."""


def menu_screen(
    speech: Speech,
    standings: Waiting,
    news: str = "",
    first: Sequence[tuple[Button, ...]] = (),
    *,
    has_data: bool = False,
    has_control: bool = False,
) -> Screen:
    """Everything a teacher can do here; `news` and the buttons that belong to it come first."""
    parts = [news, "" if news else speech.say("menu")]
    rows: list[tuple[Button, ...]] = [*first]
    is_only_open = sum(standing.open is not None for standing, _ in standings) == 1
    is_only_finished = sum(standing.finished is not None for standing, _ in standings) == 1
    is_only_result = sum(_has_result(standing) for standing, _ in standings) == 1
    for standing, progress in standings:
        if standing.open is not None and progress is not None:
            parts.append(_waiting(speech, standing.questionnaire, progress))
            rows.append((_continue(speech, standing.open, progress, is_only_open),))
        if standing.is_taken:
            parts.append(speech.say("menu-taken", title=standing.questionnaire.title))
            continue
        rows += _offers(speech, standing, is_only_finished, is_only_result)
    if not standings and not first:
        parts.append(speech.say("menu-nothing"))
    if has_control:
        rows.append((button(speech.plain("menu-control"), ControlTap(act=ControlAct.DESK)),))
    if has_data:
        rows.append((button(speech.plain("menu-own"), OwnTap(act=OwnAct.LOOK)),))
    rows.append((button(speech.plain("menu-help"), HelpTap()),))
    return Screen("\n\n".join(part for part in parts if part), tuple(rows))


def help_screen(speech: Speech) -> Screen:
    """How it works, in a minute."""
    return Screen(speech.say("help"), ((button(speech.plain("to-menu"), MenuTap()),),))


def introduction_screen(speech: Speech, standing: Standing, news: str = "") -> Screen:
    """What the questionnaire is for, before it begins."""
    questionnaire = standing.questionnaire
    parts = [news, f"<b>{_html(questionnaire.title)}</b>", _html(questionnaire.introduction)]
    if questionnaire.duration:
        parts.append(speech.say("introduction-length", duration=questionnaire.duration))
    if standing.finished is not None:
        parts.append(speech.say("introduction-earlier"))
    begin = BeginTap(version=questionnaire.id, begun=standing.begun)
    rows = (
        (button(speech.plain("introduction-begin"), begin),),
        (button(speech.plain("to-menu"), MenuTap()),),
    )
    return Screen("\n\n".join(part for part in parts if part), rows)


def _has_result(standing: Standing) -> bool:
    return standing.finished is not None and standing.questionnaire.has_result


def _offers(
    speech: Speech, standing: Standing, is_only_finished: bool, is_only_result: bool
) -> list[tuple[Button, ...]]:
    questionnaire = standing.questionnaire
    introduction = IntroductionTap(version=questionnaire.id)
    offers: list[tuple[Button, ...]] = []
    name = _name(questionnaire)
    if standing.finished is not None and _has_result(standing):
        label = speech.plain("menu-result") if is_only_result else _result_of(speech, name)
        offers.append((button(label, RunTap(run=standing.finished.id)),))
    if standing.open is None:
        again = standing.finished is not None and is_only_finished
        offers.append((button(speech.plain("menu-again") if again else name, introduction),))
    return offers


def _result_of(speech: Speech, name: str) -> str:
    label = speech.plain("menu-result-of", name=name)
    return label if len(label) <= MOST_ON_BUTTON else shortened(speech.plain("menu-result-of-long", name=name))


def _waiting(speech: Speech, questionnaire: Questionnaire, progress: Progress) -> str:
    return speech.say("menu-open", title=questionnaire.title, number=progress.number, total=progress.total)


def _continue(speech: Speech, run: Run, progress: Progress, is_only_open: bool) -> Button:
    label = speech.plain("menu-continue", number=progress.number)
    if not is_only_open:
        label = shortened(f"{_name(run.questionnaire)}: {progress.number}")
    return button(label, RunTap(run=run.id))


def _name(questionnaire: Questionnaire) -> str:
    return shortened(questionnaire.button or questionnaire.title)


def shortened(label: str, most: int = MOST_ON_BUTTON) -> str:
    """Without the year, which tells least, then cut at a whole word, so that a phone does not cut inside one."""
    if len(label) <= most:
        return label
    label = YEAR.sub("", label)
    if len(label) <= most:
        return label
    words, blank, _ = label[:most].rpartition(" ")
    return (words.rstrip(" ,;:·—–-.") if blank else label[: most - 1]) + "…"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
