"""What reports need from the world."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from people.model import CentreId, OrganisationId
from people.organisation import Organisation
from surveys.campaigns.model import Campaign, Coverage
from surveys.model import CampaignId

if TYPE_CHECKING:
    from reports.responses import Responses


@dataclass(frozen=True, slots=True)
class Source:
    """Whose answers: those of a campaign, or those given to a questionnaire from the menu in a school year."""

    centre: CentreId | None
    questionnaire_key: str
    school_year: int
    """The year in which it began; of a campaign its own."""
    campaign: CampaignId | None = None


def source_of(campaign: Campaign) -> Source:
    """The answers of a campaign."""
    return Source(campaign.centre, campaign.questionnaire_key, campaign.school_year, campaign.id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of the answers is needed; figures always are."""

    words: bool = False
    """Texts and repeats."""
    row_ids: bool = False
    codes: bool = False
    """Personal codes: only for somebody with the right to them."""


FIGURES = Wanted()


class AnswerStore(Protocol):
    """Finished answers and who was asked for them."""

    async def responses(self, source: Source, wanted: Wanted = FIGURES) -> "Responses | None":
        """All answers in columns; None while nobody has finished."""

    async def campaign(self, campaign: CampaignId) -> Campaign | None:
        """A campaign."""

    async def coverage(self, source: Source) -> Mapping[OrganisationId, Coverage]:
        """By organisation; without a campaign only finished ones are known."""

    async def organisations(self, centre: CentreId) -> Sequence[Organisation]:
        """All of a centre, closed ones as well."""

    async def earlier_wave(self, campaign: Campaign) -> Campaign | None:
        """The wave before this one in the same series."""


class ReleaseStore(Protocol):
    """Which answers the figures of a running anonymous campaign are of."""

    async def released(self, campaign: CampaignId) -> frozenset[int]:
        """Numbers of the answers."""

    async def release(self, campaign: CampaignId, numbers: Collection[int]) -> None:
        """Add these."""
