"""Keeping to a rate: never more than so many in any one second."""

import time
from collections import deque
from collections.abc import Callable


class Pacer:
    """Tells how long to wait before the next message so that no window of a second holds more than `rate`."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._recent: deque[float] = deque(maxlen=rate)
        self._clock = clock
        self._not_before = 0.0

    def wait_for(self) -> float:
        """Seconds to wait; the message is counted as sent when they are over."""
        at = max(self._clock(), self._not_before)
        if len(self._recent) == self._recent.maxlen:
            at = max(at, self._recent[0] + 1.0)
        self._recent.append(at)
        return max(0.0, at - self._clock())

    def pause(self, seconds: float) -> None:
        """Nothing more before so many seconds from now."""
        self._not_before = max(self._not_before, self._clock() + seconds)
