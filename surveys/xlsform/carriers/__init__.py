"""Carriers of forms: Excel workbooks, CSV, Markdown, archives — read safely, written cleanly."""

from surveys.xlsform.carriers.marking import mark_workbook
from surveys.xlsform.carriers.reading import read_carrier
from surveys.xlsform.carriers.sheets import Carrier, Row, Sheet
from surveys.xlsform.carriers.starter import starter_workbook
from surveys.xlsform.carriers.tables import read_table
from surveys.xlsform.carriers.writing import write_markdown, write_workbook

__all__ = [
    "Carrier",
    "Row",
    "Sheet",
    "mark_workbook",
    "read_carrier",
    "read_table",
    "starter_workbook",
    "write_markdown",
    "write_workbook",
]
