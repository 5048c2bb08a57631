"""What staff are given when they look at a campaign, and why something was not done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from people.model import OrganisationId
from surveys.campaigns.model import Campaign, Coverage, Size
from surveys.comparison import Comparison
from surveys.model import Questionnaire


class Trouble(StrEnum):
    """Why something was not done."""

    GONE = "gone"
    """There is no such campaign here, or no right to it."""
    CHANGED = "changed"
    """Somebody else has changed it meanwhile."""
    STARTED = "started"
    """It runs or is over already."""
    NOBODY = "nobody"
    ENDED = "ended"
    """Its end is in the past."""
    NOT_ON_OFFER = "not_on_offer"
    """Its questionnaire was withdrawn."""
    NOT_RUNNING = "not_running"
    QUIET = "quiet"
    """People are not written to now."""
    ASKED_ELSEWHERE = "asked_elsewhere"
    """Another campaign that runs asks some of its people the same."""
    REMINDED = "reminded"
    """Everybody who is silent was reminded today."""


@dataclass(frozen=True, slots=True)
class View:
    """A campaign as staff look at it."""

    campaign: Campaign
    questionnaire: Questionnaire
    coverage: Mapping[OrganisationId, Coverage]
    size: Size | None = None
    """Before the start: whom it would ask."""
    earlier: Campaign | None = None
    """The wave before."""
    comparison: Comparison | None = None
    """What changed since that wave."""
    silent: int = 0

    @property
    def total(self) -> Coverage:
        """Of all organisations."""
        return sum(self.coverage.values(), Coverage())
