"""Keeping to a rate: never more than so many in any one second, and hardly fewer over a minute."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable

SLACK = 1.02
"""A second as the pacer counts it: between its word and the wire a message may be late by a few milliseconds."""
CATCHING_UP = 3
"""Messages that may follow one another at once after a moment of standing still."""


class Pacer:
    """Lets messages through one by one, evenly; the last second is counted by when they really went."""

    def __init__(
        self,
        rate: int | None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Without a rate nothing but pauses holds messages up."""
        self._gap = SLACK / rate if rate else 0.0
        self._recent: deque[float] | None = deque(maxlen=rate) if rate else None
        self._clock = clock
        self._sleep = sleep
        self._next_at = 0.0
        self._not_before = 0.0
        self._line = asyncio.Lock()

    async def turn(self, patience: float = math.inf) -> bool:
        """Wait for the turn of one message; it counts as sent when this returns.

        False, at once, if a pause of more than `patience` seconds is in the way.
        """
        async with self._line:
            while (wait := self._due_at() - self._clock()) > 0:
                if self.paused_for() > patience:
                    return False
                await self._sleep(wait)
            if self._recent is not None:
                now = self._clock()
                self._recent.append(now)
                self._next_at = max(self._next_at, now - CATCHING_UP * self._gap) + self._gap
        return True

    def pause(self, seconds: float) -> None:
        """Nothing more before so many seconds from now."""
        self._not_before = max(self._not_before, self._clock() + seconds)

    def paused_for(self) -> float:
        """Seconds left of a pause; 0 if there is none."""
        return max(0.0, self._not_before - self._clock())

    def _due_at(self) -> float:
        if not self._recent:
            return self._not_before
        is_full = len(self._recent) == self._recent.maxlen
        window = self._recent[0] + SLACK if is_full else 0.0
        return max(self._not_before, self._next_at, window)
