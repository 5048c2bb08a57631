"""What reports need from the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from people.model import CentreId
from people.organisation import Organisation
from surveys.campaigns.model import Campaign
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

    async def organisations(self, centre: CentreId) -> Sequence[Organisation]:
        """All of a centre, closed ones as well."""


class AnswersState(Protocol):
    """Whether a file that was made of answers is still the same as one that would be made now."""

    async def of(self, source: Source) -> str:
        """Changes with what files are made of: answers given, corrected or deleted, and cards of organisations."""
