"""What answers from paper need from the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from people.audit import Note
from people.model import AccountId, CentreId, OrganisationId
from reports.paper.model import Sheet
from reports.printing.entry_reading import Entry
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId, VersionId
from workbooks.defect import Defect

Form = Mapping[str, Any]
"""A frozen version as it is stored."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed workbook, held to every rule of the questionnaire of its campaign."""

    campaign: CampaignId | None
    """What its passport says; None if that is no code."""
    entries: Sequence[Entry] = ()
    defects: Sequence[Defect] = ()
    """Everything that is wrong; both are empty where no form of this campaign was given."""


class Forms(Protocol):
    """Frozen versions as they are stored, for processes that compile them anew."""

    async def form_of(self, version: VersionId) -> Form:
        """A version by its number."""
        ...


class PaperPress(Protocol):
    """Works with documents apart from the bot."""

    async def blanks(self, form: Form, code: str, centre: str, until: date) -> tuple[bytes, bytes]:
        """The .docx to print and the .xlsx to type into; DefectsError if they cannot be made."""
        ...

    async def read(self, file: str, data: bytes, forms: Mapping[CampaignId, Form], now: datetime) -> Reading | None:
        """What was typed; None if the file is no workbook for entering paper."""
        ...


class PaperStore(Protocol):
    """Keeps workbooks until they are taken, and which sheets were."""

    async def keep(self, account: AccountId, centre: CentreId, file: str, data: bytes, now: datetime) -> int:
        """Remember a workbook that was checked, in place of the one before; gives its number."""
        ...

    async def kept(self, number: int, account: AccountId, centre: CentreId) -> tuple[str, bytes] | None:
        """The workbook, if it waits for this person."""
        ...

    async def drop(self, number: int, account: AccountId) -> None:
        """Forget a workbook that is not to be taken."""
        ...

    async def entered(self, campaign: CampaignId) -> frozenset[tuple[OrganisationId, str]]:
        """Marks of the sheets that were taken."""
        ...

    async def take(self, number: int, campaign: Campaign, sheets: Sequence[Sheet], note: Note) -> int | None:
        """Keep the answers of those not taken before, count them, forget the workbook; gives how many they were.

        None if the workbook was taken already, or the campaign takes no answers any more.
        """
        ...
