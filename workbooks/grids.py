"""Plain tables as a workbook: a sheet each, bold frozen headings, texts that stay texts."""

from collections.abc import Mapping, Sequence
from io import BytesIO

Grid = Sequence[Sequence[str | int | float | None]]
"""Rows of cells, the first of them headings."""
_WIDEST = 60


def grid_workbook(sheets: Mapping[str, Grid]) -> bytes:
    """The bytes of an .xlsx; names of sheets have at most 31 characters and none of `[]:*?/\\`."""
    import xlsxwriter

    into = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(into, options) as book:
        heading = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, grid in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(grid):
                for column, cell in enumerate(row):
                    if cell is not None and cell != "":
                        sheet.write(number, column, cell, heading if number == 0 else wrapped)
            for column in range(max((len(row) for row in grid), default=0)):
                longest = max(len(str(row[column] or "")) for row in grid if column < len(row))
                sheet.set_column(column, column, min(longest + 2, _WIDEST))
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
    return into.getvalue()
