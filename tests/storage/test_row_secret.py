"""Numbers of respondents in files stay the same, whichever key people are sealed with."""

import asyncio

from storage.database import Database
from storage.row_secret import SqlRowSecret
from storage.sealing import Sealer, fresh_key

OLD, NEW = fresh_key(), fresh_key()


async def test_the_first_secret_stays(database: Database) -> None:
    assert await SqlRowSecret(database, Sealer([OLD])).kept(b"first") == b"first"
    assert await SqlRowSecret(database, Sealer([OLD])).kept(b"second") == b"first"


async def test_it_survives_another_key(database: Database) -> None:
    await SqlRowSecret(database, Sealer([OLD])).kept(b"first")
    await SqlRowSecret(database, Sealer([NEW, OLD])).seal_anew(b"second")
    assert await SqlRowSecret(database, Sealer([NEW])).kept(b"third") == b"first"


async def test_workers_who_begin_at_once_agree(database: Database) -> None:
    found = await asyncio.gather(*(SqlRowSecret(database, Sealer([OLD])).kept(bytes([n])) for n in range(4)))
    assert len(set(found)) == 1
