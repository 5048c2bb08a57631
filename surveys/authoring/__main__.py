"""The process for heavy work with forms: a task comes in, its outcome goes out, as JSON.

A form cannot take more than its share of memory and time, and the bot goes on answering whatever is in a file.
"""

import base64
import json
import sys
from typing import Any

from surveys.authoring.check import check
from surveys.authoring.wire import draft_from_json, verdict_to_json
from surveys.xlsform.carriers import read_carrier, starter_workbook, write_workbook
from workbooks.limits import limit

MEMORY = 1024**3
"""Bytes of address space; a form of 2,000 questions needs a third of it."""
SECONDS = 60
"""Of the processor; the parent's patience on the clock ends sooner."""


def outcome(task: dict[str, Any]) -> Any:
    """Do what is asked for."""
    drafts = [draft_from_json(draft) for draft in task.get("drafts", ())]
    match task["what"]:
        case "check":
            return [verdict_to_json(check(draft)) for draft in drafts]
        case "workbook":
            return base64.b64encode(_workbook(drafts[0].file, drafts[0].data)).decode()
        case "starter":
            return base64.b64encode(starter_workbook()).decode()
    raise ValueError(task["what"])


def _workbook(file: str, data: bytes) -> bytes:
    carrier = read_carrier(file, data)
    return write_workbook({sheet.name: [row.cells for row in sheet.rows] for sheet in carrier.sheets.values()})


if __name__ == "__main__":
    limit(MEMORY, SECONDS)
    json.dump(outcome(json.load(sys.stdin)), sys.stdout, ensure_ascii=False)
