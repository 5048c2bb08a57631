"""What a rehearsal finds out."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.model import Key


class Finding(StrEnum):
    """What may be wrong with a question."""

    UNREACHABLE = "unreachable"
    """No answers lead to it."""
    CONTRADICTORY = "contradictory"
    """No answer fits its constraint."""
    DEAD_END = "dead_end"
    """It may neither be answered nor passed over."""
    NO_OPTIONS = "no_options"
    """Its filter may leave nothing to choose."""
    LONG_BUTTON = "long_button"
    """Its options do not fit buttons and are numbered in the text."""
    LONG_TEXT = "long_text"
    """More than fits a message."""


SERIOUS = (Finding.UNREACHABLE, Finding.CONTRADICTORY, Finding.DEAD_END, Finding.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the robots met on so many `walks`."""

    walks: int
    finished: int
    """Walks that came to the end."""
    minutes: tuple[int, int]
    """How long a person needs on a phone: the quick quarter and the slow quarter, whole minutes."""
    covered: float
    """Share of the outcomes of all conditions that occurred, 0–1."""
    findings: tuple[tuple[Finding, Key], ...]
    """In the order of the questionnaire."""

    @property
    def serious(self) -> tuple[tuple[Finding, Key], ...]:
        """What an author should look at before publishing."""
        return tuple(found for found in self.findings if found[0] in SERIOUS)
