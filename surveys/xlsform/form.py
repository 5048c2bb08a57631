"""What a frozen version of a questionnaire is stored as: plain JSON, readable without pyxform."""

from dataclasses import dataclass
from typing import Any

FORMAT = 1
"""Raised when the meaning of stored forms changes; forms of another format are read anew from their source."""


@dataclass(frozen=True, slots=True)
class Form:
    """`content` is pyxform's JSON; `sheets` our own sheets (`scales`, `bands`) as rows of cells;
    `rows` tells in which row of its sheet a question or group stands, for the messages to the author."""

    file: str
    content: dict[str, Any]
    sheets: dict[str, list[dict[str, str]]]
    rows: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """Ready for `json.dumps`."""
        return {
            "format": FORMAT,
            "file": self.file,
            "content": self.content,
            "sheets": self.sheets,
            "rows": self.rows,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Form":
        """The reverse of `to_json`; ValueError for a format this code does not know."""
        if data.get("format") != FORMAT:
            raise ValueError(f"a stored form of format {data.get('format')!r}, expected {FORMAT}")
        return cls(data["file"], data["content"], data["sheets"], data["rows"])
