"""Summaries from the database: of what is packed and of what is not, in steps while an anonymous campaign runs."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select, update

from people.model import CentreId, OrganisationId
from people.policy import Mode
from reports.answers.groups import GIVEN_OUT
from reports.packs.model import AnswerRow, Layout
from reports.packs.packing import pack
from reports.ports import Source, Wanted
from reports.summary.live import Steps
from reports.summary.model import Summary
from reports.summary.request import Request
from storage.answers_check import DAMAGED, check_answers, source_of_campaign
from storage.campaign_tables import campaigns
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people.places import SqlPlaceStore
from storage.steps import SqlSteps
from storage.summaries import SqlSummaries, Summariser
from storage.tables import runs
from surveys.campaigns.composition import end_of
from surveys.model import CampaignId, Key
from tests.clock import Ticking
from tests.storage.cast import Stores, worker
from tests.storage.test_answers import (
    FORM,
    answers_from,
    finished,
    finished_anonymously,
    finished_in,
    packs_of,
)

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


async def test_beside_a_wave_stands_the_one_before_and_the_one_before_that(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, people = await finished(stores, form, 60)
    first = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    second, third = (replace(first, campaign=CampaignId(CAMPAIGN + number)) for number in (1, 2))
    async with stores.database.writing() as connection:
        [told] = (await connection.execute(select(campaigns))).mappings()
        for source, wave, some in ((second, 2, people[10:30]), (third, 3, people[30:])):
            row = {**told, "id": source.campaign, "wave": wave}
            await connection.execute(insert(campaigns).values(row))
            mine = update(runs).where(runs.c.account_id.in_(some))
            await connection.execute(mine.values(campaign_id=source.campaign))

    found = await summaries_of(stores).material(Request(third, earlier=second), stores.clock())
    assert [each and each.size for each in (found.first, found.earlier, found.responses)] == [10, 20, 30]
    assert (await summaries_of(stores).material(Request(second, earlier=first), stores.clock())).first is None


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


async def told_of_a_pack(
    stores: Stores, changed: Callable[[Any], Mapping[str, object]]
) -> tuple[int, tuple[str, ...]]:
    """What the check says after somebody changed the first pack of two."""
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 16)
    source = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    await packs_of(stores).pack_waiting()
    async with stores.database.writing() as connection:
        [row] = (await connection.execute(select(answer_packs).where(answer_packs.c.id == 1))).all()
        await connection.execute(update(answer_packs).where(answer_packs.c.id == 1).values(**changed(row)))
    checked = await check_answers(answers_from(stores), source)
    return checked.rows, checked.differences


@pytest.mark.parametrize(
    "changed",
    [
        lambda pack: {"figures": pack.figures[:-9]},
        lambda pack: {"figures": b"rubbish"},
        lambda pack: {"figures": zlib.compress(zlib.decompress(pack.figures)[:-1])},
        lambda pack: {"figures": zlib.compress(b"")},
        lambda pack: {"words": b"rubbish"},
        lambda pack: {"words": zlib.compress(b"{}")},
        lambda pack: {"size": 3},
    ],
)
async def test_the_check_says_that_a_pack_is_damaged(
    stores: Stores, changed: Callable[[Any], Mapping[str, object]]
) -> None:
    assert await told_of_a_pack(stores, changed) == (16, (DAMAGED,))


async def test_the_check_finds_another_day_and_another_word_in_a_repeat(stores: Stores) -> None:
    def changed(pack: Any) -> Mapping[str, object]:
        figures = bytearray(zlib.decompress(pack.figures))
        figures[4 + 16 * pack.size] ^= 1  # behind their number, numbers and organisations stand the days
        words = orjson.loads(zlib.decompress(pack.words))
        words["repeats"][0][-1]["name"] = "Никто"
        return {"figures": zlib.compress(bytes(figures)), "words": zlib.compress(orjson.dumps(words))}

    told = await told_of_a_pack(stores, changed)
    assert told == (16, ("Расходится: ответы в повторах.", "Расходится: дни ответов."))


async def test_from_the_menu_only_those_who_finished_are_counted(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 30, campaign=None)
    summary = await summaries_of(stores).make(Request(Source(centre, form.key, 2026)), stores.clock())
    assert summary.n.known() == 30
    assert not summary.coverage.is_known
    assert summary.coverage.total.finished == 30


async def closes(stores: Stores) -> None:
    async with stores.database.writing() as connection:
        await connection.execute(update(campaigns).values(state="closed", closed_at=stores.clock()))


async def test_who_may_not_know_anybodys_answers_sees_those_of_a_running_campaign_in_steps(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 200)
    source, now = await campaign_of(stores, centre, Mode.PSEUDONYMOUS), stores.clock()
    everything, in_steps = Request(source, as_of="сейчас"), Request(source, as_of="сейчас", in_steps=True)
    assert (await summaries_of(stores).make(everything, now)).n.known() == 200
    first = await summaries_of(stores).make(in_steps, now)
    shown = first.n.known()
    assert shown is not None
    assert 10 <= shown <= 190
    assert first.heading.moves_in_steps
    assert first.groups == ()
    assert await summaries_of(stores).make(in_steps, now) == first

    own = replace(in_steps, own=OrganisationId(1))
    summary = await summaries_of(stores).make(own, now)
    assert not summary.n.is_shown
    await closes(stores)
    assert (await summaries_of(stores).make(in_steps, now + timedelta(days=30))).n.known() == 200


async def test_files_of_a_running_campaign_are_told_apart_afterwards(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 120)
    source = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    steps, wanted = SqlSteps(stores.database, answers_from(stores)), Wanted(row_ids=True)

    async def given_out() -> set[str]:
        found = await steps.responses(source, Steps.OF_EVERYBODY, wanted, None, one_by_one=True)
        return set() if found is None else set(found.row_ids)

    first = await given_out()
    assert first
    assert await given_out() == first
    await finished_in(stores, form, 80, centre, [1, 2], seed=3)
    await steps.responses(source, Steps.OF_EVERYBODY, wanted, None)
    second = await given_out()
    assert second > first
    everybody = await steps.all(source, wanted)
    assert everybody is not None
    files = dict(zip(everybody.row_ids, everybody.attributes[GIVEN_OUT].codes.tolist(), strict=True))
    assert {row for row, file in files.items() if file == 1} == first
    assert {row for row, file in files.items() if file == 2} == second - first
    assert sum(not file for file in files.values()) >= 10


async def test_two_workers_who_release_at_once_release_the_same(stores: Stores, database: Database) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 120)
    source = await campaign_of(stores, centre, Mode.PSEUDONYMOUS)
    looks = [
        SqlSteps(database, answers_from(stores)).responses(source, Steps.OF_EVERYBODY, Wanted(row_ids=True), None)
        for _ in range(4)
    ]
    found = [set(one.row_ids) for one in await asyncio.gather(*looks) if one is not None]
    assert len(found) == 4
    assert all(one == found[0] for one in found)


async def test_from_the_menu_colleagues_see_figures_in_steps_until_the_school_year_is_over(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 200, campaign=None)
    request, now = Request(Source(centre, form.key, 2026), in_steps=True, as_of="сейчас"), stores.clock()
    first = await summaries_of(stores).make(request, now)
    shown = first.n.known()
    assert shown is not None
    assert 10 <= shown <= 190
    assert await summaries_of(stores).make(request, now) == first
    assert (await summaries_of(stores).make(request, now + timedelta(days=365))).n.known() == 200
