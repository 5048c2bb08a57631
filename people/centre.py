"""A methodical centre: who operates it, where, and by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from people.model import CentreId

LEAST_CELL = 3
"""Below this no group is ever shown, whatever a centre would like."""
SEPTEMBER = 9


class Operator(StrEnum):
    """Who is responsible for the data; decides what may travel through a foreign messenger (DOMAIN §6.1)."""

    MUNICIPAL = "municipal"
    ASSOCIATION = "association"
    PRIVATE = "private"
    DEMO = "demo"


class Door(StrEnum):
    """How people come in."""

    CODE = "code"
    OPEN = "open"
    """Whoever finds the bot may take part."""


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre as its administrator has set it up."""

    id: CentreId
    name: str
    zone: ZoneInfo
    operator: Operator
    school_year: int
    """The year in which the current school year began: 2026 for 2026/2027."""
    door: Door = Door.CODE
    min_cell: int = 5
    """The smallest group of which anything is shown."""
    min_cell_well_being: int = 10
    is_telegram_allowed: bool = True
    """False: the centre has decided to keep Telegram off; nobody new comes in through it."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What consent texts say of the operator: full name, address, ИНН, contact, hosting."""


def school_year_of(moment: datetime) -> int:
    """The year in which the school year of a local time began."""
    return moment.year if moment.month >= SEPTEMBER else moment.year - 1


def school_year_text(year: int) -> str:
    """«2026/2027»."""
    return f"{year}/{year + 1}"
