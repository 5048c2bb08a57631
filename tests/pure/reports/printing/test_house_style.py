"""What every document has in common."""

import re
import zipfile
from io import BytesIO

from docx.shared import Mm, Pt

from reports.printing.house_style import add_page_number, new_document, saved
from reports.printing.tables import add_caption, add_table
from tests.pure.reports.printing.documents import cells, opened, out_of_order, part


def document() -> bytes:
    made = new_document("Справка")
    add_page_number(made)
    made.add_heading("Раздел", 1)
    add_caption(made, 1, "Охват")
    add_table(made, ("Организация", "Ответили"), (("Школа\x00 № 7", "5"), ("=1+1", "6")), (2, 1))
    return saved(made)


def test_the_page_is_a4_with_the_margins_of_an_office() -> None:
    section = opened(document()).sections[0]

    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    # Word counts in twentieths of a point.
    assert [round((length or 0) / Mm(1)) for length in margins] == [20, 10, 20, 20]
    assert [round((length or 0) / Mm(1)) for length in (section.page_width, section.page_height)] == [210, 297]


def test_all_scripts_have_one_typeface_and_no_theme_overrides_it() -> None:
    styles = opened(document()).styles
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        fonts = styles[name].element.rPr.rFonts
        assert {key.rpartition("}")[2]: value for key, value in fonts.attrib.items()} == dict.fromkeys(
            ("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"
        )
    assert styles["Normal"].font.size == Pt(14)
    assert "Theme" not in part(document(), "word/styles.xml").partition("<w:latentStyles")[0]


def test_where_the_typeface_is_missing_another_one_of_the_same_widths_is_named() -> None:
    assert re.search(
        r'<w:font w:name="Times New Roman">\s*<w:altName w:val="PT Astra Serif"/>',
        part(document(), "word/fontTable.xml"),
    )


def test_the_language_is_russian_everywhere() -> None:
    assert set(re.findall(r"<w:lang ([^/]*)/>", part(document(), "word/styles.xml"))) == {
        'w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ru-RU"'
    }


def test_there_is_one_page_number_and_it_is_a_field() -> None:
    footer = part(document(), "word/footer1.xml")

    assert re.findall(r"<w:instrText[^>]*>([^<]*)</w:instrText>", footer) == [" PAGE "]
    assert re.findall(r'fldCharType="(\w+)"', footer) == ["begin", "separate", "end"]


def test_the_file_tells_nothing_of_its_makers() -> None:
    core = opened(document()).core_properties
    assert (core.title, core.author, core.last_modified_by, core.comments) == ("Справка", "", "", "")
    with zipfile.ZipFile(BytesIO(document())) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name or "vba" in name.lower()]
    assert "python" not in part(document(), "docProps/core.xml")


def test_a_table_is_a_real_one_with_a_heading_on_every_page() -> None:
    read = opened(document())

    assert cells(read, 0) == [["Организация", "Ответили"], ["Школа № 7", "5"], ["=1+1", "6"]]
    assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in read.tables[0].rows] == [1, 0, 0]
    assert [len(row._tr.xpath("./w:trPr/w:cantSplit")) for row in read.tables[0].rows] == [1, 1, 1]
    caption = next(p for p in read.paragraphs if p.style is not None and p.style.name == "Caption")
    assert caption.text == "Таблица 1. Охват"
    assert caption._p.xpath(".//w:instrText")[0].text == " SEQ Таблица \\* ARABIC "


def test_the_same_document_is_made_of_the_same_parts() -> None:
    assert part(document(), "word/document.xml") == part(document(), "word/document.xml")


def test_everything_stands_in_the_order_that_word_demands() -> None:
    assert out_of_order(document(), "word/document.xml", "word/styles.xml") == []
