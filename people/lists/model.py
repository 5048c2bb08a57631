"""Rows of a list as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from people.organisation import OrganisationCard
from people.roles import Role
from workbooks.defect import Defect

ORGANISATIONS = "Организации"
STAFF = "Сотрудники"


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """A row of «Организации»."""

    line: int
    card: OrganisationCard
    code: str = ""
    """Our own number of it, as an export gives it: by it a renamed organisation is recognised."""
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A row of «Сотрудники». One of `code`, `own_number`, `name` tells the person from others when read again."""

    line: int
    organisation: str
    """As written: a code, a short name or a name."""
    code: str = ""
    own_number: str = ""
    name: str = ""
    profile: Mapping[str, str] = field(default_factory=dict)
    role: Role = Role.TEACHER
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything a file holds; with defects nothing of it is used."""

    file: str
    organisations: tuple[ListedOrganisation, ...] = ()
    people: tuple[ListedPerson, ...] = ()
    defects: tuple[Defect, ...] = ()
    notes: tuple[Defect, ...] = ()
