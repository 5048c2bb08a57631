"""`make demo`: two processes and three people in an empty folder, ended by one signal, continued by the next."""

import asyncio
import os
import select
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import demo
from bot.settings import settings_table
from tests.house.source import ROOT
from tests.processes.conftest import free_port

INVITATION = "Откройте в браузере:  http://127.0.0.1:{port}/"
CLOSING = "Остановить: Ctrl-C."
CAST = ["Мария", "Ольга", "Анна"]


@dataclass
class Demo:
    """`python -m bot.demo` in a folder, with the settings of a real bot lying about."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def launched(self, *arguments: str) -> asyncio.subprocess.Process:
        """Start it; what it says can be read line by line."""
        real = {"BOT_TOKEN": "987654:a-real-token-of-a-real-bot", "BOT_WEBHOOK_URL": "https://example.org/"}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.demo", *(arguments or ("--port", str(self.port)))),
            cwd=self.folder,
            env={**os.environ, **real, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def starts(self) -> None:
        """Until it invites to the page."""
        self.process = await self.launched()
        assert self.process.stdout is not None
        said = ""
        async with asyncio.timeout(60):
            while CLOSING not in said:
                line = await self.process.stdout.readline()
                assert line, said
                said += line.decode()
        assert INVITATION.format(port=self.port) in said

    async def ends(self, number: int = signal.SIGTERM) -> tuple[int | None, str]:
        """Send a signal and wait; gives the exit code and what else was said."""
        assert self.process is not None
        self.process.send_signal(number)
        return await self.ended()

    async def ended(self) -> tuple[int | None, str]:
        """Wait for it to end by itself."""
        assert self.process is not None
        told, _ = await asyncio.wait_for(self.process.communicate(), 15)
        return self.process.returncode, told.decode()

    async def refuses(self, *arguments: str) -> str:
        """Start it where it cannot run; gives the one sentence it says."""
        told, _ = await (process := await self.launched(*arguments)).communicate()
        assert process.returncode == 1
        assert len(told.decode().splitlines()) == 1, told.decode()
        return told.decode()

    async def asked(self, path: str, **content: Any) -> Any:
        """What the simulator answers; with content it is told to do something."""
        url = f"http://127.0.0.1:{self.port}/sim/{path}"
        async with (
            aiohttp.ClientSession() as client,
            client.request("POST" if content else "GET", url, json=content or None) as answer,
        ):
            return await answer.json()


@pytest.fixture
async def shown(tmp_path: Path) -> AsyncIterator[Demo]:
    """A demo that nobody has started; ended if the test has not."""
    (tmp_path / ".env").write_text("BOT_TOKEN=987654:a-real-token-of-a-real-bot\nBOT_ADMIN_IDS=oops\n")
    demo = Demo(tmp_path)
    yield demo
    if demo.process is not None and demo.process.returncode is None:
        await demo.ends()


def listens(port: int) -> bool:
    """Whether somebody is there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def child(parent: int, module: str) -> int:
    """The child that runs this module."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    command = f"\0-m\0bot.demo_child\0{module}\0".encode()
    [found] = [int(pid) for pid in children if command in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return found


async def gone(process: int) -> bool:
    """Whether it ends within the time a polite end takes; killed if it does not."""
    ended = select.poll()
    handle = os.pidfd_open(process)
    try:
        ended.register(handle, select.POLLIN)
        if await asyncio.to_thread(ended.poll, 15_000):
            return True
        os.kill(process, signal.SIGKILL)
        return False
    finally:
        os.close(handle)


async def messages(demo: Demo, person: int) -> list[Any]:
    """What is in somebody's chat."""
    return list((await demo.asked(f"chats/{person}"))["messages"])


async def test_a_second_start_continues_where_the_first_ended(shown: Demo) -> None:
    await shown.starts()
    people = (await shown.asked("state"))["people"]
    assert [person["first_name"] for person in people] == CAST
    maria = people[0]["id"]
    await shown.asked(f"people/{maria}/send", text="/start")
    async with asyncio.timeout(10):
        while len(await messages(shown, maria)) < 2:
            await asyncio.sleep(0.02)
    before = await messages(shown, maria)

    assert "уже запущена" in await shown.refuses("--port", str(free_port()))
    assert await shown.ends(signal.SIGINT) == (0, "\n")
    assert not listens(shown.port)

    await shown.starts()
    assert [person["first_name"] for person in (await shown.asked("state"))["people"]] == CAST
    assert await messages(shown, maria) == before
    assert (await shown.ends(signal.SIGHUP))[0] == 0
    assert not listens(shown.port)


async def test_when_the_bot_dies_one_sentence_says_where_to_look(shown: Demo) -> None:
    await shown.starts()
    assert shown.process is not None
    os.kill(child(shown.process.pid, "bot"), signal.SIGKILL)

    code, told = await shown.ended()

    assert code == 1
    assert "«bot» неожиданно остановился; подробности в data/demo/bot.log" in told
    assert "Traceback" not in told
    assert not listens(shown.port)


async def test_when_the_demo_is_killed_its_children_end_and_the_next_start_finds_the_port_free(shown: Demo) -> None:
    await shown.starts()
    assert shown.process is not None
    children = [child(shown.process.pid, module) for module in ("simulator", "bot")]

    assert (await shown.ends(signal.SIGKILL))[0] == -signal.SIGKILL
    assert await asyncio.gather(*map(gone, children)) == [True, True]
    assert not listens(shown.port)

    await shown.starts()


async def test_a_port_in_use_is_one_sentence_with_a_way_out(shown: Demo) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", shown.port))
        other.listen()
        told = await shown.refuses()

    assert f"Порт {shown.port} занят" in told
    assert "make demo PORT=" in told


@pytest.mark.parametrize("port", ["восемь", "80", "70000", "-1"])
async def test_an_impossible_port_is_one_sentence(shown: Demo, port: str) -> None:
    assert "не порт" in await shown.refuses(f"--port={port}")


async def test_a_folder_that_cannot_be_written_is_one_sentence(shown: Demo) -> None:
    (shown.folder / "data").write_text("a file where a folder should be")

    assert "Не удаётся записать" in await shown.refuses()


def test_no_setting_of_a_real_bot_reaches_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_SOMETHING_NEW", "1")
    names = {name for name in demo.settings(8081, 8080) if name.startswith("BOT_")}

    assert names == {name for name, _, _ in settings_table()}
