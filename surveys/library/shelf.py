"""The files of the library and their digests."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from surveys.xlsform.form import FORMAT
from workbooks.defect import Defect, Place

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the library. The digest changes when the text does, or the way it is stored."""

    name: str
    text: str
    digest: str


def sources(folder: Path = FOLDER) -> tuple[list[Source], list[Defect]]:
    """All questionnaires of a folder in the order of their names, and the files that cannot be read."""
    found: list[Source] = []
    defects: list[Defect] = []
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            defects.append(Defect("unreadable", Place(path.name), f"Файл не читается: {error}."))
            continue
        digest = hashlib.sha256(f"{FORMAT}\n{text}".encode()).hexdigest()
        found.append(Source(path.name, text, digest))
    return found, defects
