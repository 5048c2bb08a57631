"""A sentence to agree to: «Подтверждаю»."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Move

ACKNOWLEDGED = "OK"
"""What ODK stores."""


def read(_question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """Only a tap on the button counts."""
    return Read(ACKNOWLEDGED) if act is Move.DONE else Read(problem=Problem.TAP_EXPECTED)
