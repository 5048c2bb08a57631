"""What people need from the world."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from people.audit import Note
from people.centre import Centre
from people.consent import ConsentRecord, ConsentText
from people.invitation import Draft, Invitation, InvitationId
from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.lists.plan import KnownOrganisation, KnownPerson, Limits, Plan
from people.lists.summary import Summary
from people.member import Member
from people.model import Account, AccountId, CentreId, OrganisationId
from people.organisation import Organisation
from people.roles import Post
from people.visitor import Visitor


class AccountStore(Protocol):
    """Keeps conversations."""

    async def find(self, address: int) -> Account | None:
        """The person at this address, if known."""
        ...

    async def recognise(self, address: int, now: datetime) -> Account:
        """The person at this address, known from now on."""
        ...

    async def welcome(self, account: Account) -> None:
        """Somebody is here: whoever could not be written to can be again."""
        ...

    def forget(self, address: int) -> None:
        """Somebody has asked to be deleted: nothing of them stays in memory."""
        ...

    async def swap_screen(self, account: AccountId, message: int | None) -> int | None:
        """Remember which message shows the current screen; gives the one before."""
        ...

    async def wants_tables(self, account: AccountId) -> bool:
        """Whether somebody chose tables instead of plain text; nobody has at first."""
        ...

    async def choose_tables(self, account: AccountId, wants: bool) -> None:
        """Remember the choice."""
        ...


class PlaceStore(Protocol):
    """Keeps centres and organisations, and tells who somebody is there."""

    async def visitor(self, account: Account, *, is_owner: bool) -> Visitor:
        """The person with posts, membership and the centre they look at; LookupError if deleted meanwhile."""
        ...

    async def look_at(self, account: AccountId, centre: CentreId) -> None:
        """Remember which of several centres somebody works in now."""
        ...

    async def centre(self, centre: CentreId) -> Centre | None:
        """A centre."""
        ...

    async def centres(self) -> Sequence[Centre]:
        """All of this installation."""
        ...

    async def keep_centre(self, centre: Centre, founder: AccountId | None, note: Note) -> Centre:
        """Change a centre, or open one (id 0) with its founder as the administrator."""
        ...

    async def organisation(self, organisation: OrganisationId) -> Organisation | None:
        """An organisation."""
        ...

    async def organisations(self, centre: CentreId) -> Sequence[Organisation]:
        """All of a centre by short name, closed ones last."""
        ...

    async def count_people(self, centre: CentreId, only: frozenset[OrganisationId] | None) -> int:
        """How many there are, of these organisations or of the whole centre."""
        ...


class EntranceStore(Protocol):
    """Keeps codes, attempts, and who stands at which door."""

    async def attempts(self, account: AccountId, since: datetime) -> int:
        """Wrong codes of a person since then."""
        ...

    async def count_wrong(self, account: AccountId, since: datetime, now: datetime) -> int:
        """One more; gives how many since then."""
        ...

    async def invitation_of(self, code: str) -> Invitation | None:
        """What a code opens."""
        ...

    async def member_of(self, code: str) -> Member | None:
        """Whose personal code it is."""
        ...

    async def stand(
        self,
        account: AccountId,
        centre: CentreId,
        invitation: InvitationId | None,
        code: str,
        now: datetime,
    ) -> None:
        """Remember at which door somebody stands: nothing else but a right code leads in."""
        ...

    async def door(self, account: AccountId) -> tuple[CentreId, Invitation | None, Member | None] | None:
        """At which door somebody stands."""
        ...

    async def join(
        self,
        account: AccountId,
        record: tuple[ConsentText, ConsentRecord] | None,
        now: datetime,
        *,
        is_guest: bool,
    ) -> Member | None:
        """Go in by the door one stands at; None if there is none any more. Nobody is in two centres."""
        ...

    async def take_post(self, account: AccountId, invitation: InvitationId, note: Note) -> Post | None:
        """Accept a role, or what is handed over, of which the highest is told; None if somebody else was faster."""
        ...


class PostStore(Protocol):
    """Keeps invitations and posts."""

    async def invitations(self, centre: CentreId) -> Sequence[Invitation]:
        """Those that still open something."""
        ...

    async def invite(self, drafts: Sequence[Draft], note: Note) -> Sequence[Invitation]:
        """Make new ones."""
        ...

    async def revoke_invitations(self, which: Sequence[InvitationId], note: Note) -> int:
        """They open nothing from now on."""
        ...

    async def posts(self, centre: CentreId) -> Sequence[tuple[int, AccountId, Post, str, datetime]]:
        """Held now: number, who, what, label, since when."""
        ...

    async def revoke_post(self, post: int, centre: CentreId, note: Note) -> Post | None:
        """Take a post away; None if it is not held in this centre, or is the last administrator's."""
        ...


class ListStore(Protocol):
    """Keeps files of lists until they are applied, and what is needed to take them back."""

    async def keep(self, account: AccountId, centre: CentreId, file: str, data: bytes, now: datetime) -> int:
        """Remember a file that was checked; gives its number."""
        ...

    async def kept(self, number: int, centre: CentreId) -> tuple[str, bytes] | None:
        """The file, if it waits to be applied."""
        ...

    async def known_organisations(self, centre: CentreId) -> Sequence[KnownOrganisation]:
        """For comparing."""
        ...

    def known_people(self, centre: CentreId) -> AsyncIterator[Sequence[KnownPerson]]:
        """For comparing, in portions."""
        ...

    def mark_of(self, centre: CentreId, name: str) -> str:
        """The keyed hash by which a sealed name is recognised."""
        ...

    async def apply(self, number: int, centre: CentreId, plan: Plan, note: Note) -> bool:
        """All of it or nothing, remembering what was before; False if it was applied already."""
        ...

    async def undo(self, centre: CentreId, note: Note) -> tuple[int, int] | None:
        """Take the last applied list back: how many things, and how many stay because people use them already."""
        ...

    async def last_applied(self, centre: CentreId) -> tuple[int, str, datetime] | None:
        """What could be taken back."""
        ...

    async def export(
        self, centre: CentreId, only: frozenset[OrganisationId] | None, *, with_names: bool
    ) -> tuple[Sequence[ListedOrganisation], Sequence[ListedPerson]]:
        """The list as it would be imported; whether names may be in it is for the policy to say."""
        ...


class ListReader(Protocol):
    """Reads lists where they can do no harm: apart from the bot, within limits of time and memory."""

    async def read(self, file: str, data: bytes) -> Listed | None:
        """Everything a file holds; None if it is no list but something else."""
        ...

    async def write(self, organisations: Sequence[ListedOrganisation], people: Sequence[ListedPerson]) -> bytes:
        """A workbook of them."""
        ...


class ListWork(Protocol):
    """Compares lists with what is there and applies them, wherever that hinders nobody."""

    async def check(self, centre: CentreId, file: str, data: bytes, limits: Limits) -> Summary | None:
        """What a file would do; None if it is no list."""
        ...

    async def apply(
        self, number: int, centre: CentreId, file: str, data: bytes, limits: Limits, note: Note
    ) -> Summary | None:
        """Do it, and write the note with the numbers in it; None if somebody else has done it already."""
        ...


class PrivacyStore(Protocol):
    """What is kept of one person, and its end."""

    async def consents(self, code: str) -> Sequence[ConsentRecord]:
        """All decisions, the latest last."""
        ...

    async def decide(self, member: Member, text: ConsentText, record: ConsentRecord, note: Note) -> None:
        """Keep a decision with the text it was made about."""
        ...

    async def text_of(self, digest: str) -> ConsentText | None:
        """The words that were agreed to."""
        ...

    async def strip(self, member: Member, note: Note) -> Mapping[str, int]:
        """The profile and identified answers go, the place in the list stays; gives what was deleted by kind."""
        ...

    async def erase(self, account: AccountId, note: Note) -> Mapping[str, int]:
        """Everything that leads to this person goes; gives what was deleted by kind."""
        ...


class AuditStore(Protocol):
    """Keeps what was done; nothing in it can be changed."""

    async def write(self, note: Note) -> None:
        """One more."""
        ...

    async def read(self, centre: CentreId, since: datetime, until: datetime) -> Sequence[Note]:
        """Of a period, in order."""
        ...
