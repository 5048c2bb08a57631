"""Reading a file with pyxform; the only place that needs it.

pyxform stops at the first mistake. An author wants all of them: the offending cell or row is taken out, noted, and
the rest is read again, until pyxform has nothing more to say or stumbles over something without a place.
"""

import re
from dataclasses import replace
from typing import Any

from people.defect import Defect, Place
from surveys.xlsform.form import Form
from surveys.xlsform.markdown import Row, read_sheets

OWN_SHEETS = ("scales", "bands")
MOST_MISTAKES = 200
_PLACE = re.compile(r"\[row : (\d+)\]")
_SHEET_AND_COLUMN = re.compile(r"On the '(\w+)' sheet(?:, the '([^']+)' value)?")
_NOT_FOUND = re.compile(r"Could not find the name '([^']+)'")
_FIRST_ROW = 2
"""pyxform counts rows of a sheet from 1, the headings included."""


def read_with_defects(file: str, text: str) -> tuple[Form | None, list[Defect]]:
    """What can be read of a file, and what cannot; the form is None when nothing can."""
    # Imported here: pyxform brings 25 MB that a bot whose questionnaires are already stored never needs.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    sheets = read_sheets(text)
    try:
        workbook = get_xlsform(text, file_type=".md")
    except PyXFormError as error:
        return None, [_defect(file, str(error), {})]
    content, defects = _understood(file, workbook, sheets)
    if content is None:
        return None, defects
    form = Form(
        file=file,
        content=content,
        sheets={name: [row.cells for row in sheets.get(name, [])] for name in OWN_SHEETS},
        rows={row.cells["name"]: row.line for row in sheets.get("survey", []) if "name" in row.cells},
    )
    return form, defects


def _understood(file: str, workbook: Any, sheets: dict[str, list[Row]]) -> tuple[dict[str, Any] | None, list[Defect]]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json

    remaining = {name: list(rows) for name, rows in sheets.items()}
    defects: list[Defect] = []
    while len(defects) < MOST_MISTAKES:
        try:
            return workbook_to_json(_of(workbook, remaining), form_name="data", warnings=[]), defects
        except PyXFormError as error:
            defects.append(_defect(file, str(error), remaining))
            if not _take_out(str(error), remaining):
                break
    return None, defects


def _of(workbook: Any, sheets: dict[str, list[Row]]) -> Any:
    """The workbook with these rows; pyxform changes what it is given, so it gets copies."""
    filled = {name: [dict(row.cells) for row in sheets[name]] for name in ("survey", "choices") if name in sheets}
    return replace(workbook, **filled)


def _defect(file: str, message: str, sheets: dict[str, list[Row]]) -> Defect:
    sheet, column, row = _place(message)
    rows = sheets.get(sheet, [])
    line = rows[row].line if row is not None and row < len(rows) else None
    missing = _NOT_FOUND.search(message)
    place = Place(file, sheet if line else "", line, column)
    if missing:
        what = f"Выражение ссылается на вопрос «{missing.group(1)}», которого в анкете нет."
        return Defect("unknown_reference", place, what, "Проверьте имя в столбце «name».")
    return Defect("xlsform", place, f"Анкету не удалось прочитать: {message}", "Исправьте указанное место.")


def _take_out(message: str, sheets: dict[str, list[Row]]) -> bool:
    """Remove the cell the message is about, else its row; False if it names no place."""
    sheet, column, row = _place(message)
    rows = sheets.get(sheet, [])
    if row is None or row >= len(rows):
        return False
    if column in rows[row].cells and column not in ("type", "name"):
        rows[row] = Row(rows[row].line, {k: v for k, v in rows[row].cells.items() if k != column})
    else:
        del rows[row]
    return True


def _place(message: str) -> tuple[str, str, int | None]:
    """(sheet, column, place of the row from 0), as far as the message tells."""
    row = _PLACE.search(message)
    where = _SHEET_AND_COLUMN.search(message)
    sheet, column = (where.group(1), where.group(2) or "") if where else ("survey", "")
    return sheet, column, int(row.group(1)) - _FIRST_ROW if row else None
