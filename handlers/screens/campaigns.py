"""What staff see of campaigns: the list, the plan of the year, a draft, the response board."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from handlers.mailing_payloads import MailingAct, MailingTap
from handlers.payloads import CampaignAct, CampaignTap, ControlAct, ControlTap
from handlers.result_payloads import ResultAct, ResultTap
from handlers.screen import Button, Screen, button
from handlers.screens.answers import MONTHS, day_text
from handlers.screens.campaign_names import on_button, told_apart
from handlers.screens.menu import shortened
from handlers.texts import Speech
from people.centre import school_year_text
from people.model import OrganisationId
from people.policy import Mode
from people.quiet_hours import is_quiet
from people.visitor import Visitor
from surveys.campaigns.composition import last_day_of
from surveys.campaigns.model import Campaign, CampaignState, Coverage, Size
from surveys.campaigns.outcomes import View
from surveys.campaigns.year import Plan
from surveys.model import Questionnaire

MOST_LISTED = 12
ON_A_PAGE = 10
EXTENSIONS = (3, 7, 14)
_BLOCKS = 8

Rows = list[tuple[Button, ...]]


def campaigns_screen(
    speech: Speech, found: Sequence[tuple[Campaign, Coverage]], zone: tzinfo, news: str = "", *, may_run: bool
) -> Screen:
    """All campaigns in reach, the newest first."""
    shown = found[:MOST_LISTED]
    added = told_apart([campaign for campaign, _ in shown], zone)
    lines = [_listed(speech, each, each.title + added[each.id], coverage, zone) for each, coverage in shown]
    if not lines:
        lines = [speech.say("campaigns-none" if may_run else "campaigns-none-here")]
    rows: Rows = [
        (button(on_button(campaign, added[campaign.id]), CampaignTap(act=CampaignAct.LOOK, number=campaign.id)),)
        for campaign, _ in shown
    ]
    if may_run:
        rows.append(
            (_tap(speech, "campaigns-year", CampaignAct.YEAR), _tap(speech, "campaigns-new", CampaignAct.NEW))
        )
    parts = [news, speech.say("campaigns"), "\n".join(lines)]
    return Screen("\n\n".join(part for part in parts if part), (*rows, (_desk(speech),)))


def _listed(speech: Speech, campaign: Campaign, name: str, coverage: Coverage, zone: tzinfo) -> str:
    match campaign.state:
        case CampaignState.DRAFT:
            return speech.say("campaign-line-draft", title=name)
        case CampaignState.SCHEDULED:
            first = short_day((campaign.opens_at or campaign.closes_at).astimezone(zone).date())
            return speech.say("campaign-line-scheduled", title=name, day=first)
    done, all_of = coverage.finished, coverage.invited
    if campaign.state is CampaignState.CLOSED:
        return speech.say("campaign-line-closed", title=name, finished=done, invited=all_of)
    last = short_day(last_day_of(campaign.closes_at, zone))
    return speech.say("campaign-line-running", title=name, day=last, finished=done, invited=all_of)


def year_screen(
    speech: Speech, visitor: Visitor, plans: Sequence[Plan], order: Mapping[str, int], today: date
) -> Screen:
    """Ready campaigns, those that are over last; `order` tells the place of each in the whole plan."""
    assert visitor.centre is not None
    year = visitor.centre.school_year
    ahead: list[str] = []
    over: list[str] = []
    for plan in plans:
        first, last = plan.days(year)
        line = speech.say("campaign-year-line", days=_days(first, last), title=plan.title)
        (over if last < today else ahead).append(line)
    if over:
        over.insert(0, speech.say("campaign-year-over"))
    rows: Rows = [
        (button(shortened(plan.title), CampaignTap(act=CampaignAct.PLAN, page=order[plan.key])),) for plan in plans
    ]
    parts = [speech.say("campaign-year", year=school_year_text(year)), "\n".join(ahead), "\n".join(over)]
    return Screen(
        "\n\n".join(part for part in parts if part), (*rows, (_tap(speech, "control-campaigns", CampaignAct.LIST),))
    )


def draft_screen(
    speech: Speech, view: View, whom: Sequence[str], now: datetime, zone: tzinfo, news: str = ""
) -> Screen:
    """A campaign before its start: what it will be."""
    campaign = view.campaign
    parts = [
        news,
        speech.say(
            "campaign-draft",
            title=campaign.title,
            questionnaire=view.questionnaire.title,
            length=view.questionnaire.duration or _length(speech, view.questionnaire),
            whom="; ".join(whom),
            when=_when(speech, campaign, zone),
            mode=speech.plain(f"campaign-mode-{campaign.mode}"),
        ),
        _size(speech, view),
        _wave(speech, view),
    ]
    if campaign.state is CampaignState.SCHEDULED and campaign.opens_at is not None:
        parts.append(speech.say("campaign-scheduled", day=day_text(campaign.opens_at.astimezone(zone).date())))
    return Screen("\n\n".join(part for part in parts if part), tuple(_draft_rows(speech, campaign, now, zone)))


def _length(speech: Speech, questionnaire: Questionnaire) -> str:
    asked = sum(question.is_numbered for question in questionnaire.questions)
    return speech.plain("campaign-length", questions=asked)


def _when(speech: Speech, campaign: Campaign, zone: tzinfo) -> str:
    last = day_text(last_day_of(campaign.closes_at, zone))
    if campaign.opens_at is None:
        when = speech.plain("campaign-when-now", last=last)
    else:
        when = speech.plain("campaign-when-on", first=day_text(campaign.opens_at.astimezone(zone).date()), last=last)
    if not campaign.late_days:
        return when
    return f"{when}; {speech.plain('campaign-late', days=campaign.late_days)}"


def _size(speech: Speech, view: View) -> str:
    size = view.size
    if size is None or not size.people:
        return speech.say("campaign-size-nobody")
    lines = [speech.say("campaign-size", people=size.people, reachable=size.reachable)]
    if size.reachable < size.people:
        lines.append(speech.say("campaign-size-absent"))
    if size.asked_elsewhere:
        lines.append(speech.say("campaign-size-elsewhere", count=size.asked_elsewhere))
    return "\n".join(lines)


def _wave(speech: Speech, view: View) -> str:
    comparison, wave = view.comparison, view.campaign.wave
    if comparison is None:
        return ""
    if comparison.is_same:
        lines = [speech.say("campaign-wave-same", wave=wave)]
    else:
        same, asked = comparison.comparable, comparison.asked
        lines = [speech.say("campaign-wave-changed", wave=wave, comparable=same, asked=asked)]
        if comparison.broken_scales:
            lines.append(speech.say("campaign-wave-broken", scales=", ".join(comparison.broken_scales)))
    if view.campaign.mode is Mode.ANONYMOUS:
        lines.append(speech.say("campaign-wave-anonymous"))
    return "\n".join(lines)


def _draft_rows(speech: Speech, campaign: Campaign, now: datetime, zone: tzinfo) -> Rows:
    rows: Rows = [(_of(speech, "campaign-try", CampaignAct.TRY, campaign),)]
    if campaign.state is CampaignState.SCHEDULED:
        rows.append((_of(speech, "campaign-unschedule", CampaignAct.UNSCHEDULE, campaign),))
    else:
        label, act = speech.plain("campaign-start"), CampaignAct.START
        if campaign.opens_at is not None:
            day = short_day(campaign.opens_at.astimezone(zone).date())
            label = speech.plain("campaign-schedule", day=day)
            act = CampaignAct.STARTED if campaign.opens_at > now else act  # till then it can be taken back
        start = CampaignTap(act=act, number=campaign.id, revision=campaign.revision)
        rows.append((button(label, start),))
    rows.append((_of(speech, "campaign-change", CampaignAct.CHANGE, campaign),))
    rows.append((_of(speech, "campaign-delete", CampaignAct.DELETE, campaign),))
    rows.append((_tap(speech, "control-campaigns", CampaignAct.LIST),))
    return rows


def not_begun_screen(speech: Speech, campaign: Campaign, why: str) -> Screen:
    """To staff: it could not begin on its day, why, and what can be done."""
    text = speech.say(f"campaign-not-begun-{why}", title=campaign.title)
    return Screen(text, ((_of(speech, "campaign-open", CampaignAct.LOOK, campaign),),))


def board_screen(
    speech: Speech,
    view: View,
    names: Mapping[OrganisationId, str],
    now: datetime,
    zone: tzinfo,
    page: int = 0,
    news: str = "",
    *,
    may_run: bool,
    may_enter: bool = False,
) -> Screen:
    """How far each organisation has come; organisations stand in the order of their names."""
    campaign, total = view.campaign, view.total
    named = [place for place in names if place in view.coverage]
    there = [*named, *(place for place in view.coverage if place not in names)]
    pages = max(1, -(-len(there) // ON_A_PAGE))
    page %= pages
    shown = there[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    nowhere = speech.plain("campaign-board-nowhere")
    lines = [_board_row(speech, names.get(place, nowhere), view.coverage[place]) for place in shown]
    parts = [
        news,
        speech.say(
            "campaign-board",
            title=campaign.title,
            state=_state(speech, campaign, now, zone),
            bar=_bar(total.share),
            percent=round(100 * total.share),
            finished=total.finished,
            invited=total.invited,
            open=total.started - total.finished,
        ),
        speech.say("campaign-board-paper", paper=total.paper) if total.paper else "",
        "\n".join(lines),
        speech.say("campaign-silent", count=view.silent) if may_run and view.silent else "",
    ]
    rows = [_turner(speech, campaign, page, pages)] if pages > 1 else []
    rows += _board_rows(speech, view) if may_run else _coordinators_rows(speech, campaign, may_enter=may_enter)
    results = button(speech.plain("control-results"), ResultTap(act=ResultAct.LOOK, number=campaign.id))
    back = _tap(speech, "control-campaigns", CampaignAct.LIST)
    return Screen("\n\n".join(part for part in parts if part), (*rows, (results,), (back,)))


def _board_row(speech: Speech, name: str, coverage: Coverage) -> str:
    row = speech.say(
        "campaign-board-row",
        bar=_bar(coverage.share, 4),
        organisation=name,
        finished=coverage.finished,
        invited=coverage.invited,
    )
    return f"{row}{speech.say('campaign-board-row-paper', paper=coverage.paper)}" if coverage.paper else row


def _state(speech: Speech, campaign: Campaign, now: datetime, zone: tzinfo) -> str:
    if campaign.state is CampaignState.RUNNING:
        return speech.plain("campaign-board-running", day=day_text(last_day_of(campaign.closes_at, zone)))
    ended = campaign.closed_at or campaign.closes_at
    day = day_text(last_day_of(ended, zone))
    if campaign.takes_answers(now):
        return speech.plain("campaign-board-late", day=day, late=day_text(last_day_of(campaign.late_until, zone)))
    return speech.plain("campaign-board-closed", day=day)


def _board_rows(speech: Speech, view: View) -> Rows:
    campaign = view.campaign
    rows: Rows = []
    if campaign.state is CampaignState.RUNNING:
        rows.append((_of(speech, "campaign-refresh", CampaignAct.LOOK, campaign),))
        if view.silent:
            rows.append((_of(speech, "campaign-remind", CampaignAct.REMIND, campaign),))
        rows.append((_of(speech, "campaign-watch", CampaignAct.WATCH, campaign),))
        rows.append(
            (
                _of(speech, "campaign-extend", CampaignAct.EXTEND, campaign),
                _of(speech, "campaign-close", CampaignAct.CLOSE, campaign),
            )
        )
    else:
        rows.append(
            (
                _of(speech, "campaign-extend", CampaignAct.EXTEND, campaign),
                _of(speech, "campaign-wave", CampaignAct.WAVE, campaign),
            )
        )
    mail = MailingTap(act=MailingAct.LIST, campaign=campaign.id)
    rows.append((button(speech.plain("campaign-mail"), mail),))
    rows.append((_of(speech, "campaign-file", CampaignAct.FILE, campaign),))
    rows.append((_of(speech, "campaign-paper", CampaignAct.PAPER, campaign),))
    return rows


def _coordinators_rows(speech: Speech, campaign: Campaign, *, may_enter: bool) -> Rows:
    rows: Rows = [(_of(speech, "campaign-file", CampaignAct.FILE, campaign),)]
    if may_enter:
        rows.append((_of(speech, "campaign-paper", CampaignAct.PAPER, campaign),))
    return rows


def extend_screen(speech: Speech, campaign: Campaign, zone: tzinfo) -> Screen:
    """By how many days."""
    rows = tuple(
        (
            button(
                speech.plain("campaign-extend-days", days=days),
                CampaignTap(act=CampaignAct.EXTENDED, number=campaign.id, page=days, revision=campaign.revision),
            ),
        )
        for days in EXTENSIONS
    )
    is_over = campaign.state is CampaignState.CLOSED
    ends_at = campaign.closed_at or campaign.closes_at
    key = "campaign-reopen-which" if is_over else "campaign-extend-which"
    text = speech.say(key, day=day_text(last_day_of(ends_at, zone)))
    return Screen(text, (*rows, (_of(speech, "campaign-no", CampaignAct.LOOK, campaign),)))


def sure_to_start_screen(speech: Speech, campaign: Campaign, size: Size, now: datetime, zone: tzinfo) -> Screen:
    """Before invitations go out: to how many, and when."""
    quiet = is_quiet(now, zone)
    parts = [
        speech.say("campaign-start-sure", title=campaign.title, count=min(size.reachable, size.asked)),
        speech.say("campaign-start-sure-quiet" if quiet else "campaign-start-sure-now"),
        speech.say("campaign-start-sure-frozen"),
    ]
    act = CampaignAct.STARTED
    yes = CampaignTap(act=act, number=campaign.id, revision=campaign.revision)
    rows = (
        (button(speech.plain("campaign-yes-start"), yes),),
        (_of(speech, "campaign-back", CampaignAct.LOOK, campaign),),
    )
    return Screen("\n\n".join(parts), rows)


def sure_to_remind_screen(speech: Speech, campaign: Campaign, silent: int, now: datetime, zone: tzinfo) -> Screen:
    """Before reminders go out: to how many, and how long it has been since they were asked."""
    began = (campaign.started_at or now).astimezone(zone)
    is_today = began.date() == now.astimezone(zone).date()
    parts = [
        speech.say("campaign-remind-began-today", time=f"{began:%H:%M}")
        if is_today
        else speech.say("campaign-remind-began", day=short_day(began.date())),
        speech.say("campaign-remind-sure", count=silent),
    ]
    rows = (
        (_of(speech, "campaign-yes-remind", CampaignAct.REMINDED, campaign),),
        (_of(speech, "campaign-back", CampaignAct.LOOK, campaign),),
    )
    return Screen(" ".join(parts), rows)


def sure_to_close_screen(speech: Speech, campaign: Campaign, now: datetime, zone: tzinfo) -> Screen:
    """Before it is closed."""
    if campaign.late_days:
        late = now.astimezone(zone).date().fromordinal(now.astimezone(zone).date().toordinal() + campaign.late_days)
        text = speech.say("campaign-close-sure", day=day_text(late))
    else:
        text = speech.say("campaign-close-sure-now")
    return _sure(speech, text, "campaign-yes-close", CampaignAct.CLOSED, campaign)


def sure_to_delete_screen(speech: Speech, campaign: Campaign) -> Screen:
    """Before a draft is deleted."""
    text = speech.say("campaign-delete-sure", title=campaign.title)
    return _sure(speech, text, "campaign-yes-delete", CampaignAct.DELETED, campaign)


def _sure(speech: Speech, text: str, key: str, act: CampaignAct, campaign: Campaign) -> Screen:
    rows = ((_of(speech, key, act, campaign),), (_of(speech, "campaign-no", CampaignAct.LOOK, campaign),))
    return Screen(text, rows)


def short_day(day: date) -> str:
    """«5 октября»."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def _days(first: date, last: date) -> str:
    """«14–30 сентября 2026», «21 сентября – 16 октября 2026»."""
    if first.month == last.month:
        return f"{first.day}–{day_text(last)}"
    return f"{short_day(first)} – {day_text(last)}"


def _bar(share: float, blocks: int = _BLOCKS) -> str:
    full = min(blocks, int(share * blocks + 0.5))
    return "▓" * full + "░" * (blocks - full)


def _turner(speech: Speech, campaign: Campaign, page: int, pages: int) -> tuple[Button, ...]:
    def turn(label: str, to: int) -> Button:
        return button(label, CampaignTap(act=CampaignAct.LOOK, number=campaign.id, page=to % pages))

    return (turn("‹", page - 1), turn(speech.plain("page", number=page + 1, total=pages), page), turn("›", page + 1))


def _tap(speech: Speech, key: str, act: CampaignAct) -> Button:
    return button(speech.plain(key), CampaignTap(act=act))


def _of(speech: Speech, key: str, act: CampaignAct, campaign: Campaign) -> Button:
    tap = CampaignTap(act=act, number=campaign.id, revision=campaign.revision)
    return button(speech.plain(key), tap)


def _desk(speech: Speech) -> Button:
    return button(speech.plain("menu-control"), ControlTap(act=ControlAct.DESK))
