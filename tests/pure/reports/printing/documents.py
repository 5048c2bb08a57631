"""Documents opened again, the way an office would."""

import io
import zipfile

import docx
from docx.document import Document
from lxml import etree


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def cells(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


ORDER = {
    "tblPr": "tblStyle tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd tblBorders shd tblLayout tblCellMar "
    "tblLook",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs highlight u vertAlign lang",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind contextualSpacing jc "
    "outlineLvl rPr",
}
"""Children in the order of the schema; Word refuses files that have it otherwise."""


def out_of_order(data: bytes, *names: str) -> list[str]:
    """Elements of these parts whose children do not stand in the order of the schema."""
    wrong = []
    for name in names:
        for element in etree.fromstring(part(data, name).encode()).iter("{*}" + "*"):
            tag = element.tag.rpartition("}")[2]
            if tag in ORDER:
                children = [child.tag.rpartition("}")[2] for child in element]
                known = ORDER[tag].split()
                if [known.index(child) for child in children] != sorted(known.index(child) for child in children):
                    wrong.append(f"{tag}: {' '.join(children)}")
    return wrong
