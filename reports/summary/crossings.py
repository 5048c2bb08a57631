"""A question by another question or by an attribute, with how closely the two go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reports.attributes import ATTRIBUTE_WORDS
from reports.protection.crossing import Crossing, protect_crossing
from reports.protection.groups import Protection, Row, protect_groups
from reports.protection.policy import Policy
from reports.protection.words import MERGED
from reports.responses import Responses
from reports.statistics.corrections import holm
from reports.statistics.crosstabs import Association, associate, crosstab
from reports.statistics.effects import Strength
from reports.statistics.shares import share_of
from reports.statistics.wording import difference_sentence, nothing_to_compare
from reports.summary import model
from reports.summary.blocks import NO_SHARE
from reports.summary.request import Crossed
from surveys.model import Key, Kind


@dataclass(frozen=True, eq=False)
class _Axis:
    key: str
    label: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    codes: NDArray[np.int16]


def crossings_of(responses: Responses, asked: Sequence[Crossed], policy: Policy) -> tuple[model.Crossing, ...]:
    """Each of the crossings asked for; those of unknown or several answers are left out. P-values after Holm."""
    told = []
    for one in asked:
        question, by = _question(responses, one.question), _axis(responses, one.by)
        if question is not None and by is not None and question.key != by.key:
            told.append(_crossed(question, by, policy))
    corrected = holm(np.array([1.0 if found is None else found.p for _, found in told], np.float64))
    return tuple(
        _with_sentence(crossing, found, float(p)) for (crossing, found), p in zip(told, corrected, strict=True)
    )


def _axis(responses: Responses, name: str) -> _Axis | None:
    attribute = responses.attributes.get(name)
    if attribute is None:
        return _question(responses, Key(name))
    codes = attribute.codes.astype(np.int16)
    return _Axis(name, ATTRIBUTE_WORDS.get(name, name), attribute.keys, attribute.labels, codes)


def _question(responses: Responses, key: Key) -> _Axis | None:
    question = responses.questionnaire.by_key.get(key)
    if question is None or question.kind is not Kind.CHOICE or not question.choices or key not in responses.choices:
        return None
    keys = tuple(choice.code for choice in question.choices)
    return _Axis(key, question.label, keys, tuple(c.label for c in question.choices), responses.choices[key])


def _crossed(question: _Axis, by: _Axis, policy: Policy) -> tuple[model.Crossing, Association | None]:
    table = crosstab(by.codes, question.codes, len(by.keys), len(question.keys))
    rows = protect_groups(_sizes(by, table.sum(axis=1)), policy, merges=by.key == "organisation")
    columns = protect_groups(_sizes(question, table.sum(axis=0)), policy)
    counts = {(by.keys[r], question.keys[c]): int(table[r, c]) for r, c in zip(*np.nonzero(table), strict=True)}
    pattern = protect_crossing(counts, rows, columns)
    found = associate(table) if rows.is_total_shown and not pattern.is_refused else None
    crossing = model.Crossing(
        key=question.key,
        label=question.label,
        by_key=by.key,
        by_label=by.label,
        columns=tuple(_label(question, column) for column in columns.rows),
        rows=() if pattern.is_refused else tuple(_row(by, row, pattern) for row in rows.rows),
        total=_total(columns, int(table.sum())),
        footnotes=pattern.footnotes,
    )
    return crossing, found


def _sizes(axis: _Axis, counts: NDArray[np.int64]) -> dict[str, int]:
    return {key: int(count) for key, count in zip(axis.keys, counts, strict=True) if count}


def _row(by: _Axis, row: Row[str], pattern: Crossing[str, str]) -> model.CrossRow:
    place = pattern.rows.rows.index(row)
    shares = tuple(
        pattern.cell(row, column, share_of(pattern.sizes[place, number], row.size) or NO_SHARE)
        for number, column in enumerate(pattern.columns.rows)
    )
    return model.CrossRow(
        "others" if row.is_merged else row.members[0], _label(by, row), pattern.rows.size(row), shares
    )


def _total(columns: Protection[str], size: int) -> model.CrossRow:
    shares = tuple(columns.cell(column, share_of(column.size, size) or NO_SHARE) for column in columns.rows)
    return model.CrossRow("", "Всего", columns.total_cell(size), shares)


def _label(axis: _Axis, row: Row[str]) -> str:
    return MERGED if row.is_merged else axis.labels[axis.keys.index(row.members[0])]


def _with_sentence(crossing: model.Crossing, found: Association | None, p: float) -> model.Crossing:
    n = crossing.total.n
    if found is None:
        return replace(crossing, sentence=nothing_to_compare() if n.is_shown else "")
    strength: Strength = found.strength
    return replace(
        crossing,
        effect=n.to(lambda _: found.v),
        p=n.to(lambda _: p),
        sentence=difference_sentence(found.n, p, strength) if n.is_shown else "",
    )
