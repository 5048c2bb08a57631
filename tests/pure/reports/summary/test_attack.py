"""Nothing is recovered from the summaries of a small municipality by whoever asks for all that may be asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from reports.responses import Responses
from reports.summary.making import Material, make_summary
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


def everything(material: Material, everybody: Responses) -> Iterator[Known]:
    """All that is shown to whoever asks for everything."""
    for request, where in all_requests(everybody):
        summary = make_summary(material, request)
        if summary.quality.are_excluded or not request.excludes_flagged:
            yield from seen_in(summary, where, PD8)
    for request, sides in all_comparisons(everybody):
        yield from seen_in_comparison(make_summary(material, request), sides)


def leaks(attacker: SummaryAttacker, questions: tuple[str, ...]) -> list[Leak]:
    return [leak for question in questions for leak in attacker.leaks(question)]


@pytest.mark.parametrize("seed", [5])
def test_all_summaries_of_a_town_together_give_nobody_away(seed: int) -> None:
    town = small_town(seed, (6, 9), most=9)
    everybody = flagged(town.responses())
    told = truth_of(everybody)
    known = list(everything(town.material(town.responses()), everybody))
    attacker = SummaryAttacker(Town(everybody), known, told, LEAST)

    assert attacker.wrong() == []
    assert leaks(attacker, tuple(told)) == []
    assert any(isinstance(one, SumKnown) and one.group for one in known)


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
    found = leaks(attacker, (SIZE, "a1", "mentor", "a"))
    assert {leak.kind for leak in found} == {"size", "count", "answer", "sum", "difference"}
