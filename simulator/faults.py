"""Troubles on demand: what the network and Telegram may do to a bot."""

from dataclasses import asdict, dataclass
from typing import Any

KINDS = ("429", "500", "502", "timeout", "lost_request", "lost_reply", "delay")


@dataclass
class Fault:
    """A trouble for the next `times` calls of a method («*» for any)."""

    kind: str
    method: str = "*"
    times: int = 1
    retry_after: int = 1
    ms: int = 0

    def concerns(self, method: str) -> bool:
        """Whether it befalls this call."""
        return self.times > 0 and self.method.lower() in ("*", method.lower())


class Faults:
    """All troubles that wait for a call."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Arrange a trouble; ValueError for a kind there is not."""
        if fault.kind not in KINDS:
            raise ValueError(f"unknown fault {fault.kind!r}; there are {', '.join(KINDS)}")
        self._waiting.append(fault)

    def take(self, method: str) -> Fault | None:
        """The trouble of this call, if any; it counts down."""
        for fault in self._waiting:
            if fault.concerns(method):
                fault.times -= 1
                if fault.times == 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """No more troubles."""
        self._waiting.clear()

    def wire(self) -> list[dict[str, Any]]:
        """For the page."""
        return [asdict(fault) for fault in self._waiting]
