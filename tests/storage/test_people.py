"""Stores of people on both engines: doors, posts, lists in one piece, retention, keys."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from bot.lists import LONG, ProcessListWork
from people import codes
from people.audit import Note
from people.centre import Centre
from people.consent import ConsentRecord, Purpose, consent_text
from people.entrance import Appointed, Doorstep, EntranceService, Inside, Refused, Shut, Why
from people.invitation import Draft
from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.lists.service import ListService
from people.lists.summary import Summary
from people.lists.work import HereAndNow
from people.lists.writing import list_workbook
from people.member import Profile
from people.organisation import OrganisationCard, OrganisationKind
from people.policy import Channel
from people.retention import Periods, RetentionError, periods_from
from people.roles import Actor, Post, Role
from people.visitor import Visitor
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.people.entrance import SqlEntranceStore
from storage.people.lists import SqlListStore
from storage.people.places import SqlPlaceStore
from storage.people.posts import SqlPostStore
from storage.people.privacy import SqlPrivacyStore
from storage.people.resealing import SqlResealing
from storage.people.retention import SqlRetention
from storage.people_tables import audit, members
from storage.sealing import Sealer, fresh_key
from storage.tables import runs
from surveys.model import Status
from tests.clock import Ticking
from tests.storage.cast import KEY, SEALER, Stores, worker

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


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
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


async def test_a_code_leads_to_a_door_and_only_a_decision_leads_in(town: Town) -> None:
    await town.listed()
    code = await town.code()
    maria = await town.visitor(1001)
    door = await town.entrance.knock(maria, codes.told(code))
    assert isinstance(door, Doorstep)
    assert door.organisation is not None
    assert (await town.visitor(1001)).member is None

    member = await town.entrance.decide(maria, agrees=True)
    assert member is not None
    again = await town.visitor(1001)
    assert again.member == member
    assert again.organisation == door.organisation
    assert await town.entrance.decide(again, agrees=True) is None
    assert isinstance(await town.entrance.knock(again, code), Inside)
    records = await SqlPrivacyStore(town.database).consents(member.code)
    assert [(record.purpose, record.is_given) for record in records] == [(Purpose.PARTICIPATION, True)]


async def test_nobody_gets_in_by_a_door_that_somebody_else_stands_at(town: Town) -> None:
    await town.listed()
    await town.entrance.knock(await town.visitor(1001), await town.code())
    assert await town.entrance.decide(await town.visitor(1002), agrees=True) is None


async def test_codes_say_why_they_open_nothing_and_guessing_ends(town: Town) -> None:
    await town.listed()
    maria, now = await town.visitor(1001), town.stores.clock()
    expired = await town.code(valid_until=now - timedelta(days=1))
    used = await town.code("Сад № 3", is_once=True, role=Role.COORDINATOR)
    assert isinstance(await town.entrance.knock(await town.visitor(1002), used), Appointed)
    for code, why in (
        ("AAAAAAAAAA", Why.MISTYPED),
        (codes.fresh(codes.INVITATION_LENGTH), Why.UNKNOWN),
        (expired, Why.EXPIRED),
        (used, Why.USED),
    ):
        answer = await town.entrance.knock(maria, code)
        assert isinstance(answer, Refused)
        assert answer.why is why
    assert isinstance(await town.entrance.knock(maria, codes.fresh(codes.PERSONAL_LENGTH)), Shut)
    assert isinstance(await town.entrance.knock(maria, await town.code()), Shut)
    town.stores.clock.passes(minutes=16)
    assert isinstance(await town.entrance.knock(maria, await town.code()), Doorstep)


async def test_a_code_for_one_serves_one_of_two_who_come_at_once(town: Town) -> None:
    await town.listed()
    code = await town.code(is_once=True, role=Role.HEAD)
    visitors = [await town.visitor(address) for address in (1001, 1002)]
    knocked = await asyncio.gather(*(town.entrance.knock(each, code) for each in visitors))
    assert sorted(type(each).__name__ for each in knocked) == ["Appointed", "Refused"]


async def test_whoever_moves_to_another_centre_leaves_the_first(town: Town) -> None:
    await town.listed()
    maria = await town.visitor(1001)
    await town.entrance.knock(maria, await town.code())
    await town.entrance.decide(maria, agrees=True)
    other = await town.stores.centre("Другой")
    draft = Draft(other, None, Role.TEACHER, codes.fresh(codes.INVITATION_LENGTH))
    [made] = await town.posts.invite([draft], town.note())
    door = await town.entrance.knock(await town.visitor(1001), made.code)
    assert isinstance(door, Doorstep)
    assert door.is_move
    await town.entrance.decide(await town.visitor(1001), agrees=True)
    moved = await town.visitor(1001)
    assert moved.centre is not None
    assert moved.centre.id == other
    assert await town.count() == 2


async def test_a_listed_head_gets_the_post_on_coming_in_with_the_personal_code(town: Town) -> None:
    await town.listed(ListedPerson(2, "Школа № 5", own_number="1", role=Role.HEAD, profile={"work": "head"}))
    _organisations, [person] = await SqlListStore(town.database, SEALER).export(town.centre.id, None, with_names=True)
    olga = await town.visitor(1003)
    assert isinstance(await town.entrance.knock(olga, codes.told(person.code)), Doorstep)
    member = await town.entrance.decide(olga, agrees=True)
    assert member is not None
    assert member.profile == Profile({"work": "head"}, {"work": 2026})
    posts = {post.role for post in (await town.visitor(1003)).actor.posts}
    assert Role.HEAD in posts
    assert isinstance(await town.entrance.knock(await town.visitor(1004), person.code), Refused)


async def test_a_list_is_applied_once_and_a_second_import_doubles_nobody(town: Town) -> None:
    people = [ListedPerson(line, "Школа № 5", own_number=str(line)) for line in range(2, 30)]
    await town.listed(*people)
    assert await town.count() == 28
    await town.listed(*people)
    assert await town.count() == 28
    await town.listed(*[replace(person, profile={"work": "subject"}) for person in people[:3]])
    assert await town.count() == 28

    town.reader.listed = Listed("a.xlsx", (), (ListedPerson(2, "Сад № 3", own_number="99"),))
    checked = await town.lists.check(town.admin, "a.xlsx", b"x")
    assert checked is not None
    assert checked.number is not None
    twice = await asyncio.gather(*(town.lists.apply(town.admin, checked.number) for _ in range(2)))
    assert sorted(each is None for each in twice) == [False, True]
    assert await town.count() == 29


async def test_the_last_list_is_taken_back_but_whoever_has_come_stays(town: Town) -> None:
    await town.listed()
    people = [ListedPerson(line, "Школа № 5", own_number=str(line)) for line in range(2, 5)]
    await town.listed(*people)
    _organisations, listed = await SqlListStore(town.database, SEALER).export(town.centre.id, None, with_names=True)
    maria = await town.visitor(1001)
    await town.entrance.knock(maria, listed[0].code)
    await town.entrance.decide(maria, agrees=True)

    assert await town.lists.undo(town.admin) == (2, 1)
    assert await town.count() == 1
    assert (await town.visitor(1001)).member is not None
    # The one before has been built upon: it cannot be taken back any more.
    assert await town.lists.undo(town.admin) == (0, 0)
    assert await town.lists.undo(town.admin) is None


async def test_taking_back_a_change_restores_every_cell(town: Town) -> None:
    await town.listed(ListedPerson(2, "Школа № 5", own_number="1", profile={"work": "subject", "subject": "physics"}))
    store = SqlListStore(town.database, SEALER)
    before = await store.export(town.centre.id, None, with_names=True)
    await town.listed(
        ListedPerson(2, "Сад № 3", code=before[1][0].code, profile={"work": "preschool"}, role=Role.MENTOR)
    )
    assert await store.export(town.centre.id, None, with_names=True) != before
    assert await town.lists.undo(town.admin) == (1, 0)
    assert await store.export(town.centre.id, None, with_names=True) == before


async def test_names_are_sealed_found_again_and_survive_a_new_key(town: Town) -> None:
    named = ListedPerson(2, "Школа № 5", name="Петрова Мария Ивановна")
    await town.listed(named)
    await town.listed(replace(named, name="петрова  мария ивановна"))
    assert await town.count() == 1
    async with town.database.reading() as connection:
        row = (await connection.execute(select(members))).one()
    assert "етрова" not in str(tuple(row))
    code = await town.code()

    fresh = Sealer([fresh_key(), KEY])
    assert await SqlResealing(town.database, fresh).seal_anew() == 2
    assert await SqlResealing(town.database, fresh).seal_anew() == 0
    _organisations, [person] = await SqlListStore(town.database, fresh).export(town.centre.id, None, with_names=True)
    assert person.name == "Петрова Мария Ивановна"
    opened = await SqlEntranceStore(town.database, fresh).invitation_of(code)
    assert opened is not None


async def test_a_post_of_the_list_is_in_the_list_of_roles_and_can_be_taken_away(town: Town) -> None:
    listed = ListedPerson(2, "Школа № 5", own_number="1", role=Role.COORDINATOR)
    await town.listed(listed)
    _organisations, [person] = await SqlListStore(town.database, SEALER).export(town.centre.id, None, with_names=True)
    await town.entrance.knock(await town.visitor(1001), person.code)
    await town.entrance.decide(await town.visitor(1001), agrees=True)
    olga = await town.visitor(1001)
    assert olga.member is not None
    here = olga.member.organisation
    assert olga.actor.posts == {
        Post(Role.TEACHER, town.centre.id, here),
        Post(Role.COORDINATOR, town.centre.id, here),
    }

    [held] = await town.posts.posts(town.centre.id)
    assert await town.posts.revoke_post(held[0], town.centre.id, town.note()) is not None
    assert (await town.visitor(1001)).actor.posts == {Post(Role.TEACHER, town.centre.id, here)}

    await town.listed(replace(listed, code=person.code))  # the list says it anew, and takes it back
    assert [row[2].role for row in await town.posts.posts(town.centre.id)] == [Role.COORDINATOR]
    await town.listed(replace(listed, code=person.code, role=Role.MENTOR))
    assert await town.posts.posts(town.centre.id) == []
    assert (await town.visitor(1001)).actor.posts == {Post(Role.MENTOR, town.centre.id, here)}
    assert await town.lists.undo(town.admin) == (1, 0)
    assert [row[2].role for row in await town.posts.posts(town.centre.id)] == [Role.COORDINATOR]


async def test_a_listed_coordinator_who_goes_elsewhere_is_a_teacher_there(town: Town) -> None:
    """The code of another school hangs in its staff room: it must not make anybody its coordinator."""
    await town.listed(ListedPerson(2, "Школа № 5", own_number="1", role=Role.COORDINATOR))
    _organisations, [person] = await SqlListStore(town.database, SEALER).export(town.centre.id, None, with_names=True)
    await town.entrance.knock(await town.visitor(1001), person.code)
    await town.entrance.decide(await town.visitor(1001), agrees=True)
    await town.entrance.knock(await town.visitor(1001), await town.code("Сад № 3"))
    await town.entrance.decide(await town.visitor(1001), agrees=True)
    there = await town.visitor(1001)
    assert there.organisation is not None
    assert there.organisation.card == GARDEN
    assert {post.role for post in there.actor.posts} == {Role.TEACHER}
    assert await town.posts.posts(town.centre.id) == []


async def test_a_long_list_is_done_by_a_process_of_its_own(town: Town) -> None:
    if town.database.is_sqlite:
        pytest.skip("there a second process would keep this one from writing")
    store = SqlListStore(town.database, SEALER)
    here = HereAndNow(store, town.reader)  # its reader knows of no file: whoever asks it fails the test
    work = ProcessListWork(here, town.database.url.render_as_string(hide_password=False), [KEY])
    service = ListService(store, town.places, town.reader, town.stores.clock, Channel.FILE, work)
    people = [ListedPerson(n, "Школа № 5", own_number=str(n)) for n in range(2, 4_002)]
    data = list_workbook([ListedOrganisation(2, SCHOOL)], people)
    assert len(data) > LONG

    checked = await service.check(town.admin, "a.xlsx", data)
    assert checked is not None
    assert checked.plan == Summary(new_organisations=1, new_people=4_000)
    assert checked.number is not None
    applied = await service.apply(town.admin, checked.number)
    assert applied == checked
    assert await service.apply(town.admin, checked.number) is None
    assert await town.count() == 4_000
    again = await service.check(town.admin, "a.xlsx", data)
    assert again is not None
    assert again.plan == Summary(same=4_001)
    since, until = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    notes = await SqlAuditStore(town.database).read(town.centre.id, since, until)
    assert [note.details for note in notes if note.action == "list_applied"] == [
        "organisations +1 ~0, people +4000 ~0"
    ]


async def test_the_last_administrator_stays_and_posts_are_handed_over_whole(town: Town) -> None:
    anna = await town.visitor(2001)
    founded = await town.places.keep_centre(replace(town.centre, id=0), anna.account.id, town.note())  # type: ignore[arg-type]
    [held] = await town.posts.posts(founded.id)
    assert await town.posts.revoke_post(held[0], founded.id, town.note()) is None

    label = f"=handover:{anna.account.id}"
    draft = Draft(founded.id, None, Role.ADMINISTRATOR, codes.fresh(codes.ROLE_LENGTH), is_once=True, label=label)
    [made] = await town.posts.invite([draft], town.note())
    assert isinstance(await town.entrance.knock(await town.visitor(2002), made.code), Appointed)
    [taken] = await town.posts.posts(founded.id)
    assert taken[1] == (await town.visitor(2002)).account.id
    assert not (await town.visitor(2001)).actor.posts


async def test_a_deletion_leaves_nothing_that_leads_to_the_person(town: Town) -> None:
    await town.listed()
    maria = await town.visitor(1001)
    await town.entrance.knock(maria, await town.code())
    member = await town.entrance.decide(maria, agrees=True)
    assert member is not None
    questionnaire = await town.stores.questionnaire()
    await town.stores.begun(maria.account.id, questionnaire)
    counts = await SqlPrivacyStore(town.database).erase(maria.account.id, town.note("data_deleted"))
    with pytest.raises(LookupError):
        await town.visitor(1001)  # a worker that still remembers is told
    assert counts == {"answers": 1, "profile": 1, "address": 1}
    town.stores.accounts.forget(1001)
    async with town.database.reading() as connection:
        row = (await connection.execute(select(members))).one()
        assert (row.account_id, row.has_left, row.work) == (None, True, "")
        assert (await connection.execute(select(runs))).all() == []
        assert (await connection.execute(text("SELECT count(*) FROM accounts WHERE id = 2"))).scalar_one() == 0
    records = await SqlPrivacyStore(town.database).consents(member.code)
    assert len(records) == 1  # the proof of the consent outlives the person, by the code alone


async def test_what_is_old_goes_and_answers_lose_their_code_after_the_school_year(town: Town) -> None:
    await town.listed()
    maria = await town.visitor(1001)
    await town.entrance.knock(maria, await town.code())
    member = await town.entrance.decide(maria, agrees=True)
    assert member is not None
    questionnaire = await town.stores.questionnaire()
    run, _events = await town.stores.begun(maria.account.id, questionnaire)
    async with town.database.writing() as connection:
        finished = {"status": Status.FINISHED.value, "finished_at": town.stores.clock(), "centre_id": town.centre.id}
        await connection.execute(runs.update().where(runs.c.id == run.id).values(finished))
    retention = SqlRetention(town.database, town.stores.versions, Periods(), town.stores.clock)
    assert await retention.forget_old() == 0

    town.stores.clock.now = datetime(2027, 10, 15, tzinfo=UTC)
    assert await retention.forget_old() > 0
    async with town.database.reading() as connection:
        assert (await connection.execute(select(runs))).all() == []
        kept = await connection.execute(text("SELECT school_year FROM anonymous_answers"))
        assert kept.scalars().all() == [2026]
        notes = (await connection.execute(select(audit.c.action))).scalars().all()
    assert notes == ["retention"]


def test_periods_are_read_from_one_setting() -> None:
    assert periods_from("answers=60, audit=730").days["audit"] == 730
    assert periods_from("").days == Periods().days
    for wrong in ("answers=0", "audit", "coffee=3", "audit=x", "audit=99999"):
        with pytest.raises(RetentionError):
            periods_from(wrong)


async def test_a_decision_keeps_the_words_it_was_made_about(town: Town) -> None:
    await town.listed()
    maria = await town.visitor(1001)
    await town.entrance.knock(maria, await town.code())
    member = await town.entrance.decide(maria, agrees=True)
    assert member is not None
    store, words = SqlPrivacyStore(town.database), consent_text(town.centre, Purpose.EVENTS)
    record = ConsentRecord(Purpose.EVENTS, True, words.digest, town.stores.clock(), "telegram")
    await store.decide(member, words, record, town.note())
    assert await store.text_of(words.digest) == words
    assert (await store.consents(member.code))[-1] == record
