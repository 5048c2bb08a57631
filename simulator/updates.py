"""The queue of updates: Telegram's offset rules, one poller at a time, 24 hours."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

KEPT_FOR = 24 * 3600.0
LONGEST_WAIT = 50
MOST_AT_ONCE = 100
EVERYTHING_BUT = {"chat_member", "message_reaction", "message_reaction_count"}
"""Updates that a bot gets only if it asks for them."""


@dataclass
class Update:
    """An update waiting to be taken."""

    id: int
    kind: str
    content: dict[str, Any]
    at: float
    person: int = 0
    attempts: int = 0
    is_repeated: bool = False

    def wire(self) -> dict[str, Any]:
        """As the bot gets it."""
        return {"update_id": self.id, self.kind: self.content}


class UpdateQueue:
    """Updates in order; gone when confirmed."""

    def __init__(self, first_id: int = 100_001) -> None:
        self.waiting: deque[Update] = deque()
        self.log: deque[Update] = deque(maxlen=2000)
        self.allowed: list[str] = []
        self.next_id = first_id
        self.changed = asyncio.Event()

    def add(self, kind: str, content: dict[str, Any], person: int) -> Update | None:
        """Queue an update, unless the bot does not want its kind."""
        if kind not in self.allowed if self.allowed else kind in EVERYTHING_BUT:
            return None
        update = Update(self.next_id, kind, content, time.time(), person)
        self.next_id += 1
        self.waiting.append(update)
        self.log.append(update)
        self.notify()
        return update

    def put_back(self, update: Update) -> None:
        """Queue an update that was waiting when the simulator stopped."""
        self.waiting.append(update)
        self.log.append(update)
        self.notify()

    def repeat(self, update_id: int) -> Update | None:
        """Put an old update in once more, under its own number."""
        old = next((update for update in self.log if update.id == update_id), None)
        if old is not None:
            again = Update(old.id, old.kind, old.content, time.time(), old.person, is_repeated=True)
            self.waiting.append(again)
            self.notify()
            return again
        return None

    def confirm(self, offset: int) -> None:
        """Everything before `offset` was handled; a negative one forgets all but the last so many."""
        now = time.time()
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        else:
            # A repeated update keeps its old number and is confirmed with the first poll that follows its delivery.
            self.waiting = deque(u for u in self.waiting if u.id >= offset or (u.is_repeated and u.attempts == 0))
        while self.waiting and now - self.waiting[0].at > KEPT_FOR:
            self.waiting.popleft()
        self.notify()

    def take(self, limit: int) -> list[Update]:
        """Updates to hand out now; they stay until confirmed."""
        taken = list(self.waiting)[:limit]
        for update in taken:
            update.attempts += 1
        return taken

    def remove(self, update: Update) -> None:
        """A webhook took it."""
        if update in self.waiting:
            self.waiting.remove(update)
        self.notify()

    def notify(self) -> None:
        """Wake everybody who waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()
