"""Well-being is told of a municipality as a whole only, and only of ten people and more (DOMAIN §2.5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.summary.model import Comparison, GroupRow, GroupTable, Summary

LEAST = 10


def without_well_being_of_few(summary: Summary) -> Summary:
    """A summary as it may be given out: no well-being of a group, of an organisation or of fewer than ten."""
    kept, gone = [], set()
    sensitive = {block.key for block in summary.blocks if block.is_well_being}
    if not sensitive:
        return summary
    for block in summary.blocks:
        n = block.n.known()
        is_told = n is not None and n >= max(LEAST, summary.protection.min_cell_well_being)
        if block.is_well_being and (summary.heading.is_own_organisation or summary.heading.filters or not is_told):
            gone.add(block.key)
        else:
            kept.append(block)
    items = tuple(item for item in summary.items if item.block not in gone)
    untold = {item.key for item in summary.items} - {item.key for item in items}
    return replace(
        summary,
        blocks=tuple(kept),
        items=items,
        strongest=tuple(key for key in summary.strongest if key not in untold),
        weakest=tuple(key for key in summary.weakest if key not in untold),
        groups=tuple(_without(table, sensitive) for table in summary.groups),
        item_groups=tuple(
            _without(table, {item.key for item in summary.items if item.block in sensitive})
            for table in summary.item_groups
        ),
        compared=_compared(summary.compared, sensitive),
        trend=_compared(summary.trend, gone),
        trend_matched=_compared(summary.trend_matched, gone),
    )


def _compared(comparison: Comparison | None, keys: Collection[str]) -> Comparison | None:
    if comparison is None:
        return None
    return replace(comparison, differences=tuple(known for known in comparison.differences if known.key not in keys))


def _without(table: GroupTable, keys: Collection[str]) -> GroupTable:
    places = [place for place, column in enumerate(table.columns) if column.key not in keys]

    def row(known: GroupRow) -> GroupRow:
        return replace(known, measures=tuple(known.measures[place] for place in places))

    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(row(known) for known in table.rows),
        total=row(table.total),
    )
