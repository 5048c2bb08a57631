"""Indicators: what centres have changed of them, and who is covered, counted and one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.model import CentreId, OrganisationId
from people.policy import Mode
from reports.indicators.catalogue import LISTED
from reports.indicators.model import Definition, Denominator, Headcount, Numerator, Setting
from reports.indicators.ports import Stored
from reports.indicators.settings import setting_from_json
from storage.campaign_people import has_finished
from storage.campaign_tables import campaign_people
from storage.database import Database
from storage.indicator_tables import indicator_settings
from storage.people.audience import members_in
from storage.people_tables import members
from surveys.campaigns.model import NOWHERE, Campaign

RECENT_COURSES = ("this_year", "years_1_3")
"""Of the passport."""


class SqlIndicatorStore:
    """The `IndicatorStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stored(self, centre: CentreId) -> Mapping[str, Stored]:
        """See `IndicatorStore.stored`."""
        mine = indicator_settings.c.centre_id == centre
        query = select(indicator_settings).where(mine).order_by(indicator_settings.c.school_year)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {row.code: to_stored(row) for row in rows}

    async def headcounts(
        self, centre: CentreId, definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> Mapping[OrganisationId, Headcount]:
        """By organisation, each person once."""
        async with self._database.reading() as connection:
            people = _people(connection, centre, definition, setting, campaigns).subquery()
            counted = select(people.c.place, func.count(), func.sum(people.c.is_covered)).group_by(people.c.place)
            rows = (await connection.execute(counted)).all()
        return {OrganisationId(place): Headcount(count, int(covered)) for place, count, covered in rows}

    async def covered_codes(
        self, centre: CentreId, definition: Definition, setting: Setting, campaigns: Sequence[Campaign]
    ) -> frozenset[str]:
        """Personal codes of everybody covered."""
        async with self._database.reading() as connection:
            people = _people(connection, centre, definition, setting, campaigns).subquery()
            found = await connection.execute(select(people.c.code).where(people.c.is_covered == 1))
            return frozenset(found.scalars())

    async def uncovered_codes(
        self,
        centre: CentreId,
        definition: Definition,
        setting: Setting,
        campaigns: Sequence[Campaign],
        organisation: OrganisationId | None = None,
    ) -> Sequence[tuple[OrganisationId, str]]:
        """See `IndicatorStore.uncovered_codes`."""
        if definition.is_of_answers or any(each.mode is Mode.ANONYMOUS for each in campaigns):
            return []
        async with self._database.reading() as connection:
            people = _people(connection, centre, definition, setting, campaigns).subquery()
            query = select(people.c.place, people.c.code).where(people.c.is_covered == 0)
            if organisation is not None:
                query = query.where(people.c.place == organisation)
            rows = (await connection.execute(query.order_by(people.c.place, people.c.code))).all()
        return [(OrganisationId(place), code) for place, code in rows]


def to_stored(row: Any) -> Stored:
    """A row as a value."""
    return Stored(setting_from_json(orjson.loads(row.setting)), row.school_year, row.changed_at)


def _people(
    connection: AsyncConnection,
    centre: CentreId,
    definition: Definition,
    setting: Setting,
    campaigns: Sequence[Campaign],
) -> Select[Any]:
    """Everybody who should be covered: code, organisation (`NOWHERE` for none), and whether covered, 1 or 0."""
    if setting.denominator is Denominator.LISTED:
        base = members_in(LISTED[definition.code], centre, connection.dialect.name).subquery()
        place = base.c.organisation_id
        joined = members.join(base, base.c.member_id == members.c.id)
    else:
        # Somebody who moved between two campaigns counts where the later one found them.
        last = (
            select(campaign_people.c.member_id, func.max(campaign_people.c.campaign_id).label("campaign_id"))
            .where(campaign_people.c.campaign_id.in_([each.id for each in campaigns]))
            .group_by(campaign_people.c.member_id)
            .subquery()
        )
        place = campaign_people.c.organisation_id
        mine = and_(
            campaign_people.c.member_id == last.c.member_id, campaign_people.c.campaign_id == last.c.campaign_id
        )
        joined = members.join(last, last.c.member_id == members.c.id).join(campaign_people, mine)
    is_covered = case((_is_covered(setting, campaigns), 1), else_=0)
    return select(
        members.c.code,
        func.coalesce(place, NOWHERE).label("place"),
        is_covered.label("is_covered"),
    ).select_from(joined)


def _is_covered(setting: Setting, campaigns: Sequence[Campaign]) -> ColumnElement[bool]:
    finished = or_(false(), *(has_finished(each.id, each.mode) for each in campaigns))
    if setting.numerator is Numerator.WITH_COURSES:
        return and_(finished, members.c.courses.in_(RECENT_COURSES))
    return finished
