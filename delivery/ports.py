"""What delivery needs from the world."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from delivery.model import Draft, Notice, State
from people.model import AccountId


class Outbox(Protocol):
    """Keeps notices until they are settled."""

    async def add(self, draft: Draft) -> bool:
        """Queue a notice; False if the same one is waiting already."""
        ...

    async def claim(self, now: datetime, lease_for: timedelta, most: int) -> Sequence[Notice]:
        """Lease notices that are due; of two workers each gets others."""
        ...

    async def settle(self, notice: Notice, state: State, now: datetime, reason: str = "") -> None:
        """Close a notice for good."""
        ...

    async def postpone(self, notice: Notice, until: datetime) -> None:
        """Give a notice back, to be claimed again later."""
        ...

    async def forget_person(self, account: AccountId, now: datetime) -> int:
        """The person cannot be reached: cancel what waits for them; gives how many."""
        ...

    async def oldest_due(self, now: datetime) -> datetime | None:
        """When the notice that has waited longest should have gone out."""
        ...


class Transport(Protocol):
    """Brings one notice to one person."""

    async def send(self, notice: Notice) -> None:
        """Send it, or raise one of `SendingError`."""
        ...
