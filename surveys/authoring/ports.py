"""What authoring needs from the world."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from people.model import AccountId, CentreId
from surveys.authoring.model import Draft, Publication, StoredFile, Verdict
from surveys.model import Questionnaire, VersionId
from surveys.xlsform.form import Form


class Checker(Protocol):
    """Checks drafts where they can do no harm: apart from the bot, within limits of time and memory."""

    async def check(self, draft: Draft) -> Verdict:
        """Everything that can be said about a draft."""
        ...

    async def workbook(self, source: StoredFile) -> bytes:
        """The same form as an Excel workbook; DefectsError if it cannot be made."""
        ...

    async def starter(self) -> bytes:
        """The workbook authors begin with."""
        ...


class FormStore(Protocol):
    """Keeps drafts, versions with their files, and what is on offer."""

    async def keep_draft(self, author: AccountId, draft: Draft) -> None:
        """Remember what the author sent last, instead of what was sent before."""
        ...

    async def draft_of(self, author: AccountId) -> Draft | None:
        """What the author sent last."""
        ...

    async def freeze(
        self, centre: CentreId, form: Form, source: StoredFile, files: Mapping[str, bytes], now: datetime
    ) -> Questionnaire:
        """Store a version with everything it needs, for this centre; the same files give the same version."""
        ...

    async def version(self, number: VersionId, centre: CentreId) -> Questionnaire | None:
        """A version that was sent in this centre."""
        ...

    async def publish(self, centre: CentreId, version: VersionId, author: AccountId, now: datetime) -> bool:
        """Put a version on offer in place of an earlier one of the same name; False if the centre has no such."""
        ...

    async def withdraw(self, centre: CentreId, key: str) -> bool:
        """Take a questionnaire off; False if it was not on offer."""
        ...

    async def forget_unused(self, before: datetime) -> int:
        """Delete versions sent before then that nobody published or answered; gives how many."""
        ...

    async def published(self, centre: CentreId | None) -> Sequence[Publication]:
        """Everything that authors of a centre have put on offer, the latest first."""
        ...

    async def source_of(self, version: VersionId) -> StoredFile | None:
        """The author's own file."""
        ...

    async def file_of(self, version: VersionId, name: str) -> StoredFile | None:
        """A picture or list that belongs to a version."""
        ...

    async def remember_sent(self, version: VersionId, name: str, sent_as: str) -> None:
        """Note by what the messenger knows a file, so that it is not uploaded again."""
        ...
