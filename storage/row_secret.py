"""What numbers of respondents in files are made with: kept, so that they stay the same when `BOT_KEY` is replaced."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.pack_tables import row_secrets
from storage.sealing import Sealer

_ONLY = 1


class SqlRowSecret:
    """One secret of the installation, sealed."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def kept(self, first: bytes) -> bytes:
        """The secret; `first` where there is none yet, and from then on."""
        sealed = await self._sealed()
        if sealed is None:
            try:
                async with self._database.writing() as connection:
                    row = {"id": _ONLY, "sealed": self._sealer.seal_text(first.hex())}
                    await connection.execute(insert(row_secrets).values(row))
                return first
            except IntegrityError:  # another worker began at the same time
                sealed = await self._sealed()
        assert sealed is not None
        return bytes.fromhex(self._sealer.open_text(sealed))

    async def seal_anew(self, first: bytes) -> None:
        """Under the current key, as `kept`."""
        sealed = self._sealer.seal_text((await self.kept(first)).hex())
        async with self._database.writing() as connection:
            await connection.execute(update(row_secrets).where(row_secrets.c.id == _ONLY).values(sealed=sealed))

    async def _sealed(self) -> str | None:
        query = select(row_secrets.c.sealed).where(row_secrets.c.id == _ONLY)
        async with self._database.reading() as connection:
            found: str | None = (await connection.execute(query)).scalar_one_or_none()
        return found
