"""Leases: of several workers one does a recurring job at a time."""

from datetime import datetime, timedelta

from sqlalchemy import insert, or_, update
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.tables import leases


class SqlLeases:
    """Named leases that run out by themselves when their holder dies."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self._holder = holder
        self._held: dict[str, datetime] = {}

    async def take(self, name: str, now: datetime, hold_for: timedelta) -> bool:
        """Take or keep a lease; False while somebody else holds it. Renewed when half of it is over."""
        if self._held.get(name, now) > now + hold_for / 2:
            return True
        is_mine = await self._take(name, now, hold_for)
        self._held[name] = now + hold_for if is_mine else now
        return is_mine

    async def _take(self, name: str, now: datetime, hold_for: timedelta) -> bool:
        mine_or_over = or_(leases.c.holder == self._holder, leases.c.until <= now)
        values = {"holder": self._holder, "until": now + hold_for}
        async with self._database.writing() as connection:
            taken = await connection.execute(update(leases).where(leases.c.name == name, mine_or_over).values(values))
            if taken.rowcount:
                return True
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(leases).values(name=name, **values))
        except IntegrityError:
            return False
        return True
