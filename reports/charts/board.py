"""The response board of a campaign as a picture: organisations in the order of their names, the rest summed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from people.model import OrganisationId
from reports.charts.bars import Bar, draw_bars
from reports.charts.canvas import PHONE
from reports.russian import counted, whole
from surveys.campaigns.model import Coverage

MOST_ROWS = 12
"""A phone shows higher pictures too small to be read."""
NOWHERE = "Без организации"
_ORGANISATIONS = ("организация", "организации", "организаций")

Row = tuple[str, int, int]
"""A label, how many have finished, how many were invited."""


def board_rows(coverage: Mapping[OrganisationId, Coverage], names: Mapping[OrganisationId, str]) -> list[Row]:
    """Rows of the picture; `names` are in their order."""
    there = [*(place for place in names if place in coverage), *(place for place in coverage if place not in names)]
    shown, rest = (there, []) if len(there) <= MOST_ROWS else (there[: MOST_ROWS - 1], there[MOST_ROWS - 1 :])
    rows = [(names.get(place, NOWHERE), coverage[place].finished, coverage[place].invited) for place in shown]
    if rest:
        total = sum((coverage[place] for place in rest), Coverage())
        rows.append((f"и ещё {counted(len(rest), *_ORGANISATIONS)}", total.finished, total.invited))
    return rows


def board_picture(title: str, rows: Sequence[Row]) -> bytes:
    """A PNG."""
    bars = [
        Bar(label, f"{whole(finished)} из {whole(invited)}", Coverage(invited, finished, finished).share)
        for label, finished, invited in rows
    ]
    note = "Ответили из приглашённых." if bars else "Пока никого не спросили."
    return draw_bars(title, note, bars).png(PHONE)
