"""How the Bot API says no, in Telegram's own words."""

from typing import Any


class ApiError(Exception):
    """A refusal: HTTP status, description, and parameters such as `retry_after`."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """What goes over the wire."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(description: str) -> ApiError:
    """400, as Telegram begins it."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """403."""
    return ApiError(403, f"Forbidden: {description}")


def too_many(seconds: int) -> ApiError:
    """429 with the pause that is asked for."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
