"""People's conversations."""

import asyncio

import pytest

from storage.database import Database
from tests.clock import Ticking
from tests.storage.cast import Stores, worker


@pytest.fixture
def stores(database: Database) -> Stores:
    return worker(database, Ticking())


async def test_two_first_messages_at_once_make_one_person(stores: Stores, database_url: str) -> None:
    other = worker(Database(database_url), stores.clock)
    people = await asyncio.gather(*[w.person(777) for w in (stores, other) * 4])
    await other.database.close()

    assert len(set(people)) == 1


async def test_large_telegram_numbers_are_kept(stores: Stores) -> None:
    address = 2**52 - 1
    account = await stores.accounts.recognise(address, stores.clock())

    assert (await stores.accounts.find(address)) == account
    assert await stores.accounts.find(address - 1) is None


async def test_the_living_message_is_remembered(stores: Stores) -> None:
    owner = await stores.person()

    assert await stores.accounts.swap_screen(owner, 5) is None
    assert await stores.accounts.swap_screen(owner, 8) == 5
    assert await stores.accounts.swap_screen(owner, 9) == 8
