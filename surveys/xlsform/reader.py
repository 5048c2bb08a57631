"""Reading a file with pyxform; the only place that needs it."""

from people.defect import Defect, DefectsError, Place
from surveys.xlsform.form import Form
from surveys.xlsform.markdown import read_sheets

OWN_SHEETS = ("scales", "bands")


def read_markdown(file: str, text: str) -> Form:
    """Read a Markdown XLSForm; DefectsError when pyxform cannot make sense of it."""
    # Imported here: pyxform brings 25 MB that a bot whose questionnaires are already stored never needs.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import get_xlsform

    try:
        content = workbook_to_json(get_xlsform(text, file_type=".md"), form_name="data", warnings=[])
    except PyXFormError as error:
        raise DefectsError([_from_pyxform(file, error)]) from error
    sheets = read_sheets(text)
    return Form(
        file=file,
        content=content,
        sheets={name: [row.cells for row in sheets.get(name, [])] for name in OWN_SHEETS},
        rows={row.cells["name"]: row.line for row in sheets.get("survey", []) if "name" in row.cells},
    )


def _from_pyxform(file: str, error: Exception) -> Defect:
    return Defect(
        "xlsform",
        Place(file),
        f"Анкету не удалось прочитать: {error}",
        "Исправьте указанное место и проверьте заголовки столбцов.",
    )
