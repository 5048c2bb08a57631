"""Whether the answers of a campaign are still those of which a file was made; light enough for a tap."""

import hashlib

from sqlalchemy import select

from reports.ports import Source
from storage.answer_rows import of_packs, of_source, unpacked, zone_of
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people_tables import anonymous_answers, organisations
from storage.tables import runs

_BYTES = 16
_PACKS = select(answer_packs.c.id, answer_packs.c.size).order_by(answer_packs.c.id)
_CARDS = select(organisations).order_by(organisations.c.id)


class SqlAnswersState:
    """The `AnswersState`: of packed answers the packs, which never change, and of the others every one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, source: Source) -> str:
        """See `AnswersState.of`."""
        digest = hashlib.blake2b(digest_size=_BYTES)
        async with self._database.reading() as connection:
            zone = await zone_of(connection, source.centre)
            mine = of_source(answer_packs, source, zone)
            packs = (await connection.execute(_PACKS.where(mine))).all()
            emptied = [row.id for row in packs if not row.size]
            queries = [_CARDS.where(organisations.c.centre_id == source.centre)]
            for table in (runs, anonymous_answers):
                queries.append(unpacked(table).where(of_source(table, source, zone)).order_by(table.c.id))
                queries.append(of_packs(table, emptied).order_by(table.c.id))
            for rows in (packs, *[(await connection.execute(query)).all() for query in queries]):
                digest.update(repr([tuple(row) for row in rows]).encode())
        return digest.hexdigest()
