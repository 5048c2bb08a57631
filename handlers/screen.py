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


@dataclass(frozen=True, slots=True)
class Screen:
    """A whole message; the text is HTML."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: tuple[int, str] | None = None
    """A picture above it: the questionnaire version and the name of the file."""


@dataclass(frozen=True, slots=True)
class Toast:
    """A short word at the top of the phone in answer to a tap; `is_alert` waits for «OK»."""

    text: str
    is_alert: bool = False
