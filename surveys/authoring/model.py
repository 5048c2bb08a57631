"""The values of authoring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from people.model import AccountId
from surveys.comparison import Comparison
from surveys.model import Questionnaire
from surveys.rehearsal import Rehearsal
from surveys.xlsform.form import Form
from workbooks.defect import Defect

MOST_BYTES = 10 * 1024 * 1024
"""Of one file; what is larger is not even fetched."""
MOST_ATTACHED_BYTES = 30 * 1024 * 1024
"""Of all files that belong to one form."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an author sent last: the form's file and the lists and pictures that belong to it."""

    file: str
    data: bytes
    attachments: Mapping[str, bytes] = field(default_factory=dict)

    def with_attachment(self, name: str, data: bytes) -> "Draft":
        """The draft with one more file, or with a file replaced."""
        return Draft(self.file, self.data, {**self.attachments, name: data})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was sent; `sent_as` is by what the messenger knows it, once it was shown."""

    name: str
    data: bytes
    sent_as: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of a draft gave; without a form nothing could be read."""

    form: Form | None
    defects: list[Defect]
    notes: list[Defect]
    rehearsal: Rehearsal | None = None
    marked: bytes | None = None
    """The author's workbook with the defects marked in it."""
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """Files found beside the form in an archive."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the author is told. `questionnaire` is set when it can be asked."""

    file: str
    verdict: Verdict
    questionnaire: Questionnaire | None = None
    published: Questionnaire | None = None
    """The version on offer now, if there is one of the same name."""
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A questionnaire that an author has put on offer."""

    questionnaire: Questionnaire
    author: AccountId
    published_at: datetime
