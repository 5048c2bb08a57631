"""The document a report is written into: of the house, or a template of the centre whose look and header stay."""

from __future__ import annotations

import io
from collections.abc import Callable
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
_FROM_ELSEWHERE = (
    "В шапке или подвале шаблона есть картинка или вставка по ссылке. Вставьте её в сам документ и пришлите снова."
)
NEEDED = ("Title", "Heading 1", "Heading 2", "Caption", "Table Grid")
_STAYS = frozenset(
    ("styles", "stylesWithEffects", "settings", "webSettings", "numbering", "theme", "fontTable", "header", "footer",
     "footnotes", "endnotes")
)  # fmt: skip
"""Of what a document has beside its text; comments, pictures of the text and inserted files go with the text."""


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
    _cut_off(document)
    document.core_properties.title = title[:255]
    return document


def missing_styles(template: bytes) -> list[str]:
    """Those of `NEEDED` that a template has not; BrokenTemplateError if it is none."""
    return _missing(_opened(template))


def _missing(document: Document) -> list[str]:
    known = {(style.name or "").casefold() for style in document.styles}
    return [name for name in NEEDED if name.casefold() not in known]


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
    taken = {style.style_id for style in document.styles}
    ordinary = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for name in _missing(document):
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
    _inherit_headers(body)
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)


def _inherit_headers(body: Any) -> None:
    """The last section, which stays, shows headers of those before it where it has none of its own."""
    from docx.oxml.ns import qn

    shown: dict[tuple[str, str], Any] = {}
    sections = list(body.iter(qn("w:sectPr")))
    for section in sections:
        for tag in ("w:headerReference", "w:footerReference"):
            for reference in section.findall(qn(tag)):
                shown[tag, reference.get(qn("w:type"))] = reference
    for section in sections[-1:]:
        own = {(child.tag, child.get(qn("w:type"))) for child in section}
        for (tag, kind), reference in shown.items():
            if (qn(tag), kind) not in own:
                section.insert(0, deepcopy(reference))


def _cut_off(document: Document) -> None:
    """Nothing is left of the text, and nothing that an office would fetch from elsewhere when a report is opened."""
    from docx.oxml.ns import qn

    _leave_only(document.part.rels, lambda relation: _kind(relation) in _STAYS and not relation.is_external)
    settings: Any = document.settings.element
    for child in list(settings):
        if child.tag == qn("w:mailMerge") or child.get(qn("r:id")) is not None:
            settings.remove(child)
    for relation in document.part.rels.values():
        beside: Any = relation.target_part.rels
        if _kind(relation) == "settings":
            _leave_only(beside, lambda each: not each.is_external)
        if any(each.is_external and _kind(each) != "hyperlink" for each in beside.values()):
            raise BrokenTemplateError(_FROM_ELSEWHERE)


def _leave_only(relations: Any, stays: Callable[[Any], bool]) -> None:
    for name in [name for name, relation in relations.items() if not stays(relation)]:
        del relations[name]


def _kind(relation: Any) -> str:
    return str(relation.reltype).rpartition("/")[2]
