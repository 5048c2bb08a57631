"""What is shown: a text and rows of buttons. Values; how they reach the phone is `display`'s business."""

from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

MOST_ON_BUTTON = 32
"""Characters that an old phone shows of a button."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button with what its tap sends, or with an address to open."""

    label: str
    data: str = ""
    url: str = ""


def button(label: str, payload: CallbackData) -> Button:
    """A button that sends a payload."""
    return Button(label, payload.pack())


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table for a phone: words in the first column, figures in the others. All plain text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0
    """So many of the last rows are in bold."""
    has_words: bool = False
    """Words in the other columns, too."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message with real tables, instead of the text of a screen."""

    title: str
    lines: tuple[str, ...]
    """What stands above the tables."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """A whole message; the text is HTML."""

    text: str
    rows: Rows = ()
    picture: tuple[int, str] | None = None
    """A picture above it: the questionnaire version and the name of the file."""
    sheet: Sheet | None = None
    """The same with tables, for whoever wants them. Text and buttons stand in where the server knows no tables."""


@dataclass(frozen=True, slots=True)
class Toast:
    """A short word at the top of the phone in answer to a tap; `is_alert` waits for «OK»."""

    text: str
    is_alert: bool = False
