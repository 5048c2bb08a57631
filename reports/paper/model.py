"""What a workbook of typed answers would bring into a campaign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from people.model import OrganisationId
from surveys.campaigns.model import Campaign
from surveys.model import Answers
from workbooks.defect import Defect

LONGEST_NUMBER = 64
"""Characters of the number of a sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: where it comes from, the number written on it, and what was answered."""

    organisation: OrganisationId
    number: str
    answers: Answers

    @property
    def mark(self) -> tuple[OrganisationId, str]:
        """By which it is recognised when it comes again."""
        return self.organisation, self.number


@dataclass(frozen=True, slots=True)
class Checked:
    """What a workbook would do; `number` is set when it can be taken."""

    file: str
    campaign: Campaign | None = None
    """None if the workbook belongs to no campaign here."""
    new: Mapping[str, int] = field(default_factory=dict)
    """New sheets by the name of the organisation."""
    known: int = 0
    """Sheets that were entered before: they are passed over."""
    defects: Sequence[Defect] = ()
    number: int | None = None

    @property
    def total(self) -> int:
        """New sheets of all organisations."""
        return sum(self.new.values())
