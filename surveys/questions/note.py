"""A text to read: «Дальше» is all there is to do."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import PASSED_OVER, Question
from surveys.questions.reading import Read
from surveys.replies import Act, Move


def read(_question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """A note has no value; meeting it is recorded as passing over."""
    return Read(PASSED_OVER) if act is Move.DONE else Read(problem=Problem.TAP_EXPECTED)
