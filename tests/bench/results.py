"""What results cost: packing, and a summary of 10⁴ to 10⁷ answers on both engines, with how the cost grows."""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import orjson
from sqlalchemy import insert

from bot.job_process import FRUGAL
from people.model import CentreId
from reports.packs.model import AnswerRow, Layout
from reports.packs.packing import pack
from storage import schema
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.people_tables import organisations
from storage.tables import accounts, runs
from storage.versions import SqlVersionStore
from surveys.library.shelf import FOLDER
from surveys.model import Key, Kind, Questionnaire
from surveys.xlsform import read_markdown
from tests.clock import Ticking
from tests.postgres import PrivatePostgres
from tests.storage.cast import worker

ITEMS = 40
"""Scored answers of a respondent."""
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
SCHOOLS = 100
POOL = 2_000
"""Different respondents; more of them would only make the generating slow."""
PACK = 1_000
UNPACKED = 250
"""Respondents since the last packing, read one by one."""
CAMPAIGN = 1


@dataclass(frozen=True)
class Cost:
    """Of a summary in a fresh process, the first and the second one."""

    answers: int
    first: float
    again: float
    cpu: float
    megabytes: float


async def results_bench(server: PrivatePostgres, sizes: Sequence[int] = SIZES) -> None:
    """Print all figures."""
    print("\nA summary of PD-1 (all blocks and items by organisation, category, experience), 40 scored answers each:")
    print(
        f"{'':>12}{'answers':>12}{'fresh process, s':>18}{'warm, s':>9}{'its CPU, s':>12}{'MB':>7}{'× answers':>11}"
    )
    for name in ("SQLite", "PostgreSQL"):
        before: Cost | None = None
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                url = await asyncio.to_thread(_url, name, server, Path(folder), size)
                centre = await filled(url, size // ITEMS)
                cost = await asyncio.to_thread(_measured, url, centre, size)
            growth = "" if before is None else f"{cost.again / before.again:.1f} times"
            print(
                f"{name:>12}{size:>12,}{cost.first:>18.2f}{cost.again:>9.2f}{cost.cpu:>12.2f}"
                f"{cost.megabytes:>7.0f}{growth:>11}"
            )
            before = cost


def _url(name: str, server: PrivatePostgres, folder: Path, size: int) -> str:
    url = f"sqlite+aiosqlite:///{folder}/bench.sqlite3"
    if name == "PostgreSQL":
        server.create(f"results_{size}")
        url = server.url(f"results_{size}")
    schema.migrate(url)
    return url


def _measured(url: str, centre: CentreId, answers: int) -> Cost:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.one_summary", url, str(centre), str(CAMPAIGN)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **FRUGAL},
    )
    first, again, cpu, megabytes = map(float, done.stdout.split())
    return Cost(answers, first, again, cpu, megabytes)


async def filled(url: str, people: int) -> CentreId:
    """So many respondents of one campaign, all but the last few hundred packed."""
    database = Database(url)
    stores = worker(database, Ticking())
    try:
        text = (FOLDER / "pd-1.md").read_text(encoding="utf-8")
        form = await stores.versions.add("pd-1", read_markdown("pd-1.md", text), stores.clock())
        centre = await stores.centre()
        await _fill(database, stores.versions, form, centre, people)
    finally:
        await stores.lane.close()
        await database.close()
    return centre


async def _fill(
    database: Database, versions: SqlVersionStore, form: Questionnaire, centre: CentreId, people: int
) -> None:
    now = Ticking().now
    schools = await _schools(database, centre)
    layout, luck = Layout(form), random.Random(1)
    pool = [_answers(form, luck) for _ in range(POOL)]
    texts = [orjson.dumps(answers).decode() for answers in pool]
    edges = [*range(0, people - UNPACKED, PACK), max(people - UNPACKED, 0), people]
    for pack_number, (start, end) in enumerate(pairwise(edges), 1):
        numbers = range(start + 1, end + 1)
        if not numbers:
            continue
        picked = {number: (luck.randrange(POOL), luck.choice(schools)) for number in numbers}
        is_packed = end < people
        async with database.writing() as connection:
            known = [{"id": n, "address_digest": n, "known_since": now} for n in numbers]
            await connection.execute(insert(accounts), known)
            rows = [
                {
                    "id": n, "account_id": n, "version_id": form.id, "questionnaire_key": form.key,
                    "status": "finished", "revision": 9, "answers": texts[who], "heard": 0, "begun_at": now,
                    "touched_at": now, "expires_at": now, "finished_at": now, "centre_id": centre,
                    "organisation_id": school, "campaign_id": CAMPAIGN,
                    "pack_id": pack_number if is_packed else None,
                }
                for n, (who, school) in picked.items()
            ]  # fmt: skip
            await connection.execute(insert(runs), rows)
            if is_packed:
                packed = pack(layout, [AnswerRow(n, s, pool[who], now.toordinal()) for n, (who, s) in picked.items()])
                values = {
                    "id": pack_number, "version_id": form.id, "questionnaire_key": form.key,
                    "centre_id": centre, "campaign_id": CAMPAIGN, "school_year": 0, "is_anonymous": False,
                    "size": packed.size, "figures": packed.figures, "words": packed.words,
                }  # fmt: skip
                await connection.execute(insert(answer_packs).values(values))


async def _schools(database: Database, centre: CentreId) -> list[int]:
    rows = [
        {
            "id": n, "centre_id": centre, "name": f"Школа {n}", "short_name": f"Школа {n}",
            "folded_name": f"школа {n}", "kind": "school", "territory": f"Район {n % 7}", "has_low_results": False,
            "is_closed": False,
        }
        for n in range(1, SCHOOLS + 1)
    ]  # fmt: skip
    async with database.writing() as connection:
        await connection.execute(insert(organisations), rows)
    return [row["id"] for row in rows]  # type: ignore[misc]


def _answers(form: Questionnaire, luck: random.Random) -> dict[Key, str]:
    """A teacher's or, sometimes, a kindergarten's way through PD-1, answered by lot."""
    is_preschool = luck.random() < 0.15
    said: dict[Key, str] = {}
    for question in form.questions:
        twin = f"{question.key}_preschool" in form.by_key
        if question.kind is Kind.NOTE or (twin if is_preschool else question.key.endswith("_preschool")):
            continue
        if question.known_as == "work":
            said[question.key] = "preschool" if is_preschool else luck.choice(("primary", "subject"))
        elif question.kind is Kind.CHOICE:
            said[question.key] = luck.choice(question.choices).code if luck.random() < 0.97 else ""
        elif question.kind is Kind.CHOICES:
            said[question.key] = " ".join(choice.code for choice in luck.sample(question.choices, 2))
        elif question.kind is Kind.TEXT:
            said[question.key] = "Не хватает времени на подготовку."
    return said
