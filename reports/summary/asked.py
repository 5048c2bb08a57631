"""Questions and scales with what each group answered, as protection judges it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from reports.responses import Attribute, Responses
from reports.summary.cubes import FROM_ORGANISATIONS, group_of_each
from reports.summary.given import Answers, Counts, Given, Groups, Said, Spreads, Taken, Ticked
from reports.summary.measures import Measures, ScaleMeasure
from reports.summary.patterns import NOT_KNOWN, ORGANISATION
from reports.summary.side_by_side import each
from surveys.model import Kind


@dataclass(frozen=True, eq=False)
class Asked:
    """A question or a scale."""

    key: str
    answers: Answers


@dataclass(frozen=True, eq=False)
class Family:
    """What follows from each other: the items of a block and, at the end, its index; else one question."""

    asked: tuple[Asked, ...]
    is_scale: bool = False
    is_personal: bool = True
    blocks: frozenset[str] = frozenset()
    """Of an overall index its blocks."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Of its questions, in their order."""
        return tuple(one.key for one in self.asked)


@dataclass(frozen=True, eq=False)
class InTwo:
    """What each group of two attributes answered to a question."""

    answers: Answers
    counts: Counts
    rows: Sequence[str]
    columns: Sequence[str]

    @property
    def least(self) -> int:
        """How many answered in the smallest group in which anybody did; 0 where nobody."""
        bases = self.answers.bases(self.counts)
        return int(bases[bases > 0].min(initial=bases.max(initial=0)))

    def told(self) -> Mapping[tuple[str, str], Given]:
        """Of each group that has anybody."""
        pairs = product(self.rows, self.columns)
        return {pair: told for pair, told in zip(pairs, self.answers.told(self.counts), strict=True) if told.base}


class Counting:
    """Counts questions by what respondents are told apart by.

    By organisation each question is counted once: territories and kinds are groups of organisations.
    """

    def __init__(self, responses: Responses) -> None:
        self._attributes = responses.attributes
        self._size = responses.size
        self._in_organisations: dict[Asked, Counts] = {}
        self._groups: dict[str, tuple[NDArray[np.intp], int]] = {}

    def prepare(self, families: Iterable[Family]) -> None:
        """Count by organisation whatever will be asked for, two questions at a time."""
        if ORGANISATION not in self._attributes:
            return
        asked = [one for family in families for one in family.asked if one not in self._in_organisations]
        self._in_organisations |= dict(zip(asked, each(self._count_in_organisations, asked, self._size), strict=True))

    def by_group(self, asked: Asked, name: str) -> Mapping[str, Given]:
        """The answers of each group of an attribute that has anybody."""
        attribute, answers = self._attributes[name], asked.answers
        if name == ORGANISATION:
            counts = self._of_organisations(asked)
        elif self._follows(name):
            group, size = self._group(name)
            counts = answers.added(self._of_organisations(asked), group, size)
        else:
            counts = answers.count(_places(attribute), _width(attribute))
        return dict(zip(_keys(attribute), answers.told(counts), strict=True))

    def by_two(self, asked: Asked, first: str, second: str) -> InTwo:
        """The answers of each group of two attributes."""
        one, other = self._attributes[first], self._attributes[second]
        answers, width = asked.answers, _width(other)
        size = _width(one) * width
        if self._follows(first) and self._follows(second):
            group = self._group(first)[0] * width + self._group(second)[0]
            counts = answers.added(self._of_organisations(asked), group, size)
        else:
            counts = answers.count(_places(one) * np.int32(width) + _places(other), size)
        return InTwo(answers, counts, _keys(one), _keys(other))

    def _of_organisations(self, asked: Asked) -> Counts:
        if asked not in self._in_organisations:
            self._in_organisations[asked] = self._count_in_organisations(asked)
        return self._in_organisations[asked]

    def _count_in_organisations(self, asked: Asked) -> Counts:
        return asked.answers.count(self._organisations, _width(self._attributes[ORGANISATION]))

    @cached_property
    def _organisations(self) -> Groups:
        return _places(self._attributes[ORGANISATION])

    def _follows(self, name: str) -> bool:
        return name in FROM_ORGANISATIONS and ORGANISATION in self._attributes

    def _group(self, name: str) -> tuple[NDArray[np.intp], int]:
        if name not in self._groups:
            self._groups[name] = group_of_each(self._attributes[ORGANISATION], self._attributes[name])
        return self._groups[name]


def families_of(responses: Responses, measures: Measures) -> tuple[Family, ...]:
    """Everything a summary tells of answers."""
    return (*_of_scales(measures), *_of_questions(responses, frozenset(i.question.key for i in measures.items)))


def _keys(attribute: Attribute) -> tuple[str, ...]:
    return (NOT_KNOWN, *attribute.keys)


def _width(attribute: Attribute) -> int:
    return len(attribute.keys) + 1


def _places(attribute: Attribute) -> Groups:
    return attribute.codes.astype(np.int32) + np.int32(1)


def _of_scales(measures: Measures) -> Iterator[Family]:
    for one in measures.scales:
        items = [] if one.scale.of else [item for item in measures.items if item.question.scale == one.scale.key]
        index = Asked(one.scale.key, _levels(one))
        options = {item.question.key: len(item.question.choices) for item in items}
        # Shares are of those who did not say that it is not their task.
        scored = (
            Asked(i.question.key, Taken(i.codes, options[i.question.key], i.is_scored, i.judged)) for i in items
        )
        # Of how many it is not their task is told too: whoever said so answered.
        taken = (Asked(i.question.key, Taken(i.codes, options[i.question.key])) for i in items if i.not_mine)
        asked = (*scored, *taken, index)
        yield Family(asked, not one.scale.of, one.scale.is_personal, frozenset(one.scale.of))


def _levels(measure: ScaleMeasure) -> Answers:
    return Taken(np.where(measure.is_known, measure.judged, -1).astype(np.int16), 2)


def _of_questions(responses: Responses, scored: frozenset[str]) -> Iterator[Family]:
    for question in responses.questionnaire.questions:
        codes = responses.choices.get(question.key)
        if codes is None or question.key in scored or question.known_as in responses.attributes:
            continue
        if question.key in responses.ticks:
            yield Family((Asked(question.key, Ticked(codes, responses.ticks[question.key])),))
        elif question.kind is Kind.CHOICE:
            yield Family((Asked(question.key, Taken(codes, len(question.choices))),))
        elif question.key in responses.numbers:
            yield Family((Asked(question.key, Spreads(responses.numbers[question.key])),))
        else:
            yield Family((Asked(question.key, Said(codes)),))
