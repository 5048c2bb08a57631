"""Flood control: about one message a second to a chat, twenty a minute to a group, thirty a second in all."""

import math
import time
from collections import defaultdict, deque

PER_CHAT_BURST = 5
PER_CHAT_SECONDS = 5.0
PER_GROUP_MINUTE = 20
OVERALL_SECOND = 30


class FloodControl:
    """Counts messages; says how long to wait when there were too many."""

    def __init__(self, is_on: bool = False) -> None:
        self.is_on = is_on
        self._chats: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()

    def wait_for(self, chat: int) -> int:
        """Whole seconds to wait before this message; 0 if it may go, and then it is counted."""
        if not self.is_on:
            return 0
        now = time.monotonic()
        burst, window = (PER_GROUP_MINUTE, 60.0) if chat < 0 else (PER_CHAT_BURST, PER_CHAT_SECONDS)
        waits = [_over(self._chats[chat], burst, window, now), _over(self._all, OVERALL_SECOND, 1.0, now)]
        if max(waits) > 0:
            return math.ceil(max(waits))
        self._chats[chat].append(now)
        self._all.append(now)
        return 0


def _over(sent: deque[float], most: int, window: float, now: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= most else 0.0
