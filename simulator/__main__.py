"""`python -m simulator`: the simulator alone."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from simulator.simulator import TOKEN, Simulator


def main() -> int:
    """Serve until stopped; 2 if the address cannot be used."""
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
    if not host or not port.isdigit():
        print("Нужен адрес вида 127.0.0.1:8081", file=sys.stderr)
        return 2
    sim = Simulator(given.token, given.bot_username, given.bot_name, state=given.state)
    return asyncio.run(_serve(sim, host, int(port)))


async def _serve(sim: Simulator, host: str, port: int) -> int:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    try:
        await sim.start(host, port)
    except OSError:
        print(f"Порт {port} занят: остановите другую программу или выберите другой порт (--listen).", file=sys.stderr)
        return 2
    print(f"Симулятор: {sim.api_url}", flush=True)
    await stopping.wait()
    await sim.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
