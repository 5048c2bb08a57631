"""Sheets that stand below each other in one table, each behind its name in the first column."""

from collections.abc import Iterable

from workbooks.binding import Binding
from workbooks.defect import Defect, Place
from workbooks.lines import Line
from workbooks.sheets import Carrier

FORM_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm", "scales", "bands")
"""What a form uses; authors keep all kinds of things on other sheets."""


def bound(file: str, lines: Iterable[Line]) -> Carrier:
    """The carrier of a table; a name that comes again goes on with its sheet."""
    binding = Binding(file, FORM_SHEETS)
    found: dict[str, list[Line]] = {}
    names: dict[str, str] = {}
    current: list[Line] | None = None
    for line in lines:
        if name := line.cells.get(1):
            names.setdefault(name.lower(), name)
            current = found.setdefault(name.lower(), [])
        cells = {column: text for column, text in line.cells.items() if column > 1}
        if cells and current is None:
            what = "Строка стоит выше первого имени листа: бот её не читает."
            remedy = "Если она нужна, поставьте её под имя листа."
            binding.carrier.notes.append(Defect("before_sheets", Place(file, row=line.number), what, remedy))
        elif cells and current is not None:
            current.append(Line(line.number, cells))
    for key, lines_of_sheet in found.items():
        binding.add(names[key], lines_of_sheet)
    return binding.carrier
