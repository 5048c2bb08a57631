"""Files that are made for somebody: what is needed, not how."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Protocol

from delivery.broadcast import Counts
from people.audit import Note
from people.consent import ConsentText
from people.model import OrganisationId
from people.privacy import Erased
from surveys.campaigns.model import Coverage
from surveys.campaigns.outcomes import View


class Documents(Protocol):
    """Makes files apart from the bot; DefectsError if one cannot be made."""

    async def invitation_sheets(self, centre: str, sheets: Sequence[tuple[str, str, str]]) -> bytes:
        """A .docx with a page for each organisation, code and link."""
        ...

    async def paper_consent(self, text: ConsentText) -> bytes:
        """A .docx to be signed, for what may not be signed through a messenger."""
        ...

    async def deletion_act(self, erased: Erased) -> bytes:
        """A .docx that says what was deleted."""
        ...

    async def own_workbook(self, told: Mapping[str, Any]) -> bytes:
        """An .xlsx of everything that is kept of one person."""
        ...

    async def coverage_workbook(self, view: View, names: Mapping[OrganisationId, str]) -> bytes:
        """An .xlsx of who has answered how much, by organisation."""
        ...

    async def board_picture(
        self, title: str, coverage: Mapping[OrganisationId, Coverage], names: Mapping[OrganisationId, str]
    ) -> bytes:
        """A .png of how far organisations have come, in the order of `names`."""
        ...

    def expect_board(self) -> None:
        """A board may be asked for soon."""
        ...

    async def audit_workbook(self, notes: Sequence[Note], zone: tzinfo) -> bytes:
        """An .xlsx of the audit."""
        ...

    async def broadcast_picture(self, title: str, counts: Counts) -> bytes:
        """A .png of how far a broadcast has come."""
        ...
