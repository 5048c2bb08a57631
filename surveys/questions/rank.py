"""Options put in order: tapped from the first to the last; a tap on a placed one takes it out again."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Choice, Question
from surveys.questions.choice import meant
from surveys.questions.reading import Read
from surveys.replies import Act, Move


def read(question: Question, act: Act, so_far: str, _now: datetime) -> Read:
    """Place, take out or finish; ODK keeps the codes in the order of the ranks."""
    placed = so_far.split()
    if act is Move.DONE:
        left = len(question.choices) - len(placed)
        return Read(problem=Problem.NOT_ALL_RANKED, details={"left": left}) if left else Read(so_far)
    chosen = meant(question, act)
    if not isinstance(chosen, Choice):
        return chosen
    if chosen.code in placed:
        placed.remove(chosen.code)
    else:
        placed.append(chosen.code)
        placed += _last_one(question, placed)
    return Read(" ".join(placed), is_complete=False)


def _last_one(question: Question, placed: list[str]) -> list[str]:
    """When one option is left there is nothing to choose."""
    left = [choice.code for choice in question.choices if choice.code not in placed]
    return left if len(left) == 1 else []
