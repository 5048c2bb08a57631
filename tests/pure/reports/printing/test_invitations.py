"""Invitation sheets read back, the codes on them included."""

import io
from datetime import date

import segno
from docx.shared import Pt
from PIL import Image

from reports.printing.invitations import InvitationSheet, invitation_sheets, qr_png
from tests.pure.reports.printing.documents import opened, out_of_order, texts

LINK = "https://t.me/probe_bot?start=kl-7"
SCHOOL = InvitationSheet("Школа № 7", "КЛ-48217", LINK, date(2026, 12, 1), "Самооценка педагога")
GARDEN = InvitationSheet("Сад «Ромашка»", "КЛ-1", "https://example.ru/bot", None, contact="Анна, кабинет 12")
BREAKS = "./w:pPr/w:pageBreakBefore[not(@w:val='0')]"


def test_a_sheet_says_who_invites_whom_and_how_to_get_in() -> None:
    assert texts(opened(invitation_sheets("Центр", [SCHOOL]))) == [
        "Центр",
        "Приглашение",
        "Самооценка педагога",
        "Школа № 7",
        LINK,
        "Код приглашения",
        "\u2009".join("КЛ-48217"),
        "1. Наведите камеру телефона на квадрат и откройте ссылку, которая появится на экране.",
        "2. Нажмите «Начать» (Start) и отвечайте на вопросы: достаточно нажимать на кнопки.",
        "3. Камера не помогла? Тогда найдите в Telegram бота @probe_bot, нажмите «Начать» и напишите "
        "код приглашения.",
        "Приглашение действует до 01.12.2026 включительно.",
        "Если что-то не получается, поможет тот, кто дал вам этот лист, или методист центра.",
    ]


def test_what_is_not_known_is_not_said() -> None:
    said = texts(opened(invitation_sheets("Центр", [GARDEN])))

    assert not [line for line in said if "действует" in line or "Telegram" in line]
    assert said[-1] == "Если что-то не получается, поможет Анна, кабинет 12."


def test_every_sheet_begins_a_page_and_nothing_follows_the_last() -> None:
    document = opened(invitation_sheets("Центр", [SCHOOL, GARDEN, SCHOOL]))

    begins = [p.text for p in document.paragraphs if p._p.xpath(BREAKS)]
    assert begins == ["Центр", "Центр"]
    assert not document.element.xpath("//w:br[@w:type='page']")
    assert document.paragraphs[-1].text


def test_the_picture_is_the_code_of_the_link() -> None:
    document = opened(invitation_sheets("Центр", [SCHOOL]))
    shape = document.inline_shapes[0]
    blip = shape._inline.xpath(".//a:blip/@r:embed")[0]
    picture = Image.open(io.BytesIO(document.part.related_parts[blip].blob)).convert("1")
    code = segno.make(LINK, error="m", boost_error=False, micro=False)
    squares = picture.width // 8
    read = [[picture.getpixel((8 * x + 4, 8 * y + 4)) == 0 for x in range(squares)] for y in range(squares)]

    assert read == [[bool(dark) for dark in row] for row in code.matrix_iter(border=4)]
    assert code.error == "M"
    assert shape._inline.docPr.get("descr") == f"QR-код со ссылкой {LINK}"


def test_the_longest_names_are_cut_and_shown_smaller() -> None:
    long = InvitationSheet("Ш" * 400, "К" * 20, LINK, None)
    document = opened(invitation_sheets("Ц" * 400, [long]))

    assert texts(document)[0] == "Ц" * 299 + "…"
    name = next(p for p in document.paragraphs if p.text == "Ш" * 299 + "…")
    code = next(p for p in document.paragraphs if p.text.startswith("К\u2009"))
    assert (name.runs[0].font.size, code.runs[0].font.size) == (Pt(14), Pt(26))


def test_the_same_link_gives_the_same_picture() -> None:
    assert qr_png(LINK) == qr_png(LINK)


def test_no_organisations_give_an_empty_document() -> None:
    assert texts(opened(invitation_sheets("Центр", []))) == []


def test_everything_stands_in_the_order_that_word_demands() -> None:
    assert out_of_order(invitation_sheets("Центр", [SCHOOL, GARDEN]), "word/document.xml") == []
