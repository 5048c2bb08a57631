"""Kinds of questions, one file each: how a reply is read as an answer."""

from surveys.model import Kind
from surveys.questions import calculation, choice, choices, note, number, text
from surveys.questions.reading import Read, Reader

READERS: dict[Kind, Reader] = {
    Kind.CHOICE: choice.read,
    Kind.CHOICES: choices.read,
    Kind.TEXT: text.read,
    Kind.NUMBER: number.read,
    Kind.NOTE: note.read,
    Kind.CALCULATION: calculation.read,
}

__all__ = ["READERS", "Read", "Reader"]
