"""One person's updates one after another, different people side by side."""

import asyncio
from collections import deque


class Turns:
    """Turns by key, in order of arrival. A key nobody holds costs nothing and is forgotten."""

    def __init__(self) -> None:
        self._waiting: dict[int, deque[asyncio.Future[None]]] = {}

    async def wait(self, key: int) -> None:
        """Come here first; return when everybody who came earlier with this key has called `done`."""
        queue = self._waiting.get(key)
        if queue is None:
            self._waiting[key] = deque()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.done(key)  # the turn had come already: hand it on
            else:
                queue.remove(turn)
            raise

    def done(self, key: int) -> None:
        """Let the next one in."""
        queue = self._waiting[key]
        while queue:
            turn = queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self._waiting[key]

    def __len__(self) -> int:
        return len(self._waiting)
