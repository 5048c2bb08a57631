"""Understanding a carrier with pyxform; the only place that needs it.

pyxform stops at the first mistake. An author wants all of them: the offending cell or row is taken out, noted, and
the rest is read again, until pyxform has nothing more to say or stumbles over something without a place.
"""

import re
import time
from typing import Any

from surveys.xlsform.carriers import Carrier, Row, read_table
from surveys.xlsform.complaints import Complaint, understood
from surveys.xlsform.form import Form, Table
from workbooks.defect import Defect, DefectsError, Place

OWN_SHEETS = ("scales", "bands")
FORM_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
MOST_MISTAKES = 200
PATIENCE = 8.0
"""Seconds of looking for further mistakes; an author with that many reads the report twice anyway."""
_FIRST_ROW = 2
"""pyxform counts rows of a sheet from 1, the headings included."""
_SPOKEN = re.compile(
    r"label|hint|guidance|message|msg|media|image|audio|video|title|introduction|caption", re.IGNORECASE
)
"""Columns that people read; in all others typographic quotes are a trick of the word processor."""
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})

Rows = dict[str, list[Row]]


def read_form(carrier: Carrier) -> tuple[Form | None, list[Defect]]:
    """What can be read of a carrier, and what cannot; the form is None when nothing can."""
    defects = list(carrier.defects)
    rows: Rows = {name: [_straight(row) for row in sheet.rows] for name, sheet in carrier.sheets.items()}
    tables = _tables(carrier, defects)
    content = _understood(carrier, rows, defects)
    if content is None:
        return None, defects
    _slim(content)
    _add_external(content, rows.get("external_choices", []))
    form = Form(
        file=carrier.file,
        content=content,
        sheets={name: [row.cells for row in rows.get(name, [])] for name in OWN_SHEETS},
        rows=_lines(carrier, rows),
        tables=tables,
    )
    return form, defects


def _understood(carrier: Carrier, rows: Rows, defects: list[Defect]) -> dict[str, Any] | None:
    # Imported here: pyxform brings 25 MB that a bot whose questionnaires are already stored never needs.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json

    remaining = {name: list(kept) for name, kept in rows.items()}
    mistakes, give_up_at = 0, time.monotonic() + PATIENCE
    while mistakes < MOST_MISTAKES and time.monotonic() < give_up_at:
        try:
            workbook = _workbook(carrier, remaining)
            content: dict[str, Any] = workbook_to_json(workbook, form_name="data", warnings=[])
        except PyXFormError as error:
            complaints = understood(str(error))
            places = [_index(complaint) for complaint in complaints]
            for complaint, place in zip(complaints, places, strict=True):
                defects.append(_defect(carrier, complaint, place, remaining))
                mistakes += 1
            # From the last row to the first, so that taking one out does not move the others.
            order = sorted(range(len(places)), key=lambda each: -(places[each] or 0))
            taken_out = [_take_out(complaints[each], places[each], remaining) for each in order]
            if not all(taken_out):
                return None
        else:
            return content
    return None


def _workbook(carrier: Carrier, remaining: Rows) -> Any:
    """What pyxform works on; it changes what it is given, so it gets copies."""
    from pyxform.xls2json_backends import DefinitionData

    filled: dict[str, Any] = {"sheet_names": [sheet.name for sheet in carrier.sheets.values()]}
    for name in FORM_SHEETS:
        if name in carrier.sheets:
            filled[name] = [dict(row.cells) for row in remaining[name]]
            filled[f"{name}_header"] = [dict.fromkeys(carrier.sheets[name].headings)]
    return DefinitionData(**filled, fallback_form_name=_stem(carrier.file))


def _defect(carrier: Carrier, complaint: Complaint, place: int | None, remaining: Rows) -> Defect:
    rows = remaining.get(complaint.sheet, [])
    row = rows[place] if place is not None and 0 <= place < len(rows) else None
    sheet = carrier.sheets.get(complaint.sheet)
    named = sheet.name if sheet and (row or complaint.code == "missing_column") else ""
    line = row.line if row else (1 if place == -1 else None)
    return Defect(
        complaint.code,
        Place(carrier.file, named, line, complaint.column),
        _about(row) + complaint.what,
        complaint.remedy,
    )


def _about(row: Row | None) -> str:
    name = _cell(row, "name") if row else ""
    return f"«{name}»: " if name else ""


def _take_out(complaint: Complaint, place: int | None, remaining: Rows) -> bool:
    """Remove the cell the complaint is about, else its row; False if it names no place."""
    rows = remaining.get(complaint.sheet, [])
    if place is None or not 0 <= place < len(rows):
        return False
    row = rows[place]
    heading = next((heading for heading in row.cells if _canonical(heading) == complaint.column.lower()), None)
    if heading is not None and complaint.column not in ("type", "name", "list_name"):
        rows[place] = Row(row.line, {k: v for k, v in row.cells.items() if k != heading})
    else:
        del rows[place]
    return True


def _index(complaint: Complaint) -> int | None:
    """The row's place in its list from 0; -1 is the row of headings."""
    return None if complaint.row is None else complaint.row - _FIRST_ROW


def _canonical(heading: str) -> str:
    """«label::Русский (ru)» is the column «label»."""
    return heading.split(":", maxsplit=1)[0].strip().lower()


def _cell(row: Row, column: str) -> str:
    return next((text for heading, text in row.cells.items() if _canonical(heading) == column), "")


def _straight(row: Row) -> Row:
    """Typographic quotes in formulas become straight ones."""
    if not any(quote in text for text in row.cells.values() for quote in "“”„‘’"):
        return row
    cells = {
        heading: text if _SPOKEN.search(heading) else text.translate(_QUOTES) for heading, text in row.cells.items()
    }
    return Row(row.line, cells)


def _tables(carrier: Carrier, defects: list[Defect]) -> dict[str, Table]:
    tables = {}
    for name, data in carrier.attachments.items():
        if not name.lower().endswith(".csv"):
            continue
        try:
            tables[name] = read_table(name, data)
        except DefectsError as error:
            defects.extend(error.defects)
    return tables


def _lines(carrier: Carrier, rows: Rows) -> dict[str, int]:
    """Where questions and rows of our own sheets stand, for messages; a name that occurs twice leads to the first."""
    lines: dict[str, int] = {}
    for row in rows.get("survey", []):
        lines.setdefault(_cell(row, "name"), row.line)
    for sheet in OWN_SHEETS:
        for row in rows.get(sheet, []):
            lines.setdefault(f"{sheet}:{_cell(row, 'name')}", row.line)
    for row in rows.get("choices", []):
        list_name = _cell(row, "list_name") or _cell(row, "list name")
        lines.setdefault(f"choices:{list_name}", row.line)
        lines.setdefault(f"choices:{list_name}/{_cell(row, 'name')}", row.line)
    lines.pop("", None)
    return lines


def _slim(row: dict[str, Any]) -> None:
    """A list of options is kept once, not with every question that uses it."""
    for child in row.get("children", ()):
        if child.get("itemset"):
            child.pop("choices", None)
        _slim(child)


def _add_external(content: dict[str, Any], rows: list[Row]) -> None:
    """pyxform leaves the sheet «external_choices» to a file beside the form; here it is a list like the others."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        choice: dict[str, Any] = {}
        for heading, cell in row.cells.items():
            column, _, language = heading.partition("::")
            if column.strip().lower() == "label" and language:
                choice.setdefault("label", {})[language.strip()] = cell
            else:
                choice[heading.strip().lower() if column.strip().lower() in ("name", "label") else heading] = cell
        name = choice.pop("list_name", None) or choice.pop("list name", "")
        if "name" in choice:
            lists.setdefault(name, []).append(choice)
    content["choices"] = {**lists, **(content.get("choices") or {})}


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0] or "form"


def to_xform(carrier: Carrier) -> str:
    """The form as ODK's XML; DefectsError if pyxform cannot make it."""
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json

    rows: Rows = {name: [_straight(row) for row in sheet.rows] for name, sheet in carrier.sheets.items()}
    try:
        content = workbook_to_json(_workbook(carrier, rows), form_name="data", warnings=[])
        return str(create_survey_element_from_dict(content).to_xml(validate=False, pretty_print=False))
    except PyXFormError as error:
        complaints = understood(str(error))
        raise DefectsError([_defect(carrier, each, _index(each), rows) for each in complaints]) from error
