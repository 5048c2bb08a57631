"""The author's own form with the defects marked in it."""

from collections.abc import Sequence

from surveys.xlsform.carriers.reading import read_carrier
from workbooks.defect import Defect
from workbooks.marking import mark_workbook


def mark_form(file: str, data: bytes, defects: Sequence[Defect]) -> bytes:
    """A workbook with the defects coloured, commented and listed; DefectsError if the file cannot be read at all."""
    return mark_workbook(read_carrier(file, data), file, data, defects)
