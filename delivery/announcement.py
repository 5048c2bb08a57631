"""An announcement: words, perhaps a picture or a file, perhaps a button; and what Telegram will not take."""

import html
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_JOINED = 900
"""With this length four of them fit into one message."""
LONGEST_BUTTON = 32
_MARKUP = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"(https?|tg)://[^\s/]+\S*", re.IGNORECASE)


class Media(StrEnum):
    """What travels with the words."""

    NONE = ""
    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"


class Flaw(StrEnum):
    """Why an announcement cannot be sent as it is."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CAPTION_TOO_LONG = "caption_too_long"
    NO_LABEL = "no_label"
    LABEL_TOO_LONG = "label_too_long"
    NOT_AN_ADDRESS = "not_an_address"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What everybody will read; the text is HTML as Telegram understands it."""

    text: str = ""
    media: Media = Media.NONE
    file: str = ""
    """Of the picture or the document, as Telegram names it."""
    button: str = ""
    """Its label; empty: there is none."""
    url: str = ""
    questionnaire: str = ""
    """The key of what the button opens, where it is no link."""

    @property
    def flaw(self) -> Flaw | None:
        """The first thing that is wrong; nothing is ever cut in silence."""
        length = length_of(self.text)
        if self.media is Media.NONE and length == 0:
            return Flaw.EMPTY
        if self.media is Media.NONE and length > LONGEST_TEXT:
            return Flaw.TOO_LONG
        if self.media is not Media.NONE and length > LONGEST_CAPTION:
            return Flaw.CAPTION_TOO_LONG
        return self._flaw_of_button()

    def _flaw_of_button(self) -> Flaw | None:
        if not self.button:
            return Flaw.NO_LABEL if self.url or self.questionnaire else None
        if len(self.button) > LONGEST_BUTTON:
            return Flaw.LABEL_TOO_LONG
        return Flaw.NOT_AN_ADDRESS if self.url and not is_address(self.url) else None

    @property
    def may_be_joined(self) -> bool:
        """Whether it may travel with others in one message."""
        return self.media is Media.NONE and length_of(self.text) <= LONGEST_JOINED


def announcement_to_data(announcement: Announcement) -> dict[str, object]:
    """Ready for `json.dumps`."""
    return {key: value for key, value in asdict(announcement).items() if value}


def announcement_from_data(data: Mapping[str, object]) -> Announcement:
    """The reverse of `announcement_to_data`."""
    told = {key: str(value) for key, value in data.items() if key in Announcement.__slots__}
    return Announcement(**{**told, "media": Media(told.get("media", ""))})  # type: ignore[arg-type]


def length_of(text: str) -> int:
    """As Telegram counts: what is read, without markup, in UTF-16 units."""
    return len(html.unescape(_MARKUP.sub("", text)).encode("utf-16-le")) // 2


def beginning_of(text: str, most: int) -> str:
    """As much of it as fits, ready to be shown: whole with its markup, or cut and without."""
    read = html.unescape(_MARKUP.sub("", text))
    return text if len(read) <= most else html.escape(read[: most - 1].rstrip(), quote=False) + "…"


def is_address(text: str) -> bool:
    """Whether a button may lead there."""
    return _ADDRESS.fullmatch(text) is not None
