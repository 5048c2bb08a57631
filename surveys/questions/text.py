"""An answer in one's own words."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Said

LONGEST = 4000
"""Characters kept; what Telegram sends in one message is never longer than 4096."""


def read(_question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """Take what was typed, as typed, without the blanks around it."""
    if not isinstance(act, Said):
        return Read(problem=Problem.TEXT_EXPECTED)
    text = act.text.replace("\x00", "").strip()
    if not text:
        return Read(problem=Problem.TEXT_EXPECTED)
    if len(text) > LONGEST:
        return Read(problem=Problem.TOO_LONG, details={"most": LONGEST, "got": len(text)})
    return Read(text)
