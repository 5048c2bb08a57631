"""What somebody may choose about a file of answers."""

from dataclasses import dataclass
from enum import StrEnum

LEAST = 5
"""Fewest respondents of whom answers one by one are given out (DOMAIN §6.5)."""


class Values(StrEnum):
    """What stands in the cells."""

    LABELS = "labels"
    CODES = "codes"


class Several(StrEnum):
    """How questions with several answers are laid out."""

    ONE = "one"
    """All options in one cell."""
    MANY = "many"
    """A column for every option."""
    BOTH = "both"


class Dialect(StrEnum):
    """Who reads a .csv."""

    EXCEL = "excel"
    """Russian Excel: a mark of UTF-8, semicolons, decimal commas."""
    STATISTICS = "statistics"
    """R, Python, Jamovi: commas, decimal points, ISO dates."""


@dataclass(frozen=True, slots=True)
class AnswersOptions:
    """How answers are laid out. `is_personal` asks for personal codes; whoever sets it has checked the right."""

    values: Values = Values.LABELS
    several: Several = Several.ONE
    is_personal: bool = False
    least: int = LEAST
    """Of so many respondents must be alike what a file tells of them without codes; of fewer no typed text is given
    out."""
    is_coming: bool = False
    """Answers still come in: a file without codes tells nothing of people, for one could see who was added since."""
