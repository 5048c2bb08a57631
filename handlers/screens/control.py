"""What those who run a centre see: its desk, lists, codes, roles, the audit."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from handlers.payloads import (
    AnnounceAct,
    AnnounceTap,
    CampaignAct,
    CampaignTap,
    CodeAct,
    CodeTap,
    ControlAct,
    ControlTap,
    FormsTap,
    ListAct,
    ListTap,
    MenuTap,
    RoleAct,
    RoleTap,
)
from handlers.result_payloads import ResultAct, ResultTap, TemplateAct, TemplateTap
from handlers.screen import Button, Screen, button
from handlers.screens.answers import day_text
from handlers.screens.defects import defect_lines
from handlers.screens.menu import shortened
from handlers.texts import Speech
from people import codes
from people.invitation import Invitation
from people.invitations import Holder
from people.lists.service import Checked
from people.lists.summary import Summary
from people.model import OrganisationId
from people.organisation import Organisation
from people.roles import GRANTABLE, Action
from people.visitor import Visitor
from reports.results import may_see_results

MOST_LISTED = 10
"""Defects told in a message."""
MOST_NOTED = 5
ON_A_PAGE = 8
MOST_ROLES = 30

Rows = list[tuple[Button, ...]]


def control_screen(speech: Speech, visitor: Visitor, news: str = "") -> Screen:
    """«Управление»: what this person may do, and nothing else."""
    actor = visitor.actor
    rows: Rows = []
    if actor.may_somewhere(Action.IMPORT_STAFF_LIST) or actor.may_somewhere(Action.SEE_STAFF_LIST):
        rows.append((_list(speech, "control-lists", ListAct.LOOK),))
    if actor.may_somewhere(Action.MANAGE_INVITATIONS):
        rows.append((_code(speech, "control-invitations", CodeAct.LIST),))
    if actor.may_somewhere(Action.SEE_COVERAGE):
        rows.append((button(speech.plain("control-campaigns"), CampaignTap(act=CampaignAct.LIST)),))
    if may_see_results(visitor):
        rows.append((button(speech.plain("control-results"), ResultTap(act=ResultAct.LIST)),))
    if actor.may_here(Action.ANNOUNCE):
        new = button(speech.plain("control-announce"), AnnounceTap(act=AnnounceAct.NEW))
        rows.append((new, button(speech.plain("control-announcements"), AnnounceTap(act=AnnounceAct.LIST))))
    if actor.may_here(Action.AUTHOR_QUESTIONNAIRES):
        look = button(speech.plain("control-template"), TemplateTap(act=TemplateAct.LOOK))
        rows.append((button(speech.plain("control-forms"), FormsTap()), look))
    if actor.may_here(Action.GRANT_ORGANISATION_ROLES):
        rows.append((_role(speech, "control-roles", RoleAct.LIST),))
    elif actor.has(GRANTABLE):
        rows.append((_role(speech, "roles-hand-over", RoleAct.HAND_OVER),))
    if actor.may_here(Action.CHANGE_SETTINGS):
        rows.append((_control(speech, "control-settings", ControlAct.SETTINGS),))
    if actor.may_here(Action.SEE_AUDIT):
        rows.append((_control(speech, "control-audit", ControlAct.AUDIT),))
    if len(visitor.centres) > 1:
        rows.append((_control(speech, "control-switch", ControlAct.SWITCH),))
    if actor.may_here(Action.OPEN_CENTRE):
        is_first = visitor.centre is None
        key = "setup-begin" if is_first else "control-new-centre"
        rows.append((_control(speech, key, ControlAct.NEW_CENTRE),))
    centre = visitor.centre.name if visitor.centre else ""
    text = "\n\n".join(part for part in (news, speech.say("control", centre=centre)) if part)
    return Screen(text, (*rows, (_home(speech),)))


def has_control(visitor: Visitor) -> bool:
    """Whether there is anything on the desk for this person."""
    actor = visitor.actor
    here = (Action.SEE_STAFF_LIST, Action.MANAGE_INVITATIONS, Action.AUTHOR_QUESTIONNAIRES)
    return any(actor.may_somewhere(action) for action in here) or actor.may_here(Action.OPEN_CENTRE)


def owner_welcome_screen(speech: Speech) -> Screen:
    """For the administrator of an installation that has no centre yet."""
    begin = _control(speech, "setup-begin", ControlAct.NEW_CENTRE)
    return Screen(speech.say("welcome-owner"), ((begin,),))


def switch_screen(speech: Speech, visitor: Visitor) -> Screen:
    """Which of several centres to work in."""
    rows: Rows = [
        (button(shortened(name), ControlTap(act=ControlAct.LOOK_AT, number=number)),)
        for number, name in visitor.centres
    ]
    return Screen(speech.say("switch-which"), (*rows, (_desk(speech),)))


def lists_screen(
    speech: Speech,
    counts: tuple[int, int],
    last: tuple[int, str, datetime] | None,
    zone: tzinfo,
    news: str = "",
    *,
    may_import: bool = True,
    may_invite: bool = False,
) -> Screen:
    """Organisations and people: how many, what can be done."""
    organisations, people = counts
    parts = [news, speech.say("lists", organisations=organisations, people=people)]
    rows: Rows = []
    if may_import:
        rows.append((_list(speech, "lists-starter", ListAct.STARTER),))
    if organisations or people:
        rows.append((_list(speech, "lists-export", ListAct.EXPORT),))
    if may_invite and organisations:
        rows.append((_code(speech, "lists-sheets", CodeAct.SHEETS),))
    if last is not None:
        parts.append(speech.say("lists-last", file=last[1], day=day_text(last[2].astimezone(zone).date())))
        rows.append((_list(speech, "lists-undo", ListAct.UNDO),))
    return Screen("\n\n".join(part for part in parts if part), (*rows, (_desk(speech),)))


def undo_screen(speech: Speech, file: str) -> Screen:
    """Before the last list is taken back."""
    rows = ((_list(speech, "list-yes-undo", ListAct.UNDONE),), (_list(speech, "list-cancel", ListAct.LOOK),))
    return Screen(speech.say("list-undo-sure", file=file), rows)


def checked_screen(speech: Speech, checked: Checked) -> Screen:
    """What a file would do, or what is wrong with it."""
    plan = checked.plan
    if plan.defects:
        parts = [speech.say("list-defects", file=checked.file), *defect_lines(speech, plan.defects, MOST_LISTED)]
        return Screen("\n\n".join(parts), ((_list(speech, "control-lists", ListAct.LOOK),),))
    if checked.number is None:
        rows = ((_list(speech, "control-lists", ListAct.LOOK),),)
        return Screen(speech.say("list-nothing-new", file=checked.file), rows)
    notes = defect_lines(speech, plan.notes, MOST_NOTED)
    parts = [speech.say("list-plan", file=checked.file), _counted(speech, plan)]
    if notes:
        parts += [speech.say("list-notes"), *notes]
    apply = button(speech.plain("list-apply"), ListTap(act=ListAct.APPLY, number=checked.number))
    cancel = button(speech.plain("list-cancel"), ListTap(act=ListAct.CANCEL, number=checked.number))
    return Screen("\n\n".join(parts), ((apply,), (cancel,)))


def _counted(speech: Speech, plan: Summary) -> str:
    counts = {
        "list-new-organisations": plan.new_organisations,
        "list-changed-organisations": plan.changed_organisations,
        "list-new-people": plan.new_people,
        "list-changed-people": plan.changed_people,
        "list-same": plan.same,
        "list-absent": plan.absent,
    }
    return "\n".join(speech.say(key, count=count) for key, count in counts.items() if count)


def invitations_screen(speech: Speech, organisations: Sequence[Organisation], page: int = 0) -> Screen:
    """Organisations to choose from, a page at a time."""
    there = [each for each in organisations if not each.is_closed]
    if not there:
        return Screen(speech.say("invitations-none"), ((_desk(speech),),))
    pages = (len(there) - 1) // ON_A_PAGE + 1
    page = min(max(page, 0), pages - 1)
    shown = there[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    rows: Rows = [
        (button(shortened(each.card.short_name), CodeTap(act=CodeAct.LOOK, number=each.id)),) for each in shown
    ]
    turning = [
        button(speech.plain(key), CodeTap(act=CodeAct.LIST, number=to))
        for key, to in (("pages-back", page - 1), ("pages-on", page + 1))
        if 0 <= to < pages
    ]
    if turning:
        rows.append(tuple(turning))
    rows.append((_code(speech, "invitations-sheets", CodeAct.SHEETS),))
    rows.append((_code(speech, "invitations-consents", CodeAct.CONSENTS),))
    text = speech.say("invitations")
    if pages > 1:
        text = f"{text}\n\n{speech.say('list-page', page=page + 1, pages=pages)}"
    return Screen(text, (*rows, (_desk(speech),)))


def invitation_screen(
    speech: Speech, organisation: Organisation, invitation: Invitation, link: str, *, may_appoint: bool
) -> Screen:
    """One organisation's code."""
    text = speech.say(
        "invitation",
        organisation=organisation.card.name,
        code=codes.told(invitation.code),
        link=link,
        used=invitation.used,
    )
    acts = [
        ("invitation-sheet", CodeAct.SHEET),
        ("invitation-renew", CodeAct.RENEW),
        ("invitation-revoke", CodeAct.REVOKE),
    ]
    if may_appoint:
        acts += [("invitation-coordinator", CodeAct.COORDINATOR), ("invitation-head", CodeAct.HEAD)]
    rows: Rows = [(button(speech.plain(key), CodeTap(act=act, number=organisation.id)),) for key, act in acts]
    back = _code(speech, "control-invitations", CodeAct.LIST)
    return Screen(text, (*rows, (back,)))


def role_code_screen(
    speech: Speech, invitation: Invitation, link: str, zone: tzinfo, *, has_roles_room: bool
) -> Screen:
    """A code that one person is to be given."""
    until = invitation.valid_until or invitation.made_at
    code, day = codes.told(invitation.code), day_text(until.astimezone(zone).date())
    if invitation.giver is not None:
        text = speech.say("hand-over", code=code, link=link, day=day)
    else:
        text = speech.say("role-code", role=_role_word(speech, invitation), code=code, link=link, day=day)
    take_back = button(speech.plain("role-code-take-back"), RoleTap(act=RoleAct.TAKE_BACK, number=invitation.id))
    room: Rows = [(_role(speech, "control-roles", RoleAct.LIST),)] if has_roles_room else []
    return Screen(text, (*room, (take_back,), (_desk(speech),)))


def roles_screen(
    speech: Speech,
    visitor: Visitor,
    holders: Sequence[Holder],
    offers: Sequence[Invitation],
    names: dict[OrganisationId, str],
    zone: tzinfo,
) -> Screen:
    """Who may do what here, and what waits to be taken."""
    may_all = visitor.actor.may_here(Action.GRANT_CENTRE_ROLES)
    lines = [_held(speech, n, each, names, visitor, zone) for n, each in enumerate(holders[:MOST_ROLES], start=1)]
    lines += [_offered(speech, each, zone) for each in offers[:MOST_ROLES]]
    if not lines:
        lines = [speech.say("roles-nobody")]
    rows: Rows = []
    if may_all:
        rows.append((_role(speech, "roles-invite-methodologist", RoleAct.METHODOLOGIST),))
        rows.append((_role(speech, "roles-invite-administrator", RoleAct.ADMINISTRATOR),))
    rows += _paired(
        button(speech.plain("roles-dismiss", number=number), RoleTap(act=RoleAct.DISMISS, number=each.id))
        for number, each in enumerate(holders[:MOST_ROLES], start=1)
        if each.account != visitor.account.id
    )
    rows += [
        (
            button(
                shortened(speech.plain("roles-take-back", code=codes.told(each.code))),
                RoleTap(act=RoleAct.TAKE_BACK, number=each.id),
            ),
        )
        for each in offers[:MOST_ROLES]
    ]
    rows.append((_role(speech, "roles-hand-over", RoleAct.HAND_OVER),))
    return Screen("\n".join([speech.say("roles"), "", *lines]), (*rows, (_desk(speech),)))


def _held(
    speech: Speech, number: int, holder: Holder, names: dict[OrganisationId, str], visitor: Visitor, zone: tzinfo
) -> str:
    role = speech.plain(f"role-{holder.post.role}")
    if holder.account == visitor.account.id:
        role = f"{role} {speech.plain('role-you')}"
    day = day_text(holder.since.astimezone(zone).date())
    place = holder.post.organisation
    if place is None:
        return speech.say("role-held", number=number, role=role, day=day)
    return speech.say("role-held-of", number=number, role=role, organisation=names.get(place, "—"), day=day)


def _offered(speech: Speech, offer: Invitation, zone: tzinfo) -> str:
    until = offer.valid_until or offer.made_at
    return speech.say(
        "role-offered",
        role=_role_word(speech, offer),
        code=codes.told(offer.code),
        day=day_text(until.astimezone(zone).date()),
    )


def _role_word(speech: Speech, invitation: Invitation) -> str:
    return speech.plain("role-handover" if invitation.giver is not None else f"role-{invitation.role}")


def audit_screen(speech: Speech) -> Screen:
    """The audit is read as a file."""
    rows = (
        (_control(speech, "audit-month", ControlAct.AUDIT_MONTH),),
        (_control(speech, "audit-year", ControlAct.AUDIT_YEAR),),
        (_desk(speech),),
    )
    return Screen(speech.say("audit"), rows)


def _paired(buttons: Iterable[Button]) -> Rows:
    every = list(buttons)
    return [tuple(every[start : start + 2]) for start in range(0, len(every), 2)]


def _control(speech: Speech, key: str, act: ControlAct) -> Button:
    return button(speech.plain(key), ControlTap(act=act))


def _list(speech: Speech, key: str, act: ListAct) -> Button:
    return button(speech.plain(key), ListTap(act=act))


def _code(speech: Speech, key: str, act: CodeAct) -> Button:
    return button(speech.plain(key), CodeTap(act=act))


def _role(speech: Speech, key: str, act: RoleAct) -> Button:
    return button(speech.plain(key), RoleTap(act=act))


def _desk(speech: Speech) -> Button:
    return _control(speech, "menu-control", ControlAct.DESK)


def _home(speech: Speech) -> Button:
    return button(speech.plain("to-menu"), MenuTap())
