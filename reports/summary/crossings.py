"""A question by another question or by an attribute, with how closely the two go together.

By an attribute a table shows what filters show. Of two questions no cell of few people is told, nor anything else by
which one would follow: the table is the same whichever is asked by the other; there is none where few gave an answer,
or few or people who agree passed one of the two over; and those by the options of several answers are judged as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reports.attributes import ATTRIBUTE_WORDS, unknown_word
from reports.protection.cells import Cell, Reason, hidden
from reports.protection.crossing import Crossing, protect_crossing
from reports.protection.groups import Protection, Row, protect_groups
from reports.protection.policy import Policy
from reports.protection.words import MERGED, footnotes
from reports.responses import Responses
from reports.statistics.corrections import holm
from reports.statistics.crosstabs import Association, associate, crosstab
from reports.statistics.effects import Strength
from reports.statistics.shares import Share, share_of
from reports.statistics.wording import difference_sentence, nothing_to_compare
from reports.summary import model
from reports.summary.asked import Family
from reports.summary.blocks import NO_SHARE
from reports.summary.judge import Judge
from reports.summary.options import Chosen, bounds_of, do_stay_apart, tells
from reports.summary.patterns import NOT_KNOWN, without
from reports.summary.request import Crossed
from surveys.model import Key, Kind

ALL = "Всего"
NOT_CHOSEN, NOT_CHOSEN_WORD = "", "Не выбрали"
"""Of one option of several: everybody else who answered."""
PARTLY_HIDDEN = "насколько ответы связаны, не говорится: часть чисел скрыта"
ALL_ALIKE = "сравнивать не с чем: все ответили одинаково"


@dataclass(frozen=True, eq=False)
class _Axis:
    key: str
    label: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    codes: NDArray[np.int16]
    is_attribute: bool = False


def crossings_of(
    responses: Responses, asked: Sequence[Crossed], judge: Judge, families: Sequence[Family]
) -> tuple[model.Crossing, ...]:
    """Each of the crossings asked for; those of unknown or several answers are left out. P-values after Holm.

    By a question with several answers there is one crossing for each option, or none at all, without a sentence:
    whether people who chose it differ from the others is not what is asked.
    """
    told = []
    for one in asked:
        question, by = _question(responses, one.question), _axis(responses, one.by)
        if question is not None and by is not None and question.key != by.key:
            told.append(_crossed(responses, question, by, judge, families))
    known = [one for one in told if one is not None]
    corrected = holm(np.array([np.nan if found is None else found.p for _, found in known], np.float64))
    compared = tuple(
        _with_sentence(crossing, found, float(p)) for (crossing, found), p in zip(known, corrected, strict=True)
    )
    return (*compared, *_by_options(responses, asked, judge, families))


def _by_options(
    responses: Responses, asked: Sequence[Crossed], judge: Judge, families: Sequence[Family]
) -> Iterator[model.Crossing]:
    for one in asked:
        question = _question(responses, one.question)
        if question is None:
            continue
        options = list(_options(responses, Key(one.by)))
        crossed = [_crossed(responses, question, by, judge, families) for by in options]
        told = [found[0] for found in crossed if found is not None]
        if any(one.rows for one in told) and _do_options_stay_apart(question, options, told, judge.policy):
            yield from told


def _do_options_stay_apart(
    question: _Axis, options: Sequence[_Axis], told: Sequence[model.Crossing], policy: Policy
) -> bool:
    is_base = (question.codes >= 0) & np.all([by.codes >= 0 for by in options], axis=0)
    marks = np.array([by.codes[is_base] == 0 for by in options])
    said = np.eye(len(question.keys), dtype=np.int64)[question.codes[is_base]]
    sizes, most = said.sum(axis=0), int(marks.sum(axis=0).max(initial=0))
    seen = [_seen(question, one, sizes, policy) for one in told]
    least, greatest = (np.array(side) for side in zip(*seen, strict=True))
    return do_stay_apart(Chosen(marks.astype(np.int64) @ said, sizes, most, least, greatest), policy)


def _seen(
    question: _Axis, crossing: model.Crossing, sizes: NDArray[np.int64], policy: Policy
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Between which bounds a reader sees how many of each answer chose an option."""
    if not crossing.rows:
        return np.zeros_like(sizes), sizes
    nobody = hidden(Reason.NOBODY, policy.min_cell)
    cells: list[list[Cell[int]]] = []
    for is_chosen in (True, False):
        rows = [row for row in crossing.rows if (row.key != NOT_CHOSEN) is is_chosen]
        by_label = {label: cell for row in rows for label, cell in zip(crossing.columns, row.shares, strict=True)}
        cells.append([by_label.get(label, nobody).to(lambda share: share.count) for label in question.labels])
    return bounds_of(cells, sizes, policy)


def _options(responses: Responses, key: Key) -> Iterator[_Axis]:
    """Each option of a question with several answers as a question of its own: chosen or not."""
    question, ticks = responses.questionnaire.by_key.get(key), responses.ticks.get(key)
    if question is None or ticks is None or question.kind is not Kind.CHOICES:
        return
    if question.known_as in responses.attributes:
        return
    is_answered = responses.choices[key] >= 0
    for place, option in enumerate(question.choices):
        codes = np.where(is_answered, ticks[:, place] == 0, -1).astype(np.int16)
        yield _Axis(key, option.label, (option.code, NOT_CHOSEN), (option.label, NOT_CHOSEN_WORD), codes)


def _axis(responses: Responses, name: str) -> _Axis | None:
    question = responses.questionnaire.by_key.get(Key(name))
    attribute = responses.attributes.get(name if question is None else question.known_as or name)
    if attribute is None:
        return _question(responses, Key(name))
    codes = attribute.codes.astype(np.int16)
    return _Axis(
        attribute.name,
        ATTRIBUTE_WORDS.get(attribute.name, attribute.name),
        (NOT_KNOWN, *attribute.keys),
        (unknown_word(attribute.name), *attribute.labels),
        codes + 1,
        is_attribute=True,
    )


def _question(responses: Responses, key: Key) -> _Axis | None:
    question = responses.questionnaire.by_key.get(key)
    if question is None or question.kind is not Kind.CHOICE or not question.choices or key not in responses.choices:
        return None
    if question.known_as in responses.attributes:
        return None  # how many are in two groups at once is told by tables inside filters
    keys = tuple(choice.code for choice in question.choices)
    return _Axis(key, question.label, keys, tuple(c.label for c in question.choices), responses.choices[key])


def _crossed(
    responses: Responses, question: _Axis, by: _Axis, judge: Judge, families: Sequence[Family]
) -> tuple[model.Crossing, Association | None] | None:
    family = next((one for one in families if question.key in one.keys), None)
    if family is None or not family.is_personal:
        return None  # of well-being nothing is told but of all
    if by.is_attribute and not judge.knows(by.key):
        return None
    table = crosstab(by.codes, question.codes, len(by.keys), len(question.keys))
    if by.is_attribute:
        return _in_groups(question, by, _narrowest(question.key, by.key, judge, family), table)
    return _of_two_questions(question, by, judge.policy, table)


def _narrowest(question: str, by: str, judge: Judge, family: Family) -> Protection[str]:
    """Groups in which all that may be said to a question is told: «не моя задача» as well as what is scored."""
    found = [one for key, one in zip(family.keys, judge.margins(family, by), strict=True) if key == question]
    away = frozenset(row.members for one in found for row in one.hidden)
    return without(found[-1], away)  # the last counts everybody who answered


def _in_groups(
    question: _Axis, by: _Axis, pattern: Protection[str], table: NDArray[np.int64]
) -> tuple[model.Crossing, Association | None]:
    """Of each group what a filter would show: the rows are those of the table of groups, for this question."""
    counted = {row.members: table[[by.keys.index(key) for key in row.members]].sum(axis=0) for row in pattern.rows}
    told = [row for row in pattern.visible if counted[row.members].sum()]
    rows = tuple(
        _row(by, row, [pattern.cell(row, share) for share in _shares(counted[row.members])], pattern, counted)
        for row in pattern.rows
        if row.size or row.why_hidden is not None
    )
    found = associate(np.array([counted[row.members] for row in told])) if len(told) > 1 else None
    return _crossing(question, by, rows, _total(pattern, table), pattern.footnotes), found


def _row(
    by: _Axis,
    row: Row[str],
    shares: Sequence[Cell[Share]],
    pattern: Protection[str],
    counted: Mapping[tuple[str, ...], NDArray[np.int64]],
) -> model.CrossRow:
    parts = tuple(by.labels[by.keys.index(key)] for key in row.members) if row.is_merged else ()
    n = pattern.cell(row, int(counted[row.members].sum()))
    return model.CrossRow("others" if parts else row.members[0], _label(by, row), n, tuple(shares), parts)


def _of_two_questions(
    question: _Axis, by: _Axis, policy: Policy, table: NDArray[np.int64]
) -> tuple[model.Crossing, Association | None]:
    """Both are told by themselves, rare answers too; so nothing is told of them together where an answer is rare or
    those who gave it agree. What those who passed one over said to the other follows, so this holds for them too."""
    size = int(table.sum())
    rows = protect_groups(_sizes(by, table.sum(axis=1)), policy)
    columns = protect_groups(_sizes(question, table.sum(axis=0)), policy)
    counts = {(by.keys[r], question.keys[c]): int(table[r, c]) for r, c in zip(*np.nonzero(table), strict=True)}
    pattern = _pattern(counts, rows, columns, is_turned=question.key < by.key)
    lines = [*table, *table.T, _without(question, by), _without(by, question)]
    if not rows.is_total_shown or pattern.is_refused or any(tells(line, policy) for line in lines):
        why = hidden(Reason.WITHHELD, policy.min_cell)
        total = model.CrossRow("", ALL, why, tuple(why for _ in question.keys))
        return _crossing(question, by, (), total, footnotes(policy, (why,))), None
    told = tuple(
        model.CrossRow(
            row.members[0],
            _label(by, row),
            rows.size(row),
            tuple(
                pattern.cell(row, column, share_of(pattern.sizes[r, c], row.size) or NO_SHARE)
                for c, column in enumerate(columns.rows)
            ),
        )
        for r, row in enumerate(rows.rows)
    )
    by_column = [table[:, question.keys.index(column.members[0])].sum() for column in columns.rows]
    shares = tuple(columns.cell(c, s) for c, s in zip(columns.rows, _shares(np.array(by_column)), strict=True))
    total = model.CrossRow("", ALL, columns.total_cell(size), shares)
    labels = tuple(_label(question, column) for column in columns.rows)
    found = None if pattern.why_hidden else associate(table)
    return _crossing(question, by, told, total, pattern.footnotes, labels), found


def _pattern(
    counts: Mapping[tuple[str, str], int], rows: Protection[str], columns: Protection[str], *, is_turned: bool
) -> Crossing[str, str]:
    """The same whichever question is asked by the other, or the one table would show what the other hides."""
    if is_turned:
        return protect_crossing({(c, r): count for (r, c), count in counts.items()}, columns, rows).turned
    return protect_crossing(counts, rows, columns)


def _without(question: _Axis, other: _Axis) -> NDArray[np.int64]:
    """What was answered to a question by those who passed the other over."""
    codes = question.codes[(question.codes >= 0) & (other.codes < 0)]
    return np.bincount(codes, minlength=len(question.keys))


def _crossing(
    question: _Axis,
    by: _Axis,
    rows: tuple[model.CrossRow, ...],
    total: model.CrossRow,
    notes: tuple[str, ...],
    columns: tuple[str, ...] | None = None,
) -> model.Crossing:
    return model.Crossing(
        key=question.key,
        label=question.label,
        by_key=by.key,
        by_label=by.label,
        columns=question.labels if columns is None else columns,
        rows=rows,
        total=total,
        footnotes=notes,
    )


def _sizes(axis: _Axis, counts: NDArray[np.int64]) -> dict[str, int]:
    return {key: int(count) for key, count in zip(axis.keys, counts, strict=True) if count}


def _shares(counts: NDArray[np.int64]) -> list[Share]:
    return [share_of(int(count), int(counts.sum())) or NO_SHARE for count in counts]


def _total(pattern: Protection[str], table: NDArray[np.int64]) -> model.CrossRow:
    counts = table.sum(axis=0)
    shares = tuple(pattern.total_cell(share) for share in _shares(counts))
    return model.CrossRow("", ALL, pattern.total_cell(int(counts.sum())), shares)


def _label(axis: _Axis, row: Row[str]) -> str:
    return MERGED if row.is_merged else axis.labels[axis.keys.index(row.members[0])]


def _with_sentence(crossing: model.Crossing, found: Association | None, p: float) -> model.Crossing:
    n = crossing.total.n
    if found is None:
        return replace(crossing, sentence=_why_not_compared(crossing) if n.is_shown else "")
    strength: Strength = found.strength
    return replace(
        crossing,
        effect=n.to(lambda _: found.v),
        p=n.to(lambda _: p),
        sentence=difference_sentence(found.n, p, strength) if n.is_shown else "",
    )


def _why_not_compared(crossing: model.Crossing) -> str:
    if any(not share.is_shown for row in crossing.rows for share in row.shares):
        return PARTLY_HIDDEN
    return nothing_to_compare() if len(crossing.rows) < 2 else ALL_ALIKE
