"""Audiences: the query finds exactly those whom the traits describe."""

import itertools
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import insert, select, update

from people.audience import Answered, Audience, Trait, audience_from_json, audience_to_json
from people.model import CentreId
from storage.database import Database
from storage.people.audience import members_in
from storage.people.rows import to_member, to_organisation
from storage.people_tables import members, organisations
from storage.tables import runs
from surveys.model import Status
from tests.clock import Ticking
from tests.storage.cast import Stores, worker

WORKS = ("subject", "preschool", "")
EXPERIENCES = ("first_year", "over_20", "")


@pytest.fixture
async def stores(database: Database):  # type: ignore[no-untyped-def]
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


async def town(stores: Stores) -> CentreId:
    """Two organisations, people of every sort in each and in none; one has left, one is of another centre."""
    centre, elsewhere = await stores.centre(), await stores.centre("Другой")
    async with stores.database.writing() as connection:
        places = []
        for number, (kind, territory, low) in enumerate([("school", "Север", True), ("preschool", "Юг", False)]):
            row = {
                "centre_id": centre, "name": f"О{number}", "short_name": f"О{number}", "folded_name": f"о{number}",
                "kind": kind, "territory": territory, "has_low_results": low, "is_closed": False,
            }  # fmt: skip
            made = insert(organisations).values(row).returning(organisations.c.id)
            places.append((await connection.execute(made)).scalar_one())
        sorts = list(itertools.product([*places, None], WORKS, EXPERIENCES))
        rows = [
            {
                "centre_id": centre, "organisation_id": place, "code": f"C{number}", "role": "teacher", "work": work,
                "experience": experience, "is_guest": False, "has_left": False,
            }
            for number, (place, work, experience) in enumerate(sorts)
        ]  # fmt: skip
        rows.append({**rows[0], "code": "LEFT", "has_left": True})
        rows.append({**rows[0], "code": "ELSE", "centre_id": elsewhere, "organisation_id": None})
        await connection.execute(insert(members), rows)
    return centre


def both(trait: Trait, *values: str) -> list[Audience]:
    chosen = {trait: frozenset(values)}
    return [Audience(only=chosen), Audience(without=chosen)]


AUDIENCES = [
    Audience(),
    *both(Trait.WORK, "subject"),
    *both(Trait.WORK, "subject", "preschool"),
    *both(Trait.EXPERIENCE, "first_year"),
    *both(Trait.KIND, "school"),
    *both(Trait.TERRITORY, "Юг"),
    *both(Trait.LOW_RESULTS, "yes"),
    *both(Trait.LOW_RESULTS, "no"),
    *both(Trait.LOW_RESULTS, "yes", "no"),
    *both(Trait.ROLE, "teacher"),
    Audience({Trait.WORK: frozenset({"subject"}), Trait.KIND: frozenset({"school"})}),
    Audience({Trait.WORK: frozenset({"subject"})}, {Trait.EXPERIENCE: frozenset({"over_20"})}),
]


async def test_the_query_finds_whom_the_traits_describe(stores: Stores) -> None:
    centre = await town(stores)
    async with stores.database.reading() as connection:
        rows = (await connection.execute(select(members).where(members.c.centre_id == centre))).all()
        there = (await connection.execute(select(organisations))).all()
    places = {place.id: to_organisation(place) for place in there}
    audiences = AUDIENCES + [both(Trait.ORGANISATION, str(number))[side] for number in places for side in (0, 1)]
    for audience in audiences:
        described = {row.id for row in rows if audience.includes(to_member(row), places.get(row.organisation_id))}
        async with stores.database.reading() as connection:
            query = members_in(audience, centre, connection.dialect.name)
            found = [row.member_id for row in await connection.execute(query)]
        assert sorted(found) == sorted(described), audience
        assert audience_from_json(orjson.loads(orjson.dumps(audience_to_json(audience)))) == audience


async def test_those_who_chose_an_option_in_an_earlier_campaign(stores: Stores) -> None:
    centre = await town(stores)
    form = await stores.questionnaire()
    people = [await stores.person(1001 + number) for number in range(4)]
    said = ["prepare", "lead prepare", "lead", "prepared"]
    async with stores.database.writing() as connection:
        listed = select(members.c.id).where(members.c.centre_id == centre).order_by(members.c.id).limit(4)
        for member, person in zip((await connection.execute(listed)).scalars().all(), people, strict=True):
            await connection.execute(update(members).where(members.c.id == member).values(account_id=person))
    for person, answer in zip(people, said, strict=True):
        run, _ = await stores.begun(person, form)
        async with stores.database.writing() as connection:
            finished = {"campaign_id": 7, "status": Status.FINISHED.value}
            answers = orjson.dumps({"needs": answer}).decode()
            await connection.execute(update(runs).where(runs.c.id == run.id).values(**finished, answers=answers))

    wanted = Audience(answered=Answered(7, "needs", frozenset({"prepare"})))
    for audience, expected in [
        (wanted, people[:2]),
        (replace(wanted, answered=Answered(8, "needs", frozenset({"prepare"}))), []),
        (replace(wanted, answered=Answered(7, "other", frozenset({"prepare"}))), []),
        (replace(wanted, answered=Answered(7, "needs", frozenset({"lead", "prepared"}))), people[1:]),
    ]:
        async with stores.database.reading() as connection:
            query = members_in(audience, centre, connection.dialect.name)
            found = [row.account_id for row in await connection.execute(query)]
        assert sorted(found) == sorted(expected)
