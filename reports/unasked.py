"""Answers that nobody was asked for: a questionnaire passed from the menu, without any campaign, in a school year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from people.centre import Centre
from reports.ports import Source
from surveys.model import VersionId

_YEARS = 10_000


@dataclass(frozen=True, slots=True)
class Unasked:
    """Those of one questionnaire and school year."""

    source: Source
    version: VersionId
    """The newest that was answered."""
    title: str
    finished: int

    @property
    def number(self) -> int:
        """As buttons carry it: below zero, where no campaign has its number."""
        return -(self.version * _YEARS + self.source.school_year)


def version_and_year(number: int) -> tuple[VersionId, int]:
    """What a number below zero stands for."""
    version, year = divmod(-number, _YEARS)
    return VersionId(version), year


class UnaskedStore(Protocol):
    """Knows what was answered without being asked for."""

    async def of_centre(self, centre: Centre, school_year: int) -> Sequence[Unasked]:
        """All there is, the newest year first. Of questionnaires that are anonymous only past years: while people go
        on answering, every new figure would be somebody's; and nothing of what does not stand in the menu."""
