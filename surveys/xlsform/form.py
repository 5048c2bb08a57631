"""What a frozen version of a questionnaire is stored as: plain JSON, readable without pyxform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 2
"""Raised when the meaning of stored forms changes; forms of another format are read anew from their source."""

Table = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """`content` is pyxform's JSON; `sheets` our own sheets (`scales`, `bands`) as rows of cells;
    `rows` tells in which row of its sheet a question or group stands, for the messages to the author;
    `tables` are attached lists (CSV) by file name, `pictures` the names of attached pictures."""

    file: str
    content: dict[str, Any]
    sheets: dict[str, Table]
    rows: dict[str, int]
    tables: Mapping[str, Table] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Ready for `json.dumps`."""
        return {
            "format": FORMAT,
            "file": self.file,
            "content": self.content,
            "sheets": self.sheets,
            "rows": self.rows,
            "tables": dict(self.tables),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Form":
        """The reverse of `to_json`; ValueError for a format this code does not know."""
        if data.get("format") not in (1, FORMAT):
            raise ValueError(f"a stored form of format {data.get('format')!r}, expected {FORMAT}")
        return cls(data["file"], data["content"], data["sheets"], data["rows"], data.get("tables", {}))
