"""Schools, kindergartens and other places where people work."""

from dataclasses import dataclass
from enum import StrEnum

from people.model import CentreId, OrganisationId

LONGEST_NAME = 250
LONGEST_SHORT_NAME = 64
LONGEST_TERRITORY = 64
MOST_STAFF = 2_000


class OrganisationKind(StrEnum):
    """Sorts of organisations, as lists name them."""

    SCHOOL = "school"
    PRESCHOOL = "preschool"
    ADDITIONAL = "additional"
    COLLEGE = "college"
    OTHER = "other"


KIND_WORDS = {
    OrganisationKind.SCHOOL: "школа",
    OrganisationKind.PRESCHOOL: "детский сад",
    OrganisationKind.ADDITIONAL: "дополнительное образование",
    OrganisationKind.COLLEGE: "колледж",
    OrganisationKind.OTHER: "другое",
}
"""What stands in the column «Вид»."""


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """What a list tells of an organisation. `short_name` is what people see on the phone, unique in its centre."""

    name: str
    short_name: str
    kind: OrganisationKind
    territory: str = ""
    has_low_results: bool = False
    staff: int | None = None
    """Number of teaching staff, as far as known."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of a centre."""

    id: OrganisationId
    centre: CentreId
    card: OrganisationCard
    is_closed: bool = False
    """It is not in the list any more; its people and answers stay."""


NameOrder = tuple[tuple[int, int, str], ...]


def order_of_name(name: str) -> NameOrder:
    """What names are sorted by: «Школа № 2» stands before «Школа № 10»."""
    words = name.casefold().replace("№", " ").split()
    return tuple((0, int(word), "") if word.isdecimal() else (1, 0, word) for word in words)
