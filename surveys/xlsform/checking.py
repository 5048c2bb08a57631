"""Everything that is wrong with a file: what pyxform cannot read, and what our compiler finds in the rest."""

from people.defect import Defect, DefectsError
from surveys.xlsform.compiler import compile_form
from surveys.xlsform.form import Form
from surveys.xlsform.reader import read_with_defects


def check_markdown(file: str, text: str) -> tuple[Form | None, list[Defect]]:
    """The form, as far as it can be read, and all its defects."""
    form, defects = read_with_defects(file, text)
    if form is not None:
        try:
            compile_form(form)
        except DefectsError as error:
            defects += error.defects
    return form, defects


def read_markdown(file: str, text: str) -> Form:
    """A form without defects; DefectsError carries all of them."""
    form, defects = check_markdown(file, text)
    if form is None or defects:
        raise DefectsError(defects)
    return form
