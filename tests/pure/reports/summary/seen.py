"""What a reader of summaries sees: every figure that is shown, as a sum over groups of people and their answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.protection.cells import Cell, Hidden, Reason
from reports.statistics.items import item_table
from reports.summary.model import (
    Block,
    ChoiceQuestion,
    Crossing,
    CrossRow,
    GroupRow,
    GroupTable,
    Item,
    Measure,
    NumberQuestion,
    OpenQuestion,
    Summary,
)
from reports.summary.request import Filters
from surveys.model import Key, Kind, Question, Questionnaire

SIZE = "size"
ALL = "all"
SKIPPED = "skipped"
HOURS = ("18", "20", "36")
WORDS = {"время": "врем", "отчёт": "отчёт"}
"""Words and what all their forms have in common."""
FEW, MANY = 5, 10_000
ROUND = 3
"""Scored answers are thirds of the whole difficulty."""


Group = frozenset[tuple[str, frozenset[str]]]
"""By attribute, the values that are meant."""


@dataclass(frozen=True)
class Fact:
    """People of a group who gave certain answers, each counted as often as the weight says, are so many; or not less
    than so many and not more than `most`."""

    question: str
    group: Group
    weights: frozenset[tuple[str, int]]
    value: int
    most: int | None = None


@dataclass(frozen=True)
class SumKnown:
    """The sum over a group of something about the question is known: its mean, or any of its options."""

    question: str
    group: Group


Known = Fact | SumKnown


def group(where: Filters) -> Group:
    """As a value that can be a key."""
    return frozenset(where.items())


def seen_in(summary: Summary, where: Filters, form: Questionnaire) -> Iterator[Known]:
    """Everything a summary of a selection shows; coverage as well."""
    here = group(where)
    for row in summary.coverage.rows:
        yield Fact(SIZE, group({"organisation": frozenset({row.key})}), _weigh(ALL), row.coverage.finished)
    if (n := summary.n.known()) is not None:
        yield Fact(SIZE, here, _weigh(ALL), n)
    for block in (*summary.blocks, *summary.overall):
        yield from of_block(block, here)
    for item in summary.items:
        yield from _of_item(item, here)
    for question in summary.choices:
        yield from _of_choices(question, here)
    for table in (*summary.groups, *summary.item_groups):
        yield from _of_table(table, where, form)
    for number in summary.numbers:
        yield from _of_number(number, here)
    for opened in summary.texts:
        yield from _of_words(opened, here)
    for crossing in summary.crossings:
        yield from _of_crossing(crossing, form)


def seen_in_comparison(summary: Summary, sides: tuple[Filters, Filters]) -> Iterator[Known]:
    """Both sides of two groups put beside each other."""
    for one in summary.compared.differences if summary.compared else ():
        for where, measure in zip(sides, (one.before, one.after), strict=True):
            yield from of_measure(one.key, group(where), measure)


def answers_of(question: Question) -> tuple[str, ...]:
    """Whatever may be said to a question of one answer."""
    return (*(choice.code for choice in question.choices), SKIPPED)


def _weigh(*codes: str) -> frozenset[tuple[str, int]]:
    return frozenset((code, 1) for code in codes)


LEVELS = ("minimal", "moderate", "pronounced", "critical")


def of_block(block: Block, here: Group) -> Iterator[Known]:
    """A block of a selection."""
    yield from of_measure(block.key, here, Measure(block.n, block.index, block.pronounced))  # type: ignore[arg-type]
    for level in block.levels:
        if (share := level.share.known()) is not None:
            yield Fact(block.key, here, _weigh(level.key), share.count)


def of_measure(key: str, here: Group, measure: Measure) -> Iterator[Known]:
    """A scale of a group: how many, the mean, how many are high."""
    if (n := measure.n.known()) is not None:
        yield Fact(key, here, _weigh(*LEVELS), n)
    if measure.mean.is_shown:
        yield SumKnown(key, here)
    if (share := measure.pronounced.known()) is not None:
        yield Fact(key, here, _weigh("pronounced", "critical"), share.count)


def _of_item(item: Item, here: Group) -> Iterator[Known]:
    scored = [option.key for option in item.options if option.key != "na"]
    if (bases := item.bases.known()) is not None:
        yield Fact(item.key, here, _weigh(*scored), bases.answered)
        yield Fact(item.key, here, _weigh("na"), bases.not_mine)
        yield Fact(item.key, here, _weigh(SKIPPED), bases.skipped)
    for option in item.options:
        if (share := option.share.known()) is not None:
            yield Fact(item.key, here, _weigh(option.key), share.count)
    if item.difficulty.is_shown or item.mean.is_shown:
        yield SumKnown(item.key, here)


def _of_choices(question: ChoiceQuestion, here: Group) -> Iterator[Known]:
    is_several = question.kind is Kind.CHOICES
    bases = question.bases.known()
    names = [f"{question.key}/{one.key}" for one in question.options] if is_several else [str(question.key)]
    for name in names if bases is not None else ():
        codes = ("yes", "no") if is_several else tuple(one.key for one in question.options)
        yield Fact(name, here, _weigh(*codes), bases.answered)  # type: ignore[union-attr]
        yield Fact(name, here, _weigh(SKIPPED), bases.skipped)  # type: ignore[union-attr]
    for one in question.options:
        if (share := one.share.known()) is None:
            continue
        name = f"{question.key}/{one.key}" if is_several else str(question.key)
        yield Fact(name, here, _weigh("yes" if is_several else one.key), share.count)
        yield Fact(
            name, here, _weigh(*(("yes", "no") if is_several else (o.key for o in question.options))), share.of
        )
        yield SumKnown(name, here)


def _of_number(question: NumberQuestion, here: Group) -> Iterator[Known]:
    """With the mean and the deviation also sums and sums of squares are known; quartiles, of three numbers, add
    nothing to these."""
    bases, spread = question.bases.known(), question.numbers.known()
    if bases is not None:
        yield Fact(question.key, here, _weigh(*HOURS), bases.answered)
        yield Fact(question.key, here, _weigh(SKIPPED), bases.skipped)
    if spread is not None:
        squares = (spread.n - 1) * spread.sd**2 + spread.n * spread.mean**2
        yield SumKnown(question.key, here)
        yield Fact(question.key, here, _weigh(*HOURS), spread.n)
        yield Fact(question.key, here, frozenset((h, int(h)) for h in HOURS), round(spread.n * spread.mean))
        yield Fact(question.key, here, frozenset((h, int(h) ** 2) for h in HOURS), round(squares))


def _of_words(question: OpenQuestion, here: Group) -> Iterator[Known]:
    bases = question.bases.known()
    for word in WORDS:
        name = f"{question.key}/{word}"
        if bases is not None:
            yield Fact(name, here, _weigh("yes", "no"), bases.answered)
            yield Fact(name, here, _weigh(SKIPPED), bases.skipped)
        for one in question.families:
            if one.key == word and (share := one.share.known()) is not None:
                yield Fact(name, here, _weigh("yes"), share.count)
                yield SumKnown(name, here)


def _of_table(table: GroupTable, where: Filters, form: Questionnaire) -> Iterator[Known]:
    for row, inside in _rows(table, where):
        if (n := row.n.known()) is not None:
            yield Fact(SIZE, inside, _weigh(ALL), n)
        for column, measure in zip(table.columns, row.measures, strict=True):
            if column.is_item:
                yield from _of_item_measure(form.by_key[column.key], inside, measure)  # type: ignore[index]
            else:
                yield from of_measure(column.key, inside, measure)


def _rows(table: GroupTable, where: Filters) -> Iterator[tuple[GroupRow, Group]]:
    for row in table.rows:
        keys = {part.rsplit(maxsplit=1)[-1] for part in row.parts} if row.parts else {row.key}
        yield row, group({**where, table.attribute: frozenset(keys)})
    yield table.total, group(where)


def _of_item_measure(question: Question, here: Group, measure: Measure) -> Iterator[Known]:
    values = dict(zip([c.code for c in question.choices], item_table(question)[:-2].tolist(), strict=True))
    scored = {code: round(ROUND * value) for code, value in values.items() if not math.isnan(value)}
    n = measure.n.known()
    if n is not None:
        yield Fact(question.key, here, _weigh(*scored), n)
    mean = measure.mean.known()
    if mean is not None and n is not None:
        yield Fact(question.key, here, frozenset(scored.items()), round(ROUND * n * mean / 100))
        yield SumKnown(question.key, here)
    if (share := measure.pronounced.known()) is not None:
        yield Fact(question.key, here, _weigh(*(c for c, v in scored.items() if v >= 2)), share.count)


def _of_crossing(crossing: Crossing, form: Questionnaire) -> Iterator[Known]:
    question = form.by_key[Key(crossing.key)]
    by_label: Mapping[str, str] = {choice.label: choice.code for choice in question.choices}
    is_of_answers = _is_of_answers(crossing, form)
    for row in (*crossing.rows, crossing.total):
        here = _people(crossing, row, form) if is_of_answers else _inside(crossing, row)
        if (n := row.n.known()) is not None:
            yield Fact(crossing.key, here, _weigh(*by_label.values()), n)
        for label, cell, whole in zip(crossing.columns, row.shares, crossing.total.shares, strict=True):
            if (share := cell.known()) is not None:
                yield Fact(crossing.key, here, _weigh(by_label[label]), share.count)
            elif is_of_answers and row.n.is_shown and whole.is_shown:
                yield _hidden(crossing.key, here, by_label[label], cell)
        if is_of_answers and row.shares and all(cell.is_shown or is_nobody(cell) for cell in row.shares):
            yield SumKnown(crossing.key, here)


def _hidden(key: str, here: Group, code: str, cell: Hidden) -> Fact:
    """Of a cell in a row and a column that are told something is said even if it is hidden: that it is nobody, that
    it is few, or that it is somebody."""
    least, most = (0, 0) if is_nobody(cell) else (1, FEW - 1 if cell.reason is Reason.SMALL else MANY)
    return Fact(key, here, _weigh(code), least, most)


def is_nobody(cell: Cell[object]) -> bool:
    """Whether it is said that there is nobody."""
    return isinstance(cell, Hidden) and cell.reason is Reason.NOBODY


def _is_of_answers(crossing: Crossing, form: Questionnaire) -> bool:
    by = form.by_key.get(Key(crossing.by_key))
    return by is not None and not by.known_as


def _inside(crossing: Crossing, row: CrossRow) -> Group:
    keys = {part.rsplit(maxsplit=1)[-1] for part in row.parts} if row.parts else {row.key}
    return group({}) if row is crossing.total else group({crossing.by_key: frozenset(keys)})


def _people(crossing: Crossing, row: CrossRow, form: Questionnaire) -> Group:
    """Whoever gave an answer to the other question, or chose an option of it or did not; the total is of those who
    answered both."""
    by = form.by_key[Key(crossing.by_key)]
    if by.kind is Kind.CHOICE:
        keys = {choice.code for choice in by.choices} if row is crossing.total else {row.key}
        return group({crossing.by_key: frozenset(keys)})
    [option] = [choice.code for choice in by.choices if choice.label == crossing.by_label]
    keys = {"yes", "no"} if row is crossing.total else {"yes" if row.key == option else "no"}
    return group({f"{crossing.by_key}/{option}": frozenset(keys)})
