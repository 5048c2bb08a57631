"""The look of every Word document: A4, office margins and typeface, the same in Word, LibreOffice and Р7."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reports.printing.markup import add_field, element, printable

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
ALTERNATIVE = "PT Astra Serif"
"""What offices without Microsoft's fonts have; drawn to the same widths."""
SIZE = 14.0
"""Points of running text."""
LANGUAGE = "ru-RU"
PAGE = (210, 297)
MARGINS = {"left": 20, "right": 10, "top": 20, "bottom": 20}
"""Millimetres."""
TEXT_WIDTH = PAGE[0] - MARGINS["left"] - MARGINS["right"]
"""Millimetres between the margins."""
_LARGER = {"Title": 4.0, "Heading 1": 2.0, "Heading 2": 0.0, "Heading 3": 0.0}
"""Points by which headings exceed running text."""


def new_document(title: str, size: float = SIZE) -> Document:
    """An empty document in the style of the house; `size` is that of running text in points.

    `title` is what the file tells of itself; nothing else about its making is told.
    """
    import docx
    from docx.shared import Pt

    document = docx.Document()
    _set_page(document)
    _set_defaults(document)
    _set_style(document.styles["Normal"], size)
    for name, more in _LARGER.items():
        _set_style(document.styles[name], size + more, is_heading=True)
    _set_style(document.styles["Caption"], size - 2)
    document.styles["Caption"].paragraph_format.space_before = Pt(size * 0.8)
    _declare_alternative(document)
    _forget_makers(document, title)
    return document


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def add_page_number(document: Document) -> None:
    """The number of the page in the middle of every footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(footer, "PAGE", "1")


def _set_page(document: Document) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.header_distance = section.footer_distance = Mm(9)


def _set_defaults(document: Document) -> None:
    """Typeface and language of everything that no style speaks of."""
    from docx.oxml.ns import qn

    defaults: Any = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(properties.find(qn("w:rFonts")))
    language = properties.find(qn("w:lang"))
    for attribute in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{attribute}"), LANGUAGE)


def _set_style(style: Any, size: float, *, is_heading: bool = False) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt, RGBColor

    properties = style.element.get_or_add_rPr()
    _set_fonts(properties.get_or_add_rFonts())
    style.font.size = Pt(size)
    _set_complex_size(properties, size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.italic = False
    style.font.bold = is_heading
    spacing = style.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE
    spacing.space_before, spacing.space_after = Pt(size * 0.8 if is_heading else 0), Pt(size * 0.4)
    spacing.keep_with_next = is_heading or style.name == "Caption"
    _drop_border(style.element)


def _set_fonts(fonts: Any) -> None:
    """One typeface for all scripts; the theme's would win over ours."""
    from docx.oxml.ns import qn

    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_complex_size(properties: Any, size: float) -> None:
    from docx.oxml.ns import qn

    known = properties.find(qn("w:szCs"))
    if known is None:
        known = element("szCs")
        properties.find(qn("w:sz")).addnext(known)
    known.set(qn("w:val"), str(round(size * 2)))


def _drop_border(style: Any) -> None:
    """The template underlines titles in blue."""
    from docx.oxml.ns import qn

    paragraph = style.find(qn("w:pPr"))
    border = None if paragraph is None else paragraph.find(qn("w:pBdr"))
    if border is not None:
        paragraph.remove(border)


def _declare_alternative(document: Document) -> None:
    """Say in the table of fonts what to take where Times New Roman is not installed."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import XmlPart
    from docx.oxml.parser import parse_xml
    from lxml import etree

    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts: Any = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    for font in fonts:
        fonts.remove(font)
    font = element("font", name=FONT)
    for tag, value in (("altName", ALTERNATIVE), ("charset", "CC"), ("family", "roman"), ("pitch", "variable")):
        font.append(element(tag, val=value))
    fonts.append(font)
    if not isinstance(part, XmlPart):
        part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)


def _forget_makers(document: Document, title: str) -> None:
    """No author, no dates of the template, no picture of it."""
    core = document.core_properties
    core.title, core.language = printable(title)[:255], LANGUAGE
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    element: Any = core._element
    for child in list(element):
        if child.tag.rpartition("}")[2] in ("created", "modified", "revision"):
            element.remove(child)
    relations: Any = document.part.package.rels if document.part.package else {}
    for name, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            del relations[name]
