"""Finished answers one by one, as they were given: what packs are made of and what they are checked against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import BigInteger, ColumnElement, Select, Table, and_, literal_column, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from people.centre import SEPTEMBER
from people.model import CentreId
from reports.packs.model import AnswerRow
from reports.ports import Source
from storage.anonymous import PAPER
from storage.people_tables import anonymous_answers, centres
from storage.tables import runs
from storage.types import from_microseconds
from surveys.model import VersionId
from surveys.quality import was_hasty

FINISHED = runs.c.status == literal_column("'finished'")
"""Written out, so that SQLite sees that the index of unpacked rows fits."""

TABLES = {table.name: table for table in (runs, anonymous_answers)}
Stored = tuple[VersionId, AnswerRow]


@dataclass(frozen=True)
class Found:
    """Rows as the database has them."""

    zone: tzinfo
    rows: Sequence[tuple[str, Sequence[Any]]]
    """With the name of their table."""

    @property
    def size(self) -> int:
        """How many."""
        return sum(len(rows) for _, rows in self.rows)

    def by_version(self) -> Mapping[VersionId, Sequence[AnswerRow]]:
        """What they tell."""
        found: dict[VersionId, list[AnswerRow]] = {}
        for name, rows in self.rows:
            for version, row in to_stored(TABLES[name], rows, self.zone):
                found.setdefault(version, []).append(row)
        return found


async def rows_of(connection: AsyncConnection, source: Source, zone: tzinfo, emptied: Sequence[int] | None) -> Found:
    """Those in no pack and those of the emptied packs; all there are where this is None."""
    queries = []
    for name, table in TABLES.items():
        queries.append((name, unpacked(table) if emptied is not None else raw(table)))
        if emptied:
            queries.append((name, of_packs(table, emptied)))
    rows = []
    for name, query in queries:
        table = TABLES[name]
        asked = query.where(of_source(table, source, zone)).order_by(table.c.id)
        rows.append((name, (await connection.execute(asked)).all()))
    return Found(zone, rows)


async def zone_of(connection: AsyncConnection, centre: CentreId | None) -> tzinfo:
    """The zone of a centre; UTC without one."""
    query = select(centres.c.settings).where(centres.c.id == centre)
    settings = (await connection.execute(query)).scalar_one_or_none()
    return UTC if settings is None else ZoneInfo(orjson.loads(settings)["zone"])


def of_source(table: Table, source: Source, zone: tzinfo) -> ColumnElement[bool]:
    """Which rows of `runs`, `anonymous_answers` or `answer_packs` belong to a source."""
    columns = table.c
    of_centre = _same(columns.centre_id, source.centre)
    alike = and_(columns.questionnaire_key == source.questionnaire_key, of_centre)
    if source.campaign is not None:
        return and_(alike, columns.campaign_id == source.campaign)
    if table is runs:
        first, last = (datetime(year, SEPTEMBER, 1, tzinfo=zone) for year in years(source.school_year))
        return and_(alike, columns.campaign_id.is_(None), columns.finished_at >= first, columns.finished_at < last)
    return and_(alike, columns.campaign_id.is_(None), columns.school_year == source.school_year)


def years(school_year: int) -> tuple[int, int]:
    """Those in which it begins and ends; 0 stands for all time."""
    return (school_year, school_year + 1) if school_year else (1970, 9999)


def _same(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


def unpacked(table: Table) -> Select[Any]:
    """Rows in no pack."""
    alone = table.c.pack_id.is_(None)
    return _columns(table).where(and_(FINISHED, alone) if table is runs else alone)


def of_packs(table: Table, packs: Sequence[int]) -> Select[Any]:
    """Rows of these packs, one by one."""
    return _columns(table).where(table.c.pack_id.in_(packs))


def raw(table: Table) -> Select[Any]:
    """All finished rows, packed or not."""
    columns = _columns(table)
    return columns.where(FINISHED) if table is runs else columns


def _columns(table: Table) -> Select[Any]:
    if table is runs:
        return select(
            runs.c.id,
            runs.c.version_id,
            runs.c.organisation_id,
            runs.c.answers,
            type_coerce(runs.c.begun_at, BigInteger).label("begun"),
            type_coerce(runs.c.finished_at, BigInteger).label("finished"),
        )
    kept = anonymous_answers.c
    return select(kept.id, kept.version_id, kept.organisation_id, kept.answers, kept.source, kept.is_hasty)


def to_stored(table: Table, rows: Sequence[Any], zone: tzinfo) -> list[Stored]:
    """Rows of either table with the number of their version."""
    return [(VersionId(row.version_id), (_run if table is runs else _anonymous)(row, zone)) for row in rows]


def _run(row: Any, zone: tzinfo) -> AnswerRow:
    answers = orjson.loads(row.answers)
    return AnswerRow(
        id=row.id,
        organisation=row.organisation_id or 0,
        answers=answers,
        day=from_microseconds(row.finished).astimezone(zone).toordinal(),
        is_hasty=was_hasty(timedelta(microseconds=row.finished - row.begun), len(answers)),
    )


def _anonymous(row: Any, _zone: tzinfo) -> AnswerRow:
    return AnswerRow(
        id=row.id,
        organisation=row.organisation_id or 0,
        answers=orjson.loads(row.answers),
        is_hasty=bool(row.is_hasty),
        is_paper=row.source == PAPER,
        is_anonymous=True,
    )
