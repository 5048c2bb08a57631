"""How far blocks and their items may be trusted: the appendix for whoever keeps the questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.russian import decimal, percent, whole
from reports.scale_quality import qualities

if TYPE_CHECKING:
    from reports.analysis.paper import Paper
    from reports.summary.model import Reliability, Summary

LEAST_PEOPLE = 30


def reliable(summary: Summary) -> list[tuple[str, Reliability]]:
    """Labels of the blocks that enough people have answered whole, and what is known of each."""
    found = ((block.label, block.reliability.known() if block.reliability else None) for block in summary.blocks)
    return [(label, known) for label, known in found if known is not None and known.n >= LEAST_PEOPLE]


def reliability(paper: Paper, summary: Summary) -> None:
    """Coefficients and ends of blocks, then what each item does to its block."""
    rows = []
    for label, known in reliable(summary):
        ends = ("—" if end is None else percent(end) for end in (known.floor, known.ceiling))
        rows.append((label, whole(known.n), _coefficient(known.alpha), _coefficient(known.omega), *ends))
    if not rows:
        paper.tell("Надёжность не приводится: она рассчитывается не менее чем по 30 полным наборам ответов.")
        return
    headings = ("Раздел", "n", "Альфа Кронбаха", "Омега Макдональда", "У нижнего края", "У верхнего края")
    paper.table("Надёжность разделов", headings, rows, (3.4, 0.9, 1.6, 2, 1.6, 1.6))
    paper.note(
        "n — полные наборы ответов. У края — доля наборов с индексом 0 (нижний) и 100 (верхний): таких людей раздел "
        "между собой не различает."
    )
    _items_in_blocks(paper, summary)


def _items_in_blocks(paper: Paper, summary: Summary) -> None:
    quality = qualities(summary.blocks)
    rows = [
        (item.label, _coefficient(quality[item.key].item_rest), _coefficient(quality[item.key].alpha_without))
        for item in summary.items
        if item.key in quality
    ]
    if rows:
        headings = ("Пункт", "Связь с остальными", "Альфа без пункта")
        paper.table("Пункты внутри разделов", headings, rows, (5.4, 1.9, 1.5), 10)
        paper.note(
            "Связь — корреляция пункта с суммой остальных пунктов раздела. Если она ниже 0,3 или альфа без пункта "
            "выше, чем с ним, формулировку пункта стоит пересмотреть."
        )


def _coefficient(value: float | None) -> str:
    return "—" if value is None else decimal(value, 2)
