"""Coming in: a code or a link, what it opens, and a decision about the conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from people import codes
from people.audit import Note
from people.centre import Centre, Door, Operator
from people.consent import ConsentRecord, ConsentText, Purpose, consent_text
from people.invitation import Invitation
from people.member import Member
from people.model import AccountId
from people.organisation import Organisation
from people.ports import AuditStore, EntranceStore, PlaceStore
from people.roles import GRANTABLE, Post
from people.visitor import Visitor

MOST_WRONG = 5
WITHIN = timedelta(minutes=15)
"""So many wrong codes in so long, and the door stays shut until that time is over: 36 bits take an age to guess."""
TELEGRAM = "telegram"


class Why(StrEnum):
    """Why a code opens nothing."""

    MISTYPED = "mistyped"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"
    CLOSED = "closed"
    """The centre has decided to keep Telegram off."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The code opens nothing; so many tries are left."""

    why: Why
    left: int


@dataclass(frozen=True, slots=True)
class Shut:
    """Too many wrong codes: try again later."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Doorstep:
    """Somebody stands at a door: which one, and what is to be agreed to."""

    centre: Centre
    organisation: Organisation | None
    text: ConsentText
    is_move: bool = False
    """Whether the person belongs somewhere else now."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The code is of the place where the person is already."""

    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Appointed:
    """The code gave a role."""

    post: Post
    centre: Centre
    organisation: Organisation | None


Knocked = Refused | Shut | Doorstep | Inside | Appointed


class EntranceService:
    """Knock, agree, decline."""

    def __init__(
        self, store: EntranceStore, places: PlaceStore, audit: AuditStore, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._places = places
        self._audit = audit
        self._clock = clock

    async def knock(self, visitor: Visitor, typed: str) -> Knocked:
        """Try a code, as typed or from a link."""
        now, account = self._clock(), visitor.account.id
        if await self._store.attempts(account, now - WITHIN) >= MOST_WRONG:
            return Shut(int(WITHIN.total_seconds() // 60))
        code = codes.typed(typed)
        if not codes.is_whole(code):
            return await self._refused(account, Why.MISTYPED, now)
        if len(code) == codes.PERSONAL_LENGTH:
            member = await self._store.member_of(code)
            return await self._by_member(visitor, member, now)
        invitation = await self._store.invitation_of(code)
        return await self._by_invitation(visitor, invitation, now)

    async def open_door(self, visitor: Visitor) -> Doorstep | None:
        """The door of a centre that lets everybody in; None where codes are needed."""
        centre = next((each for each in await self._places.centres() if each.door is Door.OPEN), None)
        if centre is None or not centre.is_telegram_allowed:
            return None
        await self._store.stand(visitor.account.id, centre.id, None, "", self._clock())
        return Doorstep(centre, None, consent_text(centre, Purpose.PARTICIPATION))

    async def walk_in(self, visitor: Visitor) -> Member | None:
        """Into an open demonstration at once: nobody there is a real person; None where there is none."""
        door = await self.open_door(visitor)
        if door is None or door.centre.operator is not Operator.DEMO:
            return None
        return await self._join(visitor, door.centre, None)

    async def decide(self, visitor: Visitor, *, agrees: bool) -> Member | None:
        """Come in, with a profile or as a guest; None if the person stands at no door."""
        door = await self._store.door(visitor.account.id)
        centre = await self._places.centre(door[0]) if door else None
        if centre is None or not centre.is_telegram_allowed:
            return None
        return await self._join(visitor, centre, agrees)

    async def _join(self, visitor: Visitor, centre: Centre, agrees: bool | None) -> Member | None:
        now = self._clock()
        record = None
        if agrees is not None:
            text = consent_text(centre, Purpose.PARTICIPATION)
            record = text, ConsentRecord(text.purpose, agrees, text.digest, now, TELEGRAM)
        return await self._store.join(visitor.account.id, record, now, is_guest=agrees is False)

    async def _by_member(self, visitor: Visitor, member: Member | None, now: datetime) -> Knocked:
        account = visitor.account.id
        if member is None:
            return await self._refused(account, Why.UNKNOWN, now)
        if member.account is not None and member.account != account:
            return await self._refused(account, Why.USED, now)
        centre = await self._places.centre(member.centre)
        organisation = await self._places.organisation(member.organisation) if member.organisation else None
        if centre is None or not centre.is_telegram_allowed or member.has_left:
            return await self._refused(account, Why.CLOSED, now)
        if member.account == account:
            return Inside(organisation)
        await self._store.stand(account, centre.id, None, member.code, now)
        text = consent_text(centre, Purpose.PARTICIPATION)
        return Doorstep(centre, organisation, text, is_move=visitor.member is not None)

    async def _by_invitation(self, visitor: Visitor, invitation: Invitation | None, now: datetime) -> Knocked:
        account = visitor.account.id
        why = _why_not(invitation, now)
        centre = await self._places.centre(invitation.centre) if invitation else None
        if why is None and (centre is None or not centre.is_telegram_allowed):
            why = Why.CLOSED
        if why is not None or invitation is None or centre is None:
            return await self._refused(account, why or Why.UNKNOWN, now)
        if invitation.role in GRANTABLE:
            return await self._appointed(visitor, invitation, centre, now)
        organisation = await self._places.organisation(invitation.organisation) if invitation.organisation else None
        here = visitor.member
        if here is not None and (here.centre, here.organisation) == (invitation.centre, invitation.organisation):
            return Inside(organisation)
        await self._store.stand(account, centre.id, invitation.id, "", now)
        text = consent_text(centre, Purpose.PARTICIPATION)
        return Doorstep(centre, organisation, text, is_move=here is not None)

    async def _appointed(self, visitor: Visitor, invitation: Invitation, centre: Centre, now: datetime) -> Knocked:
        account = visitor.account.id
        action = "role_given" if invitation.giver is None else "handed_over"
        note = Note(now, centre.id, f"account {account}", action, f"invitation {invitation.id}", invitation.role)
        post = await self._store.take_post(account, invitation.id, note)
        if post is None:
            return await self._refused(account, Why.USED, now)
        await self._places.look_at(account, centre.id)
        organisation = await self._places.organisation(post.organisation) if post.organisation else None
        return Appointed(post, centre, organisation)

    async def _refused(self, account: AccountId, why: Why, now: datetime) -> Refused | Shut:
        wrong = await self._store.count_wrong(account, now - WITHIN, now)
        if wrong == MOST_WRONG:
            await self._audit.write(Note(now, None, f"account {account}", "codes_guessed", "", str(wrong)))
        if wrong >= MOST_WRONG:
            return Shut(int(WITHIN.total_seconds() // 60))
        return Refused(why, MOST_WRONG - wrong)


def _why_not(invitation: Invitation | None, now: datetime) -> Why | None:
    if invitation is None:
        return Why.UNKNOWN
    if invitation.revoked_at is not None:
        return Why.REVOKED
    if invitation.is_used_up:
        return Why.USED
    return Why.EXPIRED if invitation.is_over(now) else None
