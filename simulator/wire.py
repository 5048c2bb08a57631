"""Messages as the Bot API shows them to the bot, and as the control API shows them to the page."""

from typing import TYPE_CHECKING, Any

from simulator.model import Chat, Media, Message

if TYPE_CHECKING:
    from simulator.messenger import Messenger


def chat_wire(world: "Messenger", chat: Chat) -> dict[str, Any]:
    """A chat for the bot."""
    if chat.kind == "private":
        user = world.people[chat.id].wire()
        names: dict[str, Any] = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
        return {"id": chat.id, "type": "private", **names}
    public = {"username": chat.username} if chat.username else {}
    return {"id": chat.id, "type": chat.kind, "title": chat.title, **public}


def member_wire(world: "Messenger", status: str, *, may_post: bool = True) -> dict[str, Any]:
    """The bot as a member of a chat; only in channels it is an administrator."""
    member: dict[str, Any] = {"user": world.bot, "status": status}
    if status == "kicked":
        return {**member, "until_date": 0}
    if status != "administrator":
        return member
    rights = dict.fromkeys(_RIGHTS, False)
    posting = dict.fromkeys(_POSTING, may_post)
    return {**member, **rights, **posting, "can_manage_chat": True, "can_be_edited": False, "is_anonymous": False}


_POSTING = ("can_post_messages", "can_edit_messages", "can_delete_messages")
_RIGHTS = (
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def message_wire(world: "Messenger", message: Message, *, is_quoted: bool = False) -> dict[str, Any]:
    """A message for the bot; a quoted message quotes nothing itself."""
    chat = world.chats[message.chat_id]
    wire: dict[str, Any] = {
        "message_id": message.id,
        "date": message.date,
        "chat": chat_wire(world, chat),
        **_author(world, chat, message),
    }
    if message.media is not None:
        wire.update(media_wire(message.media))
        if message.caption:
            wire["caption"] = message.caption
            wire["caption_entities"] = message.entities
    elif message.rich:
        wire["rich_message"] = {"blocks": message.rich}
    elif message.text:
        wire["text"] = message.text
        if message.entities:
            wire["entities"] = message.entities
    if message.edited_times:
        wire["edit_date"] = message.date
    if message.markup is not None:
        wire["reply_markup"] = message.markup
    if message.forwarded:
        wire["forward_origin"] = {"type": "hidden_user", "date": message.date, "sender_user_name": "Кто-то"}
    original = chat.find(message.reply_to) if message.reply_to and not is_quoted else None
    if original is not None:
        wire["reply_to_message"] = message_wire(world, original, is_quoted=True)
    return wire


def _author(world: "Messenger", chat: Chat, message: Message) -> dict[str, Any]:
    if chat.is_channel:
        return {"sender_chat": chat_wire(world, chat)}
    return {"from": world.bot if message.is_bot else world.people[message.sender].wire()}


def media_wire(media: Media) -> dict[str, Any]:
    """What a message carries, for the bot."""
    file = {"file_id": media.file_id, "file_unique_id": media.file_id[::-1], "file_size": media.size}
    match media.kind:
        case "photo":
            return {"photo": [{**file, "width": 640, "height": 480}]}
        case "location":
            return {"location": media.details}
        case "contact":
            return {"contact": media.details}
        case "sticker":
            return {"sticker": {**file, "type": "regular", "width": 512, "height": 512, "is_animated": False,
                                "is_video": False, "emoji": media.details.get("emoji", "🙂")}}  # fmt: skip
        case "voice":
            return {"voice": {**file, "duration": 2, "mime_type": "audio/ogg"}}
        case "audio":
            return {"audio": {**file, "duration": 2, "file_name": media.file_name, "mime_type": media.mime}}
        case "video":
            sizes = {"width": 640, "height": 480, "duration": 2}
            return {"video": {**file, **sizes, "file_name": media.file_name, "mime_type": media.mime}}
    return {"document": {**file, "file_name": media.file_name, "mime_type": media.mime}}


def page_message(world: "Messenger", message: Message) -> dict[str, Any]:
    """A message for the page."""
    return {
        "id": message.id,
        "chat_id": message.chat_id,
        "from": _page_author(world, message),
        "date": message.date,
        # A phone hides the mark on a message with buttons: it changes all the time.
        "edited": message.edited_times > 0 and message.markup is None,
        "text": message.text,
        "caption": message.caption,
        "entities": message.entities,
        "rich": message.rich,
        "media": None if message.media is None else _page_media(message.media),
        "buttons": [
            [{"text": b.text, "data": b.data, "url": b.url, "kind": "url" if b.url else "callback"} for b in row]
            for row in message.buttons
        ],
        "deleted": message.deleted,
        "forwarded": message.forwarded,
        "reply_to": message.reply_to,
        "pending_callbacks": [
            {"id": q.id, "person_id": q.person, "data": q.data, "button": None}
            for q in world.open_queries.values()
            if q.chat_id == message.chat_id and q.message_id == message.id
        ],
    }


def _page_author(world: "Messenger", message: Message) -> dict[str, Any]:
    chat = world.chats[message.chat_id]
    if chat.is_channel:
        return {"id": chat.id, "name": chat.title, "is_bot": message.is_bot}
    if message.is_bot:
        return {"id": world.bot["id"], "name": world.bot["first_name"], "is_bot": True}
    return {"id": message.sender, "name": world.people[message.sender].first_name, "is_bot": False}


def _page_media(media: Media) -> dict[str, Any]:
    return {
        "kind": media.kind,
        "file_id": media.file_id,
        "file_name": media.file_name,
        "mime": media.mime,
        "size": media.size,
        "url": f"/sim/files/{media.file_id}" if media.file_id else None,
        **media.details,
    }
