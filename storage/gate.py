"""One writer at a time on SQLite, in order of arrival.

SQLite lets writers wait by sleeping and trying again, and gives up after five seconds: when the disk is slow and many
people begin at once, the unlucky are told that the database is locked. Here they stand in a queue instead.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class WriteGate:
    """A lock with tickets, for the thread of the fast lane and for everybody else."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._next = 0
        self._serving = 0
        # Those who wait in the event loop wait here; one of them at a time stands in line with the thread.
        self._line = asyncio.Lock()

    def __enter__(self) -> None:
        with self._turn:
            mine = self._next
            self._next += 1
            self._turn.wait_for(lambda: self._serving == mine)

    def __exit__(self, *_error: object) -> None:
        with self._turn:
            self._serving += 1
            self._turn.notify_all()

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """The gate for a coroutine; the event loop goes on while it waits."""
        async with self._line:
            entering = asyncio.get_running_loop().run_in_executor(None, self.__enter__)
            try:
                await asyncio.shield(entering)
            except asyncio.CancelledError:
                # The ticket is drawn and will be called; hand the turn on when it is.
                entering.add_done_callback(lambda _: self.__exit__())
                raise
            try:
                yield
            finally:
                self.__exit__()
