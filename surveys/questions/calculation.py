"""A value worked out from other answers; nobody is asked."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act


def read(_question: Question, _act: Act, _so_far: str, _now: datetime) -> Read:
    """Nothing a person does answers it."""
    return Read(problem=Problem.TAP_EXPECTED)
