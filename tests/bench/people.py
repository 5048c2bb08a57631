"""What a large list costs: 2,000 organisations and 100,000 people on PostgreSQL, while others go on tapping."""

import asyncio
import resource
import statistics
import subprocess
import sys
import time
from functools import partial

from bot.lists import ProcessListReader, ProcessListWork
from people.lists.model import ListedOrganisation, ListedPerson
from people.lists.service import ListService
from people.lists.work import HereAndNow
from people.lists.writing import list_workbook
from people.organisation import OrganisationCard, OrganisationKind
from people.roles import Actor, Post, Role
from people.visitor import Visitor
from storage.database import Database
from storage.people.lists import SqlListStore
from storage.people.places import SqlPlaceStore
from surveys import engine
from surveys.model import Run
from surveys.replies import Move, Reply, Tapped
from tests.clock import Ticking
from tests.postgres import PrivatePostgres
from tests.storage.cast import KEY, SEALER, Stores, worker

ORGANISATIONS = 2_000
PEOPLE = 100_000
PACE = 0.01
"""Seconds between two taps."""


def large_list() -> bytes:
    """A workbook of them all."""
    organisations = (
        ListedOrganisation(
            n, OrganisationCard(f"МБОУ «Школа № {n}»", f"Школа № {n}", OrganisationKind.SCHOOL, f"Район {n % 40}")
        )
        for n in range(ORGANISATIONS)
    )
    profile = {"work": "subject", "subject": "mathematics", "experience": "years_4_10", "category": "first"}
    people = (
        ListedPerson(n, f"Школа № {n % ORGANISATIONS}", own_number=str(n), profile=profile) for n in range(PEOPLE)
    )
    return list_workbook(organisations, people)


async def people_bench(server: PrivatePostgres) -> None:
    """Print all figures."""
    from storage import schema

    server.create("people")
    await asyncio.to_thread(schema.migrate, server.url("people"))
    # Made in another process, so that its memory is not counted here.
    made = [sys.executable, "-c", "import sys; from tests.bench.people import large_list as made; "
            "sys.stdout.buffer.write(made())"]  # fmt: skip
    data = (await asyncio.to_thread(subprocess.run, made, check=True, capture_output=True)).stdout
    database = Database(server.url("people"))
    stores = worker(database, Ticking())
    try:
        await _measure(stores, data)
    finally:
        await stores.lane.close()
        await database.close()


async def _measure(stores: Stores, data: bytes) -> None:
    places = SqlPlaceStore(stores.database)
    centre = await places.centre(await stores.centre())
    assert centre is not None
    account = await stores.accounts.recognise(1, stores.clock())
    admin = Visitor(account, Actor(account.id, frozenset({Post(Role.ADMINISTRATOR, centre.id)}), centre.id), centre)
    store, reader = SqlListStore(stores.database, SEALER), ProcessListReader()
    url = stores.database.url.render_as_string(hide_password=False)
    work = ProcessListWork(HereAndNow(store, reader), url, [KEY])
    service = ListService(store, places, reader, stores.clock, work=work)
    run = (await stores.begun(account.id, await stores.questionnaire()))[0]

    alone = await _taps(stores, run, asyncio.create_task(asyncio.sleep(8)))
    began = time.monotonic()
    importing = asyncio.create_task(_import(service, admin, data))
    beside = await _taps(stores, run, importing)
    took = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of_reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nA list of {ORGANISATIONS} organisations and {PEOPLE} people, {len(data) / 1e6:.1f} MB, PostgreSQL:")
    print(f"  checked and applied in {took:.1f} s; {memory:.0f} MB, the reading process {of_reader:.0f} MB")
    print(f"  a tap: p95 {1000 * alone:.2f} ms alone, {1000 * beside:.2f} ms beside it, ratio {beside / alone:.2f}")


async def _import(service: ListService, admin: Visitor, data: bytes) -> None:
    checked = await service.check(admin, "large.xlsx", data)
    assert checked is not None
    assert checked.number is not None, [str(defect) for defect in checked.plan.defects[:3]]
    assert await service.apply(admin, checked.number) is not None


async def _taps(stores: Stores, run: Run, until: "asyncio.Task[None]") -> float:
    """Answer and go back at a set pace; gives the p95 of a step, loop delays included."""
    took = []
    while not until.done():
        due = asyncio.get_running_loop().time() + PACE
        await asyncio.sleep(PACE)
        found = await stores.runs.find(run.id, run.owner)
        assert found is not None
        act = Tapped(0) if found.position is None and "first" not in found.answers else Move.BACK
        reply = Reply(act, revision=found.revision)
        await stores.runs.change(run.id, run.owner, partial(engine.answer, reply=reply, now=stores.clock()))
        took.append(asyncio.get_running_loop().time() - due)
    until.result()
    return statistics.quantiles(took, n=20)[-1]
