"""People's conversations: who is where, and which message of ours is the living one."""

from datetime import datetime

from sqlalchemy import CompoundSelect, func, insert, select, union, update
from sqlalchemy.exc import IntegrityError

from people.model import Account, AccountId
from storage.database import Database
from storage.sealing import Sealer
from storage.tables import accounts

MOST_SEALED_AT_ONCE = 1_000
"""In one transaction, so that nobody's tap waits for long."""
MOST_REMEMBERED = 4_000
"""People whose number is kept in memory, so that a tap need not ask for it: those who are here now."""


class SqlAccountStore:
    """The `AccountStore` of people."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer
        self._remembered: dict[int, Account] = {}

    async def find(self, address: int) -> Account | None:
        """The person at this address."""
        found = await self._find(address)
        return None if found is None else found[0]

    async def _find(self, address: int) -> tuple[Account, datetime | None] | None:
        """The person, and since when they could not be written to."""
        theirs = accounts.c.address_digest.in_(self._sealer.digests(address))
        query = select(accounts.c.id, accounts.c.unreachable_since).where(theirs)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (Account(AccountId(row.id), address), row.unreachable_since)

    async def recognise(self, address: int, now: datetime) -> Account:
        """The person at this address, known from now on if not before."""
        remembered = self._remembered.get(address)
        if remembered is not None:
            return remembered
        found = await self._find(address)
        account = found[0] if found is not None else await self._add(address, now)
        if found is not None and found[1] is not None:
            await self.welcome(account)
        if len(self._remembered) >= MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[address] = account
        return account

    async def welcome(self, account: Account) -> None:
        """See `AccountStore.welcome`."""
        gone = (accounts.c.id == account.id) & accounts.c.unreachable_since.is_not(None)
        async with self._database.reading() as connection:
            if (await connection.execute(select(accounts.c.id).where(gone))).first() is None:
                return  # the common case takes no writer's turn
        async with self._database.writing() as connection:
            await connection.execute(update(accounts).where(gone).values(unreachable_since=None))

    async def _add(self, address: int, now: datetime) -> Account:
        try:
            async with self._database.writing() as connection:
                row = {**self._sealed(address), "known_since": now}
                created = insert(accounts).values(row).returning(accounts.c.id)
                number = (await connection.execute(created)).scalar_one()
            return Account(AccountId(number), address)
        except IntegrityError:  # two first messages at once, at two workers
            known = await self.find(address)
            if known is None:
                raise
            return known

    async def check_key(self) -> None:
        """SealingError if people in this database were sealed with keys that are not at hand."""
        query = select(accounts.c.sealed_address).where(accounts.c.id.in_(_first_and_last()))
        async with self._database.reading() as connection:
            for sealed in (await connection.execute(query)).scalars():
                self._sealer.open(sealed)

    async def seal_anew(self, most: int = MOST_SEALED_AT_ONCE) -> int:
        """Hash and seal under the current key those who still are under an old one; gives how many it did."""
        old = ~accounts.c.sealed_address.startswith(self._sealer.mark, autoescape=True)
        async with self._database.writing() as connection:
            query = select(accounts.c.id, accounts.c.sealed_address).where(old).limit(most)
            rows = (await connection.execute(query)).all()
            for row in rows:
                sealed = self._sealed(self._sealer.open(row.sealed_address))
                await connection.execute(update(accounts).where(accounts.c.id == row.id).values(sealed))
        return len(rows)

    def _sealed(self, address: int) -> dict[str, object]:
        return {"address_digest": self._sealer.digest(address), "sealed_address": self._sealer.seal(address)}

    def forget(self, address: int) -> None:
        """See `AccountStore.forget`."""
        self._remembered.pop(address, None)

    async def swap_screen(self, account: AccountId, message: int | None) -> int | None:
        """Remember which message shows the current screen; gives the one before."""
        mine = accounts.c.id == account
        async with self._database.writing() as connection:
            before = (await connection.execute(select(accounts.c.screen_message).where(mine))).scalar_one_or_none()
            await connection.execute(update(accounts).where(mine).values(screen_message=message))
        return before

    async def wants_tables(self, account: AccountId) -> bool:
        """See `AccountStore.wants_tables`."""
        query = select(accounts.c.wants_tables).where(accounts.c.id == account)
        async with self._database.reading() as connection:
            return bool((await connection.execute(query)).scalar_one_or_none())

    async def choose_tables(self, account: AccountId, wants: bool) -> None:
        """See `AccountStore.choose_tables`."""
        async with self._database.writing() as connection:
            await connection.execute(update(accounts).where(accounts.c.id == account).values(wants_tables=wants))


def _first_and_last() -> CompoundSelect[tuple[int]]:
    return union(select(func.min(accounts.c.id)), select(func.max(accounts.c.id)))
