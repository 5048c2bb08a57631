"""What reading a reply gives: a value, an unfinished value, or a problem."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from surveys.events import Problem
from surveys.model import Question
from surveys.replies import Act


@dataclass(frozen=True, slots=True)
class Read:
    """`value` is set unless there is a `problem`; `is_complete` is False while options are still being ticked."""

    value: str = ""
    problem: Problem | None = None
    is_complete: bool = True
    details: Mapping[str, int] = field(default_factory=dict)


Reader = Callable[[Question, Act, str], Read]
"""(question, what was done, the answer given so far or "") → what it means."""
