"""Some of the respondents: those who pass the filters, those who are not flagged, those who are released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reports.attributes import ATTRIBUTE_WORDS
from reports.responses import UNKNOWN, Attribute, Responses
from reports.statistics.codes import Marks
from reports.summary.model import Filter
from reports.summary.request import Filters
from surveys.model import Key

_Kind = TypeVar("_Kind", bound=np.generic)


def everybody(responses: Responses) -> Marks:
    """All of them."""
    return np.ones(responses.size, np.bool_)


def passing(responses: Responses, filters: Filters) -> Marks:
    """Who passes; nobody where an attribute is not known at all."""
    kept = everybody(responses)
    for name, keys in filters.items():
        attribute = responses.attributes.get(name)
        kept &= np.zeros(responses.size, np.bool_) if attribute is None else has(attribute, keys)
    return kept


def has(attribute: Attribute, keys: frozenset[str]) -> Marks:
    """Whose value is one of these."""
    wanted = np.array([*(key in keys for key in attribute.keys), False])
    found: Marks = wanted[attribute.codes]  # UNKNOWN points to the end
    return found


def taken(responses: Responses, kept: Marks) -> Responses:
    """The same columns with these rows only."""
    return responses if kept.all() else in_order(responses, np.flatnonzero(kept))


def in_order(responses: Responses, rows: NDArray[np.intp]) -> Responses:
    """The same columns with these rows in this order."""
    place = np.full(responses.size, UNKNOWN)
    place[rows] = np.arange(rows.size)
    return replace(
        responses,
        size=int(rows.size),
        choices=_some(responses.choices, rows),
        ticks=_some(responses.ticks, rows),
        numbers=_some(responses.numbers, rows),
        texts={key: _listed(words, rows) for key, words in responses.texts.items()},
        attributes={name: replace(one, codes=one.codes[rows]) for name, one in responses.attributes.items()},
        version_codes=responses.version_codes[rows],
        is_hasty=responses.is_hasty[rows],
        is_paper=responses.is_paper[rows],
        row_ids=_listed(responses.row_ids, rows),
        codes=_listed(responses.codes, rows),
        finished_on=_listed(responses.finished_on, rows),
        repeats={
            key: [(int(place[row]), turns, said) for row, turns, said in told if place[row] >= 0]
            for key, told in responses.repeats.items()
        },
    )


def printed_filters(responses: Responses, filters: Filters) -> tuple[Filter, ...]:
    """The filters in words, in the order of the attributes."""
    return tuple(
        Filter(name, ATTRIBUTE_WORDS.get(name, name), _labels(responses.attributes[name], filters[name]))
        for name in responses.attributes
        if name in filters
    )


def in_words(responses: Responses, filters: Filters) -> str:
    """«Категория: первая, высшая; Стаж: первый год»."""
    told = (f"{one.label}: {', '.join(one.values)}" for one in printed_filters(responses, filters))
    return "; ".join(told) or "все ответившие"


def _labels(attribute: Attribute, keys: frozenset[str]) -> tuple[str, ...]:
    return tuple(label for label, key in zip(attribute.labels, attribute.keys, strict=True) if key in keys)


def _some(columns: Mapping[Key, NDArray[_Kind]], rows: NDArray[np.intp]) -> dict[Key, NDArray[_Kind]]:
    return {key: column[rows] for key, column in columns.items()}


def _listed(values: Sequence[str], rows: NDArray[np.intp]) -> Sequence[str]:
    return [values[row] for row in rows.tolist()] if values else values
