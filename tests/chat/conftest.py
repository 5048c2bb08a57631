"""The application's own wiring, a real dispatcher, real HTTP to the simulator; each test has its own world."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clock import Clock
from bot.demo import KEY
from bot.health import Pulse
from bot.job_kinds import KINDS
from bot.polling import Polling
from bot.settings import Settings
from bot.wiring import Application, build
from reports.jobs.model import JobKind
from simulator import Simulator
from simulator.simulator import TOKEN
from storage import schema
from tests.centre import furnished
from tests.chat.cast import Someone
from tests.chat.town import Town
from tests.clock import Ticking

STRAGGLERS_WAIT = 30.0
"""Seconds; a dialogue goes on when the bot has done what was asked, however busy the machine is."""


@pytest.fixture(scope="session")
def bare_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated database."""
    path = tmp_path_factory.mktemp("template") / "chat.sqlite3"
    schema.migrate(f"sqlite+aiosqlite:///{path}")
    return path.read_bytes()


@pytest.fixture(scope="session")
async def template(tmp_path_factory: pytest.TempPathFactory, bare_template: bytes) -> bytes:
    """One with an open demonstration centre in it: whoever comes is in at once."""
    path = tmp_path_factory.mktemp("template") / "open.sqlite3"
    path.write_bytes(bare_template)
    await furnished(f"sqlite+aiosqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """The messenger."""
    sim = Simulator(retry_delays=(0.05,))
    await sim.start()
    yield sim
    await sim.stop()


@dataclass
class Running:
    """A bot that polls, and how to stop and start it."""

    settings: Settings
    clock: Ticking = field(default_factory=Ticking)
    kinds: Mapping[str, JobKind] = field(default_factory=lambda: KINDS)
    app: Application | None = None
    polling: Polling | None = None
    _polling: "asyncio.Task[None] | None" = None

    async def starts(self) -> Application:
        """As a process does."""
        self.app = await build(self.settings, self.clock, self.kinds)
        self.polling = Polling(self.app, Pulse(self.clock()), STRAGGLERS_WAIT)
        self._polling = asyncio.create_task(self.polling.run())
        return self.app

    async def stops(self) -> None:
        """At once, in the middle of whatever it does."""
        assert self._polling is not None
        assert self.app is not None
        self._polling.cancel()
        await asyncio.gather(self._polling, return_exceptions=True)
        await self.app.jobs.finish()
        await self.app.close()

    async def works(self) -> None:
        """Do all long jobs that wait, to their end."""
        assert self.app is not None
        await self.app.jobs.tick()
        while self.app.jobs.is_busy:
            await self.app.jobs.idle()
            await self.app.jobs.tick()

    async def rests(self) -> None:
        """Until nothing is in hand: work with files may take longer than polling waits for it."""
        while self.polling is not None and self.polling.in_hand:
            await asyncio.wait(self.polling.in_hand)

    async def ticks(self, **amount: float) -> None:
        """Let time pass and the bot's clock tick."""
        assert self.app is not None
        self.clock.passes(**amount)
        await Clock(self.app).tick()


def chat_settings(sim: Simulator, database: Path, **others: object) -> Settings:
    """Settings of a bot in front of the simulator."""
    return Settings(
        token=SecretStr(TOKEN),
        key=SecretStr(KEY),
        api_url=sim.api_url,
        database_url=f"sqlite+aiosqlite:///{database}",
        timezone="Asia/Vladivostok",
        _env_file=None,
        **others,  # type: ignore[arg-type]
    )


@pytest.fixture
async def bot(sim: Simulator, tmp_path: Path, template: bytes) -> AsyncIterator[Running]:
    """The bot, polling."""
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(template)
    running = Running(chat_settings(sim, path))
    await running.starts()
    yield running
    await running.stops()


@pytest.fixture
def maria(sim: Simulator, bot: Running) -> Iterator[Someone]:
    """Мария — молодой педагог. After each of her dialogues nothing may be left unanswered or have been refused."""
    person = Someone(sim, sim.person("Мария", "Петрова", "maria"))
    yield person
    assert sim.unanswered() == []
    assert [request.description for request in sim.refused()] == person.expects_refusals
    assert sim.strange() == []


@pytest.fixture
def olga(sim: Simulator, bot: Running) -> Someone:
    """Ольга — наставник."""
    return Someone(sim, sim.person("Ольга"))


@pytest.fixture
async def town(sim: Simulator, tmp_path: Path, bare_template: bytes) -> AsyncIterator[Town]:
    """Анна runs the installation."""
    anna = Someone(sim, sim.person("Анна"))
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(bare_template)
    running = Running(chat_settings(sim, path, admin_ids=str(anna.id)))
    await running.starts()
    town = Town(running, sim, anna)
    yield town
    await running.stops()
    assert sim.unanswered() == []
    assert [request.description for request in sim.refused()] == town.expects_refusals
