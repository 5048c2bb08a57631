"""The process that works out figures and draws boards for the chat: asked one thing after another, all pickled.

Its libraries take seconds to load, so it stays; it ends with the bot, whose end of the pipe it reads from.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from reports.summary.request import Request
from workbooks.limits import limit

if TYPE_CHECKING:
    from storage.indicator_figures import KeptIndicators
    from storage.summaries import Summariser

log = logging.getLogger(__name__)

HEAD = 8
"""Bytes that tell how many follow."""
MEMORY = 3 * 1024**3
SECONDS = 24 * 3600
MOST_CHARTS = 4
"""Pictures sent at once; all of them are in the archive."""


def main() -> int:
    """Answer until nobody asks any more."""
    logging.basicConfig(stream=sys.stderr)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    limit(MEMORY, SECONDS)
    database: str = read(sys.stdin.buffer)
    import_module("matplotlib.figure")  # while nobody waits yet
    from storage.indicator_figures import KeptIndicators
    from storage.summaries import Summariser

    summariser, indicators = Summariser(database), KeptIndicators(database)
    while (asked := read(sys.stdin.buffer)) is not None:
        out.write(packed(_answer(summariser, indicators, *asked)))
        out.flush()
    summariser.close()
    indicators.close()
    return 0


def _answer(
    summariser: Summariser, indicators: KeptIndicators, what: str, asked: Any, now: datetime
) -> tuple[bool, Any]:
    try:
        if what == "indicators":
            return True, indicators.figures(asked, now)
        return True, _board(*asked) if what == "board" else _summary(summariser, what, asked, now)
    except Exception as error:
        log.exception("no %s", what)
        return False, type(error).__name__


def _summary(summariser: Summariser, what: str, request: Request, now: datetime) -> Any:
    summary = summariser.make(request, now)
    if what == "summary":
        return summary
    from reports.charts.gallery import charts_for_phone

    return charts_for_phone(summary, MOST_CHARTS)


def _board(title: str, rows: Sequence[tuple[str, int, int]]) -> bytes:
    from reports.charts.board import board_picture

    return board_picture(title, rows)


def packed(value: object) -> bytes:
    """As it travels."""
    data = pickle.dumps(value)
    return len(data).to_bytes(HEAD, "big") + data


def read(stream: IO[bytes]) -> Any:
    """The next value; None at the end."""
    head = stream.read(HEAD)
    # Both ends are ours: this is the bot's own pipe.
    return pickle.loads(stream.read(int.from_bytes(head, "big"))) if len(head) == HEAD else None


if __name__ == "__main__":
    sys.exit(main())
