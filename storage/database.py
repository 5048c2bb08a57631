"""The database: an engine, reading and writing transactions, and the same behaviour on both engines."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from people.outage import OutageError
from storage.gate import WriteGate

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # in WAL mode anything less may forget a commit when the power fails
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",  # who answered what anonymously is not to be read from freed pages
)
WAIT_FOR_CONNECTION = 5.0
"""Seconds; somebody is waiting in front of a spinner."""


class Database:
    """Gives transactions. Everything that goes wrong with the database itself is an `OutageError`."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.gate = WriteGate()
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            hide_parameters=True,  # they are people's answers, and errors end up in the log
            **self._options(),
        )
        if self.is_sqlite:
            _speak_sqlite(self.engine)

    def _options(self) -> dict[str, Any]:
        if self.is_sqlite:
            return {}
        return {
            "pool_size": 5,
            "max_overflow": 5,
            "pool_timeout": WAIT_FOR_CONNECTION,
            "pool_pre_ping": True,
            "connect_args": {"timeout": WAIT_FOR_CONNECTION},
        }

    def check_folder(self) -> None:
        """Make the folder of the SQLite file; OutageError if it cannot be made or written."""
        if not self.is_sqlite or not self.url.database:
            return
        folder = Path(self.url.database).absolute().parent
        with _outages_named():
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError(f"в папку {folder} нельзя писать")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view; nothing is kept of what is done in it."""
        with _outages_named():
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction, durable when the block ends without an error."""
        async with self.gate.passed() if self.is_sqlite else nullcontext():
            with _outages_named():
                async with self.engine.connect() as plain:
                    connection = await plain.execution_options(is_writing=True)
                    async with connection.begin():
                        yield connection

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


class _outages_named:  # noqa: N801 — reads as a phrase in `with`
    """Turn the drivers' many ways of saying «I cannot» into one; mistakes of ours stay what they are."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, IntegrityError):
            return
        if isinstance(error, DBAPIError | OSError | TimeoutError):
            raise OutageError(type(error).__name__) from error


outages_named = _outages_named


def _speak_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver would begin transactions by its own rules; we say BEGIN ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would fail at once if another writer came between.
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
