"""The bot as operators run it: a process of its own, started, killed and asked from outside."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from bot.demo import KEY
from simulator import Simulator
from simulator.simulator import TOKEN
from storage import schema
from tests.centre import furnished

READY_WITHIN = 30.0


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class BotProcess:
    """`python -m bot …` with settings in its environment."""

    settings: dict[str, str]
    module: str = "bot"
    process: asyncio.subprocess.Process | None = None
    told: str = ""

    @property
    def health_url(self) -> str:
        """Where it answers."""
        return f"http://{self.settings['BOT_LISTEN']}/health"

    async def runs(self, *command: str) -> tuple[int, str]:
        """Run a command to its end; gives exit code and everything it said."""
        process = await self._start(*command)
        told, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, told.decode()

    async def starts(self) -> None:
        """`python -m bot run`, until it answers."""
        self.process = await self._start("run")
        async with asyncio.timeout(READY_WITHIN), aiohttp.ClientSession() as client:
            while True:
                assert self.process.returncode is None, (await self.process.communicate())[0].decode()
                try:
                    async with client.get(self.health_url):
                        return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    async def ends(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait; gives the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        told, _ = await asyncio.wait_for(self.process.communicate(), 15)
        self.told = told.decode()
        assert self.process.returncode is not None
        return self.process.returncode

    async def _start(self, *command: str) -> asyncio.subprocess.Process:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.module,
            *command,
            env={**clean, **self.settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )


@dataclass
class Kennel:
    """Makes bots in front of one simulator, and ends those that still run."""

    sim: Simulator
    folder: Path
    bots: list[BotProcess] = field(default_factory=list)

    def bot(self, **others: str) -> BotProcess:
        """A bot on an SQLite file of the test, unless told otherwise."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_KEY": KEY,
            "BOT_API_URL": self.sim.api_url,
            "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'bot.sqlite3'}",
            "BOT_LISTEN": f"127.0.0.1:{free_port()}",
            **others,
        }
        bot = BotProcess(settings)
        self.bots.append(bot)
        return bot


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """The messenger."""
    sim = Simulator(retry_delays=(0.1,))
    await sim.start()
    yield sim
    await sim.stop()


async def prepare(url: str) -> None:
    """A migrated database with an open centre in it."""
    await asyncio.to_thread(schema.migrate, url)
    await furnished(url)


@pytest.fixture
async def kennel(sim: Simulator, tmp_path: Path) -> AsyncIterator[Kennel]:
    """Bots of one test, on a migrated database."""
    await prepare(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    kennel = Kennel(sim, tmp_path)
    yield kennel
    for bot in kennel.bots:
        if bot.process is not None and bot.process.returncode is None:
            await bot.ends(signal.SIGKILL)
