"""Writing a report part by part: headings, paragraphs, numbered tables and pictures, places to be filled by hand."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reports.printing.house_style import TEXT_WIDTH
from reports.printing.markup import add_field, printable
from reports.printing.pictures import add_picture
from reports.printing.tables import add_caption, add_table
from reports.russian import GAP

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from reports.charts.canvas import Chart

BY_HAND = "✍"
"""Marks what a person has to write or to check."""
_WIDEST, _HIGHEST = 130.0, 135.0
"""Millimetres of a picture."""
_INDENT = 12.5
_SMALL, _SMALLEST = 11.0, 8.0
_CELL_MARGINS, _WIDE_SIGN = 11.0, 0.77
"""Points to both sides of a text in a cell; of its size, how wide a bold sign of a broad font is."""
_MARKED = re.compile(f"({BY_HAND}[^|]*)[|]?")
_FIGURE = re.compile(r"[\d\u2212<]|—$|н/д|\S{1,5}$")


class Paper:
    """A document being written. Tables and pictures are counted; nothing in it is numbered by hand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tables = self.pictures = self._parts = 0

    def part(self, title: str) -> None:
        """The heading of the next part: «3. Цель и задачи»."""
        self._parts += 1
        self.document.add_paragraph(printable(f"{self._parts}. {title}"), style="Heading 1")

    def heading(self, title: str) -> None:
        """A heading inside a part."""
        self.document.add_paragraph(printable(title), style="Heading 2")

    def tell(self, text: str) -> None:
        """A paragraph; whatever follows a ✍ up to a | or the end is marked, the | itself is not written."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(_INDENT)
        self.fill(paragraph, text)

    def bullets(self, lines: Sequence[str]) -> None:
        """A list, with dashes as offices have it; needs no numbering that a template may lack."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        for line in lines:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(_INDENT)
            self.fill(paragraph, f"–{GAP}{line}")

    def note(self, text: str) -> None:
        """What stands in small letters below a table."""
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(3)
        run = paragraph.add_run(printable(text))
        run.font.size, run.italic = Pt(_SMALL), True

    def table(
        self,
        caption: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        size: float = _SMALL,
    ) -> int:
        """A numbered table; gives its number."""
        self.tables += 1
        add_caption(self.document, self.tables, caption)
        table = add_table(self.document, headings, rows, widths, size)
        self._fit(table)
        _keep_words_whole(table, size)
        for number, row in enumerate(table.rows):
            for cell in row.cells[1:]:
                if number == 0 or _FIGURE.match(cell.text):
                    _centre(cell)
        self._gap()
        return self.tables

    def chart(self, chart: Chart) -> None:
        """A picture with its number and name below it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self.pictures += 1
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        width = min(_width(chart.png), self._room)
        add_picture(self.document, paragraph.add_run(), chart.png, width, self.pictures, chart.alt)
        caption = self.document.add_paragraph("Рисунок ", style="Caption")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = False
        add_field(caption, "SEQ Рисунок \\* ARABIC", str(self.pictures))
        caption.add_run(printable(f". {chart.title}"))

    @property
    def _room(self) -> float:
        """Millimetres between the margins, which a template may have set otherwise."""
        from docx.shared import Length

        section = self.document.sections[0]
        taken = (section.left_margin or 0) + (section.right_margin or 0)
        return min(float(TEXT_WIDTH), Length((section.page_width or 0) - taken).mm) or TEXT_WIDTH

    def _fit(self, table: Table) -> None:
        from docx.shared import Mm

        scale = self._room / TEXT_WIDTH
        if scale < 0.99:
            for column in table.columns:
                column.width = Mm((column.width or Mm(0)).mm * scale)
            for row in table.rows:
                for cell in row.cells:
                    cell.width = Mm((cell.width or Mm(0)).mm * scale)

    def _gap(self) -> None:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(6)

    def fill(self, paragraph: Paragraph, text: str) -> None:
        """The text of a paragraph, with what is to be done by hand marked."""
        from docx.enum.text import WD_COLOR_INDEX

        for piece in _MARKED.split(printable(text)):
            if piece:
                run = paragraph.add_run(piece)
                if piece.startswith(BY_HAND):
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _keep_words_whole(table: Table, size: float) -> None:
    """Headings of one size, as small as their longest word asks for: none breaks inside, whatever font is there."""
    from docx.shared import Pt

    cells = table.rows[0].cells
    fitting = min(_fitting(cell, size) for cell in cells)
    for cell in cells:
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(fitting)


def _fitting(cell: Any, size: float) -> float:
    longest = max((len(word) for word in cell.text.split()), default=1)
    room = (cell.width.pt if cell.width else 0) - _CELL_MARGINS
    return max(_SMALLEST, min(size, math.floor(2 * room / (longest * _WIDE_SIGN)) / 2))


def _centre(cell: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _width(png: bytes) -> float:
    """As wide as the page allows while the picture stays on it."""
    wide, high = (int(side) for side in struct.unpack(">II", png[16:24]))
    return min(_WIDEST, _HIGHEST * wide / high)
