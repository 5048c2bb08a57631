"""Parameters of a call, however they came: JSON, form, multipart, query string."""

import re
from typing import Any

import orjson

from simulator.errors import bad_request

_WHOLE = re.compile(r"-?[0-9]{1,18}")

Upload = tuple[str, bytes]
"""File name and content."""


class Parameters:
    """Reads values as Telegram does: numbers and objects may come as text."""

    def __init__(self, values: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self._files = files or {}

    def get(self, name: str) -> Any:
        """The value as it came."""
        return self.values.get(name)

    def with_value(self, name: str, value: Any) -> "Parameters":
        """The same with another value."""
        return Parameters({**self.values, name: value}, self._files)

    def is_whole(self, name: str) -> bool:
        """Whether it is a whole number."""
        return _WHOLE.fullmatch(str(self.values.get(name))) is not None

    def whole(self, name: str) -> int:
        """A whole number; call `is_whole` first."""
        return int(self.values[name])

    def within(self, name: str, low: int, high: int, default: int) -> int:
        """A whole number moved into its limits; anything else is the default."""
        return min(max(self.whole(name), low), high) if self.is_whole(name) else default

    def flag(self, name: str) -> bool:
        """True in any of its spellings."""
        return str(self.values.get(name, "")).lower() in ("true", "1")

    def json(self, name: str) -> Any:
        """An object or list, given as such or as JSON text."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from error

    def text(self, name: str, longest: int) -> str | None:
        """A text of limited length."""
        value = self.values.get(name)
        if value is not None and len(str(value)) > longest:
            raise bad_request(f"{name} is too long")
        return None if value is None else str(value)

    def file(self, name: str) -> Upload | None:
        """An uploaded file, given under its own name or as attach://name."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self._files.get(value.removeprefix("attach://"))
        return self._files.get(name)
