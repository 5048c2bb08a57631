"""Finished answers of a source in columns: the `AnswerStore` of the reports. Heavy: for jobs only."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from people.model import CentreId
from people.organisation import Organisation
from reports.attributes import attributes_of
from reports.packs.joining import Joined, VersionPack, join
from reports.packs.model import AnswerRow, Layout, Packed
from reports.packs.packing import ANONYMOUS, pack
from reports.ports import FIGURES, Source, Wanted
from reports.responses import Responses
from storage.answer_rows import Found, of_source, rows_of, zone_of
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people.rows import to_organisation
from storage.people_tables import members, organisations
from storage.tables import runs
from storage.versions import SqlVersionStore
from surveys.model import Questionnaire, VersionId

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
        self._last: tuple[Found, Sequence[VersionPack]] | None = None

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
            packs, emptied = ([], []) if only_raw else await self._packs(connection, source, zone, wanted)
            rows = await rows_of(connection, source, zone, None if only_raw else emptied)
            places = await _organisations(connection, source.centre)
            codes = await self._codes(connection, source, zone) if wanted.codes else {}
        packs += await self._packed(rows)
        if not packs:
            return None
        versions = await self._of({each.version for each in packs})
        joined = join(versions, packs, with_words=wanted.words)
        return self._told(joined, places, wanted, codes), joined

    async def _packs(
        self, connection: AsyncConnection, source: Source, zone: tzinfo, wanted: Wanted
    ) -> tuple[list[VersionPack], list[int]]:
        """And the numbers of those that were emptied because somebody in them was deleted."""
        c = answer_packs.c
        columns = [c.id, c.version_id, c.size, c.figures, *([c.words] if wanted.words else [])]
        query = select(*columns).where(of_source(answer_packs, source, zone)).order_by(c.id)
        found: list[VersionPack] = []
        emptied: list[int] = []
        for number, version, size, figures, *words in await connection.execute(query):
            if size:
                found.append(VersionPack(VersionId(version), Packed(size, figures, *words)))
            else:
                emptied.append(number)
        return found, emptied

    async def _packed(self, found: Found) -> Sequence[VersionPack]:
        """Rows in no pack, packed now. Whoever looks twice in a minute mostly finds the same."""
        if self._last is not None and self._last[0] == found:
            return self._last[1]
        packs = [await self._pack(version, rows) for version, rows in sorted(found.by_version().items())]
        self._last = (found, packs) if found.size <= MOST_REMEMBERED else None
        return packs

    async def _pack(self, version: VersionId, rows: Sequence[AnswerRow]) -> VersionPack:
        return VersionPack(version, pack(Layout(await self._versions.of(version)), rows, to_keep=False))

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


async def _organisations(connection: AsyncConnection, centre: CentreId | None) -> Sequence[Organisation]:
    rows = (await connection.execute(select(organisations).where(organisations.c.centre_id == centre))).all()
    return [to_organisation(row) for row in rows]


def _days(joined: Joined) -> Sequence[str]:
    return [date.fromordinal(day).isoformat() if day else "" for day in joined.days.tolist()]


def _codes(joined: Joined, codes: Mapping[int, str]) -> Sequence[str]:
    rows = zip(joined.ids.tolist(), joined.flags.tolist(), strict=True)
    return ["" if flags & ANONYMOUS else codes.get(number, "") for number, flags in rows]
