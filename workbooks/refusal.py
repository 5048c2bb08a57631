"""Refusing a file: one clear sentence, and what to do instead."""

from workbooks.defect import Defect, DefectsError, Place

SAVE_AS_XLSX = "Сохраните книгу в Excel как «Книга Excel (.xlsx)» и пришлите снова."


def refused(file: str, code: str, what: str, remedy: str = SAVE_AS_XLSX) -> DefectsError:
    """To be raised."""
    return DefectsError([Defect(code, Place(file), what, remedy)])
