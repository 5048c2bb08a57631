"""A number, typed as people type it: «3,5», «1 200», «−2», «70 %»."""

import re
from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Said

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?", re.ASCII)
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009_")


def read(question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """Take a typed number; kept with a point and without needless zeros."""
    if not isinstance(act, Said):
        return Read(problem=Problem.NUMBER_EXPECTED)
    text = act.text.strip().removesuffix("%").replace("−", "-").replace(",", ".").translate(_BLANKS)
    if not _NUMBER.fullmatch(text):
        return Read(problem=Problem.NUMBER_EXPECTED)
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    if question.is_whole_number and fraction:
        return Read(problem=Problem.WHOLE_NUMBER_EXPECTED)
    value = str(int(whole)) if not fraction else _decimal(whole, fraction)
    return _within(question, value)


def _decimal(whole: str, fraction: str) -> str:
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{abs(int(whole))}.{fraction}"


def _within(question: Question, value: str) -> Read:
    """A number on a scale has to be one of its marks."""
    limits = question.limits
    if limits is None:
        return Read(value)
    number = float(value)
    if not min(limits.start, limits.end) <= number <= max(limits.start, limits.end):
        return Read(problem=Problem.OUT_OF_RANGE, details={"start": limits.start, "end": limits.end})
    steps = (number - limits.start) / limits.step
    if abs(steps - round(steps)) > 1e-9:
        return Read(problem=Problem.OFF_STEP, details={"step": limits.step})
    return Read(value)
