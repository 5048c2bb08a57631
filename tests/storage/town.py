"""A centre with its administrator in front of the stores of one worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from people import codes
from people.audit import Note
from people.centre import Centre
from people.entrance import EntranceService
from people.invitation import Draft
from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.lists.service import ListService
from people.organisation import OrganisationCard, OrganisationKind
from people.policy import Channel
from people.roles import Actor, Post, Role
from people.visitor import Visitor
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.people.entrance import SqlEntranceStore
from storage.people.lists import SqlListStore
from storage.people.places import SqlPlaceStore
from storage.people.posts import SqlPostStore
from storage.people_tables import members
from tests.clock import Ticking
from tests.storage.cast import SEALER, Stores, worker

SCHOOL = OrganisationCard("МБОУ «Школа № 5»", "Школа № 5", OrganisationKind.SCHOOL)
GARDEN = OrganisationCard("Детский сад № 3", "Сад № 3", OrganisationKind.PRESCHOOL)


class Handed:
    """A reader that was handed what the file holds."""

    def __init__(self) -> None:
        self.listed: Listed | None = None

    async def read(self, _file: str, _data: bytes) -> Listed | None:
        return self.listed

    async def write(self, organisations: object, people: object) -> bytes:
        raise NotImplementedError


@dataclass
class Town:
    """Stores of one worker, a centre, its administrator."""

    stores: Stores
    database: Database
    places: SqlPlaceStore
    entrance: EntranceService
    posts: SqlPostStore
    lists: ListService
    reader: Handed
    centre: Centre
    admin: Visitor

    def note(self, action: str = "test") -> Note:
        return Note(self.stores.clock(), self.centre.id, "test", action)

    async def visitor(self, address: int) -> Visitor:
        account = await self.stores.accounts.recognise(address, self.stores.clock())
        return await self.places.visitor(account, is_owner=False)

    async def listed(self, *people: ListedPerson) -> None:
        """Apply a list of two organisations and these people."""
        organisations = (ListedOrganisation(2, SCHOOL), ListedOrganisation(3, GARDEN))
        self.reader.listed = Listed("a.xlsx", organisations, people)
        checked = await self.lists.check(self.admin, "a.xlsx", b"x")
        assert checked is not None
        assert checked.plan.defects == ()
        if checked.number is not None:
            assert await self.lists.apply(self.admin, checked.number) is not None

    async def code(self, name: str = "Школа № 5", **others: object) -> str:
        """A fresh code of an organisation."""
        there = {each.card.short_name: each.id for each in await self.places.organisations(self.centre.id)}
        draft = Draft(self.centre.id, there[name], Role.TEACHER, codes.fresh(codes.INVITATION_LENGTH))
        [made] = await self.posts.invite([replace(draft, **others)], self.note())  # type: ignore[arg-type]
        return made.code

    async def count(self) -> int:
        async with self.database.reading() as connection:
            return int((await connection.execute(select(func.count()).select_from(members))).scalar_one())


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Town]:
    """On an empty database."""
    stores = worker(database, Ticking())
    places, audits = SqlPlaceStore(database), SqlAuditStore(database)
    entrance = EntranceService(SqlEntranceStore(database, SEALER), places, audits, stores.clock)
    number = await stores.centre()
    centre = await places.centre(number)
    assert centre is not None
    account = await stores.accounts.recognise(1, stores.clock())
    admin = Visitor(account, Actor(account.id, frozenset({Post(Role.ADMINISTRATOR, centre.id)}), centre.id), centre)
    reader = Handed()
    lists = ListService(SqlListStore(database, SEALER), places, reader, stores.clock, Channel.FILE)
    yield Town(stores, database, places, entrance, SqlPostStore(database, SEALER), lists, reader, centre, admin)
    await stores.lane.close()
