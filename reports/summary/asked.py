"""Questions and scales with what each group answered, as protection judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import Spread, Tally
from reports.responses import Attribute, Responses
from reports.statistics.codes import Codes, Numbers
from reports.summary.measures import ItemMeasure, Measures, ScaleMeasure
from reports.summary.patterns import NOT_KNOWN
from surveys.model import Kind

Given = Tally | Spread
Groups = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Asked:
    """A question or a scale."""

    key: str
    of: Callable[[Groups, int], list[Given]]
    """What each of so many groups answered."""


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


def families_of(responses: Responses, measures: Measures) -> tuple[Family, ...]:
    """Everything a summary tells of answers."""
    return (*_of_scales(measures), *_of_questions(responses, frozenset(i.question.key for i in measures.items)))


def by_group(responses: Responses, asked: Asked, name: str) -> Mapping[str, Given]:
    """The answers of each group of an attribute that has anybody."""
    attribute = responses.attributes[name]
    return dict(zip(_keys(attribute), asked.of(_places(attribute), len(attribute.keys) + 1), strict=True))


def by_two(responses: Responses, asked: Asked, first: str, second: str) -> Mapping[tuple[str, str], Given]:
    """The answers of each group of two attributes."""
    one, other = responses.attributes[first], responses.attributes[second]
    width = len(other.keys) + 1
    given = asked.of(_places(one) * width + _places(other), (len(one.keys) + 1) * width)
    pairs = [(row, column) for row in _keys(one) for column in _keys(other)]
    return {pair: told for pair, told in zip(pairs, given, strict=True) if told.base}


def _keys(attribute: Attribute) -> tuple[str, ...]:
    return (NOT_KNOWN, *attribute.keys)


def _places(attribute: Attribute) -> Groups:
    return attribute.codes.astype(np.int64) + 1


def _of_scales(measures: Measures) -> Iterator[Family]:
    for one in measures.scales:
        items = [] if one.scale.of else [item for item in measures.items if item.question.scale == one.scale.key]
        index = Asked(one.scale.key, _levels(one))
        scored = (Asked(item.question.key, _scored(item)) for item in items)
        # Of how many it is not their task is told too: whoever said so answered.
        taken = (Asked(i.question.key, _taken(i.codes, len(i.question.choices))) for i in items if i.not_mine)
        asked = (*scored, *taken, index)
        yield Family(asked, not one.scale.of, one.scale.is_personal, frozenset(one.scale.of))


def _levels(measure: ScaleMeasure) -> Callable[[Groups, int], list[Given]]:
    """Shares of levels are told beside the mean; a scale without levels has its mean alone."""
    if not measure.scale.bands:
        return _spreads(measure.index)
    return _taken(np.where(measure.is_known, measure.judged - 1, -1).astype(np.int16), len(measure.scale.bands))


def _of_questions(responses: Responses, scored: frozenset[str]) -> Iterator[Family]:
    for question in responses.questionnaire.questions:
        codes = responses.choices.get(question.key)
        if codes is None or question.key in scored or question.known_as in responses.attributes:
            continue
        if question.key in responses.ticks:
            yield Family((Asked(question.key, _ticked(codes, responses.ticks[question.key])),))
        elif question.kind is Kind.CHOICE:
            yield Family((Asked(question.key, _taken(codes, len(question.choices))),))
        elif question.key in responses.numbers:
            yield Family((Asked(question.key, _spreads(responses.numbers[question.key])),))
        else:
            yield Family((Asked(question.key, _said(codes)),))


def _taken(codes: Codes, options: int) -> Callable[[Groups, int], list[Given]]:
    """Questions where one option is taken."""

    def of(groups: Groups, size: int) -> list[Given]:
        width = options + 2  # whoever was not asked or passed it over stands first
        told = np.bincount(groups * width + codes + 2, minlength=size * width).reshape(size, width)
        return [Tally(tuple(counts), sum(counts)) for counts in told[:, 2:].tolist()]

    return of


def _scored(item: ItemMeasure) -> Callable[[Groups, int], list[Given]]:
    """The same for those who did not say that it is not their task."""
    taken, is_scored = _taken(item.codes, len(item.question.choices)), item.is_scored.tolist()

    def of(groups: Groups, size: int) -> list[Given]:
        found: list[Given] = []
        for one in taken(groups, size):
            assert isinstance(one, Tally)
            counts = tuple(count for count, is_one in zip(one.counts, is_scored, strict=True) if is_one)
            found.append(Tally(counts, sum(counts)))
        return found

    return of


def _ticked(codes: Codes, ticks: NDArray[np.uint8]) -> Callable[[Groups, int], list[Given]]:
    """Questions where several are."""

    def of(groups: Groups, size: int) -> list[Given]:
        rows = np.flatnonzero(codes >= 0)
        bases = np.bincount(groups[rows], minlength=size).tolist()
        columns = [np.bincount(groups[rows], ticks[rows, n] > 0, size) for n in range(ticks.shape[1])]
        told = np.array(columns).astype(np.int64).T.tolist() if columns else [[] for _ in bases]
        return [Tally(tuple(counts), base) for counts, base in zip(told, bases, strict=True)]

    return of


def _said(codes: Codes) -> Callable[[Groups, int], list[Given]]:
    """Questions answered in own words: only how many said anything."""

    def of(groups: Groups, size: int) -> list[Given]:
        return [Tally((), base) for base in np.bincount(groups[codes >= 0], minlength=size).tolist()]

    return of


def _spreads(values: Numbers) -> Callable[[Groups, int], list[Given]]:
    """Indices and numbers; NaN are not there."""

    def of(groups: Groups, size: int) -> list[Given]:
        rows = np.flatnonzero(~np.isnan(values))
        place = groups[rows]
        least, greatest = np.full(size, np.inf), np.full(size, -np.inf)
        np.minimum.at(least, place, values[rows])
        np.maximum.at(greatest, place, values[rows])
        bases = np.bincount(place, minlength=size)
        told = zip(bases.tolist(), least.tolist(), greatest.tolist(), strict=True)
        return [Spread(n, low, high) if n else Spread(0, 0.0, 0.0) for n, low, high in told]

    return of
