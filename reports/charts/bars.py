"""Horizontal bars: the label above its bar, so that long ones have room on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.canvas import BAR, EDGE, HATCH, PALE, QUIET, SIGNS, Page, wrapped

_BAR, _GAP = 0.72, 0.65
"""Lines."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` 0–1; None is hidden, and `said` stands in its place. `low` and `high` are ends of an interval."""

    label: str
    said: str
    share: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with two bars below each other."""

    label: str
    before: Bar
    after: Bar
    note: str = ""


def draw_bars(title: str, note: str, bars: Sequence[Bar]) -> Page:
    """A bar for each."""
    labels = [_label_lines(bar) for bar in bars]
    page = Page(title, note, sum(len(lines) + 1 + _GAP for lines in labels))
    line = 0.4
    for bar, lines in zip(bars, labels, strict=True):
        for number, text in enumerate(lines):
            page.write(0, line + number, text)
        page.write(100, line + len(lines) - 1, bar.said, ha="right", weight="bold" if bar.share is not None else None)
        line += len(lines)
        _draw(page, bar, line, BAR)
        line += 1 + _GAP
    return page


def draw_pairs(title: str, note: str, pairs: Sequence[Pair], sides: tuple[str, str]) -> Page:
    """Two bars for each, the earlier one pale; which is which is told at the top."""
    labels = [wrapped(pair.label, SIGNS) + wrapped(pair.note, SIGNS, 2) for pair in pairs]
    page = Page(title, note, 1.6 + sum(len(lines) + 2 + _GAP for lines in labels))
    for x, side, colour in ((0.0, sides[0], PALE), (50.0, sides[1], BAR)):
        page.bar(x, x + 4, 0.3, 0.7, facecolor=colour)
        page.write(x + 6, 0.3, wrapped(side, 18, 1)[0] if side else "")
    line = 2.0
    for pair, lines in zip(pairs, labels, strict=True):
        noted = len(wrapped(pair.note, SIGNS, 2)) if pair.note else 0
        for number, text in enumerate(lines):
            is_note = number >= len(lines) - noted
            page.write(0, line + number, text, **({"size": 10.5, "color": QUIET} if is_note else {}))
        line += len(lines)
        for bar, colour in ((pair.before, PALE), (pair.after, BAR)):
            _draw(page, bar, line, colour, most=76)
            page.write(100, line, bar.said, ha="right")
            line += 1
        line += _GAP
    return page


def _label_lines(bar: Bar) -> list[str]:
    """The last line leaves room for the figure."""
    room = SIGNS - len(bar.said) - 3
    return wrapped(bar.label, room) or [""]


def _draw(page: Page, bar: Bar, line: float, colour: str, most: float = 100) -> None:
    page.bar(0, most, line, _BAR, facecolor="#F1F4F7")
    if bar.share is None:
        page.bar(0, most, line, _BAR, facecolor="white", edgecolor=EDGE, hatch=HATCH, linewidth=0.8)
        return
    page.bar(0, most * bar.share, line, _BAR, facecolor=colour)
    if bar.low is not None and bar.high is not None:
        low, high = most * bar.low, most * bar.high
        page.rule(low, high, line)
        for end in (low, high):
            page.rule(end, end, line - 0.2, line + 0.2)
