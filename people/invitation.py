"""Ways in: codes of organisations, and codes that give a role."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from people.model import CentreId, OrganisationId
from people.roles import Role

HANDOVER = "=handover:"
"""Begins the label of a code that hands over all posts of the account whose number follows."""

InvitationId = NewType("InvitationId", int)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code and what it opens."""

    id: InvitationId
    centre: CentreId
    organisation: OrganisationId | None
    role: Role
    code: str
    made_at: datetime
    valid_until: datetime | None = None
    is_once: bool = False
    used: int = 0
    revoked_at: datetime | None = None
    label: str = ""
    """What the one who made it wrote of whom it is for; no name."""

    def is_over(self, now: datetime) -> bool:
        """Whether it is past its day."""
        return self.valid_until is not None and now >= self.valid_until

    @property
    def giver(self) -> int | None:
        """Whose posts it hands over, if it is such a code."""
        return int(self.label.removeprefix(HANDOVER)) if self.label.startswith(HANDOVER) else None

    @property
    def is_used_up(self) -> bool:
        """Whether it was for one person, who has come."""
        return self.is_once and self.used > 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An invitation to be made."""

    centre: CentreId
    organisation: OrganisationId | None
    role: Role
    code: str
    valid_until: datetime | None = None
    is_once: bool = False
    label: str = ""
