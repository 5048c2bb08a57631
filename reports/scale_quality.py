"""What each item does to its block, by the key of the item: for the workbook and the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.summary.model import Block, ItemQuality
    from surveys.model import Key


def qualities(blocks: Iterable[Block]) -> dict[Key, ItemQuality]:
    """Only of items whose block was answered completely by enough people."""
    known = [reliability for block in blocks if block.reliability and (reliability := block.reliability.known())]
    return {item.key: item for reliability in known for item in reliability.items}
