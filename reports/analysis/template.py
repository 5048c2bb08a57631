"""The document a report is written into: of the house, or a template of the centre whose look and header stay."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from reports.printing.house_style import add_page_number, new_document
from reports.printing.markup import element
from workbooks import package

if TYPE_CHECKING:
    from docx.document import Document

LARGEST = 10 * 1024 * 1024
"""Bytes."""
_NO_DOCUMENT = (
    "Шаблон не открывается как документ Word. Сохраните его в Word как «Документ Word (.docx)» и пришлите снова."
)
NEEDED = ("Title", "Heading 1", "Heading 2", "Caption", "Table Grid")


class BrokenTemplateError(Exception):
    """A template that cannot be used; the message is a sentence for people."""


def open_document(title: str, template: bytes | None) -> Document:
    """An empty document of the house, or the template without its text."""
    if template is None:
        document = new_document(title)
        add_page_number(document)
        # A title page bears no number.
        document.sections[0].different_first_page_header_footer = True
        return document
    document = _opened(template)
    _complete(document)
    _clear(document)
    document.core_properties.title = title[:255]
    return document


def _opened(template: bytes) -> Document:
    import docx

    if len(template) > LARGEST:
        raise BrokenTemplateError("Шаблон больше 10 МБ. Уберите из него картинки и пришлите снова.")
    try:
        with package.opened("шаблон", template) as archive:
            package.check_xml("шаблон", archive)
            has_macros = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
        document = docx.Document(io.BytesIO(template))
    # Whatever is wrong with a stranger's file, the person needs one sentence.
    except Exception as error:
        raise BrokenTemplateError(_NO_DOCUMENT) from error
    if has_macros:
        raise BrokenTemplateError("В шаблоне есть макросы. Сохраните его как «Документ Word (.docx)».")
    return document


def _complete(document: Document) -> None:
    """Lend the template the styles it has not: Word writes down only those that somebody has used."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    house = new_document("")
    known = {(style.name or "").casefold() for style in document.styles}
    taken = {style.style_id for style in document.styles}
    ordinary = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for name in NEEDED:
        if name.casefold() in known:
            continue
        style: Any = deepcopy(house.styles[name].element)
        for tag in ("w:basedOn", "w:next", "w:link"):
            for child in style.findall(qn(tag)):
                style.remove(child)
        if style.get(qn("w:styleId")) in taken:
            style.set(qn("w:styleId"), "House" + style.get(qn("w:styleId")))
        if ordinary is not None and style.get(qn("w:type")) == "paragraph":
            style.find(qn("w:name")).addnext(element("basedOn", val=ordinary.style_id))
        document.styles.element.append(style)


def _clear(document: Document) -> None:
    """Take the text away; what is left are styles, headers, footers and the page."""
    body: Any = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
