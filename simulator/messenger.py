"""The messenger itself: people, chats, messages, taps and files; what people do becomes updates for the bot."""

import re
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from simulator.entities import automatic
from simulator.events import Events
from simulator.markup import Entity
from simulator.model import FIRST_GROUP, FIRST_PERSON, ApiRequest, CallbackAnswer, Chat, Media, Message, Query, User
from simulator.updates import UpdateQueue
from simulator.wire import chat_wire, member_wire, message_wire, page_message

_BLOCKING = ("member", "kicked")


class Messenger:
    """One bot and everybody who may talk to it."""

    def __init__(self, bot_id: int, username: str, first_name: str = "Методист", kept: int = 20_000) -> None:
        self.bot: dict[str, Any] = {"id": bot_id, "is_bot": True, "first_name": first_name, "username": username}
        self.commands: list[dict[str, str]] = []
        self.description = ""
        self.people: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.open_queries: dict[str, Query] = {}
        """Those that still may be answered: few, so that every message can look for its own."""
        self.files: dict[str, tuple[str, bytes]] = {}
        self.requests: deque[ApiRequest] = deque(maxlen=kept)
        self.queue = UpdateQueue()
        self.events = Events()
        self.callback_lifetime = 15.0
        self.is_private = False
        """Whether groups tell the bot only what concerns it; real bots begin so."""
        self.has_rich_messages = True
        """False: a server of before July 2026, which knows no blocks."""
        self.next_number = 1
        """Of files and taps: never twice, not even after a restart."""

    # ── people ──────────────────────────────────────────────────────────────────────────────────────────────

    def add_person(self, first_name: str, last_name: str = "", username: str = "") -> User:
        """Somebody new; the chat with the bot exists but was never started."""
        number = max([FIRST_PERSON - 1, *self.people]) + 1
        user = User(number, first_name, last_name, username)
        self.people[number] = user
        self.chats[number] = Chat(number, "private")
        self.events.add("person", person=self.person_state(user))
        return user

    def add_group(self, title: str, members: list[int]) -> Chat:
        """A group with the bot in it."""
        return self._add_chat(Chat(self._next_chat(), "supergroup", title, list(members)))

    def add_channel(
        self, title: str, owner: int, subscribers: Sequence[int] = (), username: str = "", *, may_post: bool = True
    ) -> Chat:
        """A channel with the bot as an administrator, with or without the right to post."""
        members = [owner, *(person for person in subscribers if person != owner)]
        chat = Chat(self._next_chat(), "channel", title, members, bot="administrator", username=username)
        chat.may_post = may_post
        return self._add_chat(chat)

    def _next_chat(self) -> int:
        return min([FIRST_GROUP + 1, *(chat for chat in self.chats if chat < 0)]) - 1

    def _add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.events.add("group", group=self.group_state(chat))
        self._membership(chat, chat.members[0] if chat.members else 0, member_wire(self, "left"))
        return chat

    def place_bot(self, chat: Chat, status: str, by: int = 0, *, may_post: bool = True) -> None:
        """The bot goes («left»), is sent away («kicked»), comes back, or has other rights in a channel."""
        before = self._standing(chat)
        chat.bot, chat.may_post = status, may_post
        self.events.add("group", group=self.group_state(chat))
        self._membership(chat, by, before)

    def _standing(self, chat: Chat) -> dict[str, Any]:
        return member_wire(self, chat.bot, may_post=chat.may_post)

    def block(self, user: User, is_blocked: bool) -> None:
        """Block or unblock the bot."""
        if user.blocked != is_blocked:
            user.blocked = is_blocked
            before, after = [member_wire(self, status) for status in _BLOCKING[:: 1 if is_blocked else -1]]
            self._membership(self.chats[user.id], user.id, before, after)
            self.events.add("person", person=self.person_state(user))

    def _membership(self, chat: Chat, by: int, before: dict[str, Any], after: dict[str, Any] | None = None) -> None:
        content = {
            "chat": chat_wire(self, chat),
            "from": self.people[by].wire() if by in self.people else self.bot,
            "date": int(time.time()),
            "old_chat_member": before,
            "new_chat_member": after or self._standing(chat),
        }
        self.queue_update("my_chat_member", content, by)

    # ── what people send ────────────────────────────────────────────────────────────────────────────────────

    def person_sends(
        self,
        user: User,
        text: str = "",
        chat_id: int | None = None,
        media: Media | None = None,
        caption: str = "",
        forwarded: bool = False,
        reply_to: int | None = None,
    ) -> Message:
        """A message of a person; writing in private starts the bot."""
        chat = self.chats[chat_id or user.id]
        message = self.put(chat, user.id, is_bot=False, text=text, media=media, caption=caption)
        message.forwarded = forwarded
        message.reply_to = reply_to
        message.entities = automatic(text or caption)
        if chat.kind == "private" and not user.started:
            user.started = True
            self.events.add("person", person=self.person_state(user))
        self.say(message)
        if chat.kind == "private" or self._concerns_bot(chat, message):
            kind = "channel_post" if chat.is_channel else "message"
            self.queue_update(kind, message_wire(self, message), user.id)
        return message

    def _concerns_bot(self, chat: Chat, message: Message) -> bool:
        """In privacy mode a bot hears commands, its own name, and replies to itself."""
        if not chat.has_bot or not self.is_private or chat.is_channel:
            return chat.has_bot
        name = re.escape(self.bot["username"])
        said = message.text or message.caption
        answered = chat.find(message.reply_to) if message.reply_to else None
        is_called = re.search(rf"^/\w+(@{name})?(?![\w@])|@{name}\b", said) is not None
        return is_called or (answered is not None and answered.is_bot)

    def person_edits(self, message: Message, text: str) -> None:
        """A person changes a message of their own."""
        message.text, message.entities = text, automatic(text)
        message.edited_times += 1
        self.say(message, "edited")
        kind = "edited_channel_post" if self.chats[message.chat_id].is_channel else "edited_message"
        self.queue_update(kind, message_wire(self, message), message.sender)

    def person_presses(self, user: User, chat_id: int, message_id: int, data: str) -> Query:
        """A tap on an inline button, of whatever message, with whatever payload."""
        chat = self.chats[chat_id]
        query = Query(str(7_000_000_000 + self._number()), user.id, chat_id, message_id, data)
        self.queries[query.id] = self.open_queries[query.id] = query
        message = chat.ever(message_id)
        content: dict[str, Any] = {
            "id": query.id,
            "from": user.wire(),
            "chat_instance": str(chat_id),
            "data": data,
        }
        if message is None:
            content["message"] = {"chat": chat_wire(self, chat), "message_id": message_id, "date": 0}
        else:
            content["message"] = message_wire(self, message)
        self.events.add(
            "callback_pressed",
            id=query.id,
            chat_id=chat_id,
            message_id=message_id,
            person_id=user.id,
            data=data,
            button=place_of(message, data),
        )
        self.queue_update("callback_query", content, user.id)
        return query

    # ── what the bot does ───────────────────────────────────────────────────────────────────────────────────

    def put(
        self,
        chat: Chat,
        sender: int,
        *,
        is_bot: bool,
        text: str = "",
        entities: list[Entity] | None = None,
        media: Media | None = None,
        caption: str = "",
        rich: list[dict[str, Any]] | None = None,
        markup: dict[str, Any] | None = None,
    ) -> Message:
        """A new message in a chat."""
        message = Message(
            chat.next_message,
            chat.id,
            sender,
            is_bot,
            int(time.time()),
            text,
            list(entities or ()),
            caption,
            media,
            list(rich or ()),
        )
        chat.next_message += 1
        if markup and "inline_keyboard" in markup:
            message.markup = markup
        chat.messages.append(message)
        return message

    def say(self, message: Message, kind: str = "message") -> None:
        """Tell the page of a new or changed message."""
        self.events.add(kind, chat_id=message.chat_id, message=page_message(self, message))

    def answer(self, query: Query, answer: CallbackAnswer) -> None:
        """The bot answers a tap."""
        query.answer = answer
        self.open_queries.pop(query.id, None)
        self.events.add(
            "callback_answered",
            id=query.id,
            chat_id=query.chat_id,
            message_id=query.message_id,
            person_id=query.person,
            text=answer.text,
            show_alert=answer.show_alert,
        )
        self.queue.notify()

    def expire_queries(self) -> None:
        """Taps that nobody answered in time."""
        now = time.time()
        for query in list(self.queries.values()):
            if query.answer is not None and now - query.at > 4 * self.callback_lifetime:
                del self.queries[query.id]
            elif query.answer is None and not query.is_expired and now - query.at > self.callback_lifetime:
                query.is_expired = True
                self.open_queries.pop(query.id, None)
                self.events.add("callback_expired", id=query.id, chat_id=query.chat_id, message_id=query.message_id)

    def queue_update(self, kind: str, content: dict[str, Any], person: int) -> None:
        """Hand something to the bot, if it wants to know."""
        update = self.queue.add(kind, content, person)
        if update is not None:
            self.events.add("update", chat_id=None, update=update.wire(), at=update.at)

    def _number(self) -> int:
        self.next_number += 1
        return self.next_number - 1

    def keep_file(self, name: str, content: bytes) -> str:
        """Store a file; gives its id."""
        file_id = f"file{self._number()}x{len(content)}"
        self.files[file_id] = (name, content)
        return file_id

    # ── for the page ────────────────────────────────────────────────────────────────────────────────────────

    def person_state(self, user: User) -> dict[str, Any]:
        """A person as the page shows them."""
        return {
            "id": user.id,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "username": user.username,
            "blocked": user.blocked,
            "started": user.started,
        }

    def group_state(self, chat: Chat) -> dict[str, Any]:
        """A group or a channel as the page shows it."""
        state = {"id": chat.id, "title": chat.title, "members": chat.members, "kind": chat.kind, "bot": chat.bot}
        return {**state, "username": chat.username, "may_post": chat.may_post} if chat.is_channel else state

    def bot_state(self) -> dict[str, Any]:
        """The bot as the page shows it."""
        return {**self.bot, "commands": self.commands, "description": self.description}


def place_of(message: Message | None, data: str) -> list[int] | None:
    """Row and column of the button that carries this payload."""
    for row, buttons in enumerate(message.buttons if message else []):
        for column, button in enumerate(buttons):
            if button.data == data:
                return [row, column]
    return None
