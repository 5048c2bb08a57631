"""Answers from paper on both engines: taken once, counted, without a trace of who typed them or in which order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from people.audit import Note
from people.model import OrganisationId
from people.policy import Mode
from reports.paper.model import Sheet
from storage.database import Database
from storage.paper import SqlPaperStore
from storage.people_tables import anonymous_answers, audit, imports
from surveys.campaigns.model import Campaign
from surveys.model import Key
from tests.clock import Ticking
from tests.storage.cast import Stores, worker
from tests.storage.test_campaigns import World, world


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


def sheet(there: World, number: str, place: int = 0, said: str = "yes") -> Sheet:
    return Sheet(OrganisationId(there.places[place]), number, {Key("first"): said})


def note(there: World) -> Note:
    return Note(there.stores.clock(), there.centre, "test", "paper_taken", "campaign")


async def kept(there: World, store: SqlPaperStore, data: bytes = b"book") -> int:
    return await store.keep(there.people[0][0], there.centre, "ввод.xlsx", data, there.stores.clock())


async def sources(there: World, campaign: Campaign) -> list[str]:
    query = select(anonymous_answers.c.source).where(anonymous_answers.c.campaign_id == campaign.id)
    async with there.stores.database.reading() as connection:
        return sorted((await connection.execute(query)).scalars())


async def counts_with_paper(there: World, campaign: Campaign) -> dict[int, tuple[int, int, int, int]]:
    """Invited, started, finished, and sheets of paper."""
    await there.counts(campaign)
    coverage = await there.store.coverage(campaign.id)
    return {place: (each.invited, each.started, each.finished, each.paper) for place, each in coverage.items()}


async def test_what_is_taken_is_counted_and_the_workbook_is_gone(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started(mode=Mode.ANONYMOUS)
    run = await there.begins(0, campaign)
    assert run is not None
    await there.finishes(run)
    store = SqlPaperStore(stores.database, stores.versions)
    number = await kept(there, store)
    sheets = [sheet(there, "1"), sheet(there, "2", said="no"), sheet(there, "1", place=1)]

    assert await store.take(number, campaign, sheets, note(there)) == 3
    first, second = there.places
    assert await counts_with_paper(there, campaign) == {first: (3, 1, 1, 2), second: (2, 0, 0, 1)}
    assert await sources(there, campaign) == ["chat", "paper", "paper", "paper"]
    assert await store.entered(campaign.id) == {each.mark for each in sheets}
    async with stores.database.reading() as connection:
        assert (await connection.execute(select(imports))).all() == []
        [line] = (await connection.execute(select(audit).where(audit.c.action == "paper_taken"))).all()
        assert line.details == "sheets 3"
        if not stores.database.is_sqlite:  # those from the chat were written anew among them
            text = "SELECT count(DISTINCT xmin::text) FROM anonymous_answers"
            assert (await connection.exec_driver_sql(text)).scalar_one() == 1


async def test_a_sheet_counts_once_whoever_brings_it(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    store = SqlPaperStore(stores.database, stores.versions)
    assert await store.take(await kept(there, store), campaign, [sheet(there, "1")], note(there)) == 1
    again = [sheet(there, "1", said="no"), sheet(there, "2"), sheet(there, "2")]
    assert await store.take(await kept(there, store), campaign, again, note(there)) == 1
    assert await counts_with_paper(there, campaign) == {there.places[0]: (3, 0, 0, 2), there.places[1]: (2, 0, 0, 0)}


async def test_of_two_workers_one_takes_a_workbook(database: Database) -> None:
    one, other = worker(database, Ticking()), worker(database, Ticking())
    try:
        there = await world(one)
        campaign = await there.started()
        stores = SqlPaperStore(database, one.versions), SqlPaperStore(database, other.versions)
        number = await kept(there, stores[0])
        taking = [store.take(number, campaign, [sheet(there, "1")], note(there)) for store in stores]
        assert sorted(await asyncio.gather(*taking), key=str) == [1, None]
        assert await sources(there, campaign) == ["paper"]
    finally:
        await one.lane.close()
        await other.lane.close()


async def test_the_same_sheets_in_two_workbooks_at_once_count_once(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    store = SqlPaperStore(stores.database, stores.versions)
    mine = await kept(there, store)
    others = await store.keep(there.people[1][0], there.centre, "ввод.xlsx", b"book", stores.clock())
    taking = [store.take(number, campaign, [sheet(there, "1")], note(there)) for number in (mine, others)]
    assert sorted(count or 0 for count in await asyncio.gather(*taking)) == [0, 1]
    assert await sources(there, campaign) == ["paper"]


async def test_nothing_is_taken_after_the_late_window_and_the_workbook_stays(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started(closes_at=stores.clock() + timedelta(days=7), late_days=3)
    store = SqlPaperStore(stores.database, stores.versions)
    number = await kept(there, store)
    stores.clock.passes(days=11)
    assert await store.take(number, campaign, [sheet(there, "1")], note(there)) is None
    assert await sources(there, campaign) == []
    assert await store.kept(number, there.people[0][0], there.centre) == ("ввод.xlsx", b"book")


async def test_a_workbook_waits_for_the_one_who_sent_it(stores: Stores) -> None:
    there = await world(stores)
    store = SqlPaperStore(stores.database, stores.versions)
    (me, _, _), (other, _, _) = there.people[:2]
    earlier, number = await kept(there, store, b"earlier"), await kept(there, store)
    assert await store.kept(earlier, me, there.centre) is None
    assert await store.kept(number, other, there.centre) is None
    assert await store.kept(number, me, await stores.centre("Другой")) is None
    await store.drop(number, other)
    assert await store.kept(number, me, there.centre) == ("ввод.xlsx", b"book")
    await store.drop(number, me)
    assert await store.kept(number, me, there.centre) is None
