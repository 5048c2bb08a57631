"""A consent to be signed on paper, on one page wherever its text allows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.printing.blanks import DATE, add_blank, rule
from reports.printing.house_style import TEXT_WIDTH, new_document, saved
from reports.printing.markup import printable

NAME = "Фамилия, имя, отчество"
_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)
"""Points, the kindest to the eyes first."""
_FLOWING = 12.0
"""Points where one page is not enough anyway."""
_HEIGHT = 700.0
"""Points of a page that text may fill; a little is left for offices that set lines wider."""
_WIDTH = 510.0
_LETTER = 0.49
"""Mean width of a Russian letter, in sizes."""
_LINE, _GAP = 1.16, 0.4
"""Height of a line and the space after a paragraph, in sizes."""


def consent_form(title: str, paragraphs: Sequence[str], fields: Sequence[str] = (NAME,)) -> bytes:
    """The text and below it lines for the `fields`, the signature and the date, as .docx.

    A consent in written form asks for address and identity document too: name them in `fields`.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    size = _size_for(title, paragraphs, fields)
    document = new_document(title, size)
    heading = document.add_paragraph(printable(title), style="Heading 1")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in paragraphs:
        paragraph = document.add_paragraph(printable(text))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for field in fields:
        add_blank(document, field, size)
    last = document.add_paragraph()
    last.paragraph_format.space_before = Pt(size)
    rule(last, TEXT_WIDTH * 0.5)
    last.add_run(f"Подпись \t    Дата {DATE}")
    return saved(document)


def _size_for(title: str, paragraphs: Sequence[str], fields: Sequence[str]) -> float:
    """The largest letters with which everything stands on one page."""
    return next((size for size in _SIZES if _height(title, paragraphs, fields, size) <= _HEIGHT), _FLOWING)


def _height(title: str, paragraphs: Sequence[str], fields: Sequence[str], size: float) -> float:
    """Points, as far as can be told without laying it out."""
    heading = _lines(title, size + 2) * (size + 2) * _LINE + size * 1.5
    text = sum(_lines(paragraph, size) * size * _LINE + size * _GAP for paragraph in paragraphs)
    blanks = (len(fields) + 1) * (size * _LINE + 12)
    return heading + text + blanks


def _lines(text: str, size: float) -> int:
    per_line = _WIDTH / (size * _LETTER)
    return sum(max(1, math.ceil(len(line) / per_line)) for line in text.splitlines() or [""])
