"""What was answered from the menu, by questionnaire and school year."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from people.centre import Centre
from people.model import CentreId
from reports.ports import Source
from reports.unasked import Unasked, version_and_year
from storage.database import Database
from storage.people.places import SqlPlaceStore
from storage.people_tables import anonymous_answers
from storage.tables import runs
from storage.unasked import SqlUnasked
from surveys.model import Questionnaire
from tests.clock import Ticking
from tests.storage.cast import SMALL, Stores, worker

AUGUST, SEPTEMBER = datetime(2026, 8, 31, 20, 30, tzinfo=UTC), datetime(2026, 8, 31, 21, 30, tzinfo=UTC)
"""In Moscow the school year begins between them."""


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


async def answered(
    stores: Stores,
    centre: CentreId,
    form: Questionnaire,
    at: datetime,
    status: str = "finished",
    campaign: int | None = None,
) -> None:
    """A run of somebody new."""
    row = {
        "account_id": await stores.person(int(at.timestamp()) * 100 + len(stores.accounts._remembered)),
        "version_id": form.id,
        "questionnaire_key": form.key,
        "status": status,
        "revision": 1,
        "answers": "{}",
        "heard": 0,
        "begun_at": at,
        "touched_at": at,
        "expires_at": at,
        "finished_at": at,
        "centre_id": centre,
        "campaign_id": campaign,
    }
    async with stores.database.writing() as connection:
        await connection.execute(insert(runs).values(row))


async def parted(stores: Stores, centre: CentreId, form: Questionnaire, year: int, number: int) -> None:
    """An answer that is nobody's."""
    row = {"id": number, "centre_id": centre, "version_id": form.id, "questionnaire_key": form.key}
    async with stores.database.writing() as connection:
        await connection.execute(insert(anonymous_answers).values(**row, school_year=year, answers="{}"))


async def told(stores: Stores, centre: CentreId, year: int = 2026) -> list[Unasked]:
    place = await SqlPlaceStore(stores.database).centre(centre)
    assert isinstance(place, Centre)
    assert place.zone == ZoneInfo("Europe/Moscow")
    return list(await SqlUnasked(stores.database, stores.versions).of_centre(place, year))


async def test_finished_answers_from_the_menu_are_counted_by_school_year(stores: Stores) -> None:
    centre, form = await stores.centre(), await stores.questionnaire()
    await answered(stores, centre, form, AUGUST)
    await answered(stores, centre, form, SEPTEMBER)
    await answered(stores, centre, form, SEPTEMBER)
    await answered(stores, centre, form, SEPTEMBER, status="active")
    await answered(stores, centre, form, SEPTEMBER, status="trial")
    await answered(stores, await stores.centre("Другой"), form, SEPTEMBER)

    found = await told(stores, centre)
    assert found == [
        Unasked(Source(centre, "probe", 2026), form.id, "Проба", 2),
        Unasked(Source(centre, "probe", 2025), form.id, "Проба", 1),
    ]
    assert [version_and_year(each.number) for each in found] == [(form.id, 2026), (form.id, 2025)]


async def test_answers_that_lost_their_codes_stay_in_their_year(stores: Stores) -> None:
    centre, form = await stores.centre(), await stores.questionnaire()
    await answered(stores, centre, form, AUGUST)
    await parted(stores, centre, form, 2025, 1)

    assert [(each.source.school_year, each.finished) for each in await told(stores, centre)] == [(2025, 2)]


async def test_of_an_anonymous_questionnaire_nothing_is_told_while_it_is_answered(stores: Stores) -> None:
    centre, form = await stores.centre(), await stores.questionnaire()
    await parted(stores, centre, form, 2026, 1)

    assert await told(stores, centre) == []
    assert [each.finished for each in await told(stores, centre, 2027)] == [1]


async def test_what_does_not_stand_in_the_menu_has_no_results(stores: Stores) -> None:
    centre = await stores.centre()
    hidden = SMALL.replace("| | form_title | form_id | open_for_days |", "| | form_title | form_id | offered |")
    form = await stores.questionnaire(hidden.replace("| Проба | probe | 30 |", "| Проба | probe | no |"))
    await answered(stores, centre, form, SEPTEMBER)

    assert await told(stores, centre) == []
