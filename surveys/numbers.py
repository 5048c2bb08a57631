"""Numbers of questions, the same wherever one is meant by its number: on paper, in a codebook, in a list to choose.

On a screen «7 из 40» is a place on one person's way, which leaves out what does not concern that person; it names no
question.
"""

from collections.abc import Mapping

from surveys.model import Key, Kind, Questionnaire

NUMBERED = frozenset(
    {
        Kind.CHOICE,
        Kind.CHOICES,
        Kind.RANK,
        Kind.TEXT,
        Kind.NUMBER,
        Kind.DATE,
        Kind.TIME,
        Kind.MOMENT,
        Kind.LOCATION,
        Kind.ACKNOWLEDGE,
    }
)
"""Kinds that can be answered on paper as well; files cannot."""


def question_numbers(questionnaire: Questionnaire) -> Mapping[Key, int]:
    """By name, from one on, in the order of the questionnaire; in repeats a question keeps its number."""
    names = dict.fromkeys(question.name for question in questionnaire.questions if question.kind in NUMBERED)
    return {name: place for place, name in enumerate(names, start=1)}
