"""A demonstration centre in a database of tests: where it is open, whoever comes is in at once."""

from bot.demo import KEY
from bot.demo_centre import Furnished, furnish
from people.centre import Door
from storage.database import Database
from storage.sealing import Sealer
from tests.clock import Ticking

ZONE = "Asia/Vladivostok"


async def furnished(url: str, *administrators: int, door: Door = Door.OPEN, key: str = KEY) -> Furnished:
    """The centre of this database, opened now if it was not before."""
    database = Database(url)
    try:
        return await furnish(database, Sealer([key]), Ticking(), administrators, door, ZONE)
    finally:
        await database.close()
