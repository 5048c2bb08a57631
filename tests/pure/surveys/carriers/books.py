"""Workbooks as people make them, and as nobody should."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl

ROWS = (("type", "name", "label"), ("text", "a", "Первый?"))


def book(*rows: tuple[Any, ...], sheet: str = "survey", change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet; `change` may spoil it."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows or ROWS:
        made.active.append(row)
    if change is not None:
        change(made.active)
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The same package with members changed, left out (None) or added."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name, content)
    return into.getvalue()


def zipped(**files: bytes) -> bytes:
    """An archive; dots in names are written as __."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return into.getvalue()


SOME_DAY, SOME_TIME = date(2026, 9, 1), datetime(2026, 9, 1, 10, 30)  # noqa: DTZ001 - a sheet knows no zones
