"""What staff do with broadcasts, and the work of spreading them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from delivery.broadcast import (
    CORRECTION,
    ENDED,
    RUNNING,
    TO_DELIVERED,
    Broadcast,
    BroadcastDraft,
    BroadcastState,
)
from delivery.model import BroadcastId, Priority
from delivery.ports import BroadcastStore
from people.model import AccountId

TURN = timedelta(seconds=5)
"""How long one job may take: others wait meanwhile."""


class BroadcastService:
    """Broadcasts from the first word to the last message."""

    def __init__(self, store: BroadcastStore, clock: Callable[[], datetime], portion: int = 500) -> None:
        """A `portion` is queued in one transaction, and a tap waits for no more than that."""
        self.store = store
        self._clock = clock
        self._portion = portion

    async def start(self, broadcast: BroadcastId, at: datetime | None = None) -> bool:
        """Send a draft or a scheduled one now, or at a time; False if it has begun already."""
        waiting = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
        to = BroadcastState.SPREADING if at is None else BroadcastState.SCHEDULED
        return await self.store.move(broadcast, to, waiting, at or self._clock())

    async def pause(self, broadcast: BroadcastId) -> bool:
        """Hold it up; False if it does not run."""
        return await self.store.move(broadcast, BroadcastState.PAUSED, RUNNING)

    async def resume(self, broadcast: BroadcastId) -> bool:
        """Go on where it stood; False if it is not paused."""
        return await self.store.move(broadcast, BroadcastState.SPREADING, (BroadcastState.PAUSED,))

    async def stop(self, broadcast: BroadcastId) -> bool:
        """For good; False if it has ended already."""
        begun = tuple(state for state in BroadcastState if state not in ENDED)
        return await self.store.move(broadcast, BroadcastState.STOPPED, begun)

    async def hurry(self, broadcast: BroadcastId) -> bool:
        """Send now what waits for the morning, apart from other news; False if nothing can be waiting."""
        return await self.store.hurry(broadcast, self._clock())

    async def correct(self, broadcast: Broadcast, title: str, data: Mapping[str, object], by: AccountId) -> bool:
        """Change what was delivered and what is not sent yet; False if somebody else was faster."""
        revised = replace(broadcast, title=title, data=data)
        return await self.store.revise(revised, correction_of(revised, by, self._clock()))

    async def spread_due(self) -> int:
        """Queue notices of broadcasts whose time has come, for one turn at most; gives how many."""
        until = self._clock() + TURN
        queued = 0
        while True:
            portion = await self.store.spread(self._clock(), self._portion)
            queued += portion.queued
            if portion.is_over or self._clock() >= until:
                return queued


def correction_of(revised: Broadcast, by: AccountId, now: datetime) -> BroadcastDraft | None:
    """What brings the new words to those who have the old ones; None where nobody can have them yet."""
    if revised.state in (BroadcastState.DRAFT, BroadcastState.SCHEDULED):
        return None
    return BroadcastDraft(
        centre=revised.centre,
        kind=CORRECTION,
        title=revised.title,
        recipients={"what": TO_DELIVERED, "broadcast": revised.id},
        data={"broadcast": revised.id},
        starts_at=now,
        made_by=by,
        about=f"{revised.id}.{revised.revision + 1}",
        priority=Priority.REPLY,
    )
