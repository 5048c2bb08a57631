"""The centre's own template: its look stays, nothing else does, and what cannot be used is said in a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import RGBColor

from reports.analysis.context import Extras
from reports.analysis.report import write_report
from reports.analysis.sample import example, look_at
from reports.analysis.template import LARGEST, BrokenTemplateError
from tests.pure.reports.analysis.reading import everything, headings, report
from tests.pure.reports.analysis.test_report import PARTS
from tests.pure.reports.summaries import summary_of


def template(folder: Path) -> bytes:
    document = docx.Document()
    document.add_paragraph("Образец, который не нужен")
    document.sections[0].header.paragraphs[0].text = "Шапка центра"
    document.styles["Normal"].font.name = "PT Astra Serif"  # type: ignore[attr-defined]
    document.save(str(folder / "template.docx"))
    return (folder / "template.docx").read_bytes()


def test_a_template_of_the_centre_keeps_its_header_and_styles(tmp_path: Path) -> None:
    made = report(tmp_path, summary_of(), Extras(template=template(tmp_path), charts=False))

    assert headings(made) == PARTS
    assert made.sections[0].header.paragraphs[0].text == "Шапка центра"
    assert made.styles["Normal"].font.name == "PT Astra Serif"  # type: ignore[attr-defined]
    assert "Образец" not in everything(made)


def test_tables_are_as_wide_as_the_text_of_a_template(tmp_path: Path) -> None:
    made = report(tmp_path, summary_of(), Extras(template=template(tmp_path), charts=False))
    section = made.sections[0]

    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for table in made.tables:
        assert sum(column.width or 0 for column in table.columns) <= 1.01 * room


def test_a_template_is_lent_the_styles_that_word_did_not_write_down(tmp_path: Path) -> None:
    bare = docx.Document()
    for name in ("Title", "Heading 1", "Heading 2", "Caption", "Table Grid"):
        bare.styles.element.remove(bare.styles[name].element)
    bare.save(str(tmp_path / "bare.docx"))
    made = report(tmp_path, summary_of(), Extras(template=(tmp_path / "bare.docx").read_bytes(), charts=False))

    assert headings(made) == PARTS
    assert {table.style.name for table in made.tables if table.style} == {"Table Grid"}
    heading = made.styles["Heading 1"]
    assert heading.base_style is not None  # type: ignore[attr-defined]
    assert heading.base_style.name == "Normal"  # type: ignore[attr-defined]
    assert heading.font.bold  # type: ignore[attr-defined]


@pytest.mark.parametrize("broken", [b"", b"not a document", b"PK\x03\x04 broken"])
def test_a_broken_template_is_said_in_one_sentence(tmp_path: Path, broken: bytes) -> None:
    with pytest.raises(BrokenTemplateError, match=r"^Шаблон не открывается как документ Word\."):
        write_report(tmp_path / "a.docx", summary_of(), Extras(template=broken))

    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_no_template(tmp_path: Path) -> None:
    from workbooks.writing import write_workbook

    with pytest.raises(BrokenTemplateError):
        write_report(tmp_path / "a.docx", summary_of(), Extras(template=write_workbook({"a": [{"b": "c"}]})))


def bytes_of(document: Document) -> bytes:
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def written_in(folder: Path, document: Document) -> Document:
    """A report in this template, as whoever opens it sees it."""
    return report(folder, summary_of(), Extras(template=bytes_of(document), charts=False))


def test_headings_come_out_in_the_styles_of_the_template(tmp_path: Path) -> None:
    blue = docx.Document()
    blue.styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 0xAA)  # type: ignore[attr-defined]
    blue.styles["Heading 1"].font.name = "PT Astra Serif"  # type: ignore[attr-defined]
    made = written_in(tmp_path, blue)

    first = next(p for p in made.paragraphs if p.text == PARTS[0])
    assert first.style is not None
    assert (first.style.name, first.style.font.color.rgb) == ("Heading 1", RGBColor(0, 0, 0xAA))  # type: ignore[attr-defined]
    assert first.style.font.name == "PT Astra Serif"  # type: ignore[attr-defined]
    assert [run.font.name for run in first.runs] == [None]


def test_the_last_section_inherits_the_header_of_those_before_it(tmp_path: Path) -> None:
    two = docx.Document()
    two.sections[0].header.paragraphs[0].text = "Шапка центра"
    two.add_section(WD_SECTION.NEW_PAGE)
    assert two.sections[1].header.is_linked_to_previous

    assert written_in(tmp_path, two).sections[0].header.paragraphs[0].text == "Шапка центра"


def test_comments_and_addresses_of_the_text_do_not_come_along(tmp_path: Path) -> None:
    told = docx.Document()
    paragraph = told.add_paragraph("Проверить")
    told.add_comment(paragraph.runs, "Иванова: не то", author="Иванова")
    told.part.relate_to("http://tracker.example/pixel.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    written_in(tmp_path, told)

    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert "Иванова".encode() not in inside
    assert b"tracker.example" not in inside


def test_nothing_is_fetched_when_a_report_is_opened(tmp_path: Path) -> None:
    attached = docx.Document()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    settings = attached.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    number = settings.relate_to("http://evil.example/a.dotm", kind, is_external=True)
    mark: Any = attached.settings.element.makeelement(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}attachedTemplate",
        {"{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id": number},
    )
    attached.settings.element.insert(0, mark)
    made = written_in(tmp_path, attached)

    settings = made.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    assert [each for each in settings.rels.values() if each.is_external] == []
    assert b"attachedTemplate" not in zipfile.ZipFile(tmp_path / "a.docx").read("word/settings.xml")


def test_a_picture_from_elsewhere_in_the_header_is_refused(tmp_path: Path) -> None:
    linked = docx.Document()
    linked.sections[0].header.paragraphs[0].text = "Шапка"
    linked.sections[0].header.part.relate_to("http://a.example/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    with pytest.raises(BrokenTemplateError, match=r"^В шапке или подвале шаблона есть картинка"):
        written_in(tmp_path, linked)


def bomb(data: bytes) -> bytes:
    """The document with a part that swells."""
    into = io.BytesIO(data)
    with zipfile.ZipFile(into, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.xml", b" " * 20_000_000)
    return into.getvalue()


def macros(data: bytes) -> bytes:
    """The document with a program in it."""
    into = io.BytesIO(data)
    with zipfile.ZipFile(into, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen")
    return into.getvalue()


def entities(data: bytes) -> bytes:
    """The document with entities of its own."""
    into, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(into, "w") as archive:
        for name in source.namelist():
            lol = b'<!DOCTYPE a [<!ENTITY b "c">]>' if name == "word/styles.xml" else b""
            archive.writestr(name, lol + source.read(name))
    return into.getvalue()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (bomb, "Шаблон не открывается"),
        (macros, "В шаблоне есть макросы"),
        (entities, "Шаблон не открывается"),
        (lambda data: data[:-40], "Шаблон не открывается"),
        (lambda data: data + b"0" * LARGEST, "Шаблон больше 10 МБ"),
    ],
    ids=["a bomb", "macros", "entities", "cut off", "large"],
)
def test_a_hostile_file_is_refused_in_one_sentence(spoil: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(BrokenTemplateError, match=f"^{said}"):
        look_at(spoil(example()))


def test_the_example_is_a_template_with_every_style() -> None:
    look = look_at(example())
    sample = docx.Document(io.BytesIO(look.sample))

    assert look.lent == ()
    assert headings(sample) == ["1. Название части — стиль «Заголовок 1»"]
    assert "заготовка" not in everything(sample)


def test_what_is_lent_is_said_as_word_says_it() -> None:
    bare = docx.Document()
    for name in ("Heading 2", "Caption"):
        bare.styles.element.remove(bare.styles[name].element)

    assert look_at(bytes_of(bare)).lent == ("Заголовок 2", "Название объекта")
