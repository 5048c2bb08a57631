"""What somebody sees who is asked by a campaign."""

import html
from collections.abc import Sequence
from datetime import datetime, tzinfo

from handlers.payloads import InvitedAct, InvitedTap, MenuTap
from handlers.screen import Button, Screen, button
from handlers.screens.answers import day_text
from handlers.screens.menu import shortened
from handlers.texts import Speech
from surveys.campaigns.composition import last_day_of
from surveys.campaigns.model import Campaign, Invited
from surveys.model import Questionnaire, Run
from surveys.path import Progress

Asked = tuple[Invited, Questionnaire, Progress | None]
"""A campaign that waits, its questionnaire, and how far the person has come where it is begun."""

Rows = list[tuple[Button, ...]]


def asked_parts(speech: Speech, asked: Sequence[Asked], now: datetime, zone: tzinfo) -> tuple[list[str], Rows]:
    """Sentences and buttons about everything that waits, for the menu and for notices."""
    parts = [_asked(speech, each, now, zone) for each in asked]
    rows: Rows = []
    is_alone = len(asked) == 1
    for invited, questionnaire, progress in asked:
        label = shortened(questionnaire.button or questionnaire.title)
        if progress is not None:
            label = speech.plain("menu-continue", number=progress.number)
            if not is_alone:
                label = shortened(f"{questionnaire.button or questionnaire.title}: {progress.number}")
        rows.append((button(label, InvitedTap(act=InvitedAct.LOOK, number=invited.campaign.id)),))
    return parts, rows


def _asked(speech: Speech, asked: Asked, now: datetime, zone: tzinfo) -> str:
    invited, questionnaire, progress = asked
    campaign = invited.campaign
    if not campaign.takes_new(now):
        day = day_text(last_day_of(campaign.late_until, zone))
        return speech.say("asked-late", title=questionnaire.title, day=day)
    day = day_text(last_day_of(campaign.closes_at, zone))
    if progress is None:
        return speech.say("asked", title=questionnaire.title, day=day)
    title, number, total = questionnaire.title, progress.number, progress.total
    return speech.say("asked-begun", title=title, day=day, number=number, total=total)


def asked_introduction_screen(
    speech: Speech, campaign: Campaign, questionnaire: Questionnaire, zone: tzinfo, news: str = ""
) -> Screen:
    """What the questionnaire is for, how the answers are kept, until when it can be answered."""
    parts = [
        news,
        f"<b>{html.escape(questionnaire.title, quote=False)}</b>",
        html.escape(questionnaire.introduction, quote=False),
        speech.say("introduction-length", duration=questionnaire.duration) if questionnaire.duration else "",
        speech.say(f"asked-introduction-mode-{campaign.mode}"),
        speech.say("asked-until", day=day_text(last_day_of(campaign.closes_at, zone))),
    ]
    rows = (
        (button(speech.plain("introduction-begin"), InvitedTap(act=InvitedAct.BEGIN, number=campaign.id)),),
        (button(speech.plain("to-menu"), MenuTap()),),
    )
    return Screen("\n\n".join(part for part in parts if part), rows)


def invitation_screen(speech: Speech, asked: Asked, now: datetime, zone: tzinfo) -> Screen:
    """A campaign has begun."""
    invited, questionnaire, _progress = asked
    _parts, rows = asked_parts(speech, [asked], now, zone)
    day = day_text(last_day_of(invited.campaign.closes_at, zone))
    return Screen(speech.say("asked-invitation", title=questionnaire.title, day=day), tuple(rows))


def campaign_reminder_screen(speech: Speech, asked: Sequence[Asked], now: datetime, zone: tzinfo) -> Screen:
    """Everything that waits, once a day at most."""
    _parts, rows = asked_parts(speech, asked, now, zone)
    lines = [_line(speech, each, zone) for each in asked]
    return Screen("\n\n".join([speech.say("asked-reminder", count=len(asked)), *lines]), tuple(rows))


def _line(speech: Speech, asked: Asked, zone: tzinfo) -> str:
    invited, questionnaire, progress = asked
    title, day = questionnaire.title, day_text(last_day_of(invited.campaign.closes_at, zone))
    if progress is None:
        return speech.say("asked-line", title=title, day=day)
    return speech.say("asked-line-begun", title=title, day=day, number=progress.number, total=progress.total)


def campaign_over_screen(speech: Speech, run: Run) -> Screen:
    """What was begun can not be finished any more."""
    text = speech.say("asked-closed", title=run.questionnaire.title)
    return Screen(text, ((button(speech.plain("to-menu"), MenuTap()),),))
