"""One person's updates one after another, different people side by side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock for each key, in order of arrival; forgotten as soon as nobody waits."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, list[None]]] = {}

    @asynccontextmanager
    async def turn(self, key: int) -> AsyncIterator[None]:
        """Wait until everybody who came earlier with this key has finished."""
        lock, interested = self._locks.setdefault(key, (asyncio.Lock(), []))
        interested.append(None)
        try:
            async with lock:
                yield
        finally:
            interested.pop()
            if not interested:
                del self._locks[key]

    def __len__(self) -> int:
        return len(self._locks)
