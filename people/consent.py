"""Consent: one document per purpose, with the version and hash of the text that was agreed to or refused."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from people.centre import Centre, Operator

FOLDER = Path(__file__).parent / "consent_texts"
_BLANK = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*\{(\w+)\}[^\[\]]*)\]")
"""In brackets: what is left out on a screen while the operator has not said it, and a line to write on on paper."""
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


def consent_text(centre: Centre, purpose: Purpose, *, is_on_paper: bool = False) -> ConsentText:
    """The document of this centre; a municipal one has its own words where nothing personal is stored."""
    variant = "municipal" if centre.operator is Operator.MUNICIPAL else "personal"
    path = FOLDER / f"{purpose}.{variant}.md"
    if not path.exists():
        path = FOLDER / f"{purpose}.md"
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    details = _details(centre)
    if not is_on_paper:
        body = _OPTIONAL.sub(lambda found: found.group(1) if found.group(2) in details else "", body)
    body = _OPTIONAL.sub(r"\1", body)
    return ConsentText(purpose, _filled(title.lstrip("# ").strip(), details), _filled(body.strip(), details))


def missing_details(centre: Centre) -> tuple[str, ...]:
    """What the consent texts of this centre would still have to say: keys of its details."""
    return tuple(key for key in ("operator", "address", "inn", "contact", "hosting") if not centre.details.get(key))


def _details(centre: Centre) -> dict[str, str]:
    in_writing = "письмом оператору"
    is_municipal = centre.operator is Operator.MUNICIPAL
    return {
        "centre": centre.name,
        "operator": centre.name,
        "min_cell": str(centre.min_cell),
        "how_to_withdraw": in_writing if is_municipal else f"в боте («Мои данные» → «Согласия») или {in_writing}",
        **{name: value for name, value in centre.details.items() if value},
    }


def _filled(text: str, details: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: details.get(found.group(1), UNSET), text)


def standing(records: list[ConsentRecord], purpose: Purpose) -> ConsentRecord | None:
    """What holds for a purpose now: the last of the records in their order."""
    return next((record for record in reversed(records) if record.purpose is purpose), None)
