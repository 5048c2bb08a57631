"""People's conversations."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.sealing import Sealer, SealingError, fresh_key, is_key
from storage.tables import accounts
from tests.clock import Ticking
from tests.storage.cast import SEALER, Stores, worker


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


async def test_the_choice_of_tables_is_remembered_for_each(stores: Stores) -> None:
    mine, theirs = await stores.person(1), await stores.person(2)
    assert not await stores.accounts.wants_tables(mine)

    await stores.accounts.choose_tables(mine, True)
    assert (await stores.accounts.wants_tables(mine), await stores.accounts.wants_tables(theirs)) == (True, False)
    await stores.accounts.choose_tables(mine, False)
    assert not await stores.accounts.wants_tables(mine)


async def test_without_the_key_nobody_can_be_found_or_written_to(stores: Stores) -> None:
    await stores.person(5_123_456_789)
    async with stores.database.reading() as connection:
        rows = (await connection.execute(select(accounts))).all()

    assert "5123456789" not in repr(rows)
    stranger = SqlAccountStore(stores.database, Sealer([fresh_key()]))
    assert await stranger.find(5_123_456_789) is None
    with pytest.raises(SealingError):
        Sealer([fresh_key()]).open(rows[0].sealed_address)


async def test_a_new_key_takes_over_while_people_keep_coming(stores: Stores) -> None:
    old, new = fresh_key(), fresh_key()
    before = SqlAccountStore(stores.database, Sealer([old]))
    known = [await before.recognise(address, stores.clock()) for address in (11, 22, 33)]

    both = SqlAccountStore(stores.database, Sealer([new, old]))
    assert await both.recognise(22, stores.clock()) == known[1]
    assert [await both.seal_anew(most=2), await both.seal_anew(most=2), await both.seal_anew(most=2)] == [2, 1, 0]

    after = SqlAccountStore(stores.database, Sealer([new]))
    assert [await after.find(address) for address in (11, 22, 33)] == known
    assert await SqlAccountStore(stores.database, Sealer([old])).find(11) is None


@given(st.integers(-(2**62), 2**62))
def test_what_is_sealed_is_opened_and_never_looks_the_same_twice(address: int) -> None:
    sealed = SEALER.seal(address)
    assert SEALER.open(sealed) == address
    assert sealed != SEALER.seal(address)
    assert len(sealed) == len(SEALER.seal(1))
    assert 0 <= SEALER.digest(address) < 2**63


def test_a_damaged_address_is_an_error_and_a_wrong_key_is_none() -> None:
    sealed = SEALER.seal(7)
    with pytest.raises(SealingError):
        SEALER.open(sealed[:-6] + "AAAAA=")
    assert [is_key(text) for text in (fresh_key(), "", "короткий", "a" * 43 + "!", fresh_key() + "AAAA")] == [
        True,
        False,
        False,
        False,
        False,
    ]
