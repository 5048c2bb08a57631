"""People's conversations: who is where, and which message of ours is the living one."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from people.model import Account, AccountId
from storage.database import Database
from storage.tables import accounts

MOST_REMEMBERED = 4_000
"""People whose number is kept in memory, so that a tap need not ask for it: those who are here now."""


class SqlAccountStore:
    """The `AccountStore` of people."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: dict[int, Account] = {}

    async def find(self, address: int) -> Account | None:
        """The person at this address."""
        query = select(accounts.c.id, accounts.c.address).where(accounts.c.address == address)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Account(AccountId(row.id), row.address)

    async def recognise(self, address: int, now: datetime) -> Account:
        """The person at this address, known from now on if not before."""
        remembered = self._remembered.get(address)
        if remembered is not None:
            return remembered
        account = await self.find(address) or await self._add(address, now)
        if len(self._remembered) >= MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[address] = account
        return account

    async def _add(self, address: int, now: datetime) -> Account:
        try:
            async with self._database.writing() as connection:
                created = insert(accounts).values(address=address, known_since=now).returning(accounts.c.id)
                number = (await connection.execute(created)).scalar_one()
            return Account(AccountId(number), address)
        except IntegrityError:  # two first messages at once, at two workers
            known = await self.find(address)
            if known is None:
                raise
            return known

    async def swap_screen(self, account: AccountId, message: int) -> int | None:
        """Remember which message shows the current screen; gives the one before."""
        mine = accounts.c.id == account
        async with self._database.writing() as connection:
            before = (await connection.execute(select(accounts.c.screen_message).where(mine))).scalar_one_or_none()
            await connection.execute(update(accounts).where(mine).values(screen_message=message))
        return before
