"""Nothing is recovered from the summaries of a small municipality by whoever asks for all that may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from reports.responses import Attribute, Responses
from reports.summary.live import Steps, next_release
from reports.summary.making import Material, make_summary
from reports.summary.selection import taken
from surveys.model import Questionnaire
from tests.pure.reports.summary.attack import Leak, SummaryAttacker, Town, truth_of
from tests.pure.reports.summary.seen import ALL, SIZE, Fact, Known, SumKnown, seen_in, seen_in_comparison
from tests.pure.reports.summary.small_town import (
    PD8,
    SmallTown,
    all_comparisons,
    all_requests,
    flagged,
    small_town,
)

LEAST = 5
STEP = 10


def everything(material: Material, everybody: Responses, form: Questionnaire = PD8) -> Iterator[Known]:
    """All that is shown to whoever asks for everything."""
    for request, where in all_requests(everybody):
        summary = make_summary(material, request)
        if summary.quality.are_excluded or not request.excludes_flagged:
            yield from seen_in(summary, where, form)
    for request, sides in all_comparisons(everybody):
        yield from seen_in_comparison(make_summary(material, request), sides)


def leaks(attacker: SummaryAttacker, questions: tuple[str, ...]) -> list[Leak]:
    return [leak for question in questions for leak in attacker.leaks(question)]


@pytest.mark.parametrize("seed", [5, 6])
def test_all_summaries_of_a_town_together_give_nobody_away(seed: int) -> None:
    town = small_town(seed, (6, 9), most=9)
    everybody = flagged(town.responses())
    told = truth_of(everybody)
    known = list(everything(town.material(town.responses()), everybody))
    attacker = SummaryAttacker(Town(everybody), known, told, LEAST)

    assert attacker.wrong() == []
    assert leaks(attacker, tuple(told)) == []
    assert any(isinstance(one, SumKnown) and one.group for one in known)


def in_state(known: Iterator[Known], states: str) -> Iterator[Known]:
    """The same of those only who are found in an export."""
    for one in known:
        yield replace(one, group=one.group | {("state", frozenset(states))})


@pytest.mark.parametrize("skips", [False, True])
def test_a_running_anonymous_campaign_and_its_end_give_nobody_away(*, skips: bool) -> None:
    seed = 6
    town = small_town(seed, (2, 2), late=3, most=60, skips=skips)
    everybody, luck = flagged(town.responses()), np.random.default_rng(seed)
    first = np.zeros(everybody.size, np.bool_)
    there = everybody.size - town.late
    first[:there] = next_release(taken(everybody, np.arange(everybody.size) < there), first[:there], STEP, luck)
    second = next_release(everybody, first, STEP, luck)
    state = np.where(first, 0, np.where(second, 1, 2)).astype(np.int32)
    marked = replace(
        everybody,
        attributes={**everybody.attributes, "state": Attribute("state", ("0", "1", "2"), state, ("0", "1", "2"))},
    )
    known = list(everything(town.material(town.responses()), everybody))
    for released, states in ((first, "0"), (second, "01")):
        some = taken(town.responses(), released)
        live = town.material(some, 0, Steps.OF_GROUPS)
        known += in_state(everything(live, everybody), states)
    told = truth_of(marked)
    attacker = SummaryAttacker(Town(marked), known, told, LEAST)

    assert first.any() or skips
    assert attacker.wrong() == []
    assert leaks(attacker, (SIZE, "a1", "mentor", "a")) == []


def only_small_groups_hidden(everybody: Responses, town: SmallTown) -> Iterator[Known]:
    """What would be shown if groups of fewer than five were hidden and nothing else."""
    told, cells = truth_of(everybody), Town(everybody)
    for where in cells.groups:
        inside = cells.mask(where)[cells.cell_of]
        for question, one in told.items():
            counts = np.bincount(one.codes[inside], minlength=len(one.names))
            if counts[one.is_answer].sum() < LEAST or len(where) > 2:
                continue
            yield SumKnown(question, where)
            for name, count in zip(one.names, counts.tolist(), strict=True):
                yield Fact(question, where, frozenset({(name if question != SIZE else ALL, 1)}), count)
    for request, selected in all_requests(everybody)[:1]:
        yield from seen_in(make_summary(town.material(town.responses()), request), selected, PD8)


def test_the_attack_succeeds_where_only_small_groups_are_hidden() -> None:
    town = small_town(1, (6, 9), most=9)
    everybody = flagged(town.responses())
    known = list(only_small_groups_hidden(everybody, town))
    attacker = SummaryAttacker(Town(everybody), known, truth_of(everybody), LEAST)

    assert attacker.wrong() == []
    found = leaks(attacker, (SIZE, "a1", "mentor"))
    assert {leak.kind for leak in found} == {"size", "count", "answer", "sum", "difference"}
