"""`python -m simulator`: the simulator alone."""

import argparse
import asyncio
import errno
import signal
import sys
from pathlib import Path

from simulator.simulator import TOKEN, Simulator
from simulator.state import UnreadableStateError


def main() -> int:
    """Serve until stopped; 2, and one sentence, if something given cannot be used."""
    parser = argparse.ArgumentParser(
        prog="python -m simulator", description="Симулятор Bot API с телефоном на странице"
    )
    parser.add_argument("--listen", default="127.0.0.1:8081", help="адрес:порт")
    parser.add_argument("--token", default=TOKEN, help="токен, с которым придёт бот")
    parser.add_argument("--bot-username", default="metodist_bot")
    parser.add_argument("--bot-name", default="Методист")
    parser.add_argument("--state", type=Path, help="файл, в котором чаты переживают перезапуск")
    given = parser.parse_args()
    host, _, port = given.listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        return _refuse("Нужен адрес вида 127.0.0.1:8081")
    if not given.token.partition(":")[0].isdecimal():
        return _refuse("Нужен токен вида 100200300:ABC")
    try:
        sim = Simulator(given.token, given.bot_username, given.bot_name, state=given.state)
    except UnreadableStateError:
        return _refuse(f"{given.state} — не сохранённые чаты: удалите файл или укажите другой (--state).")
    return asyncio.run(_serve(sim, host, int(port)))


async def _serve(sim: Simulator, host: str, port: int) -> int:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    try:
        await sim.start(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _refuse(f"Порт {port} занят: остановите другую программу или выберите другой порт (--listen).")
        return _refuse(f"На адресе {host}:{port} слушать нельзя: укажите другой (--listen).")
    print(f"Симулятор: {sim.api_url}", flush=True)
    await stopping.wait()
    await sim.stop()
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
