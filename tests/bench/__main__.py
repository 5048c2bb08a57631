"""`make bench`: one run, all figures, ratios against floors of the same run.

`python -m tests.bench delivery results` measures only what is named; without names everything, the longest last.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.quick_aiogram import quicken_aiogram
from tests.bench.forms import forms_bench
from tests.bench.processes import Measured, bot_settings, free_port, process, until_listening
from tests.bench.world import Latency, Person, World, tap_flat_out, tap_for
from tests.postgres import NoPostgresError, PrivatePostgres, private_postgres

PEOPLE = 120
RATE = 100
SECONDS = 25.0
WARM_UP = 6.0
FLAT_OUT = 1200
HALF_FINISHED = 10_000
MEMORY_DISK = Path("/dev/shm")
HAS_MEMORY_DISK = MEMORY_DISK.is_dir()


@dataclass(frozen=True)
class Figures:
    """One subject of the measurement."""

    name: str
    cpu: float
    """Microseconds of processor time per tap at the set pace."""
    latency: Latency
    busy_cpu: float
    """The same with everybody tapping at once: nothing sleeps, nothing has to be woken."""
    flat_out: float
    """Taps per second then."""


Bench = Callable[[PrivatePostgres], Awaitable[None]]


async def main(names: Sequence[str]) -> None:
    """What is named; each bench that needs PostgreSQL gets a database of its own."""
    for name in names or BENCHES:
        print(f"\n=== {name}", flush=True)
        try:
            with private_postgres(durable=True) as server:
                await BENCHES[name](server)
        except NoPostgresError as problem:
            print(f"{name} left out: {problem}")


async def taps_bench(server: PrivatePostgres) -> None:
    """A tap against the floors; memory; the start."""
    with tempfile.TemporaryDirectory() as folder:
        figures = [await floor(name, Path(folder)) for name in ("a", "a-frozen", "b")]
        sqlite = f"sqlite+aiosqlite:///{folder}/bench.sqlite3"
        figures.append(await ours("bot, SQLite", sqlite))
        if HAS_MEMORY_DISK:
            # The same without the disk's own moods: what is left of the worst cases is ours.
            with tempfile.TemporaryDirectory(dir=MEMORY_DISK) as quick:
                figures.append(await ours("bot, SQLite (no disk)", f"sqlite+aiosqlite:///{quick}/bench.sqlite3"))
        server.create("bench")
        figures.append(await ours("bot, PostgreSQL", server.url("bench")))
        print_table(figures)
        await memory(f"sqlite+aiosqlite:///{folder}/memory.sqlite3")


async def _pure(*benches: Callable[[], None]) -> None:
    for bench in benches:
        bench()


async def _forms(_server: PrivatePostgres) -> None:
    await _pure(forms_bench)


async def _figures(_server: PrivatePostgres) -> None:
    from tests.bench.protection import protection_bench
    from tests.bench.statistics import statistics_bench

    await _pure(statistics_bench, protection_bench)


async def _people(server: PrivatePostgres) -> None:
    from tests.bench.people import people_bench  # after aiogram was made quick, as in the bot

    await people_bench(server)


async def _delivery(server: PrivatePostgres) -> None:
    from tests.bench.broadcast_taps import broadcast_taps_bench
    from tests.bench.delivery import delivery_bench

    await delivery_bench(server)
    await broadcast_taps_bench(server)


async def _digest(server: PrivatePostgres) -> None:
    from tests.bench.digest import digest_bench

    await digest_bench(server)


async def _campaigns(server: PrivatePostgres) -> None:
    from tests.bench.campaigns import campaigns_bench

    await campaigns_bench(server)


async def _results(server: PrivatePostgres) -> None:
    from tests.bench.results import results_bench

    await results_bench(server)


async def _exports(_server: PrivatePostgres) -> None:
    from tests.bench.exports import exports_bench
    from tests.bench.jobs import jobs_bench

    exports_bench()
    await jobs_bench()


BENCHES: Mapping[str, Bench] = {
    "forms": _forms,
    "taps": taps_bench,
    "people": _people,
    "campaigns": _campaigns,
    "delivery": _delivery,
    "digest": _digest,
    "figures": _figures,
    "exports": _exports,
    "results": _results,
}


async def floor(name: str, folder: Path) -> Figures:
    """A bare aiogram webhook handler."""
    async with world_on("/hook") as (world, port):
        with process("-m", "tests.bench.floors", name, str(port), world.api_url, str(folder)) as running:
            await until_listening(port)
            people = [Person(number) for number in range(1, PEOPLE + 1)]
            await arrive(world, people, [])
            return await measure(f"floor ({name})", world, people, running)


async def ours(name: str, database: str) -> Figures:
    """The bot itself, every answer durable."""
    async with world_on("/hook") as (world, port):
        settings = bot_settings(world, port, database)
        migrate(settings)
        with process("-m", "bot", "run", **settings) as running:
            await until_listening(port)
            people = [Person(number) for number in range(1, PEOPLE + 1)]
            await arrive(world, people, ["i:", "b:"])
            return await measure(name, world, people, running)


class world_on:  # noqa: N801 — reads as a phrase in `async with`
    """A world with its webhook on a free port."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._world = World()

    async def __aenter__(self) -> tuple[World, int]:
        await self._world.start()
        port = free_port()
        self._world.webhook = f"http://127.0.0.1:{port}{self._path}"
        return self._world, port

    async def __aexit__(self, *_error: object) -> None:
        await self._world.stop()


async def arrive(world: World, people: list[Person], taps: list[str]) -> None:
    """Everybody says /start and taps through to the first question."""
    for person in people:
        world.people[person.id] = person
        await world.says(person, "/start")
        for prefix in taps:
            await world.taps(person, next(data for data in person.keyboard if data.startswith(prefix)))


async def measure(name: str, world: World, people: list[Person], running: Measured) -> Figures:
    """Warm up, then count what a steady pace costs, then see how much is possible."""
    await tap_for(world, people, RATE, WARM_UP)
    before = running.cpu()
    latency = await tap_for(world, people, RATE, SECONDS)
    cpu = (running.cpu() - before) / (RATE * SECONDS) * 1e6
    before = running.cpu()
    flat_out = await tap_flat_out(world, people, FLAT_OUT)
    busy_cpu = (running.cpu() - before) / FLAT_OUT * 1e6
    print(f"  measured {name}: {cpu:.0f} µs, {busy_cpu:.0f} µs flat out", flush=True)
    return Figures(name, cpu, latency, busy_cpu, flat_out)


def print_table(figures: list[Figures]) -> None:
    """Ratios first: the machine is shared and noisy."""
    base, frozen = figures[0], figures[1]
    print(f"\nA tap at {RATE}/s, and flat out (CPU of the bot process; milliseconds from due to screen)\n")
    print(
        f"{'':<22}{'CPU µs':>7}{'× (a)':>7}{'× frozen':>9}{'p50':>7}{'p95':>7}{'p99':>7}{'worst':>7}"
        f"  |{'CPU µs':>7}{'× (a)':>7}{'taps/s':>8}"
    )
    for f in figures:
        late = f.latency
        print(
            f"{f.name:<22}{f.cpu:>7.0f}{f.cpu / base.cpu:>7.2f}{f.cpu / frozen.cpu:>9.2f}"
            f"{late.p50:>7.1f}{late.p95:>7.1f}{late.p99:>7.1f}{late.worst:>7.1f}"
            f"  |{f.busy_cpu:>7.0f}{f.busy_cpu / base.busy_cpu:>7.2f}{f.flat_out:>8.0f}"
        )


async def memory(database: str) -> None:
    """Memory at the start and with many half-finished questionnaires; time to the first answer."""
    async with world_on("/hook") as (world, port):
        settings = bot_settings(world, port, database)
        migrate(settings)
        with process("-m", "bot", "run", **settings):
            await until_listening(port)  # the library is stored now; what follows is an ordinary start
        with process("-m", "bot", "run", **settings) as running:
            await until_listening(port)
            first = Person(1)
            await arrive(world, [first], [])
            answered = time.monotonic() - running.started
            at_start = running.rss()
            people = [Person(number) for number in range(2, HALF_FINISHED + 2)]
            for batch in range(0, len(people), 500):
                await asyncio.gather(*[half_finish(world, person) for person in people[batch : batch + 500]])
                if batch == 0:
                    warm = running.rss()
            print(f"\nfirst answer after start: {answered:.2f} s")
            print(f"RSS: {at_start:.0f} MB at start, {warm:.0f} MB with 500 half-finished questionnaires, ", end="")
            print(f"{running.rss():.0f} MB with {HALF_FINISHED}")


async def half_finish(world: World, person: Person) -> None:
    """/start, begin, three answers."""
    await arrive(world, [person], ["i:", "b:"])
    for _ in range(3):
        await world.taps(person, person.keyboard[1])


def migrate(settings: dict[str, str]) -> None:
    """Prepare the database as an operator does, with a centre that lets everybody in."""
    import os

    for command in (["bot", "migrate"], ["bot.demo_centre", "--open"]):
        subprocess.run(
            [sys.executable, "-m", *command], env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL
        )


if __name__ == "__main__":
    quicken_aiogram()
    asyncio.run(main(sys.argv[1:]))
