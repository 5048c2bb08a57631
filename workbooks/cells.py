"""What one cell of a workbook holds, as a clean text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbooks.shared_texts import spelled
from workbooks.texts import clean, text_of

OUT_OF_TIME = "#VALUE!"


@dataclass(frozen=True, slots=True)
class CellReader:
    """What a workbook says once for all its cells."""

    texts: Sequence[str]
    epoch: datetime
    dates: Collection[int]
    """Styles that show a number as a date or a time."""
    spans: Collection[int]
    """Styles that show a number as a length of time."""

    def text(self, kind: str, style: str, value: str) -> str:
        """The text of a value; a date that no calendar has is an error of Excel."""
        match kind:
            case "s":
                return self.texts[int(value)]
            case "n":
                return self._number(value, int(style))
            case "b":
                return text_of(bool(int(value)))
            case "d":
                return text_of(_moment(value))
        return clean(spelled(value))

    def _number(self, value: str, style: int) -> str:
        number = float(value) if any(sign in value for sign in ".eE") else int(value)
        if style not in self.dates:
            return text_of(number)
        from openpyxl.utils.datetime import from_excel

        try:
            return text_of(from_excel(number, self.epoch, timedelta=style in self.spans))
        except (OverflowError, ValueError):
            return OUT_OF_TIME


def _moment(value: str) -> Any:
    from openpyxl.utils.datetime import from_ISO8601

    return from_ISO8601(value)
