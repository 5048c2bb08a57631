"""A centre for demonstrations and tests: organisations, codes, an administrator; opened once."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import Settings
from people import codes
from people.audit import Note
from people.centre import Centre, Door, Operator, school_year_of
from people.invitation import Draft
from people.lists.model import ListedOrganisation
from people.lists.plan import Plan
from people.model import AccountId, CentreId
from people.organisation import OrganisationCard, OrganisationKind
from people.roles import Role
from people.setup import NEW
from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.people.lists import SqlListStore
from storage.people.places import SqlPlaceStore
from storage.people.posts import SqlPostStore
from storage.sealing import Sealer

NAME = "Методический центр (проба)"
NOBODY = 0
"""The address of whoever brought the list."""
ORGANISATIONS = (
    OrganisationCard("МБОУ «Средняя школа № 5»", "Школа № 5", OrganisationKind.SCHOOL, "Северская", False, 34),
    OrganisationCard("МБОУ «Средняя школа № 12»", "Школа № 12", OrganisationKind.SCHOOL, "Ильская", True, 21),
    OrganisationCard("МБДОУ «Детский сад № 3»", "Детский сад № 3", OrganisationKind.PRESCHOOL, "Северская", False, 9),
    OrganisationCard(
        "МБУ ДО «Дом творчества»", "Дом творчества", OrganisationKind.ADDITIONAL, "Северская", False, 12
    ),
)


@dataclass(frozen=True, slots=True)
class Furnished:
    """The centre and the codes of its organisations, by short name."""

    centre: Centre
    codes: dict[str, str]


async def furnish(
    database: Database,
    sealer: Sealer,
    clock: Callable[[], datetime],
    administrators: Sequence[int],
    door: Door = Door.CODE,
    zone: str = "Europe/Moscow",
) -> Furnished:
    """Open the centre, or find it as it was left."""
    places, posts = SqlPlaceStore(database), SqlPostStore(database, sealer)
    existing = next(iter(await places.centres()), None)
    centre = existing or await _opened(database, sealer, places, clock(), administrators, door, zone)
    names = {each.id: each.card.short_name for each in await places.organisations(centre.id)}
    living = await posts.invitations(centre.id)
    return Furnished(
        centre, {names[each.organisation]: each.code for each in living if each.organisation and not each.is_once}
    )


async def _opened(
    database: Database,
    sealer: Sealer,
    places: SqlPlaceStore,
    now: datetime,
    administrators: Sequence[int],
    door: Door,
    zone: str,
) -> Centre:
    accounts = SqlAccountStore(database, sealer)
    known = [(await accounts.recognise(address, now)).id for address in administrators]
    year = school_year_of(now.astimezone(ZoneInfo(zone)))
    draft = Centre(NEW, NAME, ZoneInfo(zone), Operator.DEMO, year, door)
    founder = known[0] if known else None
    centre = await places.keep_centre(draft, founder, Note(now, None, "demo", "centre_opened"))
    nobody = await accounts.recognise(NOBODY, now)
    await _list(SqlListStore(database, sealer), nobody.id, centre.id, now)
    drafts = [
        Draft(centre.id, each.id, Role.TEACHER, codes.fresh(codes.INVITATION_LENGTH))
        for each in await places.organisations(centre.id)
    ]
    await SqlPostStore(database, sealer).invite(drafts, Note(now, centre.id, "demo", "invitation_made"))
    return centre


async def _list(store: SqlListStore, nobody: AccountId, centre: CentreId, now: datetime) -> None:
    number = await store.keep(nobody, centre, "проба", b"", now)
    plan = Plan([ListedOrganisation(line, card) for line, card in enumerate(ORGANISATIONS, start=2)])
    await store.apply(number, centre, plan, Note(now, centre, "demo", "list_applied"))


async def _main() -> None:
    from bot.wiring import utc_now

    settings = Settings()
    database = Database(settings.database_url)
    try:
        door = Door.OPEN if "--open" in sys.argv else Door.CODE
        furnished = await furnish(database, Sealer(settings.keys), utc_now, sorted(settings.admins), door)
    finally:
        await database.close()
    for name, code in furnished.codes.items():
        print(f"{codes.told(code)}\t{name}")


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
