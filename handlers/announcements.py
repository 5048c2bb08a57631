"""Announcements from the chat; whoever has no right to them gets the menu."""

from collections.abc import Mapping
from dataclasses import replace

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from delivery.announcement import LONGEST_JOINED, announcement_from_data, length_of
from delivery.broadcast import ANNOUNCEMENT, Broadcast, BroadcastState, Part, Size
from delivery.composition import EXTRAS, NEW, TIME, WHOM, WORDS, moment_of, told_which, with_answers
from delivery.digest import day_began
from delivery.model import BroadcastId, NoticeId, Priority
from handlers.control import denied
from handlers.desk import Desk
from handlers.payloads import AnnounceAct, AnnounceTap
from handlers.screen import Screen, Toast
from handlers.screens.announcements import (
    MOST_FAILURES,
    MOST_LISTED,
    UNBEGUN,
    announcements_screen,
    channels_screen,
    chosen_channels,
    draft_screen,
    failures_screen,
    flaw_text,
    progress_screen,
    repeated_text,
    sure_to_stop_screen,
)
from handlers.screens.deliveries import announcement_call
from handlers.taps import TappedMessage, show
from people.audience import audience_from_json
from people.roles import Action
from people.visitor import Visitor
from surveys.model import Run
from surveys.replies import Reply, Said

TASKS = {AnnounceAct.WORDS: WORDS, AnnounceAct.WHOM: WHOM, AnnounceAct.EXTRAS: EXTRAS, AnnounceAct.TIME: TIME}
TOLERANCE = 1.05
"""So much more than was said is not asked about: in a large audience somebody joins all the time."""
NOBODYS = NoticeId(0)
"""The button of a preview leads nowhere."""

Told = Screen | Toast | tuple[Screen, Toast] | None
"""A screen, a word, both; nothing: there is no right to it, or no such announcement."""


def announcements_router() -> Router:
    """Staff's side of announcements."""
    router = Router(name="announcements")
    router.callback_query.register(on_announcement, AnnounceTap.filter())
    return router


async def on_announcement(
    query: CallbackQuery, tapped: TappedMessage, callback_data: AnnounceTap, desk: Desk
) -> Toast | None:
    """Everything that can be tapped about announcements."""
    visitor = await desk.visitor(await desk.person(query.from_user.id))
    if callback_data.act is AnnounceAct.TO_MYSELF and _is_tapped_twice(query, visitor, desk):
        return Toast(desk.speech.plain("announce-sent-to-you"))
    if not visitor.actor.may_here(Action.ANNOUNCE):
        told = None
    elif callback_data.act is AnnounceAct.THESE:
        told = await _begun(visitor, desk, _replied_to(query))
    else:
        told = await _done(visitor, callback_data, desk)
    if told is None:
        return await denied(query, tapped, visitor, desk)
    screen, toast = told if isinstance(told, tuple) else (told, None)
    if isinstance(screen, Toast):
        return screen
    await show(query, tapped, visitor.account, screen, desk)
    return toast


async def announced_screen(visitor: Visitor, run: Run, desk: Desk) -> Screen:
    """After a description was finished: the announcement as it is now, and whether this was kept."""
    answers = {str(key): value for key, value in run.answers.items()}
    if answers["task"] == NEW:
        latest = await _latest(visitor, desk)
        found = next((each for each in latest if each.data.get("run") == run.id), None)
    else:
        told = told_which(answers["which"])
        found = None if told is None else await _mine(visitor, told[0], desk)
    if found is None:
        return await announcements(visitor, desk, desk.speech.say("announce-gone"))
    if found.data.get("run") == run.id:
        return await announcement_screen(visitor, found, desk, await _kept(found, desk))
    return await announcement_screen(visitor, found, desk, _not_kept(visitor, found, answers, desk))


def _not_kept(visitor: Visitor, broadcast: Broadcast, answers: Mapping[str, str], desk: Desk) -> str:
    """Why a change was not kept."""
    if answers["task"] == TIME and moment_of(answers, desk.zone_of(visitor)) <= desk.clock():
        return desk.speech.say("announce-past")
    before = announcement_from_data(broadcast.data)
    after = with_answers(before, answers)
    if broadcast.state in UNBEGUN or answers["task"] not in (WORDS, EXTRAS):
        return desk.speech.say("announce-conflict")
    if (before.media, before.file) != (after.media, after.file):
        return desk.speech.say("announce-other-kind")
    if after.flaw is not None:
        return f"{desk.speech.say('announce-not-corrected')}\n\n{flaw_text(desk.speech, after.flaw)}"
    if told_which(answers["which"]) == (broadcast.id, broadcast.revision) and not after.may_be_joined:
        why = desk.speech.say("announce-outgrown", length=length_of(after.text), most=LONGEST_JOINED)
        return f"{desk.speech.say('announce-not-corrected')}\n\n{why}"
    return desk.speech.say("announce-conflict")


async def _kept(broadcast: Broadcast, desk: Desk) -> str:
    if broadcast.state in UNBEGUN:
        return ""
    counts = await desk.broadcasts.store.counts(broadcast.id)
    return desk.speech.say("announce-corrected" if counts.sent else "announce-corrected-early")


async def announcements(visitor: Visitor, desk: Desk, news: str = "") -> Screen:
    """The list."""
    return announcements_screen(desk.speech, await _latest(visitor, desk), desk.zone_of(visitor), news)


async def announcement_screen(visitor: Visitor, broadcast: Broadcast, desk: Desk, news: str = "") -> Screen:
    """A draft, or how far it has come."""
    now, zone = desk.clock(), desk.zone_of(visitor)
    channels = await desk.channels.of_centre(broadcast.centre)
    if broadcast.state not in UNBEGUN:
        counts = await desk.broadcasts.store.counts(broadcast.id)
        return progress_screen(desk.speech, broadcast, counts, channels, now, zone, news)
    told = broadcast.recipients["audience"]
    assert isinstance(told, dict)
    whom = await desk.announcing.words(broadcast.centre, audience_from_json(told))
    size = await _size(visitor, broadcast, desk)
    return draft_screen(desk.speech, broadcast, size, whom, channels, now, zone, news)


async def _done(visitor: Visitor, tap: AnnounceTap, desk: Desk) -> Told:
    if tap.act is AnnounceAct.LIST:
        return await announcements(visitor, desk)
    if tap.act is AnnounceAct.NEW:
        return await _begun(visitor, desk)
    if tap.act in (AnnounceAct.CHANNELS, AnnounceAct.LINK, AnnounceAct.UNLINK):
        return await _channels(visitor, tap, desk)
    broadcast = await _mine(visitor, tap.number, desk)
    if broadcast is None:
        return await announcements(visitor, desk, desk.speech.say("announce-gone"))
    return await _done_with(visitor, broadcast, tap, desk)


async def _done_with(visitor: Visitor, broadcast: Broadcast, tap: AnnounceTap, desk: Desk) -> Told:
    is_unbegun = broadcast.state in UNBEGUN
    match tap.act:
        case AnnounceAct.WORDS:
            return await _opens_form(visitor, broadcast, WORDS, desk)
        case AnnounceAct.EXTRAS if not is_unbegun and announcement_from_data(broadcast.data).button:
            return await _opens_form(visitor, broadcast, EXTRAS, desk)
        case AnnounceAct.WHOM | AnnounceAct.EXTRAS | AnnounceAct.TIME if is_unbegun:
            return await _opens_form(visitor, broadcast, TASKS[tap.act], desk)
        case AnnounceAct.TO_MYSELF:
            return await _to_myself(visitor, broadcast, desk)
        case AnnounceAct.URGENT | AnnounceAct.CHANNEL | AnnounceAct.HOLD | AnnounceAct.SEND | AnnounceAct.DISCARD if (
            is_unbegun
        ):
            return await _prepared(visitor, broadcast, tap, desk)
        case AnnounceAct.HURRY | AnnounceAct.PAUSE | AnnounceAct.RESUME | AnnounceAct.STOPPED:
            return await _steered(visitor, broadcast, tap.act, desk)
        case AnnounceAct.STOP:
            return sure_to_stop_screen(desk.speech, broadcast, await desk.broadcasts.store.counts(broadcast.id))
        case AnnounceAct.FAILURES:
            failures = await desk.broadcasts.store.failures(broadcast.id, MOST_FAILURES)
            return failures_screen(desk.speech, broadcast, failures)
        case AnnounceAct.REPEAT:
            again = await desk.broadcasts.store.repeat(broadcast.id, desk.clock())
            return await _shown(visitor, broadcast, desk, repeated_text(desk.speech, again))
        case AnnounceAct.PICTURE if not is_unbegun:
            return await _picture(visitor, broadcast, desk)
    return await announcement_screen(visitor, broadcast, desk)


async def _opens_form(visitor: Visitor, broadcast: Broadcast, task: str, desk: Desk) -> Told:
    outcome = await desk.announcing.open(visitor, task, f"{broadcast.id}.{broadcast.revision}")
    return None if outcome is None else desk.run_screen(outcome.run)


async def _begun(visitor: Visitor, desk: Desk, words: str = "") -> Told:
    """A new one; what it says may be known already."""
    outcome = await desk.announcing.open(visitor, NEW)
    if outcome is not None and words:
        outcome = await desk.surveys.answer(visitor.account.id, outcome.run.id, Reply(Said(words)))
    return None if outcome is None else desk.run_screen(outcome.run)


def _replied_to(query: CallbackQuery) -> str:
    """The words, if the person has not deleted them since."""
    original = query.message.reply_to_message if isinstance(query.message, Message) else None
    return (original.text or "") if original is not None else ""


def _is_tapped_twice(query: CallbackQuery, visitor: Visitor, desk: Desk) -> bool:
    """The first tap has brought the message and a new screen below it."""
    return query.message is not None and desk.display.has_moved_on(visitor.account.address, query.message.message_id)


async def _to_myself(visitor: Visitor, broadcast: Broadcast, desk: Desk) -> Told:
    """Exactly what others will get; what Telegram says against it is told here rather than to everybody."""
    method, parameters = announcement_call(desk.speech, [Part(NOBODYS, broadcast.data)])
    try:
        await desk.display.bring(method, {**parameters, "chat_id": visitor.account.address})
    except TelegramBadRequest as error:
        return await announcement_screen(
            visitor, broadcast, desk, desk.speech.say("announce-refused", reason=error.message)
        )
    await desk.display.send(
        visitor.account.address, visitor.account.id, await announcement_screen(visitor, broadcast, desk)
    )
    return Toast(desk.speech.plain("announce-sent-to-you"))


async def _prepared(visitor: Visitor, broadcast: Broadcast, tap: AnnounceTap, desk: Desk) -> Told:
    """Something done with what has not begun; whoever acts on an outdated screen is shown what is there now."""
    if tap.revision != broadcast.revision:
        screen = await announcement_screen(visitor, broadcast, desk)
        return screen, Toast(desk.speech.plain("announce-conflict"), is_alert=True)
    match tap.act:
        case AnnounceAct.SEND:
            return await _sent(visitor, broadcast, tap.page, desk)
        case AnnounceAct.DISCARD:
            await desk.broadcasts.store.discard(broadcast.id)
            return await announcements(visitor, desk, desk.speech.say("announce-discarded"))
        case AnnounceAct.HOLD:
            revised = replace(broadcast, state=BroadcastState.DRAFT)
        case AnnounceAct.CHANNEL:
            revised = await _with_channel(broadcast, tap.page, desk)
        case _:
            is_urgent = broadcast.priority is Priority.URGENT
            may_be_joined = is_urgent and announcement_from_data(broadcast.data).may_be_joined
            priority = Priority.BROADCAST if is_urgent else Priority.URGENT
            revised = replace(broadcast, priority=priority, is_joined=may_be_joined)
    await desk.broadcasts.store.revise(revised)
    return await _shown(visitor, broadcast, desk)


async def _with_channel(broadcast: Broadcast, number: int, desk: Desk) -> Broadcast:
    """Posted in one of the centre's channels as well, or not any more."""
    found = next((each for each in await desk.channels.of_centre(broadcast.centre) if each.id == number), None)
    if found is None or found.account is None:
        return broadcast
    chosen = set(chosen_channels(broadcast)) ^ {found.account}
    return replace(broadcast, recipients={**broadcast.recipients, "channels": sorted(chosen)})


async def _channels(visitor: Visitor, tap: AnnounceTap, desk: Desk) -> Told:
    assert visitor.centre is not None
    if tap.act is AnnounceAct.LINK:
        await desk.channels.offer(visitor.centre.id, desk.clock())
    if tap.act is AnnounceAct.UNLINK:
        await desk.channels.unlink(tap.page, visitor.centre.id)
    return channels_screen(desk.speech, await desk.channels.of_centre(visitor.centre.id))


async def _sent(visitor: Visitor, broadcast: Broadcast, promised: int, desk: Desk) -> Told:
    """It begins; not if it would go to many more people than the button has said."""
    size = await _size(visitor, broadcast, desk)
    if size.reachable > promised * TOLERANCE:
        screen = await announcement_screen(visitor, broadcast, desk)
        return screen, Toast(desk.speech.plain("announce-more"), is_alert=True)
    reaches_nobody = not size.reachable and not chosen_channels(broadcast)
    if reaches_nobody or announcement_from_data(broadcast.data).flaw is not None:
        return await announcement_screen(visitor, broadcast, desk)
    if await desk.broadcasts.start(broadcast.id):
        await desk.note(visitor, "announcement_sent", f"{broadcast.title}, {size.reachable}")
    return await _shown(visitor, broadcast, desk)


async def _size(visitor: Visitor, broadcast: Broadcast, desk: Desk) -> Size:
    """People; a channel is not counted among them."""
    people = {key: value for key, value in broadcast.recipients.items() if key != "channels"}
    since = day_began(desk.clock(), desk.zone_of(visitor))
    return await desk.broadcasts.store.size(replace(broadcast, recipients=people), since)


async def _steered(visitor: Visitor, broadcast: Broadcast, act: AnnounceAct, desk: Desk) -> Told:
    match act:
        case AnnounceAct.HURRY:
            done, action = await desk.broadcasts.hurry(broadcast.id), "announcement_hurried"
        case AnnounceAct.PAUSE:
            done, action = await desk.broadcasts.pause(broadcast.id), "announcement_paused"
        case AnnounceAct.RESUME:
            done, action = await desk.broadcasts.resume(broadcast.id), "announcement_resumed"
        case _:
            done, action = await desk.broadcasts.stop(broadcast.id), "announcement_stopped"
    if done:
        await desk.note(visitor, action, broadcast.title)
    return await _shown(visitor, broadcast, desk)


async def _picture(visitor: Visitor, broadcast: Broadcast, desk: Desk) -> Told:
    """The counts as a picture, with the same in words for those who do not see it."""
    counts = await desk.broadcasts.store.counts(broadcast.id)
    picture = await desk.documents.broadcast_picture(broadcast.title, counts)
    await desk.files.show_picture(visitor.account.address, picture, desk.speech.say("announce-picture-caption"))
    return Toast(desk.speech.plain("announce-picture-sent"))


async def _shown(visitor: Visitor, broadcast: Broadcast, desk: Desk, news: str = "") -> Screen:
    """The announcement as it has become."""
    found = await desk.broadcasts.store.find(broadcast.id)
    return await announcement_screen(visitor, found or broadcast, desk, news)


async def _latest(visitor: Visitor, desk: Desk) -> list[Broadcast]:
    if visitor.centre is None:
        return []
    return list(await desk.broadcasts.store.of_centre(visitor.centre.id, ANNOUNCEMENT, MOST_LISTED))


async def _mine(visitor: Visitor, number: int, desk: Desk) -> Broadcast | None:
    """An announcement of the centre this person works in."""
    found = await desk.broadcasts.store.find(BroadcastId(number))
    is_mine = found is not None and visitor.centre is not None and found.centre == visitor.centre.id
    return found if found is not None and is_mine and found.kind == ANNOUNCEMENT else None
