"""A table of shares by groups and blocks, the darker the larger; what is hidden is hatched."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts.canvas import EDGE, HATCH, INK, QUIET, Page, wrapped
from reports.russian import GAP, decimal

_LABEL = 30.0
"""Per cent of the width for the labels of rows."""
_ROW = 1.9
"""Lines, at least."""
_DARK = (31, 78, 116)


def draw_heat(
    title: str,
    note: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[float | None]]],
) -> Page:
    """`rows` are labels and shares 0–1; None is hidden. Columns are numbers and labels; labels stand below."""
    legend = [wrapped(f"{number} — {label}", 54, 2) for number, label in columns]
    labels = [wrapped(label, 15, 3) for label, _ in rows]
    heights = [max(_ROW, len(lines) * 0.85 + 0.4) for lines in labels]
    page = Page(title, note, 1.4 + sum(heights) + 0.8 + sum(0.9 * len(lines) for lines in legend))
    width = (100 - _LABEL) / max(len(columns), 1)
    for place, (number, _) in enumerate(columns):
        page.write(_LABEL + width * (place + 0.5), 0.5, number, ha="center", weight="bold")
    line = 1.2
    for (_, shares), lines, height in zip(rows, labels, heights, strict=True):
        for at, text in enumerate(lines):
            page.write(0, line + height / 2 + 0.85 * (at - (len(lines) - 1) / 2), text, size=11)
        for place, share in enumerate(shares):
            _draw_cell(page, _LABEL + width * place, width, line + height / 2, height, share)
        line += height
    line += 0.8
    for lines in legend:
        for text in lines:
            page.write(0, line, text, size=10.5, color=QUIET)
            line += 0.9
    return page


def _draw_cell(page: Page, start: float, width: float, middle: float, height: float, share: float | None) -> None:
    look = {"edgecolor": "white", "linewidth": 1.5}
    if share is None:
        page.bar(start, start + width, middle, height, facecolor="white", hatch=HATCH, edgecolor=EDGE, linewidth=0.8)
        page.bar(start + width * 0.12, start + width * 0.88, middle, 0.9, facecolor="white")
        page.write(start + width / 2, middle, "н/д", ha="center", size=10.5, color=QUIET)
        return
    page.bar(start, start + width, middle, height, facecolor=_shade(share), **look)
    said = decimal(100 * share, 0) + (f"{GAP}%" if width > 13 else "")
    page.write(start + width / 2, middle, said, ha="center", size=12, color="white" if share > 0.5 else INK)


def _shade(share: float) -> str:
    mixed = [round(240 + (dark - 240) * min(max(share, 0.0), 1.0)) for dark in _DARK]
    return "#" + "".join(f"{tone:02X}" for tone in mixed)
