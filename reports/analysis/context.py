"""What a report is made of besides the summary itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reports.instruments import Instrument, instrument_of
from reports.running import NOBODY_YET

if TYPE_CHECKING:
    from reports.summary.model import Summary


@dataclass(frozen=True, slots=True)
class Extras:
    """What the centre adds; all of it may be missing."""

    made_on: date | None = None
    territory: str = ""
    young: Summary | None = None
    """The monitoring of young teachers of the same year, if it ran."""
    template: bytes | None = None
    """A .docx whose styles and header are kept."""
    charts: bool = True
    indicators: tuple[str, ...] = ()
    """Indicators of the centre that follow from this questionnaire, a sentence each."""


@dataclass(frozen=True)
class Context:
    """The summary and the words that fit it."""

    summary: Summary
    extras: Extras = field(default_factory=Extras)

    @property
    def instrument(self) -> Instrument:
        """What is known of the questionnaire."""
        return instrument_of(self.summary.heading.questionnaire_key)

    @property
    def has_blocks(self) -> bool:
        """Whether the questionnaire measures anything."""
        return bool(self.summary.blocks)

    @property
    def nothing(self) -> str:
        """Why there are no figures: nobody has answered, or too few."""
        if self.summary.is_empty and self.summary.heading.moves_in_steps:
            return NOBODY_YET
        if self.summary.is_empty:
            return "Ответов пока нет, поэтому результаты не приводятся."
        return "Результаты не приводятся: ответивших слишком мало, чтобы показать цифры и не раскрыть ничьи ответы."
