"""Putting finished answers into packs and taking emptied packs apart again: recurring work of one worker."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Table, delete, func, insert, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.centre import school_year_of
from reports.packs.model import AnswerRow, Layout, Packed
from reports.packs.packing import packing
from reports.ports import Source
from storage.anonymous import MIXED
from storage.answer_rows import FINISHED, of_source, to_stored, unpacked, zone_of
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people_tables import anonymous_answers
from storage.tables import runs
from storage.types import from_microseconds
from storage.versions import SqlVersionStore
from surveys.model import VersionId
from surveys.service import NO_YEAR

LEAST = 500
"""Fewer are read one by one in no time."""
MOST = 1_000
"""Rows of a pack: so many are marked in one transaction, and nobody's tap notices it."""
TRIES = 5


@dataclass(frozen=True, slots=True)
class _Heap:
    """Answers that may go into one pack."""

    table: Table
    source: Source
    version: VersionId
    count: int

    @property
    def left_behind(self) -> int:
        """Anonymous answers that stay outside, drawn by lot, so that the next to come hides among them."""
        return MIXED if self.table is anonymous_answers else 0


class _OvertakenError(Exception):
    """Somebody was deleted, or packed by another worker, between our look and our mark."""


class SqlPacks:
    """Packs of all answers; whether a row is in one says nothing to anybody but the reader of `storage.answers`."""

    def __init__(self, database: Database, versions: SqlVersionStore, least: int = LEAST, most: int = MOST) -> None:
        self._database = database
        self._versions = versions
        self._least = least
        self._most = most

    async def pack_waiting(self) -> int:
        """Pack whatever has come together; gives how many answers."""
        await self._take_apart_emptied()
        done = 0
        for table in (runs, anonymous_answers):
            for heap in await self._heaps(table):
                done += await self._pack(heap)
        return done

    async def _take_apart_emptied(self) -> None:
        """Rows of emptied packs are free again."""
        emptied = select(answer_packs.c.id).where(answer_packs.c.size == 0)
        async with self._database.reading() as connection:
            numbers = (await connection.execute(emptied)).scalars().all()
        for number in numbers:
            async with self._database.writing() as connection:
                for table in (runs, anonymous_answers):
                    freed = update(table).where(table.c.pack_id == number).values(pack_id=None)
                    await connection.execute(freed)
                await connection.execute(delete(answer_packs).where(answer_packs.c.id == number))

    async def _heaps(self, table: Table) -> Sequence[_Heap]:
        c = table.c
        keys = (c.centre_id, c.questionnaire_key, c.campaign_id, c.version_id)
        if table is runs:
            last = type_coerce(func.max(c.finished_at), BigInteger)
            first = type_coerce(func.min(c.finished_at), BigInteger)
            query = select(*keys, func.count(), first, last).where(FINISHED, c.pack_id.is_(None)).group_by(*keys)
        else:
            year = c.school_year
            query = select(*keys, func.count(), year, year).where(c.pack_id.is_(None)).group_by(*keys, year)
        heaps: list[_Heap] = []
        async with self._database.reading() as connection:
            for *key, count, first, last in (await connection.execute(query)).all():
                if count >= self._least:
                    heaps += await self._by_year(connection, table, key, count, (first, last))
        return heaps

    async def _by_year(
        self, connection: AsyncConnection, table: Table, key: Sequence[Any], count: int, ends: tuple[int, int]
    ) -> Sequence[_Heap]:
        """Runs from the menu are told apart by the school year they were finished in."""
        centre, questionnaire, campaign, version = key
        if table is not runs:
            source = Source(centre, questionnaire, ends[0], campaign)
            return [_Heap(table, source, version, count)]
        if campaign is not None or centre is None:
            return [_Heap(table, Source(centre, questionnaire, NO_YEAR, campaign), version, count)]
        zone = await zone_of(connection, centre)
        first, last = (school_year_of(from_microseconds(end).astimezone(zone)) for end in ends)
        heaps: list[_Heap] = []
        for year in range(first, last + 1):
            source = Source(centre, questionnaire, year)
            mine = of_source(runs, source, zone) & (runs.c.version_id == version)
            query = select(func.count()).where(FINISHED, runs.c.pack_id.is_(None), mine)
            heaps.append(_Heap(table, source, version, (await connection.execute(query)).scalar_one()))
        return heaps

    async def _pack(self, heap: _Heap) -> int:
        questionnaire = await self._versions.of(heap.version)
        if questionnaire.is_internal:
            return 0
        layout, done, waiting = Layout(questionnaire), 0, heap.count
        while waiting >= self._least + heap.left_behind:
            most = min(self._most, waiting - heap.left_behind)
            for _ in range(TRIES):  # somebody was deleted or mixed meanwhile
                packed = await self._pack_some(heap, layout, most)
                if packed:
                    break
            else:
                return done
            done += packed
            waiting -= packed
        return done

    async def _pack_some(self, heap: _Heap, layout: Layout, most: int) -> int:
        """One pack; 0 if any of its rows changed before it was stored."""
        rows = await self._some(heap, most)
        if heap.table is anonymous_answers:
            secrets.SystemRandom().shuffle(rows)
        packed: Packed | None = None
        for portion in packing(layout, rows):
            await asyncio.sleep(0)  # taps go first
            packed = portion
        if packed is None or not rows:
            return 0
        try:
            await self._keep(heap, packed, [row.id for row in rows])
        except _OvertakenError:
            return 0
        return len(rows)

    async def _some(self, heap: _Heap, most: int) -> list[AnswerRow]:
        c = heap.table.c
        async with self._database.reading() as connection:
            zone = await zone_of(connection, heap.source.centre)
            query = unpacked(heap.table).where(of_source(heap.table, heap.source, zone), c.version_id == heap.version)
            order = c.id if heap.table is runs else func.random()
            rows = (await connection.execute(query.order_by(order).limit(most))).all()
        return [row for _, row in to_stored(heap.table, rows, zone)]

    async def _keep(self, heap: _Heap, packed: Packed, numbers: Sequence[int]) -> None:
        source = heap.source
        row = {
            "version_id": heap.version,
            "questionnaire_key": source.questionnaire_key,
            "centre_id": source.centre,
            "campaign_id": source.campaign,
            "school_year": source.school_year,
            "is_anonymous": heap.table is anonymous_answers,
            "size": packed.size,
            "figures": packed.figures,
            "words": packed.words,
        }
        c = heap.table.c
        async with self._database.writing() as connection:
            added = insert(answer_packs).values(row).returning(answer_packs.c.id)
            number = (await connection.execute(added)).scalar_one()
            mine = update(heap.table).where(c.id.in_(numbers), c.pack_id.is_(None)).values(pack_id=number)
            marked = (await connection.execute(mine)).rowcount
            if marked != len(numbers):
                raise _OvertakenError  # nothing of it is kept
