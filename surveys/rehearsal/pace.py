"""How long a question takes a person with a phone."""

from collections.abc import Mapping

from surveys.model import CHOOSING, Kind, Question

LETTERS_PER_SECOND = 15.0
"""Adults read Russian text at about 900 letters a minute on a small screen."""
PER_OPTION = 0.4
"""Seconds of looking at one more option; scales repeat, so they are not read anew."""
MOST_OPTIONS = 12
SECONDS: Mapping[Kind, float] = {
    Kind.CHOICE: 2.5,
    Kind.CHOICES: 5.0,
    Kind.RANK: 12.0,
    Kind.TEXT: 25.0,
    Kind.NUMBER: 6.0,
    Kind.DATE: 9.0,
    Kind.TIME: 7.0,
    Kind.MOMENT: 12.0,
    Kind.ATTACHMENT: 25.0,
    Kind.LOCATION: 12.0,
    Kind.ACKNOWLEDGE: 2.0,
    Kind.NOTE: 1.5,
    Kind.MORE: 2.0,
    Kind.REVIEW: 10.0,
}
"""Seconds of answering, by kind, reading not counted."""


def seconds_for(question: Question) -> float:
    """Reading and answering."""
    reading = (len(question.label) + len(question.hint)) / LETTERS_PER_SECOND
    options = min(len(question.choices), MOST_OPTIONS) * PER_OPTION if question.kind in CHOOSING else 0.0
    return reading + options + SECONDS.get(question.kind, 0.0)
