"""How the weakest and the strongest items are told: one wording for the chat, the report and the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reports.russian import percent

if TYPE_CHECKING:
    from reports.instruments import Instrument
    from reports.summary.model import Item, Summary
    from surveys.model import Key

NEVER = "ни разу"


def extreme_items(summary: Summary, keys: Iterable[Key]) -> list[Item]:
    """Those of the keys whose figures may be told, in the order of the keys: that of the figures."""
    return [item for key in keys if (item := summary.item(key)) is not None and item.hard.is_shown]


def hard_words(item: Item, instrument: Instrument) -> str:
    """What the share of an item is the share of: a reverse one tells the opposite of what it says."""
    if not instrument.is_difficulty:
        return "не согласны" if item.is_reverse else "согласны"
    if not item.is_reverse:
        return "затрудняются"
    labels = [label.lower() for label in item.hard_labels]
    return " или ".join(labels) if labels and NEVER not in labels else f"редко или {NEVER}"


def told(item: Item, instrument: Instrument) -> str:
    """«затрудняются 92 %», «редко или ни разу 92 %»."""
    return item.hard.said(lambda share: f"{hard_words(item, instrument)} {percent(share.share)}")
