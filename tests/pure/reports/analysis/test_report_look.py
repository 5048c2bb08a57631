"""The report as it looks on paper: styles, numbers of tables and pictures, headings that are not broken."""

import re
from pathlib import Path

import matplotlib
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from PIL import ImageFont

from surveys.model import Questionnaire
from tests.pure.reports.analysis.reading import WITHOUT_CHARTS, report
from tests.pure.reports.printing.documents import out_of_order
from tests.pure.reports.summaries import EN1, MF1, MT1, PD1, YT1, summary_of


def broken_headings(document: Document) -> list[str]:
    """Headings of tables with a word that a broad font breaks."""
    font = ImageFont.truetype(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif-Bold.ttf", 100)
    found = []
    for table in document.tables:
        for cell in table.rows[0].cells:
            if not cell.text or cell.width is None:
                continue
            size = cell.paragraphs[0].runs[0].font.size
            assert size is not None
            widest = max(font.getlength(word) for word in cell.text.split()) * size.pt / 100
            if "\N{SOFT HYPHEN}" in cell.text or widest > cell.width.pt - 10.8:
                found.append(cell.text)
    return found


def test_it_looks_as_offices_expect(tmp_path: Path) -> None:
    made = report(tmp_path, summary_of())
    section = made.sections[0]

    assert [round(Length(side or 0).mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(Length(side or 0).mm) for side in margins] == [20, 10, 20, 20]
    normal = made.styles["Normal"].font  # type: ignore[attr-defined]
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert section.different_first_page_header_footer
    assert out_of_order((tmp_path / "a.docx").read_bytes(), "word/document.xml") == []


def test_tables_and_pictures_are_numbered_and_pictures_described(tmp_path: Path) -> None:
    made = report(tmp_path, summary_of(has_trend=True))
    captions = [p.text for p in made.paragraphs if p.style is not None and p.style.name == "Caption"]

    tables = [int(found[1]) for caption in captions if (found := re.match(r"Таблица (\d+)\. ", caption))]
    pictures = [int(found[1]) for caption in captions if (found := re.match(r"Рисунок (\d+)\. ", caption))]
    assert tables == list(range(1, len(made.tables) + 1))
    drawn = made.element.body.findall(".//" + qn("wp:docPr"))
    assert pictures == list(range(1, len(drawn) + 1))
    assert all(len(picture.get("descr") or "") > 40 for picture in drawn)


@pytest.mark.parametrize("form", [PD1, YT1, MT1, MF1, EN1], ids=lambda form: form.key)
def test_no_word_of_a_heading_is_broken_inside_even_in_a_broad_font(tmp_path: Path, form: Questionnaire) -> None:
    assert broken_headings(report(tmp_path, summary_of(form, has_trend=True), WITHOUT_CHARTS)) == []


def test_no_word_of_the_plan_is_broken_inside_even_in_a_broad_font(tmp_path: Path) -> None:
    font = ImageFont.truetype(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf", 100)
    tables = report(tmp_path, summary_of(MT1), WITHOUT_CHARTS).tables
    plan = next(table for table in tables if "Для кого" in [cell.text for cell in table.rows[0].cells])

    for cell in (cell for row in plan.rows[1:] for cell in row.cells):
        size = cell.paragraphs[0].runs[0].font.size
        assert size is not None
        assert cell.width is not None
        longest = max(font.getlength(word) for word in cell.text.split())
        assert longest * size.pt / 100 <= cell.width.pt - 10.8, cell.text


def test_headings_of_a_table_are_of_one_size(tmp_path: Path) -> None:
    for table in report(tmp_path, summary_of(), WITHOUT_CHARTS).tables:
        sizes = {run.font.size for cell in table.rows[0].cells for run in cell.paragraphs[0].runs}
        assert len(sizes) == 1
