"""What staff see of announcements: the list, a draft as people will see it, how far it has come, dead letters."""

import html
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from delivery.announcement import Announcement, Flaw, Media, announcement_from_data, beginning_of, length_of
from delivery.broadcast import Broadcast, BroadcastState, Counts, Failure, Size
from delivery.channel import SENT_AWAY, Channel
from delivery.digest import digest_at, waits_for_digest
from delivery.model import Priority
from handlers.payloads import AnnounceAct, AnnounceTap, ControlAct, ControlTap
from handlers.screen import Button, Screen, button
from handlers.screens.answers import day_text
from handlers.screens.menu import shortened
from handlers.texts import Speech
from people import codes
from people.quiet_hours import is_quiet, next_decent

MOST_LISTED = 10
MOST_FAILURES = 15
LONGEST_SHOWN = 3000
"""Of a text that is shown with what can be done about it; a longer one is sent to oneself to be looked at."""
LONGEST_RECALLED = 1500
"""Of a text that has gone out: enough to correct it, with room for how far it has come."""
UNBEGUN = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)

Rows = list[tuple[Button, ...]]


def announcements_screen(speech: Speech, found: Sequence[Broadcast], zone: tzinfo, news: str = "") -> Screen:
    """The latest of a centre."""
    rows: Rows = [
        (_tap(speech, "announce-new", AnnounceAct.NEW), _tap(speech, "announce-channels", AnnounceAct.CHANNELS))
    ]
    rows += [(button(shortened(f"{_sign(each)} {each.title}"), _of(each, AnnounceAct.LOOK)),) for each in found]
    text = speech.say("announcements" if found else "announcements-none")
    return Screen("\n\n".join(part for part in (news, text) if part), (*rows, (_to_desk(speech),)))


def with_these_words(speech: Speech, menu: Screen) -> Screen:
    """The menu in reply to words that answered nothing: they may be an announcement."""
    return replace(menu, rows=((_tap(speech, "announce-these", AnnounceAct.THESE),), *menu.rows))


def draft_screen(
    speech: Speech,
    broadcast: Broadcast,
    size: Size,
    whom: Sequence[str],
    channels: Sequence[Channel],
    now: datetime,
    zone: tzinfo,
    news: str = "",
) -> Screen:
    """As people will see it, to whom it goes, and what can be done."""
    announcement = announcement_from_data(broadcast.data)
    audience = speech.say("announce-size", whom="; ".join(whom), people=size.people, reachable=size.reachable)
    parts = [news, speech.say("announce-preview"), _shown(speech, announcement), audience]
    may_go = bool(size.reachable or chosen_channels(broadcast)) and announcement.flaw is None
    if not (size.reachable or chosen_channels(broadcast)):
        parts.append(speech.say("announce-nobody" if size.people else "announce-nobody-at-all"))
    parts.append(_troubles(speech, broadcast, channels))
    if announcement.flaw is not None:
        parts.append(flaw_text(speech, announcement.flaw))
    is_scheduled, is_urgent = broadcast.state is BroadcastState.SCHEDULED, broadcast.priority is Priority.URGENT
    if is_scheduled:
        parts.append(speech.say("announce-scheduled", moment=moment_text(broadcast.starts_at, zone)))
    elif is_quiet(now, zone):
        parts.append(speech.say("announce-quiet", day=decent_day(now, zone)))
    elif may_go:
        parts.append(_when_now(speech, size, now, zone, is_urgent=is_urgent))
    parts.append(speech.say("announce-urgent-is"))
    rows: Rows = []
    if may_go:
        rows.append((_send(speech, broadcast, size),))
    rows += [
        (
            _act(speech, "announce-to-myself", broadcast, AnnounceAct.TO_MYSELF),
            _act(speech, "announce-hold", broadcast, AnnounceAct.HOLD)
            if is_scheduled
            else _act(speech, "announce-time", broadcast, AnnounceAct.TIME),
        ),
        (
            _act(speech, "announce-words", broadcast, AnnounceAct.WORDS),
            _act(speech, "announce-whom", broadcast, AnnounceAct.WHOM),
        ),
        (_act(speech, "announce-extras", broadcast, AnnounceAct.EXTRAS),),
        *((_also(speech, broadcast, channel),) for channel in channels if channel.account is not None),
        (
            _act(speech, "announce-urgent" if is_urgent else "announce-not-urgent", broadcast, AnnounceAct.URGENT),
            _act(speech, "announce-discard", broadcast, AnnounceAct.DISCARD),
        ),
    ]
    return _screen(speech, parts, rows)


def repeated_text(speech: Speech, again: int | None) -> str:
    """How many letters were queued again, or that it is too early for it."""
    return speech.say("announce-repeat-later") if again is None else speech.say("announce-repeated", count=again)


def flaw_text(speech: Speech, flaw: Flaw) -> str:
    """Why it cannot be sent as it is."""
    return speech.say(f"announce-flaw-{flaw.value.replace('_', '-')}")


def _when_now(speech: Speech, size: Size, now: datetime, zone: tzinfo, *, is_urgent: bool) -> str:
    """At once; whoever has been written to today waits for the morning."""
    if is_urgent or not size.heard_today:
        return speech.say("announce-at-once")
    day, others = _digest_day(now, zone), size.reachable - size.heard_today
    return speech.say("announce-heard", count=size.heard_today, day=day, others=others)


def _digest_day(now: datetime, zone: tzinfo) -> int:
    """The day of the week on which the next digest comes, from 0 for Monday."""
    return digest_at(now, zone).astimezone(zone).weekday()


def _send(speech: Speech, broadcast: Broadcast, size: Size) -> Button:
    """Says to how many it goes, and takes the number along: more than that are asked about once more."""
    count = size.reachable
    tap = AnnounceTap(act=AnnounceAct.SEND, number=broadcast.id, revision=broadcast.revision, page=count)
    return button(speech.plain("announce-send", count=count) if count else speech.plain("announce-post"), tap)


def chosen_channels(broadcast: Broadcast) -> list[int]:
    """Accounts of the channels it is posted in."""
    chosen = broadcast.recipients.get("channels", [])
    return list(chosen) if isinstance(chosen, list) else []


def _also(speech: Speech, broadcast: Broadcast, channel: Channel) -> Button:
    is_chosen = channel.account in chosen_channels(broadcast)
    key = "announce-in-channel" if is_chosen else "announce-not-in-channel"
    tap = AnnounceTap(act=AnnounceAct.CHANNEL, number=broadcast.id, revision=broadcast.revision, page=channel.id)
    return button(shortened(speech.plain(key, title=channel.title)), tap)


def channels_screen(speech: Speech, channels: Sequence[Channel]) -> Screen:
    """Where a centre announces besides private chats, and how to add a place."""
    lines: list[str] = []
    rows: Rows = []
    for channel in channels:
        if channel.account is not None:
            lines.append(_trouble(speech, channel) or speech.say("channel-line", title=channel.title))
            tap = AnnounceTap(act=AnnounceAct.UNLINK, page=channel.id)
            rows.append((button(shortened(speech.plain("channel-unlink", title=channel.title)), tap),))
        else:
            lines.append(speech.say("channel-how", code=codes.told(channel.code)))
            if channel.problem:
                lines.append(speech.say("channel-no-rights", title=channel.title))
            rows.append((_tap(speech, "announce-refresh", AnnounceAct.CHANNELS),))
    if not lines:
        lines.append(speech.say("channels-none"))
    rows.append((_tap(speech, "channel-add", AnnounceAct.LINK),))
    return _screen(speech, [speech.say("channels"), *lines], rows)


def _trouble(speech: Speech, channel: Channel) -> str:
    """Why nothing can be posted there; empty if it can."""
    if not channel.problem:
        return ""
    key = "channel-line-sent-away" if channel.problem == SENT_AWAY else "channel-line-no-rights"
    return speech.say(key, title=channel.title)


def _troubles(speech: Speech, broadcast: Broadcast, channels: Sequence[Channel]) -> str:
    chosen = [channel for channel in channels if channel.account in chosen_channels(broadcast)]
    return "\n".join(filter(None, (_trouble(speech, channel) for channel in chosen)))


def progress_screen(
    speech: Speech,
    broadcast: Broadcast,
    counts: Counts,
    channels: Sequence[Channel],
    now: datetime,
    zone: tzinfo,
    news: str = "",
) -> Screen:
    """How far it has come."""
    state = broadcast.state
    is_spreading_yet = state is BroadcastState.SPREADING and not counts.total
    parts = [
        news,
        speech.say("announce-title", title=broadcast.title),
        speech.say(f"announce-state-{state.value}", moment=moment_text(broadcast.starts_at, zone)),
        speech.say("announce-count-soon") if is_spreading_yet else count_lines(speech, counts),
        _troubles(speech, broadcast, channels),
        _recalled(speech, broadcast),
    ]
    is_running = state in (BroadcastState.SPREADING, BroadcastState.SENDING)
    if is_running and is_quiet(now, zone):
        parts.append(speech.say("announce-quiet-now", day=decent_day(now, zone)))
    waits = counts.waiting and waits_for_digest(broadcast.kind, broadcast.priority) and not is_quiet(now, zone)
    if is_running and waits:
        parts.append(speech.say("announce-digest-now", day=_digest_day(now, zone)))
    rows: Rows = [
        (
            _act(speech, "announce-refresh", broadcast, AnnounceAct.LOOK),
            _act(speech, "announce-picture", broadcast, AnnounceAct.PICTURE),
        )
    ]
    if is_running and waits:
        rows.append((_act(speech, "announce-hurry", broadcast, AnnounceAct.HURRY),))
    if is_running:
        pause = _act(speech, "announce-pause", broadcast, AnnounceAct.PAUSE)
        rows.append((pause, _act(speech, "announce-stop", broadcast, AnnounceAct.STOP)))
    if state is BroadcastState.PAUSED:
        resume = _act(speech, "announce-resume", broadcast, AnnounceAct.RESUME)
        rows.append((resume, _act(speech, "announce-stop", broadcast, AnnounceAct.STOP)))
    correct: tuple[Button, ...] = (_act(speech, "announce-correct", broadcast, AnnounceAct.WORDS),)
    if announcement_from_data(broadcast.data).button:
        correct += (_act(speech, "announce-correct-button", broadcast, AnnounceAct.EXTRAS),)
    rows.append(correct)
    if counts.rejected:
        rows.append((_act(speech, "announce-failures", broadcast, AnnounceAct.FAILURES),))
    return _screen(speech, parts, rows)


def count_lines(speech: Speech, counts: Counts) -> str:
    """How many are in which state; what nobody is in is left out, but for those who have it."""
    told = [
        speech.say("announce-count-sent", count=counts.sent, total=counts.total),
        speech.say("announce-count-pressed", count=counts.pressed) if counts.pressed else "",
        speech.say("announce-count-waiting", count=counts.waiting) if counts.waiting else "",
        speech.say("announce-count-unreachable", count=counts.unreachable) if counts.unreachable else "",
        speech.say("announce-count-rejected", count=counts.rejected) if counts.rejected else "",
        speech.say("announce-count-cancelled", count=counts.cancelled) if counts.cancelled else "",
    ]
    return "\n".join(line for line in told if line)


def sure_to_stop_screen(speech: Speech, broadcast: Broadcast, counts: Counts) -> Screen:
    """Asked once more: it is for good."""
    rows: Rows = [
        (_act(speech, "announce-stop-sure", broadcast, AnnounceAct.STOPPED),),
        (_act(speech, "announce-back", broadcast, AnnounceAct.LOOK),),
    ]
    return _screen(speech, [speech.say("announce-stop-ask", waiting=counts.waiting)], rows)


def failures_screen(speech: Speech, broadcast: Broadcast, failures: Sequence[Failure]) -> Screen:
    """Dead letters, by the codes of people."""
    lines = [
        speech.say("announce-failure", code=each.code or "—", reason=reason_text(speech, each.reason))
        for each in failures
    ]
    rows: Rows = [
        (_act(speech, "announce-repeat", broadcast, AnnounceAct.REPEAT),),
        (_act(speech, "announce-back", broadcast, AnnounceAct.LOOK),),
    ]
    return _screen(speech, [speech.say("announce-failures-head"), "\n".join(lines)], rows)


def reason_text(speech: Speech, reason: str) -> str:
    """What Telegram says most often, in words that say what to do."""
    if "need administrator rights" in reason or "not enough rights" in reason:
        return speech.plain("announce-failure-no-rights")
    return reason


def moment_text(moment: datetime, zone: tzinfo) -> str:
    """«1 декабря 2026, 9:00»."""
    local = moment.astimezone(zone)
    return f"{day_text(local.date())}, {local.hour}:{local.minute:02}"


def decent_day(now: datetime, zone: tzinfo) -> int:
    """The day of the week on which people may be written to again, from 0 for Monday."""
    return next_decent(now, zone).astimezone(zone).weekday()


def _shown(speech: Speech, announcement: Announcement) -> str:
    if length_of(announcement.text) <= LONGEST_SHOWN:
        return _framed(speech, announcement, announcement.text)
    return _framed(speech, announcement, speech.say("announce-long", length=length_of(announcement.text)))


def _recalled(speech: Speech, broadcast: Broadcast) -> str:
    """What has gone out, to be copied where it is corrected; empty where the title says it all."""
    announcement = announcement_from_data(broadcast.data)
    text = beginning_of(announcement.text, LONGEST_RECALLED)
    says_more = text != html.escape(broadcast.title, quote=False)
    return _framed(speech, announcement, text) if says_more or announcement.button else ""


def _framed(speech: Speech, announcement: Announcement, text: str) -> str:
    """Its words, with what travels with them."""
    lines = []
    if announcement.media is not Media.NONE:
        lines.append(speech.say(f"announce-with-{announcement.media.value}"))
    if text:
        lines.append(text)
    if announcement.button:
        where = announcement.url or speech.plain("announce-opens-form")
        lines.append(speech.say("announce-with-button", label=announcement.button, where=where))
    return "\n".join(["———", *lines, "———"])


def _sign(broadcast: Broadcast) -> str:
    signs = {
        BroadcastState.DRAFT: "✎",
        BroadcastState.SCHEDULED: "⏰",
        BroadcastState.PAUSED: "⏸",
        BroadcastState.STOPPED: "⏹",
        BroadcastState.DONE: "✓",
    }
    return signs.get(broadcast.state, "▶")


def _of(broadcast: Broadcast, act: AnnounceAct) -> AnnounceTap:
    return AnnounceTap(act=act, number=broadcast.id, revision=broadcast.revision)


def _act(speech: Speech, key: str, broadcast: Broadcast, act: AnnounceAct) -> Button:
    return button(speech.plain(key), _of(broadcast, act))


def _tap(speech: Speech, key: str, act: AnnounceAct) -> Button:
    return button(speech.plain(key), AnnounceTap(act=act))


def _screen(speech: Speech, parts: Sequence[str], rows: Rows) -> Screen:
    foot = (_tap(speech, "announce-all", AnnounceAct.LIST), _to_desk(speech))
    return Screen("\n\n".join(part for part in parts if part), (*rows, foot))


def _to_desk(speech: Speech) -> Button:
    return button(speech.plain("menu-control"), ControlTap(act=ControlAct.DESK))
