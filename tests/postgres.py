"""A PostgreSQL server of one's own: private socket, temporary folder, gone at the end.

pytest-postgresql cannot start a server as root, and a fixed TCP port may be somebody else's database.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

UNPRIVILEGED = "nobody"
TEMPLATE = "template_migrated"
READY_WITHIN = 30.0
"""Seconds; a loaded machine may be slow."""
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Tests do not pull the plug; benchmarks run with the server's own durable settings."""
_INITDB = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


class NoPostgresError(RuntimeError):
    """The server's binaries are not installed."""


def binaries() -> Path:
    """The newest server's folder; NoPostgresError if there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    for folder in reversed(folders):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgresError("PostgreSQL server binaries (initdb, postgres) are not installed")


class PrivatePostgres:
    """A running server, reachable through a socket in its own folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        """For the bot: SQLAlchemy with asyncpg."""
        return f"postgresql+asyncpg://{UNPRIVILEGED}@/{database}?host={self._folder}"

    def sql(self, statement: str) -> None:
        """Run one statement as the server's owner."""
        _run([binaries() / "psql", "-qX", "-h", self._folder, "-d", "postgres", "-c", statement])

    def create(self, database: str, template: str = "template0") -> None:
        """Create a database; from a migrated template it takes milliseconds."""
        self.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    @contextmanager
    def cloned(self, template: str = TEMPLATE) -> Iterator[str]:
        """A database of one test alone, dropped afterwards."""
        name = f"test_{uuid4().hex}"
        self.create(name, template)
        try:
            yield name
        finally:
            self.sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def private_postgres(*, durable: bool = False) -> Iterator[PrivatePostgres]:
    """Start a server and stop it at the end of the block, also on Ctrl-C."""
    # In /tmp whatever TMPDIR says: a socket's path has at most 107 bytes, and root's own folder is closed to others.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        data = str(folder / "data")
        _run([binaries() / "initdb", f"--pgdata={data}", f"--username={UNPRIVILEGED}", *_INITDB])
        server = _start(folder, () if durable else _FAST)
        try:
            _wait(folder, server)
            yield PrivatePostgres(folder)
        finally:
            # SIGTERM would wait for every client to leave; SIGINT sends them away.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)


def _start(folder: Path, settings: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    told = ["listen_addresses=", f"unix_socket_directories={folder}", "max_connections=200", *settings]
    command = [str(binaries() / "postgres"), "-D", str(folder / "data")]
    command += [part for pair in told for part in ("-c", pair)]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C in the terminal must not end it before the tests' own clean-up has used it.
        return subprocess.Popen(command, stdout=log, stderr=log, cwd="/", user=_server_user(), start_new_session=True)


def _wait(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    ready = [str(binaries() / "pg_isready"), "-q", "-t", "1", "-h", str(folder)]
    until = time.monotonic() + READY_WITHIN
    while server.poll() is None and time.monotonic() < until:
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.01)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", user=_server_user())
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


def _server_user() -> str | None:
    """The server refuses to run as root."""
    return UNPRIVILEGED if os.getuid() == 0 else None
