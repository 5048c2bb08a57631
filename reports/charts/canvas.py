"""What charts are drawn on: a page of lines of text and bars as wide as a phone, in the font that comes along."""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 6.25
"""Inches: 1,000 pixels at PHONE."""
PHONE, PAPER, SLIDE = 160, 240, 260
"""Pixels an inch. On a page 180 mm wide PAPER gives more than 200."""
FONT = "DejaVu Sans"
SIZE = 13.0
"""Points: on a phone as large as the messages around it."""
TITLE = 15.0
LINE = 0.27
"""Inches of a line of text."""
SIGNS = 46
"""Signs of SIZE across the page."""
INK, QUIET, BAR, PALE, EDGE = "#1F2933", "#52606D", "#2F6690", "#A9C5DB", "#CBD2D9"
HATCH = "////"
MOST_LINES = 3
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart."""

    name: str
    """Short and unlike the others of a summary: «Доля затруднений»."""
    title: str
    alt: str
    """The same for whoever cannot see it."""
    png: bytes
    gist: str = ""
    """One sentence that helps to read it, for where the whole description would be too long."""

    @property
    def caption(self) -> str:
        """What stands under it on the phone."""
        title = self.title if self.title.endswith((".", "?", "!")) else f"{self.title}."
        return f"{title} {self.gist}".rstrip()


class Page:
    """A picture that grows downwards; places are given in lines from the top, and 0–100 across."""

    def __init__(self, title: str, note: str, lines: float) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        titles, notes = wrapped(title, 40, 4), wrapped(note, 54, 8)
        self._top = 1.25 * len(titles) + 0.5
        height = (self._top + lines + 0.9 * len(notes) + 0.8) * LINE
        self.figure: Figure = Figure(figsize=(WIDTH, height), facecolor="white")
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0.03, 0, 0.94, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, 100)
        self.axes.set_ylim(height / LINE, 0)
        for number, line in enumerate(titles):
            self.write(0, 0.9 + 1.25 * number - self._top, line, size=TITLE, weight="bold")
        for number, line in enumerate(notes):
            self.write(0, lines + 0.7 + 0.9 * number, line, size=10.5, color=QUIET)

    def write(self, x: float, line: float, text: str, **look: Any) -> None:
        """A text in the middle of a line."""
        look = {"size": SIZE, "color": INK, "va": "center", "ha": "left", **look}
        self.axes.text(x, line + self._top, drawable(text), family=FONT, parse_math=False, **look)

    def bar(self, start: float, end: float, line: float, height: float, **look: Any) -> None:
        """A bar or a cell whose middle is at a line."""
        from matplotlib.patches import Rectangle

        corner = (start, line + self._top - height / 2)
        drawn = Rectangle(corner, end - start, height, **{"linewidth": 0, "facecolor": BAR, **look})
        # Not `add_patch`, which works out limits that are fixed here.
        self.axes.add_artist(drawn)

    def rule(self, start: float, end: float, line: float, to_line: float | None = None, **look: Any) -> None:
        """A thin line."""
        ends = (line + self._top, (line if to_line is None else to_line) + self._top)
        self.axes.plot((start, end), ends, **{"color": INK, "linewidth": 1.6, "solid_capstyle": "butt", **look})

    def png(self, dots: int) -> bytes:
        """The picture, so many pixels an inch; the page is gone afterwards."""
        into = io.BytesIO()
        self.figure.savefig(into, format="png", dpi=dots, metadata={"Software": None})
        # A figure and its parts hold each other; where collection is frozen they would stay for ever.
        self.figure.clear()
        return into.getvalue()


def wrapped(text: str, signs: int, most: int = MOST_LINES) -> list[str]:
    """Lines of a long text; what does not fit into so many is cut."""
    # A space that does not break is one on a chart, too, and «№» stays with its number.
    kept = " ".join(_SPACES.split(text.strip())).replace("№ ", "№\N{NO-BREAK SPACE}")
    lines = textwrap.wrap(kept, signs, break_long_words=True)
    if len(lines) > most:
        last = lines[most - 1]
        if len(last) >= signs:
            last = last.rpartition(" ")[0] or last[: signs - 1]
        lines = [*lines[: most - 1], last + "…"]
    return lines


def drawable(text: str) -> str:
    """A text without signs that the font has no picture of."""
    known = _signs()
    return "".join(
        sign if ord(sign) in known else " " if sign.isspace() else ""
        for sign in text
        if unicodedata.category(sign) not in ("Cc", "Cf", "Cs")
    )


@cache
def _signs() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())


def told(title: str, facts: Sequence[str], kind: str) -> str:
    """What a chart says, in words."""
    return f"{kind}. {title.rstrip(' .?!:')}. " + "; ".join(facts) + "."
