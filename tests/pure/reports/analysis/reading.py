"""A report written for a test, and what is read back from it."""

from pathlib import Path

import docx
from docx.document import Document

from reports.analysis.context import Extras
from reports.analysis.report import write_report
from reports.summary.model import Summary

WITHOUT_CHARTS = Extras(charts=False)


def report(folder: Path, summary: Summary, extras: Extras | None = None) -> Document:
    write_report(folder / "a.docx", summary, extras)
    return docx.Document(str(folder / "a.docx"))


def headings(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]


def everything(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def table_of(document: Document, caption: str) -> list[list[str]]:
    """The table below a caption."""
    captions = [p for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    wanted = next(p for p in captions if caption in p.text)
    element = wanted._p.getnext()
    table = next(table for table in document.tables if table._tbl is element)
    return [[cell.text for cell in row.cells] for row in table.rows]
