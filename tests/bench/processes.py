"""Starting a bot or a floor as a process of its own, and reading what it cost from the kernel."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from bot.demo import KEY
from tests.bench.world import SECRET, World

TOKEN = "100200300:BENCH-TOKEN-0123456789"
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(*command: str, **environment: str) -> Iterator["Measured"]:
    """A Python process for the length of the block."""
    settings = {**os.environ, **environment}
    started = time.monotonic()
    running = subprocess.Popen([sys.executable, *command], env=settings)
    try:
        yield Measured(running.pid, started)
    finally:
        running.terminate()
        running.wait(timeout=20)


class Measured:
    """What a process has used so far."""

    def __init__(self, pid: int, started: float) -> None:
        self.pid = pid
        self.started = started

    def cpu(self) -> float:
        """Seconds of processor time, user and system, of the process with its children."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def rss(self) -> float:
        """Megabytes resident."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def bot_settings(world: World, port: int, database: str) -> dict[str, str]:
    """The bot with a webhook, talking to the world."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_KEY": KEY,
        "BOT_API_URL": world.api_url,
        "BOT_DATABASE_URL": database,
        "BOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "BOT_WEBHOOK_SECRET": SECRET,
        "BOT_LISTEN": f"127.0.0.1:{port}",
        "BOT_LOG_LEVEL": "WARNING",
    }


async def until_listening(port: int) -> None:
    """Wait until somebody accepts connections; any answer will do."""
    async with aiohttp.ClientSession() as client:
        for _ in range(3000):
            try:
                async with client.get(f"http://127.0.0.1:{port}/health"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.01)
    raise TimeoutError(f"nobody listens on {port}")
