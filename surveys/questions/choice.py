"""One option out of several: a tap, or its label typed; in a long list a part of the label will do."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Choice, Question
from surveys.questions.reading import Read
from surveys.replies import Act, Said, Tapped

LONG_LIST = 20
"""From so many options on people search by typing."""
MOST_FOUND = 20


def read(question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """Take a tapped option, or a typed text that means one."""
    chosen = meant(question, act)
    return Read(chosen.code) if isinstance(chosen, Choice) else chosen


def meant(question: Question, act: Act) -> Choice | Read:
    """The option meant, or why it is not clear."""
    match act:
        case Tapped(option) if 0 <= option < len(question.choices):
            return question.choices[option]
        case Said(text):
            return _typed(question, folded(text))
    return Read(problem=Problem.TAP_EXPECTED)


def folded(text: str) -> str:
    """A text as it is compared: case, ё, blanks and a full stop at the end do not matter."""
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".")


def _typed(question: Question, wanted: str) -> Choice | Read:
    labels = [folded(choice.label) for choice in question.choices]
    if wanted in labels:
        return question.choices[labels.index(wanted)]
    if len(labels) <= LONG_LIST or not wanted:
        return Read(problem=Problem.TAP_EXPECTED)
    found = tuple(place for place, label in enumerate(labels) if wanted in label)
    if len(found) == 1:
        return question.choices[found[0]]
    if not found:
        return Read(problem=Problem.NOTHING_FITS)
    return Read(problem=Problem.SEVERAL_FIT, details={"count": len(found)}, options=found[:MOST_FOUND])
