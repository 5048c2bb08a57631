"""From answers to a summary: the one function that the chat, the exports and the commands call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from people.model import OrganisationId
from people.organisation import Organisation
from reports.protection.policy import WELL_BEING, Policy
from reports.responses import Responses
from reports.statistics.codes import Marks
from reports.summary import model
from reports.summary.asked import Family, families_of
from reports.summary.blocks import blocks_of
from reports.summary.coverage import coverage_table
from reports.summary.crossings import crossings_of
from reports.summary.differences import Side, compare_sides, compare_waves
from reports.summary.judge import Judge
from reports.summary.live import Steps
from reports.summary.measures import Measures, measures_of
from reports.summary.merged import numbered
from reports.summary.patterns import Patterns, of_everybody, patterns_of
from reports.summary.quality import FLAGGED, UNFLAGGED, Doubts, doubts_of, may_leave_out, quality_of, with_flags
from reports.summary.questions import choices_of, extremes, items_of, numbers_of, texts_of
from reports.summary.request import MOST_FILTERED, NO_FILTERS, Filters, Request
from reports.summary.same_people import compare_same_people
from reports.summary.selection import in_words, passing, printed_filters, taken
from reports.summary.tables import BY_ORGANISATION, group_tables
from reports.summary.whole import Whole, whole_of
from reports.summary.withheld import Withheld, withheld_of
from surveys.campaigns.model import Coverage

CANNOT_LEAVE_OUT = "Сомнительные ответы не исключены: их так мало, что по разнице можно было бы узнать ответы людей."
OVERLAPPING = "Группы пересекаются, поэтому не сравниваются."
NOBODY: Filters = {"": frozenset()}
"""A selection of which nothing is told."""
SAME_PEOPLE = "сравнение одних и тех же людей"


@dataclass(frozen=True, eq=False)
class Material:
    """Everything a summary is made of, as the storage knows it."""

    heading: model.Heading
    responses: Responses | None
    """Of everybody; of a running anonymous campaign, of those released."""
    coverage: Mapping[OrganisationId, Coverage]
    organisations: Sequence[Organisation]
    min_cell: int
    min_cell_well_being: int
    earlier: Responses | None = None
    """The wave before."""
    first: Responses | None = None
    """The wave before that one, with which it was compared in its time."""
    earlier_label: str = ""
    label: str = ""
    """Of this wave: «2026/2027»."""
    steps: Steps = Steps.NONE
    """Answers are still being released: groups move in steps, crossings would not."""


@dataclass(frozen=True, slots=True)
class _Rules:
    policy: Policy
    well_being: Policy
    steps: Steps

    @property
    def is_live(self) -> bool:
        return self.steps is not Steps.NONE

    @property
    def has_no_groups(self) -> bool:
        return self.steps is Steps.OF_EVERYBODY


@dataclass(frozen=True, eq=False)
class _Selected:
    """Answers of a selection and the rules for them."""

    responses: Responses
    measures: Measures
    patterns: Patterns
    well_being: Patterns
    withheld: Withheld
    judge: Judge
    families: tuple[Family, ...]

    @property
    def whole(self) -> Whole:
        return whole_of(self.patterns, self.responses.size, self.withheld.keys)

    @property
    def whole_well_being(self) -> Whole:
        return whole_of(self.well_being, self.responses.size, self.withheld.keys)

    def side(self, label: str) -> Side:
        return Side(label, self.measures, self.whole, self.whole_well_being)


def make_summary(material: Material, request: Request) -> model.Summary:
    """The summary of a selection; everything in it may be shown to whoever may see summaries of it."""
    coverage = coverage_table(material.coverage, material.organisations, request.own)
    rules = _rules(material)
    if material.responses is None or not material.responses.size:
        nobody = Whole(None, 0, rules.policy)
        none = nobody.size()
        quality = model.Quality(none, none, none, none, none)
        return model.Summary(material.heading, coverage, none, quality, protection=_protection(rules, (), ()))
    doubts = doubts_of(material.responses)
    everybody = with_flags(material.responses, doubts)
    filters, notes = _filters(doubts, request, rules.policy.min_cell)
    selected = _select(everybody, filters, rules, request.by)
    summary = _described(material, request, selected, coverage)
    trend, matched = _trends(material, everybody, filters, rules, selected)
    judged, of_judged = _judged(everybody, selected, request, rules)
    quality = quality_of(doubts, judged, of_judged, are_excluded=FLAGGED in filters)
    return replace(
        summary,
        heading=replace(
            material.heading,
            filters=printed_filters(everybody, _printed(request)),
            is_own_organisation=request.own is not None,
        ),
        quality=quality,
        municipal=_municipal(everybody, rules) if request.own is not None else (),
        compared=_compared(everybody, request, rules),
        trend=trend,
        trend_matched=matched,
        protection=_protection(rules, summary.groups, notes),
    )


def _rules(material: Material) -> _Rules:
    return _Rules(
        Policy(min_cell=material.min_cell, unanimous_below=max(10, material.min_cell)),
        replace(WELL_BEING, min_cell=material.min_cell_well_being),
        material.steps,
    )


def _printed(request: Request) -> Filters:
    own = {} if request.own is None else {"organisation": frozenset({str(request.own)})}
    return {**request.filters, **own}


def _filters(doubts: Doubts, request: Request, min_cell: int) -> tuple[Filters, tuple[str, ...]]:
    """What restricts the figures, and what could not be done."""
    filters = _printed(request)
    if not request.excludes_flagged:
        return filters, ()
    if not may_leave_out(doubts, min_cell):
        return filters, (CANNOT_LEAVE_OUT,)
    return {**filters, **UNFLAGGED}, ()


def _select(everybody: Responses, filters: Filters, rules: _Rules, by: Sequence[str] = ()) -> _Selected:
    """A selection, with patterns for tables by these attributes."""
    some = taken(everybody, passing(everybody, filters)) if filters else everybody
    names = () if rules.has_no_groups or (rules.is_live and filters) else by
    patterns = _patterns(everybody, filters, rules, names)
    # Of well-being nothing is said of an organisation, nor of anything that is one in another word.
    told = NOBODY if any(name in filters for name in BY_ORGANISATION) else filters
    well_being = _patterns(everybody, told, replace(rules, policy=rules.well_being), names)
    measures = measures_of(some)
    families = families_of(everybody, measures_of(everybody) if filters else measures)
    judge, stricter = (
        Judge(everybody, of_everybody(everybody, one), one) for one in (rules.policy, rules.well_being)
    )
    personal, other = (tuple(one for one in families if one.is_personal is wanted) for wanted in (True, False))
    withheld = withheld_of(judge, personal, filters, patterns)
    withheld |= withheld_of(stricter, other, filters, well_being)
    return _Selected(some, measures, patterns, well_being, withheld, judge, families)


def _patterns(everybody: Responses, filters: Filters, rules: _Rules, names: Sequence[str]) -> Patterns:
    told = NOBODY if rules.has_no_groups and filters else filters
    return patterns_of(everybody, told, rules.policy, names, 1 if rules.is_live else MOST_FILTERED)


def _described(
    material: Material, request: Request, selected: _Selected, coverage: model.CoverageTable
) -> model.Summary:
    responses, measures = selected.responses, selected.measures
    whole, well_being = selected.whole, selected.whole_well_being
    blocks = blocks_of(responses, measures, whole, well_being)
    overall = frozenset(scale.key for scale in responses.questionnaire.scales if scale.of)
    items = items_of(measures, whole, well_being)
    strongest, weakest = extremes(items, blocks)
    tables = group_tables(responses, measures, selected.patterns, selected.well_being, selected.withheld)
    scored = frozenset(item.question.key for item in measures.items)
    unknown = whole.of(0)
    return model.Summary(
        heading=material.heading,
        coverage=coverage,
        n=whole.size(),
        quality=model.Quality(unknown, unknown, unknown, unknown, unknown),
        blocks=tuple(block for block in blocks if block.key not in overall),
        overall=tuple(block for block in blocks if block.key in overall),
        items=items,
        strongest=strongest,
        weakest=weakest,
        groups=tuple(replace(table, rows=numbered(table.rows)) for table in tables.blocks),
        item_groups=tuple(replace(table, rows=numbered(table.rows)) for table in tables.items),
        choices=choices_of(responses, whole, scored),
        numbers=numbers_of(responses, whole),
        texts=texts_of(responses, whole, with_words=_is_of_everybody(request)) if request.with_words else (),
        crossings=() if material.steps is not Steps.NONE else _crossings(selected, request),
    )


def _crossings(selected: _Selected, request: Request) -> tuple[model.Crossing, ...]:
    """Only of everybody: a crossing inside a filter is a table of three attributes."""
    if not _is_of_everybody(request):
        return ()
    found = crossings_of(selected.responses, request.crossed, selected.judge, selected.families)
    return tuple(replace(crossing, rows=numbered(crossing.rows)) for crossing in found)


def _is_of_everybody(request: Request) -> bool:
    return not request.filters and request.own is None and not request.excludes_flagged


def _judged(everybody: Responses, selected: _Selected, request: Request, rules: _Rules) -> tuple[Marks, Whole]:
    """Whose answers are looked at with care: those of the selection, those left out included."""
    filters = _printed(request)
    some = passing(everybody, filters)
    if not request.excludes_flagged:
        return some, selected.whole
    found = _patterns(everybody, filters, rules, ())
    return some, whole_of(found, int(np.count_nonzero(some)))


def _municipal(everybody: Responses, rules: _Rules) -> tuple[model.Block, ...]:
    selected = _select(everybody, NO_FILTERS, rules)
    return blocks_of(everybody, selected.measures, selected.whole, selected.whole_well_being)


def _compared(everybody: Responses, request: Request, rules: _Rules) -> model.Comparison | None:
    if request.compared is None:
        return None
    first, second = request.compared
    labels = in_words(everybody, first), in_words(everybody, second)
    if (passing(everybody, first) & passing(everybody, second)).any():
        return model.Comparison(*labels, (), is_of_waves=False, notes=(OVERLAPPING,))
    before, after = _select(everybody, first, rules), _select(everybody, second, rules)
    return compare_sides(before.side(labels[0]), after.side(labels[1]))


def _trends(
    material: Material,
    everybody: Responses,
    filters: Filters,
    rules: _Rules,
    selected: _Selected,
) -> tuple[model.Comparison | None, model.Comparison | None]:
    """Of whoever answered, and of the same people."""
    if material.earlier is None or not material.earlier.size:
        return None, None
    flagged = with_flags(material.earlier, doubts_of(material.earlier))
    earlier = _select(flagged, filters, rules)
    before, after = earlier.side(material.earlier_label), selected.side(material.label)
    sides = before, after, earlier.responses, selected.responses
    matched = None if filters else compare_same_people(*sides, material.first)
    if matched is not None:
        matched = replace(matched, notes=(SAME_PEOPLE, *matched.notes))
    return compare_waves(*sides), matched


def _protection(rules: _Rules, tables: Sequence[model.GroupTable], notes: tuple[str, ...]) -> model.Protection:
    footnotes = dict.fromkeys(note for table in tables for note in table.footnotes)
    merged = tuple(
        part for table in tables if table.attribute == "organisation" for row in table.rows for part in row.parts
    )
    hidden = sum(not one.n.is_shown for table in tables for row in table.rows for one in row.measures)
    return model.Protection(rules.policy.min_cell, rules.well_being.min_cell, hidden, merged, (*footnotes, *notes))
