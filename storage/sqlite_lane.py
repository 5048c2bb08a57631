"""The fast lane on SQLite: taps that arrive while the last commit is running are committed together.

A commit waits for the disk; that wait is shared. When nobody is waiting there is no delay: a single tap is a
transaction of its own. One thread owns the connection, so a batch costs one switch of threads.
"""

import asyncio
import sqlite3
import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from sqlalchemy.dialects import sqlite

from people.model import AccountId
from people.outage import OutageError
from storage.database import PRAGMAS
from storage.gate import WriteGate
from storage.lane import ELSEWHERE, MISSING, IsQuiet, Known, Outcome, Taken
from storage.prepared import prepare
from storage.run_rows import LOAD, SAVE, to_run, to_values, version_of
from surveys.model import RunId
from surveys.ports import Step

MOST_TOGETHER = 256


@dataclass(frozen=True, slots=True)
class _Job:
    run_id: RunId
    owner: AccountId
    step: Step
    done: "asyncio.Future[Outcome]"


class SqliteLane:
    """Group commit over one connection in one thread."""

    def __init__(self, path: str, gate: WriteGate, known: Known, is_quiet: IsQuiet) -> None:
        self._gate = gate
        self._path = path
        self._known = known
        self._is_quiet = is_quiet
        self._inbox: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection: sqlite3.Connection | None = None
        self._load = prepare(LOAD, sqlite.dialect())
        self._save = prepare(SAVE, sqlite.dialect())

    async def change(self, run_id: RunId, owner: AccountId, step: Step) -> Outcome:
        """Hand the step to the thread and wait for the commit it becomes part of."""
        loop = asyncio.get_running_loop()
        if self._thread is None:
            self._loop = loop
            self._thread = threading.Thread(target=self._serve, name="sqlite-lane", daemon=True)
            self._thread.start()
        done: asyncio.Future[Outcome] = loop.create_future()
        self._inbox.put(_Job(run_id, owner, step, done))
        return await done

    async def close(self) -> None:
        """Finish what was handed in, then close the connection."""
        if self._thread is not None:
            self._inbox.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    def _serve(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._collect()
            if batch:
                with self._gate:
                    results = self._transact(batch)
                assert self._loop is not None
                self._loop.call_soon_threadsafe(_settle, results)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _collect(self) -> tuple[list[_Job], bool]:
        """Wait for one job, then take all that are there."""
        job = self._inbox.get()
        batch: list[_Job] = []
        while job is not None:
            batch.append(job)
            if len(batch) >= MOST_TOGETHER:
                return batch, True
            try:
                job = self._inbox.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _transact(self, batch: list[_Job]) -> list[tuple[_Job, Outcome | Exception]]:
        try:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            try:
                results = [(job, self._take(connection, job)) for job in batch]
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._disconnect()
            outage = OutageError(type(error).__name__)
            outage.__cause__ = error
            return [(job, outage) for job in batch]
        return results

    def _take(self, connection: sqlite3.Connection, job: _Job) -> Outcome | Exception:
        """One step; a mistake in it concerns its own person only."""
        asked = self._load.arguments({"run_id": job.run_id, "owner": job.owner})
        row = connection.execute(self._load.sql, asked).fetchone()
        if row is None:
            return MISSING
        questionnaire = self._known.get(version_of(row))
        if questionnaire is None:
            return ELSEWHERE
        run = to_run(row, questionnaire)
        try:
            following, events = job.step(run)
        except Exception as error:  # noqa: BLE001 — handed to the one who asked
            return error
        if not self._is_quiet(events):
            return ELSEWHERE
        if following is not run:
            connection.execute(self._save.sql, self._save.arguments(to_values(following, run.revision)))
        return Taken(following, events)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None)
            for pragma in PRAGMAS:
                self._connection.execute(pragma)
        return self._connection

    def _disconnect(self) -> None:
        """After a failure the connection may be in any state; the next batch starts with a new one."""
        if self._connection is not None:
            try:
                self._connection.close()
            except sqlite3.Error:
                return
            finally:
                self._connection = None


def _settle(results: list[tuple[_Job, Outcome | Exception]]) -> None:
    for job, outcome in results:
        if job.done.done():  # the one who asked has gone away
            continue
        if isinstance(outcome, Exception):
            job.done.set_exception(outcome)
        else:
            job.done.set_result(outcome)
