"""What was answered from the menu, counted by questionnaire and school year: the `UnaskedStore` of results."""

from collections.abc import Sequence
from datetime import tzinfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.centre import Centre, school_year_of
from people.model import CentreId
from reports.ports import Source
from reports.unasked import Unasked
from storage.answer_rows import FINISHED, of_source
from storage.database import Database
from storage.people_tables import anonymous_answers
from storage.tables import runs
from storage.versions import SqlVersionStore
from surveys.model import VersionId

Counted = dict[tuple[str, int], tuple[int, int]]
"""By key and school year: the newest version, and how many have finished."""


class SqlUnasked:
    """Looks at two indexes and no answer."""

    def __init__(self, database: Database, versions: SqlVersionStore) -> None:
        self._database = database
        self._versions = versions

    async def of_centre(self, centre: Centre, school_year: int) -> Sequence[Unasked]:
        """See `UnaskedStore.of_centre`."""
        async with self._database.reading() as connection:
            counted = await _of_runs(connection, centre.id, centre.zone)
            for key, (version, count) in (await _parted(connection, centre.id)).items():
                if key[1] >= school_year:
                    counted.pop(key, None)  # anonymous, and people go on answering
                else:
                    newest, before = counted.get(key, (0, 0))
                    counted[key] = max(version, newest), before + count
        told = [await self._told(centre.id, *each) for each in counted.items()]
        known = [each for each in told if each is not None]
        return sorted(known, key=lambda each: (-each.source.school_year, each.title))

    async def _told(self, centre: CentreId, key: tuple[str, int], counts: tuple[int, int]) -> Unasked | None:
        form = await self._versions.of(VersionId(counts[0]))
        if form.is_internal or not form.is_offered:
            return None
        return Unasked(Source(centre, *key), form.id, form.title, counts[1])


async def _of_runs(connection: AsyncConnection, centre: CentreId, zone: tzinfo) -> Counted:
    c = runs.c
    mine = (c.centre_id == centre) & c.campaign_id.is_(None) & FINISHED
    spans = select(c.questionnaire_key, func.max(c.version_id), func.min(c.finished_at), func.max(c.finished_at))
    found: Counted = {}
    for row in (await connection.execute(spans.where(mine).group_by(c.questionnaire_key))).all():
        first, last = (school_year_of(moment.astimezone(zone)) for moment in row[2:])
        for year in range(first, last + 1):
            this = of_source(runs, Source(centre, row[0], year), zone)
            count = (await connection.execute(select(func.count()).where(this, FINISHED))).scalar_one()
            if count:
                found[row[0], year] = row[1], count
    return found


async def _parted(connection: AsyncConnection, centre: CentreId) -> Counted:
    c = anonymous_answers.c
    mine = (c.centre_id == centre) & c.campaign_id.is_(None)
    query = (
        select(c.questionnaire_key, c.school_year, func.max(c.version_id), func.count())
        .where(mine)
        .group_by(c.questionnaire_key, c.school_year)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in (await connection.execute(query)).all()}
