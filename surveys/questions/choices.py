"""Several options: each tap ticks or unticks one, «Готово» closes the list."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Choice, Question
from surveys.questions.choice import meant
from surveys.questions.reading import Read
from surveys.replies import Act, Move


def read(question: Question, act: Act, so_far: str, _now: datetime) -> Read:
    """Tick, untick or finish; codes keep the order of the options, not of the taps."""
    if act is Move.DONE:
        return Read(so_far) if so_far else Read(problem=Problem.NOTHING_CHOSEN)
    chosen = meant(question, act)
    if not isinstance(chosen, Choice):
        return chosen
    ticked = set(so_far.split()) ^ {chosen.code}
    return Read(" ".join(c.code for c in question.choices if c.code in ticked), is_complete=False)
