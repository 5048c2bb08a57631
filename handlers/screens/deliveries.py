"""Announcements as messages: one alone with its picture or file, or several in one."""

from collections.abc import Sequence
from typing import Any

from delivery.announcement import Announcement, Media, announcement_from_data
from delivery.broadcast import Part
from handlers.payloads import DeliveryTap
from handlers.texts import Speech

SENDING = {Media.NONE: "sendMessage", **{media: f"send{media.capitalize()}" for media in Media if media}}
SEPARATOR = "\n\n———\n\n"


def announcement_call(speech: Speech, parts: Sequence[Part], link: str = "") -> tuple[str, dict[str, Any]]:
    """Method and parameters that send these parts as one message; the chat is for the caller to name.

    With a `link` buttons that open questionnaires lead there, the key added.
    """
    told = [(part, announcement_from_data(part.data)) for part in parts]
    buttons = [_button(part, announcement, link) for part, announcement in told if announcement.button]
    keyboard = {"reply_markup": {"inline_keyboard": [[button] for button in buttons]}} if buttons else {}
    if len(told) == 1 and told[0][1].media is not Media.NONE:
        announcement = told[0][1]
        content = {announcement.media.value: announcement.file, **_caption(announcement)}
        return SENDING[announcement.media], {**content, **keyboard}
    return SENDING[Media.NONE], {**_text(speech, [announcement for _, announcement in told]), **keyboard}


def correction_call(speech: Speech, parts: Sequence[Part], link: str = "") -> tuple[str, dict[str, Any]]:
    """Method and parameters that change a message into these parts."""
    method, parameters = announcement_call(speech, parts, link)
    if method == SENDING[Media.NONE]:
        return "editMessageText", parameters
    kept = {key: value for key, value in parameters.items() if key not in list(Media)}
    return "editMessageCaption", kept


def _text(speech: Speech, announcements: Sequence[Announcement]) -> dict[str, Any]:
    texts = [announcement.text for announcement in announcements]
    if len(texts) > 1:
        texts = [speech.say("announcement-several", number=len(texts)) + "\n\n" + texts[0], *texts[1:]]
    return {
        "text": SEPARATOR.join(texts),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": len(texts) > 1},
    }


def _caption(announcement: Announcement) -> dict[str, Any]:
    return {"caption": announcement.text, "parse_mode": "HTML"} if announcement.text else {}


def _button(part: Part, announcement: Announcement, link: str) -> dict[str, str]:
    if link and not announcement.url:
        return {"text": announcement.button, "url": link + announcement.questionnaire}
    if announcement.url:
        return {"text": announcement.button, "url": announcement.url}
    return {"text": announcement.button, "callback_data": DeliveryTap(number=part.notice).pack()}
