"""People, chats and messages of the simulated messenger."""

import mimetypes
import time
from dataclasses import dataclass, field
from typing import Any

FIRST_PERSON = 5_000_001
FIRST_GROUP = -1_001_000_000_001


@dataclass
class Media:
    """What a message carries besides words."""

    kind: str
    file_id: str = ""
    file_name: str = ""
    mime: str = ""
    size: int = 0
    details: dict[str, Any] = field(default_factory=dict)


@dataclass
class Message:
    """A message of a chat."""

    id: int
    chat_id: int
    sender: int
    is_bot: bool
    date: int
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    caption: str = ""
    media: Media | None = None
    rich: list[dict[str, Any]] = field(default_factory=list)
    """Blocks of a rich message, which has neither text nor media."""
    markup: dict[str, Any] | None = None
    edited_times: int = 0
    deleted: bool = False
    reply_to: int | None = None
    forwarded: bool = False

    @property
    def buttons(self) -> list[list["Button"]]:
        """Inline buttons, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows]


@dataclass(frozen=True)
class Button:
    """An inline button."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass
class User:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    blocked: bool = False
    started: bool = False

    def wire(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown = {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "ru"}
        if self.last_name:
            shown["last_name"] = self.last_name
        return {**shown, "username": self.username} if self.username else shown


@dataclass
class Chat:
    """A private chat (its id is the person's), a group or a channel."""

    id: int
    kind: str
    title: str = ""
    members: list[int] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    reply_keyboard: dict[str, Any] | None = None
    next_message: int = 1
    bot: str = "member"
    """«member», «left» or «kicked»; in a channel «administrator» in place of «member»."""
    pinned: int | None = None
    username: str = ""
    """By which a public group or channel is found, too."""
    may_post: bool = True
    """Whether the bot has the right to post in a channel."""

    @property
    def is_channel(self) -> bool:
        """Posts of a channel are nobody's; its first member alone writes there."""
        return self.kind == "channel"

    @property
    def has_bot(self) -> bool:
        """Whether the bot hears what is said."""
        return self.bot in ("member", "administrator")

    def find(self, message_id: int) -> Message | None:
        """A message that has not been deleted."""
        message = self.ever(message_id)
        return None if message is None or message.deleted else message

    def ever(self, message_id: int) -> Message | None:
        """A message, deleted or not; the newest are looked at first, because they are asked for."""
        return next((message for message in reversed(self.messages) if message.id == message_id), None)

    @property
    def last(self) -> Message:
        """The last message that has not been deleted."""
        return [message for message in self.messages if not message.deleted][-1]


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot said to a tap."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass
class Query:
    """A tap on an inline button, waiting for its answer."""

    id: str
    person: int
    chat_id: int
    message_id: int
    data: str
    at: float = field(default_factory=time.time)
    answer: CallbackAnswer | None = None
    is_expired: bool = False


@dataclass
class ApiRequest:
    """One call of the Bot API, as it was made and answered."""

    method: str
    params: dict[str, Any]
    status: int
    description: str
    unknown_parameters: list[str]
    at: float
    answer: Any = None

    @property
    def is_refused(self) -> bool:
        """Whether Telegram said no."""
        return self.status >= 400

    def wire(self) -> dict[str, Any]:
        """For the page."""
        return {
            "method": self.method,
            "params": self.params,
            "status": self.status,
            "description": self.description,
            "unknown_parameters": self.unknown_parameters,
            "at": self.at,
            "answer": self.answer,
        }


def mime_of(name: str) -> str:
    """What a file is, by its name, as Telegram judges it."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
