"""What staff see of the invitations and reminders of a campaign."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from delivery.broadcast import RUNNING, Broadcast, BroadcastState, Counts, Failure
from handlers.mailing_payloads import MailingAct, MailingTap
from handlers.payloads import CampaignAct, CampaignTap
from handlers.screen import Button, Screen, button
from handlers.screens.announcements import count_lines, decent_day, moment_text, reason_text
from handlers.screens.campaigns import short_day
from handlers.texts import Speech
from people.quiet_hours import is_quiet
from surveys.campaigns.model import Campaign
from surveys.campaigns.notices import INVITATION

MOST_LISTED = 8

Rows = list[tuple[Button, ...]]


def mailings_screen(
    speech: Speech, campaign: Campaign, found: Sequence[tuple[Broadcast, Counts]], zone: tzinfo
) -> Screen:
    """All of a campaign, the latest first."""
    parts = [speech.say("mailings", title=campaign.title)]
    parts += [f"{_head(speech, each, zone)}\n{count_lines(speech, counts)}" for each, counts in found]
    if not found:
        parts.append(speech.say("mailings-none"))
    rows: Rows = [(button(_name(speech, each, zone), _of(campaign, each, MailingAct.LOOK)),) for each, _ in found]
    return Screen("\n\n".join(parts), (*rows, _to_campaign(speech, campaign)))


def mailing_screen(
    speech: Speech,
    campaign: Campaign,
    broadcast: Broadcast,
    counts: Counts,
    now: datetime,
    zone: tzinfo,
    news: str = "",
) -> Screen:
    """One of them, and what can be done about what still waits."""
    is_running = broadcast.state in RUNNING
    parts = [news, _head(speech, broadcast, zone), count_lines(speech, counts)]
    if is_running and counts.waiting and is_quiet(now, zone):
        parts.append(speech.say("announce-quiet-now", day=decent_day(now, zone)))
    rows: Rows = [(_act(speech, "announce-refresh", campaign, broadcast, MailingAct.LOOK),)]
    if is_running and counts.waiting:
        rows.append(
            (
                _act(speech, "announce-pause", campaign, broadcast, MailingAct.PAUSE),
                _act(speech, "announce-stop", campaign, broadcast, MailingAct.STOP),
            )
        )
    if broadcast.state is BroadcastState.PAUSED:
        rows.append(
            (
                _act(speech, "announce-resume", campaign, broadcast, MailingAct.RESUME),
                _act(speech, "announce-stop", campaign, broadcast, MailingAct.STOP),
            )
        )
    if counts.rejected:
        rows.append((_act(speech, "announce-failures", campaign, broadcast, MailingAct.FAILURES),))
    rows.append((_all(speech, campaign),))
    return Screen("\n\n".join(part for part in parts if part), (*rows, _to_campaign(speech, campaign)))


def sure_to_stop_mailing_screen(speech: Speech, campaign: Campaign, broadcast: Broadcast, counts: Counts) -> Screen:
    """Asked once more: it is for good."""
    rows = (
        (_act(speech, "announce-stop-sure", campaign, broadcast, MailingAct.STOPPED),),
        (_act(speech, "announce-back", campaign, broadcast, MailingAct.LOOK),),
    )
    return Screen(speech.say("mailing-stop-ask", waiting=counts.waiting), rows)


def mailing_failures_screen(
    speech: Speech, campaign: Campaign, broadcast: Broadcast, failures: Sequence[Failure]
) -> Screen:
    """Dead letters, by the codes of people."""
    told = [(each.code or "—", reason_text(speech, each.reason)) for each in failures]
    lines = [speech.say("announce-failure", code=code, reason=reason) for code, reason in told]
    rows = (
        (_act(speech, "announce-repeat", campaign, broadcast, MailingAct.REPEAT),),
        (_act(speech, "announce-back", campaign, broadcast, MailingAct.LOOK),),
    )
    return Screen("\n\n".join([speech.say("announce-failures-head"), "\n".join(lines)]), rows)


def _head(speech: Speech, broadcast: Broadcast, zone: tzinfo) -> str:
    moment = moment_text(broadcast.starts_at, zone)
    state = speech.say(f"announce-state-{broadcast.state.value}", moment=moment)
    title = speech.say("mailing-invitation" if broadcast.kind == INVITATION else "mailing-reminder")
    return f"{title}\n{state}"


def _name(speech: Speech, broadcast: Broadcast, zone: tzinfo) -> str:
    local = broadcast.starts_at.astimezone(zone)
    moment = f"{short_day(local.date())}, {local:%H:%M}"
    if broadcast.kind == INVITATION:
        return speech.plain("mailing-name-invitation", moment=moment)
    return speech.plain("mailing-name-reminder", moment=moment)


def _of(campaign: Campaign, broadcast: Broadcast, act: MailingAct) -> MailingTap:
    return MailingTap(act=act, campaign=campaign.id, number=broadcast.id)


def _act(speech: Speech, key: str, campaign: Campaign, broadcast: Broadcast, act: MailingAct) -> Button:
    return button(speech.plain(key), _of(campaign, broadcast, act))


def _all(speech: Speech, campaign: Campaign) -> Button:
    return button(speech.plain("mailings-all"), MailingTap(act=MailingAct.LIST, campaign=campaign.id))


def _to_campaign(speech: Speech, campaign: Campaign) -> tuple[Button, ...]:
    return (button(speech.plain("mailings-back"), CampaignTap(act=CampaignAct.LOOK, number=campaign.id)),)
