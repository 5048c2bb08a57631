"""Pieces of Word's own markup that python-docx has no word for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


def printable(text: str) -> str:
    """A text without characters that a document may not hold."""
    return text.translate(_UNPRINTABLE)


def element(tag: str, **attributes: str) -> Any:
    """An element of Word's namespace: `element("lang", val="ru-RU")`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that the office works out; `shown` is what stands there until it does."""
    code = element("instrText")
    code.set(_SPACE, "preserve")
    code.text = f" {instruction} "
    for part in (element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(part)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))
