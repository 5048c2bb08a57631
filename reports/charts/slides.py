"""Charts for slides: one archive of pictures, with names that every system takes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from reports.charts.canvas import SLIDE, Chart
from reports.whole_files import Progress, cut, file_name, nobody_watches, whole_file

_LONGEST = 90
"""Bytes of a picture's name."""
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The same charts make the same archive."""


def write_slides(
    path: Path, drawings: Sequence[Callable[[int], Chart]], progress: Progress = nobody_watches, about: str = ""
) -> None:
    """Draw the charts into a .zip, with a text that tells `about` them all and each of them in words."""
    words = [f"{about}\n"] if about else []
    with whole_file(path) as unfinished, zipfile.ZipFile(unfinished, "w") as archive:
        for number, draw in enumerate(drawings, start=1):
            progress(number - 1, len(drawings))
            chart = draw(SLIDE)
            name = file_name(f"{number:02} {cut(chart.name, _LONGEST, '')}", ".png")
            archive.writestr(zipfile.ZipInfo(name, _DAY_ONE), chart.png)
            words.append(f"{name}\n{chart.alt}\n")
        archive.writestr(zipfile.ZipInfo("Описания рисунков.txt", _DAY_ONE), "\n".join(words).encode("utf-8-sig"))
        progress(len(drawings), len(drawings))
