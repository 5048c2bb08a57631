"""An announcement from the answers of `surveys/library/announcement.md`."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from delivery.announcement import Announcement, Media
from people.quiet_hours import next_decent

NEW, WORDS, WHOM, EXTRAS, TIME = "new", "words", "whom", "extras", "time"
"""What the form was opened for."""
LONGEST_TITLE = 60
_WHICH = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")


def told_which(which: str) -> tuple[int, int] | None:
    """Number and revision of the announcement the form was opened for; None for a new one and for nonsense."""
    found = _WHICH.fullmatch(which)
    return None if found is None else (int(found[1]), int(found[2]))


def with_answers(announcement: Announcement, answers: Mapping[str, str]) -> Announcement:
    """The announcement as it was changed."""
    if "words" in answers:
        announcement = replace(announcement, text=html.escape(answers["words"], quote=False))
    label = answers.get("label", "")
    match answers.get("extra"):
        case "file":
            what, file = answers["file"].split(":")[:2]
            announcement = replace(announcement, media=Media(what), file=file)
        case "link":
            announcement = replace(announcement, button=label, url=answers["link"], questionnaire="")
        case "form":
            announcement = replace(announcement, button=label, url="", questionnaire=answers["questionnaire"])
        case "nothing":
            announcement = Announcement(announcement.text)
    return announcement


def title_of(announcement: Announcement) -> str:
    """By what staff find it again: its first line."""
    line = html.unescape(announcement.text).strip().splitlines()[0:1]
    title = line[0] if line else "Без слов"
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def moment_of(answers: Mapping[str, str], zone: tzinfo) -> datetime:
    """When it is to be sent: the hour that was chosen, or the first decent one after it."""
    chosen = datetime.combine(date.fromisoformat(answers["day"]), time(int(answers["hour"])), zone)
    return next_decent(chosen, zone)
