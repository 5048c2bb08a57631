"""What people need from the world."""

from datetime import datetime
from typing import Protocol

from people.model import Account, AccountId


class AccountStore(Protocol):
    """Keeps conversations."""

    async def find(self, address: int) -> Account | None:
        """The person at this address, if known."""
        ...

    async def recognise(self, address: int, now: datetime) -> Account:
        """The person at this address, known from now on."""
        ...

    async def swap_screen(self, account: AccountId, message: int) -> int | None:
        """Remember which message shows the current screen; gives the one before."""
        ...
