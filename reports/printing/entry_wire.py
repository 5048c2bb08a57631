"""Typed answers and defects as JSON, for the way between the bot and the process that reads them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from reports.printing.entry_reading import Entry
from workbooks.defect import Defect, Place


def entries_to_json(entries: Sequence[Entry], defects: Sequence[Defect]) -> dict[str, Any]:
    """Ready for `json.dumps`."""
    rows = [[each.line, each.paper, each.organisation, dict(each.answers)] for each in entries]
    return {"entries": rows, "defects": [asdict(each) for each in defects]}


def entries_from_json(told: dict[str, Any]) -> tuple[list[Entry], list[Defect]]:
    """The reverse of `entries_to_json`."""
    entries = [Entry(*row) for row in told["entries"]]
    return entries, [Defect(**{**each, "where": Place(**each["where"])}) for each in told["defects"]]
