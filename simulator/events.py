"""What happened, numbered, for the page to follow."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Any


class Events:
    """A ring of numbered events; followers catch up from any number that is still kept."""

    def __init__(self, kept: int = 5000) -> None:
        self._ring: deque[dict[str, Any]] = deque(maxlen=kept)
        self.last = 0
        self._news = asyncio.Event()
        self.followers = 0

    def add(self, kind: str, **content: Any) -> None:
        """Tell everybody."""
        self.last += 1
        self._ring.append({"n": self.last, "type": kind, **content})
        self._news.set()
        self._news = asyncio.Event()

    async def follow(self, after: int) -> AsyncIterator[dict[str, Any]]:
        """Events after a number, for ever."""
        while True:
            news = self._news
            for event in [event for event in self._ring if event["n"] > after]:
                after = event["n"]
                yield event
            await news.wait()
