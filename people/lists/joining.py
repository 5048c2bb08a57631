"""Putting codes and names together at the centre: names never leave the machine they are on."""

from collections.abc import Sequence
from dataclasses import dataclass

from people import codes
from people.lists.columns import STAFF_COLUMNS
from people.lists.words import folded
from workbooks.sheets import Carrier, Row, Sheet

_KEYS = {"code": STAFF_COLUMNS["code"][:1], "own_number": STAFF_COLUMNS["own_number"]}
"""«Код» alone is the number of an organisation."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Tables with the columns of the centre's own file added; rows of either side that found no partner."""

    sheets: dict[str, list[list[str]]]
    without_name: int
    unused_names: int


class NothingToJoinError(Exception):
    """Neither a personal code nor an own number stands in both files; the message says so in Russian."""


def join(exported: Carrier, names: Carrier) -> Joined:
    """Every sheet of the export that has codes or own numbers; each row gets the columns of the other file."""
    people = _people(names)
    if not people:
        raise NothingToJoinError(f"В файле «{names.file}» нет столбца «Личный код» или «Свой номер».")
    sheets: dict[str, list[list[str]]] = {}
    used: set[int] = set()
    missing = 0
    for sheet in exported.sheets.values():
        keys = _key_columns(sheet)
        if not keys:
            continue
        found = [_match(row, keys, people) for row in sheet.rows]
        used |= {id(row) for row in found if row is not None}
        missing += sum(row is None for row in found)
        sheets[sheet.name] = _table(sheet, found)
    if not sheets:
        raise NothingToJoinError(f"В файле «{exported.file}» нет столбца «Личный код» или «Свой номер».")
    rows = {id(row) for row in people.values()}
    return Joined(sheets, missing, len(rows - used))


def _people(names: Carrier) -> dict[tuple[str, str], Row]:
    people = {}
    for sheet in names.sheets.values():
        keys = _key_columns(sheet)
        for row in sheet.rows:
            for key, heading in keys.items():
                if value := _normal(key, row.cells.get(heading, "")):
                    people[key, value] = row
    return people


def _key_columns(sheet: Sheet) -> dict[str, str]:
    there = {folded(heading): heading for heading in sheet.headings}
    found = {}
    for key, names in _KEYS.items():
        heading = next((there[folded(name)] for name in names if folded(name) in there), None)
        if heading is not None:
            found[key] = heading
    return found


def _normal(key: str, value: str) -> str:
    return codes.typed(value) if key == "code" else folded(value)


def _match(row: Row, keys: dict[str, str], people: dict[tuple[str, str], Row]) -> Row | None:
    for key, heading in keys.items():
        value = _normal(key, row.cells.get(heading, ""))
        if value and (key, value) in people:
            return people[key, value]
    return None


def _table(sheet: Sheet, found: Sequence[Row | None]) -> list[list[str]]:
    headings = list(sheet.headings)
    there = {folded(heading) for heading in headings}
    added = [h for h in dict.fromkeys(h for row in found if row for h in row.cells) if folded(h) not in there]
    columns = [*headings, *added]
    rows = [
        [row.cells.get(heading) or _told(partner, heading) for heading in columns]
        for row, partner in zip(sheet.rows, found, strict=True)
    ]
    return [columns, *rows]


def _told(partner: Row | None, heading: str) -> str:
    """What the other file says; a column that both have is filled where it was empty."""
    cells = partner.cells if partner else {}
    return next((value for name, value in cells.items() if folded(name) == folded(heading)), "")
