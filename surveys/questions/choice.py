"""One option out of several: a tap, or its label typed."""

from surveys.events import Problem
from surveys.model import Choice, Question
from surveys.questions.reading import Read
from surveys.replies import Act, Said, Tapped


def read(question: Question, act: Act, _so_far: str) -> Read:
    """Take a tapped option, or a typed text that is exactly the label of one."""
    chosen = tapped_or_typed(question, act)
    return Read(chosen.code) if chosen else Read(problem=Problem.TAP_EXPECTED)


def tapped_or_typed(question: Question, act: Act) -> Choice | None:
    """The option meant, if any."""
    match act:
        case Tapped(option) if 0 <= option < len(question.choices):
            return question.choices[option]
        case Said(text):
            return _labelled(question, text)
    return None


def _labelled(question: Question, text: str) -> Choice | None:
    wanted = _folded(text)
    return next((choice for choice in question.choices if _folded(choice.label) == wanted), None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".")
