"""Boards in messages on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from people.model import Account, OrganisationId
from storage.boards import SqlBoardStore
from storage.database import Database
from surveys.campaigns.boards import REST, Board, mark_of
from surveys.campaigns.model import CampaignState, Coverage
from surveys.model import CampaignId
from tests.clock import Ticking
from tests.storage.cast import SEALER, Stores, worker
from tests.storage.test_campaigns import world


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


async def test_a_board_is_due_a_minute_after_it_was_drawn_and_one_person_has_one(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    [campaign] = await there.store.running(there.centre)
    boards = SqlBoardStore(stores.database, SEALER)
    anna, boris = await stores.person(1), await stores.person(5005)
    first = Board(campaign, Account(anna, 1), 77, "a")
    await boards.keep(first, stores.clock())
    await boards.keep(replace(first, account=Account(boris, 5005), message=9), stores.clock() - timedelta(hours=1))
    assert [each.message for each in await boards.due(stores.clock() - REST)] == [9]

    again = replace(first, message=78, shown="b")
    assert await boards.keep(again, stores.clock()) == 77
    await boards.drawn(replace(first, shown="c"), stores.clock())  # not this message any more
    stores.clock.passes(minutes=1)
    assert [each for each in await boards.due(stores.clock() - REST) if each.account.id == anna] == [again]

    await boards.forget(first)
    assert len(await boards.due(stores.clock())) == 2
    assert await boards.drop(campaign.id, anna) == 78
    assert await boards.drop(campaign.id, anna) is None
    await boards.keep(first, stores.clock())
    await boards.forget(first)
    assert [each.account.id for each in await boards.due(stores.clock())] == [boris]


async def test_counts_come_by_campaign_and_a_mark_tells_them_apart(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    boards = SqlBoardStore(stores.database, SEALER)
    before = (await boards.counts([campaign.id, CampaignId(999)]))[campaign.id]
    first, second = (OrganisationId(place) for place in there.places)
    assert before == {first: Coverage(3, 0, 0), second: Coverage(2, 0, 0)}
    await there.begins(0, campaign)
    after = (await boards.counts([campaign.id]))[campaign.id]
    closed = replace(campaign, state=CampaignState.CLOSED)
    marks = [mark_of(campaign, before), mark_of(campaign, after), mark_of(closed, after)]
    assert len(set(marks)) == 3
    assert mark_of(campaign, dict(reversed(after.items()))) == mark_of(campaign, after)
    assert await boards.counts([]) == {}
