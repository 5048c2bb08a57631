"""Writing forms as Markdown that reads back the same."""

from collections.abc import Mapping

from workbooks.writing import Rows

ESCAPE = "\\:"
"""In Markdown in front of a cell that would read as the line under the headings."""


def write_markdown(sheets: Mapping[str, Rows]) -> str:
    """Tables whose first column names the sheet."""
    return "\n".join(_table(name, rows) for name, rows in sheets.items())


def _table(name: str, rows: Rows) -> str:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = ["| " + " | ".join([name, *("" for _ in headings)]) + " |"]
    lines.append("| " + " | ".join(["", *headings]) + " |")
    lines += [
        "| " + " | ".join(["", *(_escaped(row.get(heading, "")) for heading in headings)]) + " |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    if text and (set(text) <= {":", "-"} or text.startswith(ESCAPE)):
        text = ESCAPE + text
    return text.replace("|", "\\|").replace("\n", "<br>")
