"""Several options: each tap ticks or unticks one, «Готово» closes the list."""

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.choice import tapped_or_typed
from surveys.questions.reading import Read
from surveys.replies import Act, Move


def read(question: Question, act: Act, so_far: str) -> Read:
    """Tick, untick or finish; codes keep the order of the options, not of the taps."""
    if act is Move.DONE:
        return Read(so_far) if so_far else Read(problem=Problem.NOTHING_CHOSEN)
    chosen = tapped_or_typed(question, act)
    if chosen is None:
        return Read(problem=Problem.TAP_EXPECTED)
    ticked = set(so_far.split()) ^ {chosen.code}
    return Read(" ".join(c.code for c in question.choices if c.code in ticked), is_complete=False)
