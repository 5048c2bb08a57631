"""The methods of the Bot API that bots of our kind use; whatever is not here is a clean 404."""

import time
from collections.abc import Callable
from typing import Any

from simulator.entities import LONGEST_CAPTION, LONGEST_TEXT, parse
from simulator.errors import bad_request, forbidden, too_many
from simulator.flood import FloodControl
from simulator.keyboards import read_markup
from simulator.markup import units
from simulator.messenger import Messenger
from simulator.model import CallbackAnswer, Chat, Media, Message, mime_of
from simulator.parameters import Parameters
from simulator.rich import read_rich
from simulator.wire import chat_wire, member_wire, message_wire

Method = Callable[[Parameters], Any]
LONGEST_TOAST = 200
DELETED_WITHIN = 48 * 3600
"""Seconds for which a bot can take a message back."""
BIGGEST_DOWNLOAD = 20 * 1024 * 1024
_SENDING = "business_connection_id message_thread_id disable_notification protect_content allow_paid_broadcast message_effect_id"  # noqa: E501
_OF_FILES = "caption duration title performer width height emoji thumbnail has_spoiler disable_content_type_detection"
_MARKED = "parse_mode entities caption_entities link_preview_options disable_web_page_preview"


class Methods:
    """Every method by its name in lower case, with the parameters it knows."""

    def __init__(self, world: Messenger, flood: FloodControl) -> None:
        self._world = world
        self._flood = flood
        common = f"chat_id reply_markup reply_parameters reply_to_message_id {_SENDING} {_MARKED}"
        self.known: dict[str, tuple[Method, set[str]]] = {}
        self._add("getMe", self._get_me, "")
        self._add("logOut", lambda _p: True, "")
        self._add("close", lambda _p: True, "")
        self._add("sendMessage", self._send_message, f"text {common}")
        self._add("sendRichMessage", self._send_rich, f"rich_message {common}")
        for kind in ("photo", "document", "voice", "audio", "video", "sticker"):
            name = f"send{kind.capitalize()}"
            self._add(name, self._sender(kind), f"{kind} {_OF_FILES} {common}")
        self._add("sendLocation", self._send_location, f"latitude longitude {common}")
        self._add("sendChatAction", self._action, "chat_id action message_thread_id")
        edited = f"chat_id message_id inline_message_id reply_markup business_connection_id {_MARKED}"
        self._add("editMessageText", self._edit_text, f"text rich_message {edited}")
        self._add("editMessageCaption", self._edit_caption, f"caption {edited}")
        self._add("editMessageMedia", self._edit_media, f"media {edited}")
        self._add("editMessageReplyMarkup", self._edit_markup, edited)
        self._add("deleteMessage", self._delete, "chat_id message_id")
        self._add("deleteMessages", self._delete_many, "chat_id message_ids")
        self._add("copyMessage", self._copy, f"chat_id from_chat_id message_id caption {common}")
        self._add("forwardMessage", self._forward, f"chat_id from_chat_id message_id {_SENDING}")
        self._add("pinChatMessage", self._pin, "chat_id message_id disable_notification")
        self._add("unpinChatMessage", self._pin, "chat_id message_id")
        self._add("answerCallbackQuery", self._answer_query, "callback_query_id text show_alert url cache_time")
        self._add("getFile", self._get_file, "file_id")
        self._add("getChat", self._get_chat, "chat_id")
        self._add("getChatMember", self._get_member, "chat_id user_id")
        self._add("leaveChat", self._leave, "chat_id")
        self._add("setMyCommands", self._set_commands, "commands scope language_code")
        self._add("getMyCommands", lambda _p: self._world.commands, "scope language_code")
        self._add("deleteMyCommands", self._delete_commands, "scope language_code")
        self._add("setMyDescription", self._describe, "description language_code")
        self._add(
            "setMyShortDescription",
            lambda p: p.text("short_description", 120) is not None,
            "short_description language_code",
        )
        self._add("setChatMenuButton", lambda _p: True, "chat_id menu_button")

    def find(self, name: str) -> tuple[Method, set[str]] | None:
        """A method with its parameters; None where this server has no such thing."""
        is_too_new = name == "sendrichmessage" and not self._world.has_rich_messages
        return None if is_too_new else self.known.get(name)

    def _add(self, name: str, method: Method, parameters: str) -> None:
        self.known[name.lower()] = (method, set(parameters.split()))

    # ── finding ─────────────────────────────────────────────────────────────────────────────────────────────

    def _chat(self, p: Parameters, name: str = "chat_id") -> Chat:
        chat = self._world.chats.get(p.whole(name)) if p.is_whole(name) else self._public(str(p.get(name) or ""))
        if chat is None:
            raise bad_request("chat not found" if p.get(name) not in (None, "") else "chat_id is empty")
        return chat

    def _public(self, name: str) -> Chat | None:
        """A public group or channel by its @name; people are not found so."""
        if not name.startswith("@"):
            return None
        named = (chat for chat in self._world.chats.values() if chat.username)
        return next((chat for chat in named if chat.username.lower() == name[1:].lower()), None)

    def _writable(self, p: Parameters) -> Chat:
        chat = self._open(p)
        if chat.is_channel and not chat.may_post:
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def _open(self, p: Parameters) -> Chat:
        chat = self._chat(p)
        user = self._world.people.get(chat.id)
        if user is not None and user.blocked:
            raise forbidden("bot was blocked by the user")
        if user is not None and not user.started:
            raise forbidden("bot can't initiate conversation with a user")
        if not chat.has_bot:
            said = "bot was kicked from" if chat.bot == "kicked" else "bot is not a member of"
            raise forbidden(f"{said} the {chat.kind} chat")
        wait = self._flood.wait_for(chat.id)
        if wait:
            raise too_many(wait)
        return chat

    def _message(self, p: Parameters, chat: Chat, missing: str) -> Message:
        message = chat.find(p.whole("message_id")) if p.is_whole("message_id") else None
        if message is None:
            raise bad_request(missing)
        return message

    def _editable(self, p: Parameters) -> Message:
        chat = self._open(p)
        message = self._message(p, chat, "message to edit not found")
        if not message.is_bot or (chat.is_channel and not chat.may_post):
            raise bad_request("message can't be edited")
        return message

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────────

    def _sent(self, p: Parameters, chat: Chat, *, forwarded: bool = False, **content: Any) -> dict[str, Any]:
        markup = read_markup(p.json("reply_markup"))
        message = self._world.put(chat, 0, is_bot=True, markup=markup, **content)
        message.reply_to = self._replied(p, chat, message)
        message.forwarded = forwarded
        if markup and "keyboard" in markup:
            chat.reply_keyboard = markup
        elif markup and markup.get("remove_keyboard"):
            chat.reply_keyboard = None
        if markup and "inline_keyboard" not in markup:
            self._world.events.add("keyboard", chat_id=chat.id, reply_keyboard=chat.reply_keyboard)
        self._world.say(message)
        return message_wire(self._world, message)

    def _replied(self, p: Parameters, chat: Chat, message: Message) -> int | None:
        replying = p.json("reply_parameters") or {}
        number = replying.get("message_id") or p.get("reply_to_message_id")
        if number is None:
            return None
        if chat.find(int(number)) is None:
            if not replying.get("allow_sending_without_reply"):
                chat.messages.remove(message)
                raise bad_request("message to be replied not found")
            return None
        return int(number)

    def _send_message(self, p: Parameters) -> dict[str, Any]:
        chat = self._writable(p)
        text, entities = self._read_text(p)
        return self._sent(p, chat, text=text, entities=entities)

    def _send_rich(self, p: Parameters) -> dict[str, Any]:
        blocks = read_rich(p.json("rich_message"))  # before the chat is looked for, as Telegram does
        return self._sent(p, self._writable(p), rich=blocks)

    def _read_text(self, p: Parameters) -> tuple[str, list[dict[str, Any]]]:
        text, entities = parse(str(p.get("text") or ""), p.get("parse_mode"), p.json("entities"))
        if not text:
            raise bad_request("message text is empty")
        if units(text) > LONGEST_TEXT:
            raise bad_request("message is too long")
        return text, entities

    def _read_caption(self, p: Parameters) -> tuple[str, list[dict[str, Any]]]:
        caption, entities = parse(str(p.get("caption") or ""), p.get("parse_mode"), p.json("caption_entities"))
        if units(caption) > LONGEST_CAPTION:
            raise bad_request("message caption is too long")
        return caption, entities

    def _sender(self, kind: str) -> Method:
        def send(p: Parameters) -> dict[str, Any]:
            chat = self._writable(p)
            caption, entities = self._read_caption(p)
            return self._sent(p, chat, media=self._media(p, kind), caption=caption, entities=entities)

        return send

    def _media(self, p: Parameters, kind: str) -> Media:
        upload = p.file(kind)
        if upload is not None:
            name, content = upload
            if not content:
                raise bad_request("file must be non-empty")
            return Media(kind, self._world.keep_file(name, content), name, mime_of(name), len(content))
        file_id = str(p.get(kind) or "")
        if not file_id or file_id.startswith("attach://"):
            raise bad_request(f"there is no {kind} in the request")
        known = self._world.files.get(file_id)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return Media(kind, file_id, known[0], mime_of(known[0]), len(known[1]))

    def _send_location(self, p: Parameters) -> dict[str, Any]:
        chat = self._writable(p)
        place = {"latitude": float(p.get("latitude") or 0), "longitude": float(p.get("longitude") or 0)}
        return self._sent(p, chat, media=Media("location", details=place))

    def _action(self, p: Parameters) -> bool:
        chat = self._writable(p)
        self._world.events.add("action", chat_id=chat.id, action=str(p.get("action")))
        return True

    # ── changing ────────────────────────────────────────────────────────────────────────────────────────────

    def _changed(self, message: Message, before: tuple[Any, ...]) -> dict[str, Any]:
        if before == _content(message):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        message.edited_times += 1
        self._world.say(message, "edited")
        return message_wire(self._world, message)

    def _edit_text(self, p: Parameters) -> dict[str, Any]:
        message = self._editable(p)
        if message.media is not None:
            raise bad_request("there is no text in the message to edit")
        is_rich = self._world.has_rich_messages and p.get("text") is None and p.get("rich_message") is not None
        rich = read_rich(p.json("rich_message")) if is_rich else []
        text, entities = ("", []) if is_rich else self._read_text(p)
        markup = read_markup(p.json("reply_markup"))
        before = _content(message)
        message.text, message.entities, message.rich, message.markup = text, entities, rich, markup
        return self._changed(message, before)

    def _edit_caption(self, p: Parameters) -> dict[str, Any]:
        message = self._editable(p)
        caption, entities = self._read_caption(p)
        markup = read_markup(p.json("reply_markup"))
        before = _content(message)
        message.caption, message.entities, message.markup = caption, entities, markup
        return self._changed(message, before)

    def _edit_media(self, p: Parameters) -> dict[str, Any]:
        message = self._editable(p)
        given = p.json("media") or {}
        kind = str(given.get("type"))
        if kind not in ("photo", "document", "audio", "video"):
            raise bad_request('can\'t parse InputMedia: Field "type" has an unknown value')
        inner = p.with_value(kind, given.get("media"))
        for name in ("caption", "parse_mode", "caption_entities"):
            inner = inner.with_value(name, given.get(name))
        caption, entities = self._read_caption(inner)
        markup = read_markup(p.json("reply_markup"))
        before = _content(message)
        message.media, message.text = self._media(inner, kind), ""
        message.caption, message.entities, message.markup = caption, entities, markup
        return self._changed(message, before)

    def _edit_markup(self, p: Parameters) -> dict[str, Any]:
        message = self._editable(p)
        markup = read_markup(p.json("reply_markup"))
        before = _content(message)
        message.markup = markup
        return self._changed(message, before)

    def _delete(self, p: Parameters) -> bool:
        chat = self._chat(p)
        message = self._message(p, chat, "message to delete not found")
        if chat.is_channel and not chat.may_post:
            raise bad_request("message can't be deleted")
        if time.time() - message.date > DELETED_WITHIN and not chat.is_channel:
            raise bad_request("message can't be deleted for everyone")
        message.deleted = True
        self._world.events.add("deleted", chat_id=chat.id, message_id=message.id)
        return True

    def _delete_many(self, p: Parameters) -> bool:
        chat = self._chat(p)
        for number in p.json("message_ids") or []:
            if chat.find(int(number)) is not None:
                self._delete(p.with_value("message_id", number))
        return True

    def _copy(self, p: Parameters) -> dict[str, Any]:
        copy = self._again(p, "message to copy not found", forwarded=False)
        return {"message_id": copy["message_id"]}

    def _forward(self, p: Parameters) -> dict[str, Any]:
        return self._again(p, "message to forward not found", forwarded=True)

    def _again(self, p: Parameters, missing: str, *, forwarded: bool) -> dict[str, Any]:
        chat = self._writable(p)
        original = self._message(p, self._chat(p, "from_chat_id"), missing)
        same = {name: getattr(original, name) for name in ("text", "entities", "media", "caption", "rich")}
        return self._sent(p, chat, forwarded=forwarded, **same)

    def _pin(self, p: Parameters) -> bool:
        chat = self._chat(p)
        chat.pinned = p.whole("message_id") if p.is_whole("message_id") else None
        return True

    # ── answering ───────────────────────────────────────────────────────────────────────────────────────────

    def _answer_query(self, p: Parameters) -> bool:
        query = self._world.queries.get(str(p.get("callback_query_id")))
        if query is None or query.is_expired or query.answer is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        text = str(p.get("text") or "")
        if units(text) > LONGEST_TOAST:
            raise bad_request("MESSAGE_TOO_LONG")
        self._world.answer(query, CallbackAnswer(text, p.flag("show_alert"), str(p.get("url") or "")))
        return True

    # ── asking ──────────────────────────────────────────────────────────────────────────────────────────────

    def _get_me(self, _p: Parameters) -> dict[str, Any]:
        hears = not self._world.is_private
        rights = {"can_join_groups": True, "can_read_all_group_messages": hears, "supports_inline_queries": False}
        return {**self._world.bot, **rights}

    def _get_file(self, p: Parameters) -> dict[str, Any]:
        file_id = str(p.get("file_id"))
        found = self._world.files.get(file_id)
        if found is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(found[1]) > BIGGEST_DOWNLOAD:
            raise bad_request("file is too big")
        path = f"documents/{file_id}"
        return {"file_id": file_id, "file_unique_id": file_id[::-1], "file_size": len(found[1]), "file_path": path}

    def _get_chat(self, p: Parameters) -> dict[str, Any]:
        return {**chat_wire(self._world, self._chat(p)), "accent_color_id": 0, "max_reaction_count": 11}

    def _get_member(self, p: Parameters) -> dict[str, Any]:
        chat = self._chat(p)
        number = p.whole("user_id") if p.is_whole("user_id") else 0
        if number == self._world.bot["id"]:
            return member_wire(self._world, chat.bot, may_post=chat.may_post)
        user = self._world.people.get(number)
        if user is None:
            raise bad_request("user not found")
        is_member = number in chat.members or number == chat.id
        return {"status": "member" if is_member else "left", "user": user.wire()}

    def _leave(self, p: Parameters) -> bool:
        self._world.place_bot(self._chat(p), "left")
        return True

    def _set_commands(self, p: Parameters) -> bool:
        commands = p.json("commands")
        if not isinstance(commands, list) or len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            name, description = str(command.get("command", "")), str(command.get("description", ""))
            if not (1 <= len(name) <= 32 and name.isascii() and name.replace("_", "a").isalnum() and name.islower()):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(description) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._world.commands = commands
        self._world.events.add("bot", bot=self._world.bot_state())
        return True

    def _delete_commands(self, _p: Parameters) -> bool:
        self._world.commands = []
        return True

    def _describe(self, p: Parameters) -> bool:
        self._world.description = p.text("description", 512) or ""
        self._world.events.add("bot", bot=self._world.bot_state())
        return True


def _content(message: Message) -> tuple[Any, ...]:
    return (message.text, message.caption, message.entities, message.rich, message.markup, message.media)
