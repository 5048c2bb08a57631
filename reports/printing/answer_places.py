"""Places to answer on paper: scales as tables, options to circle or tick, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reports.printing.blanks import DATE, add_blank, rule
from reports.printing.condition_words import ConditionWords
from reports.printing.house_style import TEXT_WIDTH
from reports.printing.markup import element, printable
from reports.printing.paper_form import Blank, Option
from reports.printing.tables import GRID, bare_table, keep_whole, repeat_heading, write
from reports.russian import GAP
from surveys.model import Kind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

SIZE = 11.0
_SMALL = 9.0
_HEADING = 7.5
BOX = "☐"
MOST_PRINTED = 40
"""Options; of a longer list one is written down."""
_ONE_COLUMN = 6
"""Options that stand below each other; more go in two columns."""
_INDENT = 7.0
"""Millimetres from a question to its options."""
_NUMBER_WIDTH = 11.0
_NARROWEST = 12.0
_LETTER = 1.75
"""Millimetres that a letter of a heading takes, also where Times New Roman is replaced by something wider."""
_MARGINS = 2.5
_BETWEEN = "\u2003 "
"""A line may end after it, and nowhere inside an option."""
_ONE_LINE = 80
"""Characters of options that stand in one line."""
_TEXT_LINES = 2
_SHORT = 70.0
"""Millimetres of a line for a number, a time, a place."""


def add_scale(document: Document, blanks: Sequence[Blank], words: ConditionWords) -> None:
    """Questions with the same options as one table: a number to circle in every cell, headings on every page."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    options = blanks[0].options
    columns = [_column_width(option) for option in options]
    widths = (_NUMBER_WIDTH, TEXT_WIDTH - _NUMBER_WIDTH - sum(columns), *columns)
    table = bare_table(document, 1 + len(blanks), widths, GRID)
    _tighten(table)
    heading = table.rows[0].cells
    write(heading[0], "№", _SMALL)
    write(heading[1], "Обведите номер в каждой строке", _SMALL)
    for cell, option in zip(heading[2:], options, strict=True):
        shown = "" if option.mark == option.choice.label else option.choice.label
        write(cell, shown, _HEADING, is_centred=True)
    for row, blank in zip(table.rows[1:], blanks, strict=True):
        write(row.cells[0], blank.number, SIZE)
        _write_question(row.cells[1], blank, words)
        for cell, option in zip(row.cells[2:], options, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            write(cell, option.mark, SIZE, is_centred=True)
        keep_whole(row)
    keep_whole(table.rows[0])
    repeat_heading(table)
    _add_gap(document)


def add_options(document: Document, blank: Blank) -> None:
    """Options to circle; with a box before them where several may be ticked."""
    if len(blank.options) > MOST_PRINTED or not blank.options:
        add_blank(document, "", SIZE)
        return
    shown = [_option(option, is_ticked=blank.question.kind is Kind.CHOICES) for option in blank.options]
    if len(_BETWEEN.join(shown)) <= _ONE_LINE:
        _add_text(document, _BETWEEN.join(text.replace(" ", GAP) for text in shown))
        return
    columns = 1 if len(shown) <= _ONE_COLUMN else 2
    rows = -(-len(shown) // columns)
    indent = _INDENT / TEXT_WIDTH
    table = bare_table(document, rows, (indent, *((1 - indent) / columns for _ in range(columns))))
    _tighten(table)
    for place, text in enumerate(shown):
        write(table.rows[place % rows].cells[1 + place // rows], text, SIZE)
    for row in table.rows:
        keep_whole(row)
    _keep_together(table)
    _add_gap(document)


def add_ranks(document: Document, blank: Blank) -> None:
    """Options with their numbers, and a line for each place in the order."""
    add_options(document, blank)
    paragraph = document.add_paragraph()
    paragraph.add_run("Номера по порядку, начиная с самого важного: ").font.size = _points(SIZE)
    paragraph.add_run(" → ".join("____" for _ in blank.options)).font.size = _points(SIZE)


def add_lines(document: Document, blank: Blank) -> None:
    """A place to write, as long as what is asked for."""
    match blank.question.kind:
        case Kind.TEXT:
            for _ in range(_TEXT_LINES):
                add_blank(document, "", SIZE)
        case Kind.DATE:
            _add_text(document, DATE)
        case Kind.TIME:
            _add_text(document, "____ : ____")
        case Kind.MOMENT:
            _add_text(document, f"{DATE}  в  ____ : ____")
        case Kind.ACKNOWLEDGE:
            _add_text(document, f"{BOX} Подтверждаю")
        case _:
            add_blank(document, "", SIZE, _SHORT, before=2.0)


def _write_question(cell: _Cell, blank: Blank, words: ConditionWords) -> None:
    when = words.said(blank.conditions, blank.question)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = _points(0)
    if when:
        run = paragraph.add_run(f"({when}) ")
        run.font.size, run.italic = _points(_SMALL), True
    paragraph.add_run(printable(blank.label)).font.size = _points(SIZE)
    if blank.hint:
        hint = paragraph.add_run(printable(f" {blank.hint}"))
        hint.font.size, hint.italic = _points(_SMALL), True


def _column_width(option: Option) -> float:
    """Millimetres in which the longest word of an option is not broken."""
    longest = max((len(word) for word in option.choice.label.split()), default=0)
    return max(_NARROWEST, longest * _LETTER + _MARGINS)


def _option(option: Option, *, is_ticked: bool) -> str:
    text = option.mark if option.mark == option.choice.label else f"{option.mark}  {option.choice.label}"
    return f"{BOX} {text}" if is_ticked else text


def _add_text(document: Document, text: str) -> None:
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(_INDENT)
    rule(paragraph, TEXT_WIDTH)
    paragraph.add_run(text).font.size = _points(SIZE)


def _keep_together(table: Any) -> None:
    """A list of options stays on one page: all rows but the last keep with the next."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _add_gap(document: Document) -> None:
    """Word joins tables that nothing stands between."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = _points(0)
    paragraph.paragraph_format.line_spacing = _points(4)


def _tighten(table: Any) -> None:
    """Narrow margins inside cells, so that more text stands beside the numbers."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w="57", type="dxa"))
    properties = table._tbl.tblPr
    # Word insists on the order of the schema: after the layout, before the look.
    properties.insert(len(properties) - 1, margins)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)
