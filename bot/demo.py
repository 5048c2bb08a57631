"""`make demo`: the simulator and the bot on this machine, with demo people; ends with Ctrl-C, continues next time."""

import argparse
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

FOLDER = Path("data/demo")
TOKEN = "100200300:DEMO-TOKEN-not-a-secret-0123"
KEY = "DEMO-KEY-not-a-secret-0123456789-abcdefghij"
"""Seals addresses of people who do not exist."""
PEOPLE = (("Мария", "молодой педагог"), ("Ольга", "наставник"), ("Анна", "методист"))
METHODOLOGIST = "Анна"
"""She runs the demonstration centre."""
PORTS = range(1024, 65536)
READY_WITHIN = 60.0
END_WITHIN = {"bot": 8.0, "simulator": 2.0}
"""Seconds to end politely after Ctrl-C; ten in all, as supervisors allow."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, `kill`, and a closed terminal."""


Child = subprocess.Popen[bytes]


class DemoError(Exception):
    """The demo cannot run; the message says why and what to do, in Russian."""


class Stopped(BaseException):
    """Somebody asked the demo to end."""


def main() -> int:
    """Run until Ctrl-C; 1 with one sentence if it cannot."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", default="8081")
    try:
        for number in SIGNALS:
            signal.signal(number, _stop)
        with _alone():
            _run(_port(parser.parse_args().port))
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    except Stopped:
        return 0
    return 0


def _stop(_number: int, _frame: object) -> None:
    # An impatient second Ctrl-C must not leave a child behind.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def _port(given: str) -> int:
    if not given.isdecimal() or int(given) not in PORTS:
        raise DemoError(f"«{given}» — не порт. Нужно число от {PORTS.start} до {PORTS.stop - 1}: make demo PORT=8090")
    return int(given)


def _run(port: int) -> None:
    _free(port)
    print("Запускаем демонстрацию…", flush=True)
    health = _free(0)
    environment = settings(port, health)
    state = FOLDER / "simulator.json"
    simulator = ["simulator", "--listen", f"127.0.0.1:{port}", "--token", TOKEN, "--state", str(state)]
    with _child("simulator", simulator, environment) as first:
        _wait("simulator", first, f"http://127.0.0.1:{port}/sim/state")
        environment["BOT_ADMIN_IDS"] = str(_invite(port)[METHODOLOGIST])
        _migrate(environment)
        codes = _furnish(environment)
        with _child("bot", ["bot", "run"], environment) as second:
            _wait("bot", second, f"http://127.0.0.1:{health}/health")
            _greet(port, codes)
            _watch({"simulator": first, "bot": second})


def settings(port: int, health: int) -> dict[str, str]:
    """Settings of the demo; those of a real bot in the environment or in .env must not reach it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return {
        **clean,
        "BOT_TOKEN": TOKEN,
        "BOT_KEY": KEY,
        "BOT_OLD_KEYS": "",
        "BOT_API_URL": f"http://127.0.0.1:{port}",
        "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{FOLDER / 'bot.sqlite3'}",
        "BOT_LISTEN": f"127.0.0.1:{health}",
        "BOT_ADMIN_IDS": "",
        "BOT_WEBHOOK_URL": "",
        "BOT_WEBHOOK_SECRET": "",
        "BOT_TIMEZONE": "Europe/Moscow",
        "BOT_LOG_LEVEL": "INFO",
        "BOT_KEEP": "",
        "BOT_TEXTS_OVERLAY": "",
    }


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One demo in one folder: two would write into the same files."""
    import fcntl

    with _opened(FOLDER / "lock", "wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DemoError("Демонстрация уже запущена в этой папке: остановите её (Ctrl-C) и повторите.") from error
        yield


def _opened(path: Path, mode: str) -> IO[Any]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open(mode)
    except OSError as error:
        raise DemoError(f"Не удаётся записать {path.absolute()}: проверьте права и место на диске.") from error


def _free(port: int) -> int:
    """A port that can be listened on: this one, or any for 0."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            other = port + 9 if port + 9 in PORTS else PORTS.start
            raise DemoError(f"Порт {port} занят. Выберите другой, например: make demo PORT={other}") from error
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _child(name: str, command: list[str], environment: dict[str, str]) -> Iterator[Child]:
    """A child process with a log of its own; ended politely, and killed only if it does not listen."""
    with _opened(_log(name), "ab") as log:
        # A group of its own: Ctrl-C in the terminal reaches us alone, and we end the children in order.
        child = subprocess.Popen(
            [sys.executable, "-m", "bot.demo_child", *command],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(END_WITHIN[name])
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _log(name: str) -> Path:
    return FOLDER / f"{name}.log"


def _migrate(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bot", "migrate"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DemoError(done.stderr.strip() or "Не удалось подготовить базу данных.")


def _furnish(environment: dict[str, str]) -> str:
    """The demonstration centre, opened once; gives the codes of its organisations, a line each."""
    command = [sys.executable, "-m", "bot.demo_centre"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DemoError(done.stderr.strip().splitlines()[-1] if done.stderr else "Не удалось открыть пробный центр.")
    return done.stdout.strip()


def _wait(name: str, child: Child, url: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if child.poll() is not None:
            raise _ended(name)
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            _open(url)
            return
        time.sleep(0.1)
    raise DemoError(f"«{name}» не отвечает; подробности в {_log(name)}.")


def _open(url: str, content: dict[str, Any] | None = None) -> Any:
    """Loopback only: a proxy of the environment must not be asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    body = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with opener.open(request, timeout=5) as answer:
        return json.load(answer)


def _invite(port: int) -> dict[str, int]:
    """The cast of the demo, once; gives their numbers in the messenger."""
    base = f"http://127.0.0.1:{port}/sim"
    there = {person["first_name"] for person in _open(f"{base}/state")["people"]}
    for name, role in PEOPLE:
        if name not in there:
            _open(f"{base}/people", {"first_name": name, "last_name": f"({role})"})
    return {person["first_name"]: int(person["id"]) for person in _open(f"{base}/state")["people"]}


def _greet(port: int, codes: str) -> None:
    listed = "\n".join(f"    {line}" for line in codes.expandtabs(16).splitlines())
    print(
        f"\n  Откройте в браузере:  http://127.0.0.1:{port}/\n\n"
        "  На странице — телефоны Марии, Ольги и Анны. Нажмите «Начать».\n"
        "  Мария и Ольга входят по коду своей организации:\n\n"
        f"{listed}\n\n"
        "  Анна ведёт центр: в её меню есть «Управление» — списки, коды, роли, анкеты, журнал.\n"
        "  Остановить: Ctrl-C. Следующий запуск продолжит с того же места.\n",
        flush=True,
    )


def _watch(children: dict[str, Child]) -> None:
    # A closed terminal does not always send its signal to us: make may be the one who gets it.
    terminal = select.poll()
    if sys.stdout.isatty():
        terminal.register(sys.stdout, 0)
    while not terminal.poll(300):
        for name, child in children.items():
            if child.poll() is not None:
                raise _ended(name)


def _ended(name: str) -> DemoError:
    return DemoError(f"«{name}» неожиданно остановился; подробности в {_log(name)}.")


if __name__ == "__main__":
    sys.exit(main())
