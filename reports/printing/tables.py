"""Tables as offices expect them: real ones, captioned and numbered, with headings repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reports.printing.house_style import TEXT_WIDTH
from reports.printing.markup import add_field, element, printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

GRID = "Table Grid"


def add_caption(document: Document, number: int, text: str) -> None:
    """«Таблица 3. …» above a table; the number is a field, so that a table of tables can be made of it."""
    paragraph = document.add_paragraph("Таблица ", style="Caption")
    add_field(paragraph, "SEQ Таблица \\* ARABIC", str(number))
    paragraph.add_run(printable(f". {text}"))


def add_table(
    document: Document,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    size: float = 12.0,
) -> Table:
    """A table with borders. `widths` are shares of the text's width, `size` is in points."""
    table = bare_table(document, 1 + len(rows), widths, GRID)
    for number, cells in enumerate((headings, *rows)):
        row = table.rows[number]
        for cell, text in zip(row.cells, cells, strict=True):
            write(cell, text, size, is_bold=number == 0)
        keep_whole(row)
    repeat_heading(table)
    return table


def bare_table(document: Document, rows: int, widths: Sequence[float], style: str | None = None) -> Table:
    """An empty table of fixed columns; `widths` are shares of the text's width. Without a style it has no borders."""
    from docx.shared import Mm

    table: Table = document.add_table(rows, len(widths), style=style)
    table.autofit = False
    shares = [Mm(TEXT_WIDTH * width / sum(widths)) for width in widths]
    for column, width in zip(table.columns, shares, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, shares, strict=True):
            cell.width = width
    return table


def write(cell: _Cell, text: str, size: float, *, is_bold: bool = False, is_centred: bool = False) -> None:
    """The text of an empty cell."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.bold = is_bold or None


def repeat_heading(table: Table) -> None:
    """Show the first row again at the top of every page that the table reaches."""
    properties: Any = table.rows[0]._tr.get_or_add_trPr()
    properties.append(element("tblHeader"))


def keep_whole(row: Any) -> None:
    """Never break a row between two pages."""
    row._tr.get_or_add_trPr().insert(0, element("cantSplit"))
