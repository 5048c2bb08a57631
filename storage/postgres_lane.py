"""The fast lane on PostgreSQL: two prepared statements on a few connections of its own.

The server groups commits by itself. The revision in `SAVE` decides between two workers.
"""

import asyncio
from typing import Any

import asyncpg
from sqlalchemy import URL
from sqlalchemy.dialects.postgresql import asyncpg as dialect

from people.model import AccountId
from people.outage import OutageError
from storage.database import WAIT_FOR_CONNECTION
from storage.lane import ELSEWHERE, MISSING, IsQuiet, Known, Outcome, Taken
from storage.prepared import prepare
from storage.run_rows import LOAD, SAVE, to_run, to_values, version_of
from surveys.model import RunId
from surveys.ports import Step

CONNECTIONS = 4
FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


class PostgresLane:
    """Load, step, save; each save is a transaction of its own."""

    def __init__(self, url: URL, known: Known, is_quiet: IsQuiet) -> None:
        speaking = dialect.dialect()  # type: ignore[no-untyped-call]
        self._connecting: dict[str, Any] = speaking.create_connect_args(url)[1]  # type: ignore[no-untyped-call]
        self._known = known
        self._is_quiet = is_quiet
        self._load = prepare(LOAD, speaking)
        self._save = prepare(SAVE, speaking)
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()

    async def change(self, run_id: RunId, owner: AccountId, step: Step) -> Outcome:
        """Take the step on the state as it is; if another worker saved meanwhile, leave it to the ordinary way."""
        try:
            pool = self._pool or await self._opened()
            async with pool.acquire(timeout=WAIT_FOR_CONNECTION) as connection:
                return await self._take(connection, run_id, owner, step)
        except FAILURES as error:
            raise OutageError(type(error).__name__) from error

    async def close(self) -> None:
        """Close the connections."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _take(self, connection: Any, run_id: RunId, owner: AccountId, step: Step) -> Outcome:
        asked = self._load.arguments({"run_id": run_id, "owner": owner})
        row = await connection.fetchrow(self._load.sql, *asked)
        if row is None:
            return MISSING
        questionnaire = self._known.get(version_of(row))
        if questionnaire is None:
            return ELSEWHERE
        run = to_run(row, questionnaire)
        following, events = step(run)
        if not self._is_quiet(events):
            return ELSEWHERE
        if following is not run:
            values = self._save.arguments(to_values(following, run.revision))
            if await connection.execute(self._save.sql, *values) != "UPDATE 1":
                return ELSEWHERE
        return Taken(following, events)

    async def _opened(self) -> Any:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    min_size=1,
                    max_size=CONNECTIONS,
                    timeout=WAIT_FOR_CONNECTION,
                    reset=_nothing_to_reset,
                    **self._connecting,
                )
            return self._pool


async def _nothing_to_reset(_connection: Any) -> None:
    """The lane's statements leave nothing behind; the pool's own reset is a round trip at every tap."""
