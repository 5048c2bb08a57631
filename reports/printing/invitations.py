"""Invitation sheets: a page for every organisation, to be hung up in the staff room."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reports.printing.house_style import new_document, saved
from reports.printing.markup import printable
from reports.printing.pictures import add_picture

if TYPE_CHECKING:
    from docx.document import Document, _Body
    from docx.text.paragraph import Paragraph

LONGEST = 300
"""Characters of a name; more would not fit the page."""
_LARGEST_CODE = 40.0
"""Points."""
_CODE_WIDTH = 520.0
"""Points that the code may take: the width of the text."""
_PIXELS = 8
"""Of one dark square."""
_TELEGRAM = ("t.me", "telegram.me")


@dataclass(frozen=True, slots=True)
class InvitationSheet:
    """What one sheet says. `link` opens the bot with the code in it."""

    organisation: str
    code: str
    link: str
    valid_until: date | None
    purpose: str = ""
    """What people are invited to; empty: to register."""
    contact: str = ""
    """Whom to ask, where it is not simply whoever gave out the sheet."""


def invitation_sheets(centre: str, sheets: Sequence[InvitationSheet]) -> bytes:
    """All sheets in one .docx, one A4 page each, in the order given."""
    document = new_document("Приглашения", size=14)
    end: Any = document.element.body.sectPr
    for number, sheet in enumerate(sheets, start=1):
        for element in _sheet(document, centre, sheet, number):
            end.addprevious(element)
    return saved(document)


def qr_png(link: str) -> bytes:
    """The link as a QR code that a scratch or a fold does not spoil (correction M), eight pixels a square."""
    import segno

    into = io.BytesIO()
    segno.make(link, error="m", boost_error=False, micro=False).save(into, kind="png", scale=_PIXELS, border=4)
    return into.getvalue()


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Points of letters and millimetres of the code to point a camera at."""

    text: float
    name: float
    qr: int


_SIZES = ((250, _Sizes(16, 20, 85)), (500, _Sizes(14, 16, 70)), (750, _Sizes(14, 14, 60)))
"""By the number of characters that have to stand on the page."""
_SMALLEST = _Sizes(12, 12, 50)


def _sizes_of(centre: str, sheet: InvitationSheet) -> _Sizes:
    """The more there is to say, the smaller it is said, so that one page holds everything."""
    length = sum(len(_fitting(text)) for text in (centre, sheet.organisation, sheet.purpose, sheet.contact))
    return next((sizes for most, sizes in _SIZES if length < most), _SMALLEST)


def _sheet(document: Document, centre: str, sheet: InvitationSheet, number: int) -> list[Any]:
    """The paragraphs of one page, made apart: in a long document adding each of them takes longer and longer."""
    from docx.document import _Body
    from docx.oxml import OxmlElement

    body: Any = OxmlElement("w:body")
    _fill(_Body(body, document), document, centre, sheet, number)
    return list(body)


def _fill(page: _Body, document: Document, centre: str, sheet: InvitationSheet, number: int) -> None:
    sizes = _sizes_of(centre, sheet)
    first = _line(page, _fitting(centre), 12)
    # A break that belongs to the paragraph leaves no empty page at the end, as a break of its own would.
    first.paragraph_format.page_break_before = number > 1
    _headline(page, "Приглашение")
    if sheet.purpose:
        _line(page, _fitting(sheet.purpose), sizes.text)
    _line(page, _fitting(sheet.organisation), sizes.name, is_bold=True)
    code = _line(page, "", sizes.text).add_run()
    add_picture(document, code, qr_png(sheet.link), sizes.qr, number, f"QR-код со ссылкой {sheet.link}")
    _line(page, sheet.link, 12)
    _line(page, "Код приглашения", 12, after=0)
    _line(page, _spaced(sheet.code), _code_size(sheet.code), is_bold=True)
    for place, step in enumerate(_steps(sheet), start=1):
        _line(page, f"{place}. {step}", sizes.text, is_centred=False)
    if sheet.valid_until is not None:
        _line(page, f"Приглашение действует до {sheet.valid_until:%d.%m.%Y} включительно.", 12, is_centred=False)
    _line(page, _whom_to_ask(sheet), 12, is_centred=False)


def _headline(page: _Body, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    heading = page.add_paragraph(text, style="Heading 1")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.runs[0].font.size = Pt(24)


def _line(
    page: _Body,
    text: str,
    size: float,
    *,
    is_bold: bool = False,
    is_centred: bool = True,
    after: float | None = None,
) -> Paragraph:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = page.add_paragraph()
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = Pt(size), is_bold or None
    return paragraph


def _steps(sheet: InvitationSheet) -> tuple[str, str, str]:
    address = urlsplit(sheet.link)
    bot = address.path.strip("/").split("/")[0]
    is_telegram = address.netloc.removeprefix("www.") in _TELEGRAM and bot
    where = f"найдите в Telegram бота @{bot}" if is_telegram else "откройте ссылку под квадратом"
    return (
        "Наведите камеру телефона на квадрат и откройте ссылку, которая появится на экране.",
        "Нажмите «Начать» (Start) и отвечайте на вопросы: достаточно нажимать на кнопки.",
        f"Камера не помогла? Тогда {where}, нажмите «Начать» и напишите код приглашения.",
    )


def _whom_to_ask(sheet: InvitationSheet) -> str:
    asked = _fitting(sheet.contact) or "тот, кто дал вам этот лист, или методист центра"
    return f"Если что-то не получается, поможет {asked}."


def _spaced(code: str) -> str:
    """The letters apart, so that they can be told one by one."""
    return "\u2009".join(code)


def _fitting(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _code_size(code: str) -> float:
    return min(_LARGEST_CODE, _CODE_WIDTH // max(len(code), 1))
