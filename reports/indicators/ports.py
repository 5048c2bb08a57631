"""What indicators need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from people.model import CentreId, OrganisationId
from reports.indicators.model import Definition, Figures, Setting
from surveys.campaigns.model import Campaign


@dataclass(frozen=True, slots=True)
class IndicatorRequest:
    """Figures to be reckoned. It travels to another process."""

    centre: CentreId
    codes: tuple[str, ...] = ()
    """Only these indicators; empty: all."""
    own: OrganisationId | None = None
    """A coordinator's view: this organisation only."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A setting that somebody has changed, and when."""

    setting: Setting
    school_year: int
    changed_at: datetime


class IndicatorStore(Protocol):
    """Keeps what centres have changed, and knows people one by one."""

    async def stored(self, centre: CentreId) -> Mapping[str, Stored]:
        """By code, the newest of each."""
        ...

    async def uncovered_codes(
        self,
        centre: CentreId,
        definition: Definition,
        setting: Setting,
        campaigns: Sequence[Campaign],
        organisation: OrganisationId | None = None,
    ) -> Sequence[tuple[OrganisationId, str]]:
        """Organisation and personal code of everybody not covered, by organisation and code.

        Nobody where a campaign is anonymous. `organisation`: of this one only, `NOWHERE` stands for none.
        """
        ...


class IndicatorReckoner(Protocol):
    """Reckons figures where they cost nobody's tap anything."""

    def warm(self) -> None:
        """Figures will be wanted soon."""

    async def indicators(self, request: IndicatorRequest) -> Figures:
        """The figures; ReckoningError if there are none now."""
