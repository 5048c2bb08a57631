"""Whether a file that was sent is still the right one: it is not, as soon as anything it was made of has changed."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import delete, select, update

from people.model import CentreId
from storage.answers_state import SqlAnswersState
from storage.database import Database
from storage.people_tables import anonymous_answers, organisations
from storage.tables import accounts, runs
from tests.clock import Ticking
from tests.storage.cast import Stores, worker
from tests.storage.test_answers import FORM, finished, finished_anonymously, of_campaign, packs_of


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


async def is_new(stores: Stores, centre: CentreId, happens: Callable[[], Awaitable[object]]) -> bool:
    """Whether something that happens makes another file."""
    state = SqlAnswersState(stores.database)
    before = await state.of(of_campaign(centre))
    assert await state.of(of_campaign(centre)) == before
    await happens()
    return await state.of(of_campaign(centre)) != before


async def changes(stores: Stores, statement: object) -> None:
    async with stores.database.writing() as connection:
        await connection.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("are_packed", [False, True])
async def test_whatever_happens_to_answers_makes_another_file(stores: Stores, *, are_packed: bool) -> None:
    form = await stores.questionnaire(FORM)
    centre, persons = await finished(stores, form, 21)
    if are_packed:
        await packs_of(stores).pack_waiting()
    last = runs.c.account_id == persons[-1]

    async def corrected() -> None:
        await changes(stores, update(runs).where(last).values(answers='{"first": "yes", "hours": "77"}'))

    async def renamed() -> None:
        await changes(stores, update(organisations).values(short_name="Школа имени Пушкина"))

    async def deleted() -> None:
        await changes(stores, delete(accounts).where(accounts.c.id == persons[0]))

    for happens in (corrected, renamed, deleted):
        assert await is_new(stores, centre, happens), happens.__name__


async def test_an_anonymous_answer_more_makes_another_file(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre = await finished_anonymously(stores, form, 12)

    async def one_less() -> None:
        some = select(anonymous_answers.c.id).limit(1).scalar_subquery()
        await changes(stores, delete(anonymous_answers).where(anonymous_answers.c.id == some))

    assert await is_new(stores, centre, one_less)


async def test_what_happens_elsewhere_makes_no_other_file(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 12)

    async def others_answer() -> None:
        await finished(stores, form, 5, campaign=8, seed=4)

    assert not await is_new(stores, centre, others_answer)
