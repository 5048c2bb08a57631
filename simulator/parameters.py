"""Parameters of a call, however they came: JSON, form, multipart, query string."""

from typing import Any

import orjson

from simulator.errors import bad_request

Upload = tuple[str, str, bytes]
"""File name, MIME type, content."""


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
        value = self.values.get(name)
        return isinstance(value, int) or (isinstance(value, str) and value.lstrip("-").isdigit())

    def whole(self, name: str) -> int:
        """A whole number; call `is_whole` first."""
        return int(self.values[name])

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
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

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
