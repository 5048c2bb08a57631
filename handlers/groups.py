"""Groups: one sentence with a link, because answers belong in a private chat; and people who block the bot."""

from datetime import timedelta

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter, Command, CommandObject
from aiogram.types import (
    CallbackQuery,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    Message,
)

from delivery.channel import NO_RIGHTS, SENT_AWAY
from handlers.desk import Desk
from handlers.screen import Screen, Toast
from people import codes

LINK = "link"
LINK_VALID = timedelta(hours=1)
_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


def groups_router() -> Router:
    """Whatever comes from a chat that is not private ends here."""
    router = Router(name="groups")
    elsewhere = F.chat.type != ChatType.PRIVATE
    router.message.register(on_link, elsewhere, Command(LINK))
    router.channel_post.register(on_link, Command(LINK))
    router.channel_post.register(on_channel_post)
    router.message.register(on_group_message, elsewhere)
    router.callback_query.register(on_group_tap, F.message.chat.type != ChatType.PRIVATE)
    router.my_chat_member.register(on_joining, elsewhere, ChatMemberUpdatedFilter(JOIN_TRANSITION))
    router.my_chat_member.register(on_membership)
    return router


async def on_group_message(message: Message, bot: Bot, desk: Desk) -> None:
    """Answered only when the bot is meant: a command, its name, a reply to it."""
    if message.chat.type in _GROUPS and await _is_for_bot(message, bot):
        await _point_to_private(message.chat.id, bot, desk)


async def on_link(message: Message, command: CommandObject, desk: Desk) -> None:
    """A code of a methodologist, posted where the centre wants to announce."""
    now = desk.clock()
    channel = await desk.channels.waiting(codes.typed(command.args or ""), now - LINK_VALID)
    title = (message.chat.title or "")[:128]
    if channel is None:
        await _post(message.chat.id, desk.speech.say("channel-code-wrong"), desk)
        return
    if not await _post(message.chat.id, desk.speech.say("channel-linked"), desk):
        await desk.channels.complain(channel, title, NO_RIGHTS)
        return
    account = await desk.person(message.chat.id)
    await desk.accounts.welcome(account)
    await desk.channels.link(channel, account.id, title)


async def on_channel_post(_message: Message) -> None:
    """What others post in a channel does not concern the bot."""


async def _post(chat: int, text: str, desk: Desk) -> bool:
    """Say something in public; False if the bot may not."""
    try:
        return await desk.display.say(chat, Screen(text)) is not None
    except TelegramBadRequest:
        return False


async def on_group_tap(_query: CallbackQuery, desk: Desk) -> Toast:
    """A message of ours was carried into a group."""
    return Toast(desk.speech.plain("outdated-unknown"))


async def on_joining(event: ChatMemberUpdated, bot: Bot, desk: Desk) -> None:
    """Added to a group or a channel."""
    await _note_rights(event, desk)
    if event.chat.type in _GROUPS:
        await _point_to_private(event.chat.id, bot, desk)


async def on_membership(event: ChatMemberUpdated, desk: Desk) -> None:
    """Blocked: sending finds out by itself. Unblocked: what is sent to everybody is sent to them again."""
    if event.chat.type == ChatType.PRIVATE and event.new_chat_member.status == ChatMemberStatus.MEMBER:
        account = await desk.accounts.find(event.chat.id)
        if account is not None:
            await desk.accounts.welcome(account)
    elif event.chat.type != ChatType.PRIVATE:
        await _note_rights(event, desk)


async def _note_rights(event: ChatMemberUpdated, desk: Desk) -> None:
    """Whether a centre can still announce there; what was queued meanwhile is dead, but the next one goes out."""
    account = await desk.accounts.find(event.chat.id)
    if account is None:
        return
    problem = _problem_of(event.new_chat_member)
    if await desk.channels.note(account.id, problem) and not problem:
        await desk.accounts.welcome(account)


def _problem_of(member: ChatMemberUnion) -> str:
    match member:
        case ChatMemberLeft() | ChatMemberBanned():
            return SENT_AWAY
        case ChatMemberAdministrator(can_post_messages=False) | ChatMemberRestricted(can_send_messages=False):
            return NO_RIGHTS
    return ""


async def _point_to_private(chat: int, bot: Bot, desk: Desk) -> None:
    me = await bot.me()
    await desk.display.say(chat, Screen(desk.speech.say("group-only-private", link=f"https://t.me/{me.username}")))


async def _is_for_bot(message: Message, bot: Bot) -> bool:
    me = await bot.me()
    text = message.text or message.caption or ""
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return True
    return text.startswith("/") or f"@{me.username}".lower() in text.lower()
