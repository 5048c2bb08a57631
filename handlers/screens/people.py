"""What a person sees on coming in, and of their own data."""

import html
from datetime import tzinfo

from handlers.payloads import ConsentAct, ConsentTap, DoorTap, EnterTap, MenuTap, OwnAct, OwnTap
from handlers.screen import Button, Screen, button
from handlers.screens.answers import day_text
from handlers.texts import Speech
from people import codes
from people.consent import ConsentText, Purpose, standing
from people.entrance import Appointed, Doorstep, Inside, Knocked, Refused, Shut, Why
from people.own_words import ROLE_NAMES, told_profile
from people.privacy import OwnData
from people.roles import OF_ORGANISATIONS, Role


def welcome_screen(speech: Speech, news: str = "", *, is_ready: bool = True, is_open: bool = False) -> Screen:
    """For somebody whom nobody has let in yet."""
    parts = [news or speech.say("welcome" if is_ready else "welcome-unready")]
    rows: tuple[tuple[Button, ...], ...] = ()
    if is_open:
        parts.append(speech.say("welcome-open"))
        rows = ((button(speech.plain("welcome-enter"), EnterTap()),),)
    return Screen("\n\n".join(part for part in parts if part), rows)


def knocked_text(speech: Speech, knocked: Knocked) -> str:
    """What a code has led to, where it is not a door."""
    match knocked:
        case Shut(minutes):
            return speech.say("code-shut", minutes=minutes)
        case Refused((Why.MISTYPED | Why.UNKNOWN) as why, left):
            return speech.say(f"code-wrong-{why}", left=left)
        case Refused(why, _left):
            return speech.say(f"code-{why}")
        case Inside(None):
            return speech.say("code-inside-centre")
        case Inside(organisation) if organisation is not None:
            return speech.say("code-inside", organisation=organisation.card.short_name)
        case Appointed():
            return f"{_appointed(speech, knocked)} {speech.say('appointed-next')}"
    return ""


def _appointed(speech: Speech, appointed: Appointed) -> str:
    role = appointed.post.role
    if role in OF_ORGANISATIONS and appointed.organisation is not None:
        return speech.say(f"appointed-{role}", organisation=appointed.organisation.card.short_name)
    return speech.say(f"appointed-here-{role}", centre=appointed.centre.name)


def door_screen(speech: Speech, door: Doorstep) -> Screen:
    """Where the code leads, and the document; agreeing and refusing look the same."""
    centre = door.centre.name
    if door.organisation is not None:
        place = speech.say("door-organisation", organisation=door.organisation.card.name, centre=centre)
    else:
        place = speech.say("door-centre", centre=centre)
    if door.is_move:
        place = f"{place}\n{speech.say('door-move')}"
    return Screen(_document(speech, place, door.text), _decision(speech))


def consent_screen(speech: Speech, text: ConsentText, news: str = "") -> Screen:
    """The same document later on."""
    return Screen(_document(speech, news, text), (*_agreement(speech), (_own(speech, OwnAct.LOOK, "door-decline"),)))


def _document(speech: Speech, place: str, text: ConsentText) -> str:
    head, title = place or "", html.escape(text.title, quote=False)
    body = html.escape(text.body, quote=False)
    return "\n\n".join(part for part in (head, f"<b>{title}</b>", body) if part)


def _decision(speech: Speech) -> tuple[tuple[Button, ...], ...]:
    agree = button(speech.plain("door-agree"), DoorTap(agrees=True))
    decline = button(speech.plain("door-decline"), DoorTap(agrees=False))
    return (agree,), (decline,)


def _agreement(speech: Speech) -> tuple[tuple[Button, ...], ...]:
    return ((_own(speech, OwnAct.AGREED, "door-agree"),),)


def own_screen(speech: Speech, own: OwnData, zone: tzinfo, news: str = "") -> Screen:
    """«Мои данные»."""
    visitor = own.visitor
    member = visitor.member
    if member is None:
        return _unlisted_screen(speech, own, news)
    record = standing(list(own.consents), Purpose.PARTICIPATION)
    place = "\n".join(part for part in (_place(speech, own), _roles(speech, own)) if part)
    parts = [news, speech.say("own", code=codes.told(member.code)), place]
    if member.is_guest:
        parts.append(speech.say("own-guest"))
    else:
        told = "\n".join(f"{label}: {word}" for label, word in told_profile(member.profile).items())
        parts.append(speech.say("own-profile", profile=told) if told else speech.say("own-no-profile"))
    if record is not None:
        day = day_text(record.decided_at.astimezone(zone).date())
        parts.append(speech.say("own-consent-given" if record.is_given else "own-consent-refused", day=day))
    parts.append(speech.say("own-not-kept"))
    return Screen("\n\n".join(part for part in parts if part), _own_rows(speech, own))


def _unlisted_screen(speech: Speech, own: OwnData, news: str) -> Screen:
    """Somebody without a place in a list: a stranger, or one who only runs a centre."""
    roles = _roles(speech, own)
    text = "\n\n".join([speech.say("own-staff"), roles]) if roles else speech.say("own-unknown")
    rows: list[tuple[Button, ...]] = [(_own(speech, OwnAct.DOWNLOAD, "own-download"),)] if roles else []
    rows += [(_own(speech, OwnAct.DELETE, "own-delete"),), _home(speech)]
    return Screen("\n\n".join(part for part in (news, text) if part), tuple(rows))


def _own_rows(speech: Speech, own: OwnData) -> tuple[tuple[Button, ...], ...]:
    member = own.visitor.member
    is_guest = member is None or member.is_guest
    rows: list[tuple[Button, ...]] = [] if is_guest else [(_own(speech, OwnAct.CORRECT, "own-correct"),)]
    rows.append((_own(speech, OwnAct.DOWNLOAD, "own-download"),))
    rows.append((button(speech.plain("own-consents"), ConsentTap(act=ConsentAct.LIST)),))
    if is_guest:
        rows.append((_own(speech, OwnAct.AGREE, "own-agree"),))
    elif (record := standing(list(own.consents), Purpose.PARTICIPATION)) is not None and record.is_given:
        rows.append((_own(speech, OwnAct.WITHDRAW, "own-withdraw"),))
    rows.append((_own(speech, OwnAct.DELETE, "own-delete"),))
    return (*rows, _home(speech))


def consents_screen(speech: Speech, own: OwnData, zone: tzinfo, withdrawn: Purpose | None = None) -> Screen:
    """Every purpose with what was decided about it; first of all, what follows from a withdrawal."""
    lines = [_consent_line(speech, own, purpose, zone) for purpose in Purpose]
    rows = [
        (button(speech.plain(f"consent-{purpose}"), ConsentTap(act=ConsentAct.LOOK, number=number)),)
        for number, purpose in enumerate(Purpose)
    ]
    news = speech.say(f"consent-gone-{withdrawn}") if withdrawn else ""
    text = "\n\n".join(part for part in (news, speech.say("consents"), "\n".join(lines)) if part)
    return Screen(text, (*rows, (_own(speech, OwnAct.LOOK, "menu-own"),)))


def _consent_line(speech: Speech, own: OwnData, purpose: Purpose, zone: tzinfo) -> str:
    word, record = speech.plain(f"consent-{purpose}"), standing(list(own.consents), purpose)
    if record is None:
        return speech.say("consent-line-none", purpose=word)
    day = day_text(record.decided_at.astimezone(zone).date())
    return speech.say("consent-line-given" if record.is_given else "consent-line-refused", purpose=word, day=day)


def purpose_screen(speech: Speech, own: OwnData, purpose: Purpose, text: ConsentText | None) -> Screen:
    """The document for one purpose; where it may not travel, where it is signed instead."""
    back = (button(speech.plain("own-consents"), ConsentTap(act=ConsentAct.LIST)),)
    if text is None:
        return Screen(speech.say("consent-on-paper"), (back,))
    number = list(Purpose).index(purpose)
    record = standing(list(own.consents), purpose)
    if record is not None and record.is_given:
        acts = [("consent-withdraw", ConsentAct.WITHDRAW)]
    else:
        acts = [("door-agree", ConsentAct.AGREE), ("door-decline", ConsentAct.DECLINE)]
    rows = [(button(speech.plain(key), ConsentTap(act=act, number=number)),) for key, act in acts]
    return Screen(_document(speech, "", text), (*rows, back))


def sure_screen(speech: Speech, act: OwnAct) -> Screen:
    """What would follow from it, before it is done."""
    is_withdrawal = act is OwnAct.WITHDRAW
    question = speech.say("own-withdraw-sure" if is_withdrawal else "own-delete-sure")
    yes = (
        _own(speech, OwnAct.WITHDRAWN, "own-yes-withdraw")
        if is_withdrawal
        else _own(speech, OwnAct.DELETED, "own-yes-delete")
    )
    return Screen(question, ((yes,), (_own(speech, OwnAct.LOOK, "own-no"),)))


def _place(speech: Speech, own: OwnData) -> str:
    visitor = own.visitor
    lines = []
    if visitor.centre is not None:
        lines.append(speech.say("own-centre", centre=visitor.centre.name))
    if visitor.organisation is not None:
        lines.append(speech.say("own-organisation", organisation=visitor.organisation.card.short_name))
    return "\n".join(lines)


def _roles(speech: Speech, own: OwnData) -> str:
    """What is held beyond taking part."""
    held = {post.role for post in own.visitor.actor.posts} - {Role.TEACHER}
    names = [ROLE_NAMES[role] for role in Role if role in held]
    return speech.say("own-roles", roles=", ".join(names)) if names else ""


def _own(speech: Speech, act: OwnAct, key: str) -> Button:
    return button(speech.plain(key), OwnTap(act=act))


def _home(speech: Speech) -> tuple[Button, ...]:
    return (button(speech.plain("to-menu"), MenuTap()),)
