"""Finished answers of a source in columns: the `AnswerStore` of the reports. Heavy: for jobs only."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from people.model import CentreId
from people.organisation import Organisation
from reports.attributes import attributes_of
from reports.packs.joining import Joined, VersionPack, join
from reports.packs.model import Layout, Packed
from reports.packs.packing import ANONYMOUS, pack
from reports.ports import FIGURES, Source, Wanted
from reports.responses import Responses
from storage.answer_rows import Stored, of_packs, of_source, raw, to_stored, unpacked, zone_of
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people.rows import to_organisation
from storage.people_tables import anonymous_answers, members, organisations
from storage.tables import runs
from storage.versions import SqlVersionStore
from surveys.model import Questionnaire, VersionId

TABLES = (runs, anonymous_answers)
MOST_REMEMBERED = 1_000
"""Rows in no pack that are kept packed in memory until they change."""
_ID_BYTES = 5
"""Eight letters; two of a hundred thousand rows share one with a chance of 0,5 %."""


class SqlAnswers:
    """Reads packs, and what is in no pack yet one by one; both in one view of the database."""

    def __init__(self, database: Database, versions: SqlVersionStore, secret: bytes = b"") -> None:
        self._database = database
        self._versions = versions
        self._secret = secret
        self._last: dict[VersionId, tuple[list[Any], VersionPack]] = {}

    async def responses(
        self, source: Source, wanted: Wanted = FIGURES, *, only_raw: bool = False
    ) -> Responses | None:
        """See `AnswerStore.responses`. `only_raw` reads every answer as it was given and no pack."""
        found = await self._read(source, wanted, only_raw=only_raw)
        return None if found is None else found[0]

    async def numbered(self, source: Source, wanted: Wanted = FIGURES) -> tuple[Responses, NDArray[np.int64]] | None:
        """The same with a number for each row's answers; those of people known here are below zero."""
        found = await self._read(source, wanted, only_raw=False)
        if found is None:
            return None
        responses, joined = found
        return responses, np.where(joined.flags & ANONYMOUS, joined.ids, ~joined.ids)

    async def joined(self, source: Source, wanted: Wanted, *, only_raw: bool = False) -> Joined | None:
        """The same with everything that is known of each row."""
        found = await self._read(source, wanted, only_raw=only_raw)
        return None if found is None else found[1]

    async def _read(self, source: Source, wanted: Wanted, *, only_raw: bool) -> tuple[Responses, Joined] | None:
        async with self._database.reading() as connection:
            await one_view(connection)
            zone = await zone_of(connection, source.centre)
            packs = [] if only_raw else await self._packs(connection, source, zone, wanted)
            rows = await _rows(connection, source, zone, only_raw=only_raw)
            places = await _organisations(connection, source.centre)
            codes = await self._codes(connection, source, zone) if wanted.codes else {}
        packs += await self._packed_now(rows)
        if not packs:
            return None
        versions = await self._of({each.version for each in packs})
        joined = join(versions, packs, with_words=wanted.words)
        return self._told(joined, places, wanted, codes), joined

    async def _packs(
        self, connection: AsyncConnection, source: Source, zone: tzinfo, wanted: Wanted
    ) -> list[VersionPack]:
        c = answer_packs.c
        columns = [c.version_id, c.size, c.figures, *([c.words] if wanted.words else [])]
        query = select(*columns).where(of_source(answer_packs, source, zone), c.size > 0).order_by(c.id)
        return [
            VersionPack(VersionId(version), Packed(size, figures, *words))
            for version, size, figures, *words in await connection.execute(query)
        ]

    async def _packed_now(self, rows: Sequence[Stored]) -> list[VersionPack]:
        by_version: dict[VersionId, list[Any]] = {}
        for version, row in rows:
            by_version.setdefault(version, []).append(row)
        return [await self._packed(version, some) for version, some in sorted(by_version.items())]

    async def _packed(self, version: VersionId, rows: list[Any]) -> VersionPack:
        """Whoever looks twice in a minute mostly finds the same rows."""
        before, packed = self._last.get(version, ([], None))
        if packed is None or before != rows:
            packed = VersionPack(version, pack(Layout(await self._versions.of(version)), rows, to_keep=False))
            self._last = {version: (rows, packed)} if len(rows) <= MOST_REMEMBERED else {}
        return packed

    async def _of(self, numbers: Iterable[VersionId]) -> Sequence[Questionnaire]:
        """The oldest first: a version that was added later has a greater number."""
        return [await self._versions.of(number) for number in sorted(numbers)]

    def _told(
        self, joined: Joined, places: Sequence[Organisation], wanted: Wanted, codes: Mapping[int, str]
    ) -> Responses:
        found = joined.responses
        told = attributes_of(joined.organisations, places, found.questionnaire, found.choices)
        responses = replace(found, attributes=told)
        if wanted.row_ids:
            responses = replace(responses, row_ids=self._row_ids(joined), finished_on=_days(joined))
        if wanted.codes:
            responses = replace(responses, codes=_codes(joined, codes))
        return responses

    def _row_ids(self, joined: Joined) -> Sequence[str]:
        told = []
        for number, flags in zip(joined.ids.tolist(), joined.flags.tolist(), strict=True):
            text_ = f"{flags & ANONYMOUS}:{number}".encode()
            digest = hashlib.blake2b(text_, digest_size=_ID_BYTES, key=self._secret[:64])
            told.append(b32encode(digest.digest()).decode().lower())
        return told

    async def _codes(self, connection: AsyncConnection, source: Source, zone: tzinfo) -> Mapping[int, str]:
        mine = of_source(runs, source, zone)
        query = select(runs.c.id, members.c.code).join(members, members.c.account_id == runs.c.account_id).where(mine)
        return {row.id: row.code for row in await connection.execute(query)}

    async def organisations(self, centre: CentreId) -> Sequence[Organisation]:
        """See `AnswerStore.organisations`."""
        async with self._database.reading() as connection:
            return await _organisations(connection, centre)


async def one_view(connection: AsyncConnection) -> None:
    """Nothing may move from the rows into a pack between two looks; SQLite sees one state anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


async def _rows(connection: AsyncConnection, source: Source, zone: tzinfo, *, only_raw: bool) -> list[Stored]:
    """All rows, or those in no pack and those whose pack was emptied because somebody in it was deleted."""
    emptied = select(answer_packs.c.id).where(answer_packs.c.size == 0, of_source(answer_packs, source, zone))
    numbers = (await connection.execute(emptied)).scalars().all()
    found: list[Stored] = []
    for table in TABLES:
        mine = of_source(table, source, zone)
        queries = [(raw(table) if only_raw else unpacked(table)).where(mine)]
        if numbers and not only_raw:
            queries.append(of_packs(table, numbers))
        for query in queries:
            rows = (await connection.execute(query.order_by(table.c.id))).all()
            found += to_stored(table, rows, zone)
    return found


async def _organisations(connection: AsyncConnection, centre: CentreId | None) -> Sequence[Organisation]:
    rows = (await connection.execute(select(organisations).where(organisations.c.centre_id == centre))).all()
    return [to_organisation(row) for row in rows]


def _days(joined: Joined) -> Sequence[str]:
    return [date.fromordinal(day).isoformat() if day else "" for day in joined.days.tolist()]


def _codes(joined: Joined, codes: Mapping[int, str]) -> Sequence[str]:
    rows = zip(joined.ids.tolist(), joined.flags.tolist(), strict=True)
    return ["" if flags & ANONYMOUS else codes.get(number, "") for number, flags in rows]
