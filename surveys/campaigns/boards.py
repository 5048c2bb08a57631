"""Response boards that are kept up to date in a message: which there are, and when one has to be drawn anew."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from people.model import Account, AccountId, OrganisationId
from surveys.campaigns.model import Campaign, Coverage
from surveys.model import CampaignId

REST = timedelta(minutes=1)
"""Between two drawings of one board."""

Counts = Mapping[OrganisationId, Coverage]


@dataclass(frozen=True, slots=True)
class Board:
    """A message with a board in somebody's chat."""

    campaign: Campaign
    account: Account
    message: int
    shown: str
    """The mark of what it shows."""


class BoardStore(Protocol):
    """Keeps which messages are boards."""

    async def keep(self, board: Board, now: datetime) -> int | None:
        """One more; gives the message of the one that the same person had of this campaign and that it replaces."""
        ...

    async def drawn(self, board: Board, now: datetime) -> None:
        """The same message with news in it; nothing if the person has another one by now."""
        ...

    async def drop(self, campaign: CampaignId, account: AccountId) -> int | None:
        """Somebody watches no more; gives the message that is not kept up to date from now on."""
        ...

    async def due(self, before: datetime) -> Sequence[Board]:
        """Those not drawn since, in the order of their campaigns."""
        ...

    async def counts(self, campaigns: Collection[CampaignId]) -> Mapping[CampaignId, Counts]:
        """How far campaigns have come, from the counts."""
        ...

    async def forget(self, board: Board) -> None:
        """It is not kept up to date any more."""
        ...


def mark_of(campaign: Campaign, counts: Counts) -> str:
    """Differs when there is something new to show."""
    told = sorted((place, each.invited, each.started, each.finished, each.paper) for place, each in counts.items())
    what = (campaign.state.value, campaign.title, campaign.closes_at.isoformat(), told)
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32]
