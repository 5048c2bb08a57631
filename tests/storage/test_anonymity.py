"""Of an anonymous questionnaire nothing connects a person with an answer: the whole database is taken and tried."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from people.model import AccountId
from people.policy import Mode
from storage.database import Database
from storage.tables import metadata
from surveys.model import Key, Questionnaire, Respondent, Run, Status
from surveys.replies import Move, Reply, Said, Tapped
from surveys.service import SurveyService
from tests.clock import Ticking
from tests.storage.cast import SMALL, Stores, worker

ANONYMOUS = SMALL.replace("| form_id | open_for_days |", "| form_id | open_for_days | mode |").replace(
    "| probe | 30 |", "| probe | 30 | anonymous |"
)


class OneForm:
    """A shelf with one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire

    async def on_offer(self, _centre: object) -> list[Questionnaire]:
        return [self._questionnaire]

    async def current(self, _key: str, _centre: object) -> Questionnaire:
        return self._questionnaire

    async def successor(self, _version: object, _centre: object) -> Questionnaire:
        return self._questionnaire


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


async def service(stores: Stores) -> tuple[SurveyService, Questionnaire]:
    form = await stores.questionnaire(ANONYMOUS)
    return SurveyService(stores.runs, OneForm(form), stores.clock), form


async def answers(stores: Stores, person: AccountId, words: str) -> Run:
    """Begin and answer everything; the last answer is what the person alone would say."""
    surveys, form = await service(stores)
    begun = await surveys.begin(Respondent(person), form.id, 0)
    assert begun is not None
    run = begun.run
    assert run.mode is Mode.ANONYMOUS
    for act in (Tapped(0), Tapped(1), Said(words)):
        stores.clock.passes(seconds=7)
        outcome = await surveys.answer(person, run.id, Reply(act, revision=run.revision))
        assert outcome is not None
        run = outcome.run
    assert run.status is Status.FINISHED
    return run


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, with what PostgreSQL hides."""
    tables = {}
    async with database.reading() as connection:
        hidden = "" if database.is_sqlite else ", xmin::text AS xmin, ctid::text AS ctid"
        for table in metadata.sorted_tables:
            rows = await connection.execute(text(f"SELECT *{hidden} FROM {table.name}"))
            tables[table.name] = [dict(row._mapping) for row in rows]
    return tables


async def test_after_the_end_the_answers_stand_alone(stores: Stores) -> None:
    person = await stores.person()
    await answers(stores, person, "тишины")
    tables = await everything(stores.database)

    assert tables["runs"] == []
    [kept] = tables["anonymous_answers"]
    assert "тишины" in kept["answers"]
    assert set(kept) - {"xmin", "ctid"} == {
        "id", "centre_id", "organisation_id", "version_id", "questionnaire_key", "school_year", "answers",
        "campaign_id", "source", "is_hasty", "pack_id",
    }  # fmt: skip
    [entry] = tables["participations"]
    assert set(entry) - {"xmin", "ctid"} == {"account_id", "questionnaire_key", "school_year"}
    others = [row for name, rows in tables.items() if name != "anonymous_answers" for row in rows]
    assert not any("тишины" in str(value) for row in others for value in row.values())


async def test_nothing_that_two_rows_share_leads_from_a_person_to_an_answer(stores: Stores) -> None:
    people = [await stores.person(1001 + number) for number in range(8)]
    for number, person in enumerate(people):
        await answers(stores, person, f"ответ {number}")
    tables = await everything(stores.database)

    shared = {
        "questionnaire_key", "school_year", "version_id", "centre_id", "organisation_id", "campaign_id", "source",
        "is_hasty",
    }  # fmt: skip
    of_people = [
        str(value)
        for name, rows in tables.items()
        if name not in ("anonymous_answers", "questionnaire_versions")
        for row in rows
        for column, value in row.items()
        if value is not None and column not in shared and len(str(value)) > 3
    ]
    for row in tables["anonymous_answers"]:
        own = [str(value) for column, value in row.items() if column not in {*shared, "ctid"} and value is not None]
        assert not set(own) & set(of_people)


async def test_the_order_of_rows_tells_nothing(stores: Stores) -> None:
    """Whoever pairs the ledger with the answers in the order of either finds each right pair by chance only."""
    people = [await stores.person(1001 + number) for number in range(12)]
    for number, person in enumerate(people):
        await answers(stores, person, f"ответ {number:02}")
    tables = await everything(stores.database)
    truth = [f"ответ {number:02}" for number in range(12)]

    for key in ("id", "xmin", "ctid", None):
        rows = tables["anonymous_answers"]
        if key is not None and key not in rows[0]:
            continue
        ordered = rows if key is None else sorted(rows, key=lambda row: _sortable(row[key]))
        said = [next(word for word in truth if word in row["answers"]) for row in ordered]
        assert said != truth
        assert said != truth[::-1]
        if key == "xmin":
            assert len({row["xmin"] for row in rows}) == 1


def _sortable(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("("):
        return tuple(map(int, value.strip("()").split(",")))
    return int(value)


async def test_once_is_once_for_each_person_and_two_taps_begin_one(stores: Stores) -> None:
    person, other = await stores.person(), await stores.person(1002)
    await answers(stores, person, "раз")
    surveys, form = await service(stores)

    assert await surveys.begin(Respondent(person), form.id, 0) is None
    [standing] = await surveys.standings(Respondent(person))
    assert standing.is_taken
    assert standing.finished is None
    first, second = [await surveys.begin(Respondent(other), form.id, 0) for _ in range(2)]
    assert first is not None
    assert second is not None
    assert first.run.id == second.run.id


async def test_who_left_it_alone_may_begin_again_and_leaves_nothing_behind(stores: Stores) -> None:
    person = await stores.person()
    surveys, form = await service(stores)
    begun = await surveys.begin(Respondent(person), form.id, 0)
    assert begun is not None
    await surveys.answer(person, begun.run.id, Reply(Tapped(0), revision=begun.run.revision))
    stores.clock.passes(days=31)
    assert await surveys.expire_left_alone() == 1

    tables = await everything(stores.database)
    assert tables["runs"] == tables["participations"] == tables["anonymous_answers"] == []
    assert await surveys.begin(Respondent(person), form.id, 0) is not None


async def test_no_word_of_it_is_left_in_the_file(stores: Stores) -> None:
    """SQLite leaves deleted rows in freed pages unless it is told not to."""
    if not stores.database.is_sqlite:
        pytest.skip("dead rows of PostgreSQL are in no dump; vacuum takes them")
    person = await stores.person()
    await answers(stores, person, "приметноеслово")
    async with stores.database.engine.connect() as connection:
        await connection.exec_driver_sql("DELETE FROM anonymous_answers")
        await connection.commit()
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(str(stores.database.url.database))
    assert "приметноеслово".encode() not in path.read_bytes()  # noqa: ASYNC240


async def test_times_that_the_form_itself_writes_down_are_left_out(stores: Stores) -> None:
    stamped = ANONYMOUS.replace("| | text | third | Третий? |", "| | text | third | Третий? |\n| | start | began | |")
    form = await stores.questionnaire(stamped)
    surveys = SurveyService(stores.runs, OneForm(form), stores.clock)
    person = await stores.person()
    begun = await surveys.begin(Respondent(person), form.id, 0)
    assert begun is not None
    run = begun.run
    while run.status is not Status.FINISHED:
        outcome = await surveys.answer(person, run.id, Reply(Move.SKIP, revision=run.revision))
        assert outcome is not None
        run = outcome.run
    assert run.answers[Key("began")]
    [kept] = (await everything(stores.database))["anonymous_answers"]
    assert "began" not in kept["answers"]
