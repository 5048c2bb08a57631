"""`make bench`: one run, all figures, ratios against floors of the same run."""

import asyncio
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import Measured, bot_settings, free_port, process, until_listening
from tests.bench.world import Latency, Person, World, tap_flat_out, tap_for
from tests.postgres import NoPostgresError, private_postgres

PEOPLE = 120
RATE = 100
SECONDS = 25.0
WARM_UP = 6.0
FLAT_OUT = 1200
HALF_FINISHED = 10_000


@dataclass(frozen=True)
class Figures:
    """One subject of the measurement."""

    name: str
    cpu: float
    """Microseconds of processor time per tap at the set pace."""
    latency: Latency
    flat_out: float
    """Taps per second with everybody tapping at once."""


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = [await floor(name, Path(folder)) for name in ("a", "a-frozen", "b")]
        sqlite = f"sqlite+aiosqlite:///{folder}/bench.sqlite3"
        figures.append(await ours("bot, SQLite", sqlite))
        try:
            with private_postgres(durable=True) as server:
                server.create("bench")
                figures.append(await ours("bot, PostgreSQL", server.url("bench")))
        except NoPostgresError as problem:
            print(f"PostgreSQL left out: {problem}")
        print_table(figures)
        await memory(f"sqlite+aiosqlite:///{folder}/memory.sqlite3")


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
    flat_out = await tap_flat_out(world, people, FLAT_OUT)
    print(f"  measured {name}: {cpu:.0f} µs", flush=True)
    return Figures(name, cpu, latency, flat_out)


def print_table(figures: list[Figures]) -> None:
    """Ratios first: the machine is shared and noisy."""
    base = figures[0].cpu
    frozen = figures[1].cpu
    print(f"\nA tap at {RATE}/s (CPU of the bot process; latency from due to screen)\n")
    print(
        f"{'':<18}{'CPU µs':>8}{'× (a)':>8}{'× frozen':>10}{'p50 ms':>8}{'p95':>7}{'p99':>7}{'worst':>8}{'max/s':>8}"
    )
    for f in figures:
        late = f.latency
        print(
            f"{f.name:<18}{f.cpu:>8.0f}{f.cpu / base:>8.2f}{f.cpu / frozen:>10.2f}"
            f"{late.p50:>8.1f}{late.p95:>7.1f}{late.p99:>7.1f}{late.worst:>8.1f}{f.flat_out:>8.0f}"
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
    """Prepare the database as an operator does."""
    import os

    subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        env={**os.environ, **settings},
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    asyncio.run(main())
