"""Files named on the command line, with the lists and pictures that lie beside them."""

from dataclasses import replace
from pathlib import Path

from surveys.authoring.model import Draft
from surveys.xlsform.carriers import Carrier, read_carrier
from surveys.xlsform.checking import Checked, check_carrier
from workbooks.defect import Defect, DefectsError

_BESIDE = (".csv", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def draft_of(path: Path) -> Draft:
    """The file and what lies beside it in its folder; OSError if it cannot be read."""
    beside = {
        other.name: other.read_bytes()
        for other in sorted(path.parent.iterdir())
        if other != path and other.is_file() and other.suffix.lower() in _BESIDE
    }
    return Draft(path.name, path.read_bytes(), beside)


def carrier_of(path: Path) -> Carrier:
    """The sheets of a file; DefectsError for a clear refusal."""
    draft = draft_of(path)
    carrier = read_carrier(draft.file, draft.data)
    return replace(carrier, attachments={**draft.attachments, **carrier.attachments})


def checked(path: Path) -> Checked:
    """The form of a file and everything that is wrong with it."""
    try:
        return check_carrier(carrier_of(path))
    except DefectsError as error:
        return Checked(None, None, error.defects, [])


def told(defects: list[Defect]) -> str:
    """One line for each."""
    return "\n".join(str(defect) for defect in defects)
