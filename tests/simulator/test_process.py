"""`python -m simulator` as a process: it starts, says in one sentence why it cannot, and ends when told to."""

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from simulator import Simulator


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def api_url(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(20):
        return (await process.stdout.readline()).decode().removeprefix("Симулятор: ").strip()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_until_it_is_told_to_end(tmp_path: Path, how: signal.Signals) -> None:
    state = tmp_path / "chats.json"
    process = await start(
        "--listen", "127.0.0.1:0", "--token", "42:abc", "--bot-username", "x_bot", "--state", str(state)
    )
    try:
        url = await api_url(process)
        async with aiohttp.ClientSession() as client:
            async with client.get(f"{url}/bot42:abc/getMe") as response:
                assert (await response.json())["result"]["username"] == "x_bot"
            polling = asyncio.create_task(client.get(f"{url}/bot42:abc/getUpdates?timeout=50"))
            await client.post(f"{url}/sim/people", json={"first_name": "Мария"})
            process.send_signal(how)
            told, complaints = await asyncio.wait_for(process.communicate(), 10)
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
    finally:
        if process.returncode is None:
            process.kill()

    assert (process.returncode, told, complaints) == (0, b"", b"")
    assert [user.first_name for user in Simulator(state=state).world.people.values()] == ["Мария"]


async def refusal(*arguments: str) -> tuple[int | None, str]:
    process = await start(*arguments)
    _, complaints = await asyncio.wait_for(process.communicate(), 20)
    return process.returncode, complaints.decode()


async def test_a_port_in_use_is_one_sentence(sim: Simulator) -> None:
    listen = sim.api_url.removeprefix("http://")
    code, told = await refusal("--listen", listen)
    assert code == 2
    assert told == (
        f"Порт {listen.partition(':')[2]} занят: остановите другую программу или выберите другой порт (--listen).\n"
    )


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [
        (["--listen", "8081"], "Нужен адрес вида"),
        (["--listen", "127.0.0.1:99999"], "Нужен адрес вида"),
        (["--listen", "192.0.2.1:8081"], "На адресе 192.0.2.1:8081 слушать нельзя"),
        (["--token", "слово"], "Нужен токен вида"),
        (["--state", __file__], f"{__file__} — не сохранённые чаты"),
    ],
    ids=["no host", "no such port", "not our address", "no number", "not our file"],
)
async def test_what_cannot_be_used_is_one_sentence(arguments: list[str], beginning: str) -> None:
    code, told = await refusal(*arguments)
    assert code == 2
    assert told.startswith(beginning)
    assert told.count("\n") == 1
