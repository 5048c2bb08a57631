"""Stores of people on both engines: doors, posts, lists in one piece, retention, keys."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from people import codes
from people.consent import ConsentRecord, Purpose, consent_text
from people.entrance import Appointed, Doorstep, Inside, Refused, Shut, Why
from people.invitation import Draft
from people.lists.model import Listed, ListedPerson
from people.member import Profile
from people.retention import Periods, RetentionError, periods_from
from people.roles import Role
from storage.database import Database
from storage.people.entrance import SqlEntranceStore
from storage.people.lists import SqlListStore
from storage.people.privacy import SqlPrivacyStore
from storage.people.resealing import SqlResealing
from storage.people.retention import SqlRetention
from storage.people_tables import audit, members
from storage.sealing import Sealer, fresh_key
from storage.tables import runs
from surveys.model import Status
from tests.storage.cast import KEY, SEALER
from tests.storage.town import Town, opened


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with opened(database) as town:
        yield town


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
