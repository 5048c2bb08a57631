"""What a summary is about, and how far each organisation has come."""

from dataclasses import dataclass
from datetime import date

from people.policy import Mode
from surveys.campaigns.model import Coverage


@dataclass(frozen=True, slots=True)
class Filter:
    """One restriction, as it is printed: «Категория: первая, высшая»."""

    attribute: str
    """Its name among `reports.responses.ATTRIBUTES`."""
    label: str
    values: tuple[str, ...]
    """Labels."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the figures are about."""

    title: str
    """Of the campaign, or of the questionnaire where there is none."""
    centre: str
    questionnaire_key: str
    questionnaire_title: str
    versions: tuple[str, ...]
    """Of all answers, the oldest first."""
    school_year: str
    """«2026/2027»."""
    mode: Mode
    opened_on: date | None = None
    closed_on: date | None = None
    """The last day on which answers are taken."""
    is_open: bool = False
    """Whether answers are still coming in."""
    moves_in_steps: bool = False
    """While answers come in, only some of them are counted, so that none is told by a difference."""
    as_of: str = ""
    """Local time of the figures, «26.11.2026 12:30»."""
    filters: tuple[Filter, ...] = ()
    wave: int = 1
    is_own_organisation: bool = False
    """A coordinator's view: one organisation, beside the municipal figures."""

    @property
    def is_of_one_organisation(self) -> bool:
        """Whether all of it is about one organisation, whoever looks."""
        return any(one.attribute == "organisation" and len(one.values) == 1 for one in self.filters)

    @property
    def is_working(self) -> bool:
        """Whether everything is told while answers come in: for work, and for nobody else."""
        return self.is_open and not self.moves_in_steps

    @property
    def has_no_groups(self) -> bool:
        """Whether only figures of everybody are told while answers come in; an anonymous campaign has groups."""
        return self.moves_in_steps and self.mode is not Mode.ANONYMOUS


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far an organisation has come. Always shown, for it tells nothing of answers."""

    key: str
    """Number of the organisation; "0" for people of none."""
    label: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """Rows by name; never in the order of a result."""

    rows: tuple[CoverageRow, ...]
    total: Coverage

    @property
    def is_known(self) -> bool:
        """False for questionnaires from the menu: nobody was invited, only the finished ones are counted."""
        return self.total.invited > 0
