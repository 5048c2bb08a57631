"""Carriers of forms: Excel workbooks, CSV, Markdown, archives — read safely, written cleanly."""

from surveys.xlsform.carriers.markdown_writing import write_markdown
from surveys.xlsform.carriers.marking import mark_form
from surveys.xlsform.carriers.reading import read_carrier
from surveys.xlsform.carriers.starter import starter_workbook
from workbooks.sheets import Carrier, Row, Sheet
from workbooks.tables import read_table
from workbooks.writing import write_workbook

__all__ = [
    "Carrier",
    "Row",
    "Sheet",
    "mark_form",
    "read_carrier",
    "read_table",
    "starter_workbook",
    "write_markdown",
    "write_workbook",
]
