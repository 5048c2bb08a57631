"""Centres' own templates: one that is used, one that waits, each only its centre's."""

from datetime import timedelta

import pytest

from people.audit import Note
from people.model import CentreId
from reports.templates import Template
from storage.database import Database
from storage.people.audit import SqlAuditStore
from storage.templates import SqlTemplateStore
from tests.clock import Ticking
from tests.storage.cast import Stores, worker


@pytest.fixture
def stores(database: Database) -> Stores:
    return worker(database, Ticking())


@pytest.fixture
def templates(database: Database) -> SqlTemplateStore:
    return SqlTemplateStore(database)


def note(stores: Stores, centre: CentreId, action: str = "template_set") -> Note:
    return Note(stores.clock(), centre, "methodologist 1", action)


async def test_a_template_waits_until_it_is_put_to_use(stores: Stores, templates: SqlTemplateStore) -> None:
    centre = await stores.centre()
    number = await templates.offer(centre, "бланк.docx", b"one", stores.clock())
    assert (await templates.used(centre), await templates.content(centre)) == (None, None)

    assert await templates.use(number, centre, note(stores, centre))
    digest = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert await templates.used(centre) == Template(number, "бланк.docx", digest, stores.clock())
    assert await templates.content(centre) == b"one"
    now = stores.clock()
    notes = await SqlAuditStore(stores.database).read(centre, now - timedelta(days=1), now + timedelta(days=1))
    assert [each.action for each in notes if each.action.startswith("template")] == ["template_set"]


async def test_the_newest_offer_takes_the_place_of_the_one_before(
    stores: Stores, templates: SqlTemplateStore
) -> None:
    centre = await stores.centre()
    old = await templates.offer(centre, "a.docx", b"one", stores.clock())
    new = await templates.offer(centre, "b.docx", b"two", stores.clock())

    assert not await templates.use(old, centre, note(stores, centre))
    assert await templates.use(new, centre, note(stores, centre))
    assert not await templates.use(new, centre, note(stores, centre))
    third = await templates.offer(centre, "c.docx", b"three", stores.clock())
    assert await templates.content(centre) == b"two"
    assert await templates.use(third, centre, note(stores, centre))
    assert await templates.content(centre) == b"three"


async def test_what_is_dropped_or_taken_back_is_gone(stores: Stores, templates: SqlTemplateStore) -> None:
    centre = await stores.centre()
    number = await templates.offer(centre, "a.docx", b"one", stores.clock())
    await templates.drop(number, centre)
    assert not await templates.use(number, centre, note(stores, centre))

    number = await templates.offer(centre, "a.docx", b"one", stores.clock())
    await templates.use(number, centre, note(stores, centre))
    await templates.drop(number, centre)
    assert await templates.content(centre) == b"one"
    assert await templates.forget(centre, note(stores, centre, "template_dropped"))
    assert not await templates.forget(centre, note(stores, centre, "template_dropped"))
    assert await templates.used(centre) is None


async def test_another_centre_has_its_own(stores: Stores, templates: SqlTemplateStore) -> None:
    here, there = await stores.centre("А"), await stores.centre("Б")
    number = await templates.offer(here, "a.docx", b"one", stores.clock())

    assert not await templates.use(number, there, note(stores, there))
    await templates.drop(number, there)
    assert await templates.use(number, here, note(stores, here))
    assert await templates.used(there) is None
