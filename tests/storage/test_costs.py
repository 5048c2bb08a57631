"""How many statements a use case takes: the same with one row and with many."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from people.policy import Mode
from storage.campaign_people import silent_in
from storage.database import Database
from surveys.model import CampaignId
from tests.clock import Ticking
from tests.storage.cast import SMALL, Stores, worker


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


@pytest.mark.parametrize("others", [0, 3])
async def test_the_menu_takes_one_statement_however_many_runs_there_are(database: Database, others: int) -> None:
    stores: Stores = worker(database, Ticking())
    owner = await stores.person()
    for number in range(others + 1):
        await stores.begun(owner, await stores.questionnaire(SMALL.replace("probe", f"probe-{number}")))

    with counted(database) as statements:
        runs = await stores.runs.of_owner(owner)

    assert len(runs) == others + 1
    assert len(statements) == 1


@pytest.mark.parametrize("waiting", [1, 3])
async def test_a_claim_takes_four_statements(database: Database, waiting: int) -> None:
    from datetime import timedelta

    from delivery.model import Draft

    stores = worker(database, Ticking())
    for number in range(1, waiting + 1):
        await stores.outbox.add(Draft(await stores.person(number), "kind", "1", stores.clock(), {}))

    with counted(database) as statements:
        assert len(await stores.outbox.claim(stores.clock(), timedelta(minutes=1), 10)) == waiting

    assert len(statements) == 4


@pytest.mark.parametrize("mode", Mode)
async def test_sqlite_looks_up_the_run_of_each_person_invited(database: Database, mode: Mode) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL plans by what is in the tables")
    query = silent_in(CampaignId(1), mode).compile(database.engine, compile_kwargs={"literal_binds": True})

    async with database.reading() as connection:
        plan = (await connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))).all()

    steps = [row.detail for row in plan if row.detail.startswith("SEARCH runs")]
    assert steps
    assert all("account_id=?" in step for step in steps)
