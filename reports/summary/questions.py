"""Items, choice questions, numbers and open answers of a selection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reports.protection.answers import Tally
from reports.protection.cells import Cell
from reports.responses import Responses
from reports.statistics.choices import option_shares, ranks, ticked_shares
from reports.statistics.codes import Base, Codes, base_of, option_counts
from reports.statistics.shares import Share, share_of
from reports.statistics.words import word_families
from reports.summary import model
from reports.summary.blocks import NO_SHARE
from reports.summary.given import added_alike
from reports.summary.measures import ItemMeasure, Measures
from reports.summary.whole import Whole, bases, spread_cell
from surveys.model import Key, Kind, Question

MOST_EXTREMES = 3


def items_of(measures: Measures, whole: Whole, well_being: Whole) -> tuple[model.Item, ...]:
    """Scored questions in their order."""
    personal = {one.scale.key for one in measures.scales if one.scale.is_personal}
    return tuple(
        _item(item, (whole if item.question.scale in personal else well_being).about(item.question.key))
        for item in measures.items
    )


def extremes(
    items: Sequence[model.Item], blocks: Sequence[model.Block] = ()
) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Keys of the items that fewest and that most find hard, by the figure that is told; hidden ones are neither.

    Those of blocks of well-being are told apart from where help is needed, unless nothing else was asked.
    """
    apart = {block.key for block in blocks if block.is_well_being}
    items = [item for item in items if item.block not in apart] or items
    ranked = sorted(
        (hard.share, difficulty, place, item.key)
        for place, item in enumerate(items)
        if (hard := item.hard.known()) is not None and (difficulty := item.difficulty.known()) is not None
    )
    half = min(MOST_EXTREMES, len(ranked) // 2)
    strongest = tuple(key for *_, key in ranked[:half])
    weakest = tuple(key for *_, key in reversed(ranked[len(ranked) - half :]))
    return strongest, weakest


def choices_of(responses: Responses, whole: Whole, scored: frozenset[Key]) -> tuple[model.ChoiceQuestion, ...]:
    """Questions with options that measure nothing; the passport stands in the tables of groups."""
    return tuple(_choice(responses, question, whole.about(question.key)) for question in _choosing(responses, scored))


def numbers_of(responses: Responses, whole: Whole) -> tuple[model.NumberQuestion, ...]:
    """Questions answered by a number, marks of a range on buttons among them."""
    found = []
    for question in responses.questionnaire.questions:
        key = question.key
        mine = whole.about(key)
        if key in responses.numbers:
            numbers = spread_cell(mine, responses.numbers[key])
        elif key in responses.choices and _is_of_marks(question):
            numbers = _of_marks(question, responses.choices[key], mine)
        else:
            continue
        base = base_of(responses.choices[key])
        found.append(model.NumberQuestion(key, question.label, mine.of(bases(base)), numbers))
    return tuple(found)


def _is_of_marks(question: Question) -> bool:
    """Whether its options are numbers that mean nothing else, of a range from 0 to 10."""
    return (
        question.kind is Kind.CHOICE
        and bool(question.choices)
        and not question.scale
        and all(one.score is not None and one.label == one.code.replace(".", ",") for one in question.choices)
    )


def _of_marks(question: Question, codes: Codes, whole: Whole) -> Cell[model.Spread]:
    """Shown where the shares of the options are: it tells no more than they do."""
    marks = np.array([choice.score for choice in question.choices], np.float64)
    given = codes[codes >= 0]
    counts = option_counts(given, marks.size).tolist()
    return spread_cell(whole, marks[given], Tally(tuple(counts), given.size))


def texts_of(responses: Responses, whole: Whole, *, with_words: bool) -> tuple[model.OpenQuestion, ...]:
    """Open questions; families of words only where the words were read, and of everybody: no table of words stands
    beside those of a filter, by which one could see what a difference tells."""
    found = []
    for question in responses.questionnaire.questions:
        if question.kind is Kind.TEXT and question.key in responses.choices:
            said = responses.texts.get(question.key, ()) if with_words else ()
            families = word_families(said, least=whole.min_cell)
            mine = whole.about(question.key)
            words = tuple(model.LabelledShare(one.word, one.word, _of_word(mine, one.share)) for one in families)
            base = base_of(responses.choices[question.key])
            found.append(model.OpenQuestion(question.key, question.label, mine.of(bases(base)), words))
    return tuple(found)


def _of_word(whole: Whole, share: Share) -> Cell[Share]:
    """A word that all of a few people said tells what each of them said."""
    return whole.options((share.count,), share.of, share)


def _item(item: ItemMeasure, whole: Whole) -> model.Item:
    question, options = item.question, len(item.question.choices)
    told = option_shares(item.codes, options, item.not_mine)
    counts = np.array(told.counts)
    scored = counts[item.is_scored]
    n = int(scored.sum())
    hard = share_of(int(counts[item.is_hard].sum()), n) or NO_SHARE
    difficulty = 100 * float(counts[item.is_scored] @ item.values[item.is_scored]) / n if n else 0.0
    mean = float(counts[item.is_scored] @ item.scores[item.is_scored]) / n if n else 0.0

    shown = whole.of_options(added_alike(scored[None, :], item.judged)[0].tolist(), n)
    return model.Item(
        key=question.key,
        label=question.label,
        block=question.scale,
        is_reverse=question.is_reverse,
        bases=whole.options(told.counts, sum(told.counts), bases(told.base)),
        options=tuple(
            model.LabelledShare(choice.code, choice.label, shown(share or NO_SHARE))
            for choice, share in zip(question.choices, told.shares, strict=True)
        ),
        hard=shown(hard),
        difficulty=shown(difficulty),
        mean=shown(mean),
        hard_labels=tuple(
            choice.label for choice, is_hard in zip(question.choices, item.is_hard.tolist(), strict=True) if is_hard
        ),
    )


def _choosing(responses: Responses, scored: frozenset[Key]) -> Iterator[Question]:
    for question in responses.questionnaire.questions:
        is_listed = question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.RANK) and bool(question.choices)
        is_of_passport = bool(question.known_as)
        if is_listed and not is_of_passport and question.key not in scored and question.key in responses.choices:
            yield question


def _choice(responses: Responses, question: Question, whole: Whole) -> model.ChoiceQuestion:
    codes = responses.choices[question.key]
    base = base_of(codes)
    counts, shares, means = _taken(responses, question, base)
    is_several = question.kind is not Kind.CHOICE

    shown = whole.of_options(counts, base.answered)
    return model.ChoiceQuestion(
        key=question.key,
        label=question.label,
        kind=question.kind,
        bases=shown(bases(base)),
        options=tuple(
            model.LabelledShare(choice.code, choice.label, shown(share or NO_SHARE))
            for choice, share in zip(question.choices, shares, strict=True)
        ),
        mean_ranks=tuple(shown(mean) for mean in means) if is_several else (),
    )


def _taken(
    responses: Responses, question: Question, base: Base
) -> tuple[Sequence[int], Sequence[Share | None], Sequence[float]]:
    """Counts of options, shares of the answered, and mean places where they were put in order."""
    codes = responses.choices[question.key]
    if question.kind is Kind.CHOICE:
        told = option_shares(codes, len(question.choices))
        return told.counts, told.shares, ()
    ticks = responses.ticks[question.key]
    if question.kind is Kind.CHOICES:
        shares = ticked_shares(ticks > 0, codes >= 0)
        return np.count_nonzero(ticks[codes >= 0], axis=0).tolist(), shares, ()
    placed = ranks(ticks)
    firsts = [share_of(0 if one.first is None else one.first.count, base.answered) for one in placed]
    return [one.placed for one in placed], firsts, [one.mean or 0.0 for one in placed]
