"""Bars of counts as a picture: `python -m reports.bars` reads JSON from its input and writes a PNG."""

import io
import json
import sys
from collections.abc import Sequence

WIDTH, HEIGHT_OF_BAR, HEIGHT_OF_FRAME = 7.2, 0.52, 1.1
"""Inches; at 150 dots each it fills a phone."""
DOTS = 150
LONGEST_TITLE = 60
COLOUR = "#2f6f9f"


def bars_picture(title: str, bars: Sequence[tuple[str, int]]) -> bytes:
    """A PNG with a bar for each label, its number beside it; numbers are told apart by length, never by colour."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT_OF_FRAME + HEIGHT_OF_BAR * len(bars)), dpi=DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    labels, numbers = [label for label, _ in bars], [number for _, number in bars]
    places = range(len(bars))
    drawn = axes.barh(places, numbers, color=COLOUR, height=0.62)
    axes.bar_label(drawn, labels=[f"{number:,}".replace(",", "\u00a0") for number in numbers], padding=4, fontsize=12)
    axes.set_yticks(places, labels, fontsize=12)
    axes.invert_yaxis()
    axes.set_xlim(0, max([*numbers, 1]) * 1.18)
    axes.xaxis.set_visible(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    axes.set_title(short, loc="left", fontsize=13, parse_math=False)
    made = io.BytesIO()
    figure.savefig(made, format="png")
    return made.getvalue()


if __name__ == "__main__":
    told = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(bars_picture(told["title"], [(label, number) for label, number in told["bars"]]))
