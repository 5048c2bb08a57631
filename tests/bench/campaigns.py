"""What campaigns cost on PostgreSQL: 100,000 people counted and invited, the boards of 2,000 organisations drawn."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.documents import ProcessDocuments
from bot.paper import ProcessPaperPress
from bot.reckoning import ProcessReckoner
from handlers.screens.campaigns import board_screen
from handlers.texts import Speech
from people.audience import Audience, Trait
from people.audit import Note
from people.model import AccountId, CentreId, OrganisationId
from people.policy import Mode
from reports.charts.board import board_picture, board_rows
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.places import SqlPlaceStore
from storage.people_tables import members, organisations
from storage.tables import accounts
from surveys.campaigns.model import Campaign, CampaignState
from surveys.campaigns.outcomes import View
from surveys.model import CampaignId, Questionnaire
from surveys.xlsform import compile_form, read_markdown
from tests.bench.people import ORGANISATIONS, PEOPLE
from tests.clock import Ticking
from tests.postgres import PrivatePostgres
from tests.storage.cast import SEALER, Stores, worker

TIMES = 7
AT_ONCE = 2_000
PAPER = 500
LONG = Path("surveys/library/yt-1.md").read_text(encoding="utf-8")
ZONE = ZoneInfo("Europe/Moscow")
AUDIENCES = {
    "everybody": Audience(),
    "work and experience": Audience(
        {Trait.WORK: frozenset({"subject"}), Trait.EXPERIENCE: frozenset({"years_4_10", "years_11_20"})}
    ),
    "the same in half of the organisations": Audience(
        {
            Trait.WORK: frozenset({"subject"}),
            Trait.EXPERIENCE: frozenset({"years_4_10", "years_11_20"}),
            Trait.ORGANISATION: frozenset(str(number) for number in range(1, ORGANISATIONS // 2)),
        }
    ),
}


async def campaigns_bench(server: PrivatePostgres) -> None:
    """Print all figures."""
    from storage import schema

    server.create("campaigns")
    await asyncio.to_thread(schema.migrate, server.url("campaigns"))
    database = Database(server.url("campaigns"))
    stores = worker(database, Ticking())
    try:
        centre, form = await stores.centre(), await stores.questionnaire()
        await _people(stores, centre)
        print(f"\nCampaigns of {ORGANISATIONS} organisations and {PEOPLE} people, PostgreSQL:")
        store = SqlCampaignStore(database)
        for name, audience in AUDIENCES.items():
            await _counted(store, centre, form, name, audience)
        campaign = await _started(store, stores, centre, form)
        for name, audience in AUDIENCES.items():
            await _counted(store, centre, form, f"{name}, while it runs", audience)
        await _boards(store, stores, campaign, form)
    finally:
        await stores.lane.close()
        await database.close()
    await _paper()


async def _people(stores: Stores, centre: CentreId) -> None:
    """Half of them have come to the bot."""
    async with stores.database.writing() as connection:
        rows: list[dict[str, Any]] = [
            {
                "centre_id": centre, "name": f"Школа № {n}", "short_name": f"Школа № {n}", "kind": "school",
                "folded_name": f"школа № {n}", "territory": f"Район {n % 40}", "has_low_results": False,
                "is_closed": False,
            }
            for n in range(ORGANISATIONS)
        ]  # fmt: skip
        places = list((await connection.execute(insert(organisations).returning(organisations.c.id), rows)).scalars())
        bands = ("years_0_3", "years_4_10", "years_11_20", "years_over_20")
        for start in range(0, PEOPLE, AT_ONCE):
            numbers = range(start, start + AT_ONCE)
            people = [
                {
                    "centre_id": centre, "organisation_id": places[n % ORGANISATIONS], "code": f"P{n}",
                    "role": "teacher", "work": "subject" if n % 3 else "primary", "experience": bands[n // 7 % 4],
                    "is_guest": False, "has_left": False, "account_id": n + 1 if n % 2 else None,
                }
                for n in numbers
            ]  # fmt: skip
            known = [_account(person["account_id"], stores.clock()) for person in people if person["account_id"]]
            await connection.execute(insert(accounts), known)
            await connection.execute(insert(members), people)
    async with stores.database.engine.connect() as plain:
        analysing = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await analysing.exec_driver_sql("VACUUM ANALYZE")


def _account(number: Any, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "address_digest": SEALER.digest(10_000_000 + number),
        "sealed_address": SEALER.seal(10_000_000 + number),
        "known_since": now,
    }


async def _timed(work: Callable[[], Awaitable[object]], times: int = TIMES) -> float:
    """The median of some, in seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


async def _counted(
    store: SqlCampaignStore, centre: CentreId, form: Questionnaire, name: str, audience: Audience
) -> None:
    size = await store.size(audience, centre, form.key)
    seconds = await _timed(lambda: store.size(audience, centre, form.key))
    print(f"  an audience counted ({name}): {size.people} people in {1000 * seconds:.0f} ms")


async def _started(store: SqlCampaignStore, stores: Stores, centre: CentreId, form: Questionnaire) -> Campaign:
    now = stores.clock()
    draft = Campaign(
        id=CampaignId(0), centre=centre, title="Осень", version=form.id, questionnaire_key=form.key,
        mode=Mode.PSEUDONYMOUS, audience=Audience(), opens_at=None, closes_at=now + timedelta(days=7), late_days=3,
        state=CampaignState.DRAFT, revision=0, school_year=2026, made_by=AccountId(1), changed_at=now,
        series=CampaignId(0),
    )  # fmt: skip
    note = Note(now, centre, "bench", "campaign_started")
    kept = await store.add(draft, note)
    running = replace(kept, state=CampaignState.RUNNING, started_at=now)
    began = time.perf_counter()
    assert await store.start(running, now, note)
    took = time.perf_counter() - began
    print(f"  a campaign started, {PEOPLE} invited, {PEOPLE // 2} invitations queued: {took:.1f} s")
    return running


async def _boards(store: SqlCampaignStore, stores: Stores, campaign: Campaign, form: Questionnaire) -> None:
    places, speech = SqlPlaceStore(stores.database), Speech()

    async def names() -> dict[OrganisationId, str]:
        return {each.id: each.card.short_name for each in await places.organisations(campaign.centre)}

    async def text_board() -> None:
        view = View(campaign, form, await store.coverage(campaign.id), silent=await store.silent(campaign.id))
        board_screen(speech, view, await names(), datetime.now(UTC), ZONE, may_run=True)

    print(f"  the board as a text, everything read anew: {1000 * await _timed(text_board):.0f} ms")
    coverage, known = await store.coverage(campaign.id), await names()
    board_picture("Осень", board_rows(coverage, known))

    async def picture() -> None:
        board_picture("Осень", board_rows(await store.coverage(campaign.id), await names()))

    print(f"  the board as a picture, drawn: {1000 * await _timed(picture, 3):.0f} ms")
    url = stores.database.url.render_as_string(hide_password=False)
    reckoner = ProcessReckoner(url, lambda: datetime.now(UTC))
    documents = ProcessDocuments(reckoner)

    async def whole() -> None:
        await documents.board_picture("Осень", await store.coverage(campaign.id), await names())

    cold = await _timed(whole, 1)
    print(f"  the whole way of a picture through the process that draws: {1000 * await _timed(whole):.0f} ms, "
          f"{1000 * cold:.0f} ms when the process has to be started")  # fmt: skip
    await reckoner.close()


async def _paper() -> None:
    """A full workbook of a long questionnaire, typed from paper."""
    source = read_markdown("yt-1.md", LONG)
    form = compile_form(source)
    press, now = ProcessPaperPress(), datetime.now(ZONE)
    blanks = await _timed(lambda: press.blanks(source.to_json(), "К-1-8", "Центр", now.date()), 1)
    print(f"  a questionnaire of {len(form.questions)} questions to print and to type into: {blanks:.1f} s")
    data = await asyncio.to_thread(_typed, form)
    forms = {CampaignId(1): source.to_json()}
    took = await _timed(lambda: press.read("ввод.xlsx", data, forms, now), 1)
    reading = await press.read("ввод.xlsx", data, forms, now)
    assert reading is not None
    told: Sequence[object] = [*reading.entries, *reading.defects]
    print(f"  {PAPER} sheets of paper read and held to every rule: {took:.1f} s ({len(told)} entries or defects)")


def _typed(form: Questionnaire) -> bytes:
    from surveys.campaigns.code import campaign_code
    from tests.pure.reports.printing.typists import as_typed, typed, walked

    rows = [as_typed(form, walked(form, seed), seed) for seed in range(PAPER)]
    return typed(form, *rows, change=None, code=campaign_code(CampaignId(1)))
