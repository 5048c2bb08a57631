"""Personal codes that nobody has: among 4·10⁸ a hundred thousand people would otherwise meet some twelve times."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from people import codes
from storage.people_tables import members

AT_ONCE = 500


async def unused_codes(connection: AsyncConnection, count: int) -> list[str]:
    """So many different ones; to be asked for before any of them is stored, while the database knows its tables."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {codes.fresh(codes.PERSONAL_LENGTH) for _ in range(min(AT_ONCE, count - len(found)))}
        taken = select(members.c.code).where(members.c.code.in_(drawn))
        found |= drawn - set((await connection.execute(taken)).scalars())
    return list(found)
