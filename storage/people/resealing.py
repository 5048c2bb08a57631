"""Codes of invitations and names, sealed anew when the key is replaced."""

from sqlalchemy import select, update

from people.lists.words import folded
from storage.database import Database
from storage.people_tables import invitations, members
from storage.sealing import Sealer

AT_ONCE = 1_000
"""In one transaction, so that nobody's tap waits for long."""


class SqlResealing:
    """A portion at a time."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def seal_anew(self) -> int:
        """Hash and seal under the current key what still is under an old one; gives how many it did."""
        return await self._codes() + await self._names()

    async def _codes(self) -> int:
        old = ~invitations.c.sealed_code.startswith(self._sealer.mark, autoescape=True)
        query = select(invitations.c.id, invitations.c.sealed_code).where(old).limit(AT_ONCE)
        async with self._database.writing() as connection:
            rows = (await connection.execute(query)).all()
            for row in rows:
                code = self._sealer.open_text(row.sealed_code)
                sealed = {
                    "sealed_code": self._sealer.seal_text(code),
                    "code_digest": self._sealer.digests_of(code)[0],
                }
                await connection.execute(update(invitations).where(invitations.c.id == row.id).values(sealed))
        return len(rows)

    async def _names(self) -> int:
        columns = members.c
        old = ~columns.sealed_name.startswith(self._sealer.mark, autoescape=True) & (columns.sealed_name != "")
        query = select(columns.id, columns.centre_id, columns.sealed_name).where(old).limit(AT_ONCE)
        async with self._database.writing() as connection:
            rows = (await connection.execute(query)).all()
            for row in rows:
                name = self._sealer.open_text(row.sealed_name)
                sealed = {
                    "sealed_name": self._sealer.seal_text(name),
                    "name_mark": self._sealer.digests_of(f"{row.centre_id}:{folded(name)}")[0],
                }
                await connection.execute(update(members).where(columns.id == row.id).values(sealed))
        return len(rows)
