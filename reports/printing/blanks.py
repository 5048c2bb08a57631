"""Lines to be filled in by hand: names, signatures, dates, answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.printing.house_style import TEXT_WIDTH
from reports.printing.markup import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

DATE = "«____» ______________ 20____ г."


def add_blank(
    document: Document, label: str, size: float, width: float = TEXT_WIDTH, hint: str = "", before: float = 8.0
) -> Paragraph:
    """A label and a line to write on up to `width` millimetres; the hint stands below it in small letters."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(0 if hint else 2)
    paragraph.paragraph_format.keep_with_next = bool(hint)
    rule(paragraph, width)
    paragraph.add_run(printable(f"{label} \t" if label else "\t")).font.size = Pt(size)
    if hint:
        below = document.add_paragraph()
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.space_after = Pt(2)
        below.add_run(printable(hint)).font.size = Pt(size * 0.7)
    return paragraph


def rule(paragraph: Paragraph, *widths: float) -> None:
    """Let every tab of a paragraph draw a line up to these distances in millimetres."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    for width in widths:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def add_signatures(document: Document, people: Sequence[tuple[str, str]], size: float) -> None:
    """(post, name) of everybody who signs; what is not known is left to be written."""
    from docx.shared import Pt

    for post, name in people or (("", ""),):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(0)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.keep_together = True
        rule(paragraph, TEXT_WIDTH * 0.62, TEXT_WIDTH)
        shown = f"{post}, {name}" if post and name else post or name
        known = f"{shown} \t" if name else f"{shown} \t / \t"
        paragraph.add_run(printable(known)).font.size = Pt(size)
        below = document.add_paragraph()
        below.paragraph_format.space_after = Pt(4)
        below.add_run("(должность, фамилия и инициалы, подпись)").font.size = Pt(size * 0.7)
