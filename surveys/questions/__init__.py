"""Kinds of questions, one file each: how a reply is read as an answer."""

from surveys.model import Kind
from surveys.questions import (
    acknowledge,
    attachment,
    calculation,
    choice,
    choices,
    dates,
    location,
    note,
    number,
    rank,
    review,
    text,
)
from surveys.questions.reading import Read, Reader

READERS: dict[Kind, Reader] = {
    Kind.CHOICE: choice.read,
    Kind.CHOICES: choices.read,
    Kind.RANK: rank.read,
    Kind.TEXT: text.read,
    Kind.NUMBER: number.read,
    Kind.DATE: dates.read_date,
    Kind.TIME: dates.read_time,
    Kind.MOMENT: dates.read_moment,
    Kind.ATTACHMENT: attachment.read,
    Kind.LOCATION: location.read,
    Kind.ACKNOWLEDGE: acknowledge.read,
    Kind.NOTE: note.read,
    Kind.MORE: choice.read,
    Kind.REVIEW: review.read,
    Kind.CALCULATION: calculation.read,
}

__all__ = ["READERS", "Read", "Reader"]
