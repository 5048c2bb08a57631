"""A number, typed as people type it: «3,5», «1 200», «−2»."""

import re

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Said

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?", re.ASCII)
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009_")


def read(question: Question, act: Act, _so_far: str) -> Read:
    """Take a typed number; kept with a point and without needless zeros."""
    if not isinstance(act, Said):
        return Read(problem=Problem.NUMBER_EXPECTED)
    text = act.text.strip().replace("−", "-").replace(",", ".").translate(_BLANKS)
    if not _NUMBER.fullmatch(text):
        return Read(problem=Problem.NUMBER_EXPECTED)
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    if question.is_whole_number and fraction:
        return Read(problem=Problem.WHOLE_NUMBER_EXPECTED)
    return Read(str(int(whole)) if not fraction else _decimal(whole, fraction))


def _decimal(whole: str, fraction: str) -> str:
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{abs(int(whole))}.{fraction}"
