"""Who speaks to the bot: known as little as possible."""

from dataclasses import dataclass
from typing import NewType

AccountId = NewType("AccountId", int)
CentreId = NewType("CentreId", int)
OrganisationId = NewType("OrganisationId", int)
MemberId = NewType("MemberId", int)


@dataclass(frozen=True, slots=True)
class Account:
    """A conversation with one person in one messenger; nothing that the messenger tells of the person is kept."""

    id: AccountId
    address: int
    """Where a message to the person is sent: the private chat's id in Telegram."""
