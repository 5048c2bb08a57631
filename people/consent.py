"""Consent: one document per purpose, with the version and hash of the text that was agreed to or refused."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from people.centre import Centre, Operator

FOLDER = Path(__file__).parent / "consent_texts"
_BLANK = re.compile(r"\{(\w+)\}")
UNSET = "______________"
"""Stands where the operator has not said something; the text can still be printed and filled in."""


class Purpose(StrEnum):
    """What data are wanted for; each has a document of its own."""

    PARTICIPATION = "participation"
    """A profile under a code, a result of one's own, recommendations."""
    MENTORING = "mentoring"
    EVENTS = "events"
    PUBLICATION = "publication"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A document as the person reads it."""

    purpose: Purpose
    title: str
    body: str

    @property
    def digest(self) -> str:
        """SHA-256 of the very text, in hexadecimal: which words were agreed to."""
        return hashlib.sha256(f"{self.title}\n{self.body}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A decision somebody has made; the last one for a purpose holds."""

    purpose: Purpose
    is_given: bool
    digest: str
    decided_at: datetime
    channel: str


def consent_text(centre: Centre, purpose: Purpose) -> ConsentText:
    """The document of this centre; a municipal one has its own words where nothing personal is stored."""
    variant = "municipal" if centre.operator is Operator.MUNICIPAL else "personal"
    path = FOLDER / f"{purpose}.{variant}.md"
    if not path.exists():
        path = FOLDER / f"{purpose}.md"
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    return ConsentText(purpose, _filled(title.lstrip("# ").strip(), centre), _filled(body.strip(), centre))


def _filled(text: str, centre: Centre) -> str:
    details = {"centre": centre.name, **{name: value for name, value in centre.details.items() if value}}
    details.setdefault("operator", centre.name)
    return _BLANK.sub(lambda found: details.get(found.group(1), UNSET), text)


def standing(records: list[ConsentRecord], purpose: Purpose) -> ConsentRecord | None:
    """What holds for a purpose now: the last of the records in their order."""
    return next((record for record in reversed(records) if record.purpose is purpose), None)
