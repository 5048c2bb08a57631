"""A clock for tests that moves when told to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Ticking:
    """A clock that moves when told to."""

    now: datetime = field(default=datetime(2026, 10, 5, 9, 30, 15, 123456, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)
