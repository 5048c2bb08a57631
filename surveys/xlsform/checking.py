"""Everything that is wrong with a file: what pyxform cannot read, and what our compiler finds in the rest."""

from dataclasses import dataclass

from surveys.model import Questionnaire
from surveys.xlsform.carriers import Carrier, read_carrier
from surveys.xlsform.compiler import compile_with_notes
from surveys.xlsform.form import Form
from surveys.xlsform.reader import read_form
from workbooks.defect import Defect, DefectsError


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as far as it can be read. It can be used when there are no defects."""

    form: Form | None
    questionnaire: Questionnaire | None
    defects: list[Defect]
    notes: list[Defect]
    """What the author should know, though nothing has to be mended."""

    @property
    def is_usable(self) -> bool:
        """Whether it can be asked as it is."""
        return self.form is not None and not self.defects


def check_file(file: str, data: bytes) -> Checked:
    """The form of a file and all its defects; never raises because of what is in the file."""
    try:
        carrier = read_carrier(file, data)
    except DefectsError as error:
        return Checked(None, None, error.defects, [])
    return check_carrier(carrier)


def check_carrier(carrier: Carrier) -> Checked:
    """The form of what has been read already."""
    form, defects = read_form(carrier)
    if form is None:
        return Checked(None, None, defects, carrier.notes)
    compiled = compile_with_notes(form)
    # Where rows could not be read, that none are left says nothing new.
    further = [defect for defect in compiled.defects if not (defects and defect.code == "no_questions")]
    return Checked(form, compiled.questionnaire, [*defects, *further], [*carrier.notes, *compiled.notes])


def check_markdown(file: str, text: str) -> tuple[Form | None, list[Defect]]:
    """The form of Markdown tables, as far as it can be read, and all its defects."""
    checked = check_file(file if file.endswith(".md") else f"{file}.md", text.encode())
    return checked.form, checked.defects


def read_markdown(file: str, text: str) -> Form:
    """A form without defects; DefectsError carries all of them."""
    form, defects = check_markdown(file, text)
    if form is None or defects:
        raise DefectsError(defects)
    return form
