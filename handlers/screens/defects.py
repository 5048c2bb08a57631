"""What is wrong with a file somebody has sent, as lines of a message."""

import html
from collections.abc import Sequence

from handlers.texts import Speech
from workbooks.defect import Defect


def defect_lines(speech: Speech, defects: Sequence[Defect], most: int) -> list[str]:
    """The first of them by place, what is wrong and the remedy; how many more there are."""
    lines = []
    for defect in defects[:most]:
        where = html.escape(_place(defect), quote=False)
        lines.append(f"<b>{where}</b>\n{html.escape(f'{defect.what} {defect.remedy}'.strip(), quote=False)}")
    if len(defects) > most:
        lines.append(speech.say("list-more", count=len(defects) - most))
    return lines


def _place(defect: Defect) -> str:
    where = defect.where
    parts = (
        f"«{where.sheet}»" if where.sheet else "",
        f"строка {where.row}" if where.row is not None else "",
        f"столбец «{where.column}»" if where.column else "",
    )
    return ", ".join(part for part in parts if part) or where.file
