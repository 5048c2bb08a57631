"""Posts and long lists on both engines: what a list gives, what is taken away, what is done apart."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.lists import LONG, ProcessListWork
from people import codes
from people.entrance import Appointed
from people.invitation import Draft
from people.lists.model import ListedOrganisation, ListedPerson
from people.lists.service import ListService
from people.lists.summary import Summary
from people.lists.work import HereAndNow
from people.lists.writing import list_workbook
from people.policy import Channel
from people.roles import Post, Role
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.people.lists import SqlListStore
from tests.storage.cast import KEY, SEALER
from tests.storage.town import GARDEN, SCHOOL, Town, opened


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with opened(database) as town:
        yield town


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
