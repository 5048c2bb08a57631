"""What reading a reply gives: a value, an unfinished value, or a problem."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.replies import Act


@dataclass(frozen=True, slots=True)
class Read:
    """`value` is set unless there is a `problem`; `is_complete` is False while options are still being ticked."""

    value: str = ""
    problem: Problem | None = None
    is_complete: bool = True
    details: Mapping[str, int | float] = field(default_factory=dict)
    options: tuple[int, ...] = ()
    """Options that may have been meant, where the problem is that there are several."""


Reader = Callable[[Question, Act, str, datetime], Read]
"""(question, what was done, the answer given so far or "", the time where the person is) → what it means."""
