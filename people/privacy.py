"""A person's own data: shown, given out, consents withdrawn, deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from people.audit import Note
from people.consent import ConsentRecord, ConsentText, Purpose, consent_text, standing
from people.policy import Item, may_travel
from people.ports import PrivacyStore
from people.visitor import Visitor

TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything of a person that is not an answer to a questionnaire."""

    visitor: Visitor
    consents: Sequence[ConsentRecord]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted, for the act: the code it was known by, and counts by kind."""

    visitor: Visitor
    at: datetime
    counts: Mapping[str, int]


class PrivacyService:
    """Show, decide, withdraw, delete."""

    def __init__(self, store: PrivacyStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def own(self, visitor: Visitor) -> OwnData:
        """What is kept."""
        code = visitor.member.code if visitor.member else ""
        return OwnData(visitor, await self._store.consents(code) if code else [])

    async def text(self, visitor: Visitor, purpose: Purpose) -> ConsentText | None:
        """The document for a purpose, as this centre words it; None where it may not travel by this channel."""
        centre = visitor.centre
        if centre is None or not may_decide_here(visitor, purpose):
            return None
        return consent_text(centre, purpose)

    async def decide(self, visitor: Visitor, purpose: Purpose, *, agrees: bool) -> bool:
        """Agree to a purpose, or refuse; False where that cannot be done here."""
        text = await self.text(visitor, purpose)
        if text is None or visitor.member is None:
            return False
        now = self._clock()
        record = ConsentRecord(purpose, agrees, text.digest, now, TELEGRAM)
        note = self._note(visitor, "consent_given" if agrees else "consent_refused", purpose)
        await self._store.decide(visitor.member, text, record, note)
        return True

    async def withdraw(self, visitor: Visitor, purpose: Purpose) -> bool:
        """Take a consent back: works at once; of the first one, the profile and all personal answers go."""
        member = visitor.member
        held = standing(list((await self.own(visitor)).consents), purpose)
        if member is None or visitor.centre is None or held is None or not held.is_given:
            return False
        now = self._clock()
        text = await self._store.text_of(held.digest) or consent_text(visitor.centre, purpose)
        record = ConsentRecord(purpose, False, held.digest, now, TELEGRAM)
        await self._store.decide(member, text, record, self._note(visitor, "consent_withdrawn", purpose))
        if purpose is Purpose.PARTICIPATION:
            await self._store.strip(member, self._note(visitor, "data_deleted", f"участник {member.code}"))
        return True

    async def erase(self, visitor: Visitor) -> Erased:
        """Delete everything that leads to this person."""
        now = self._clock()
        about = f"участник {visitor.member.code}" if visitor.member else "account"
        counts = await self._store.erase(visitor.account.id, self._note(visitor, "data_deleted", about))
        return Erased(visitor, now, counts)

    def _note(self, visitor: Visitor, action: str, about: str) -> Note:
        centre = visitor.centre.id if visitor.centre else None
        return Note(self._clock(), centre, visitor.name_in_audit, action, about)


def may_decide_here(visitor: Visitor, purpose: Purpose) -> bool:
    """The conditions of taking part hold nothing personal where the operator is municipal; other consents do."""
    if visitor.centre is None:
        return False
    return purpose is Purpose.PARTICIPATION or may_travel(visitor.centre, Item.PERSONAL_CONSENT)
