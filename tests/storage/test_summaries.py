"""Summaries from the database: of what is packed and of what is not, in steps while an anonymous campaign runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from people.model import CentreId
from people.policy import Mode
from reports.packs.model import AnswerRow, Layout
from reports.packs.packing import pack
from reports.ports import Source, Wanted
from reports.summary.model import Summary
from reports.summary.request import Request
from storage.answers_check import check_answers, source_of_campaign
from storage.campaign_tables import campaigns
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people.places import SqlPlaceStore
from storage.summaries import SqlSummaries, Summariser
from surveys.campaigns.composition import end_of
from surveys.model import CampaignId, Key
from tests.clock import Ticking
from tests.storage.cast import Stores, worker
from tests.storage.test_answers import FORM, answers_from, finished, finished_anonymously, packs_of

CAMPAIGN = CampaignId(7)


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


async def campaign_of(stores: Stores, centre: CentreId, mode: Mode) -> Source:
    """A running campaign with the number the answers bear."""
    form, now = await stores.questionnaire(FORM), stores.clock()
    row = {
        "id": CAMPAIGN, "centre_id": centre, "title": "Осень", "version_id": form.id, "questionnaire_key": form.key,
        "mode": mode.value, "audience": '{"only": {}, "without": {}}', "closes_at": now + timedelta(days=9),
        "late_days": 0, "state": "running", "revision": 1, "series_id": CAMPAIGN, "school_year": 2026, "made_by": 1,
        "changed_at": now, "started_at": now,
    }  # fmt: skip
    async with stores.database.writing() as connection:
        await connection.execute(insert(campaigns).values(row))
    return Source(centre, form.key, 2026, CAMPAIGN)


def summaries_of(stores: Stores) -> SqlSummaries:
    return SqlSummaries(stores.database, stores.versions)


async def test_a_summary_is_the_same_before_and_after_packing(stores: Stores, database_url: str) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 60)
    source = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    request, now = Request(source, as_of="сейчас"), stores.clock()
    before = await summaries_of(stores).make(request, now)
    await packs_of(stores).pack_waiting()

    assert before.n.known() == 60
    assert await summaries_of(stores).make(request, now) == before

    def made_apart() -> list[Summary]:
        summariser = Summariser(database_url)
        try:
            return [summariser.make(request, now) for _ in range(2)]
        finally:
            summariser.close()

    assert await asyncio.to_thread(made_apart) == [before, before]
    assert before.heading.title == "Осень"
    assert before.heading.is_open


async def test_a_period_ends_on_the_last_day_and_not_at_the_midnight_after_it(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 16)
    source = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    found = await SqlPlaceStore(stores.database).centre(centre)
    assert found is not None
    async with stores.database.writing() as connection:
        await connection.execute(update(campaigns).values(closes_at=end_of(date(2027, 3, 22), found.zone)))
    made = await summaries_of(stores).make(Request(source), stores.clock())

    assert made.heading.closed_on == date(2027, 3, 22)


async def test_figures_of_a_running_anonymous_campaign_move_in_steps(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre = await finished_anonymously(stores, form, 200)
    source = await campaign_of(stores, centre, Mode.ANONYMOUS)
    request, now = Request(source, as_of="сейчас"), stores.clock()
    first = await summaries_of(stores).make(request, now)
    shown = first.n.known()
    assert shown is not None
    assert 10 <= shown <= 190
    assert await summaries_of(stores).make(request, now) == first

    async with stores.database.writing() as connection:
        closed = update(campaigns).values(state="closed", closed_at=now)
        await connection.execute(closed)
    last = await summaries_of(stores).make(request, now + timedelta(days=30))
    assert last.n.known() == 200


async def test_the_check_finds_nothing_where_all_is_well(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 30)
    await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    await packs_of(stores).pack_waiting()
    source = await source_of_campaign(stores.database, CAMPAIGN)
    assert source is not None
    checked = await check_answers(answers_from(stores), source)
    assert (checked.rows, checked.differences) == (30, ())
    assert await source_of_campaign(stores.database, 999) is None


async def test_the_check_finds_a_pack_that_tells_something_else(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 16)
    source = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    await packs_of(stores).pack_waiting()
    joined = await answers_from(stores).joined(source, Wanted())
    assert joined is not None
    rows = [AnswerRow(number, 0, {Key("first"): "yes"}) for number in sorted(joined.ids.tolist())[:8]]
    other = pack(Layout(form), rows)
    async with stores.database.writing() as connection:
        changed = update(answer_packs).where(answer_packs.c.id == 1).values(figures=other.figures, words=other.words)
        await connection.execute(changed)
    checked = await check_answers(answers_from(stores), source)
    assert "Расходится: вопрос «first»." in checked.differences
    assert "Расходится: организации." in checked.differences


async def test_from_the_menu_only_those_who_finished_are_counted(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 30, campaign=None)
    summary = await summaries_of(stores).make(Request(Source(centre, form.key, 2026)), stores.clock())
    assert summary.n.known() == 30
    assert not summary.coverage.is_known
    assert summary.coverage.total.finished == 30
