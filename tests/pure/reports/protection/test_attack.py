"""Nothing is recovered from a small municipality by whoever has everything that may be asked for."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from reports.protection.answers import may_show_distribution
from reports.protection.cells import Reason, hidden
from reports.protection.cuts import Atom, Atoms, Cut
from reports.protection.linked import LinkedProtection, protect_cuts, table_cuts
from reports.protection.linked_answers import protect_linked_answers
from reports.protection.policy import DEFAULT
from reports.protection.released import Released
from tests.pure.reports.protection.attack import Attacker, Seen
from tests.pure.reports.protection.town import ATTRIBUTES, OPTIONS, Town, is_told_openly, random_town

K = DEFAULT.min_cell


def _counts(town: Town, question: int, cut: Cut) -> tuple[int, ...]:
    inside = [atom for atom, taken in zip(town.atoms.counts, town.atoms.mask(cut), strict=True) if taken]
    return tuple(sum(town.answers[question].get(atom, (0,) * OPTIONS)[o] for atom in inside) for o in range(OPTIONS))


def _seen(
    town: Town, patterns: Iterable[LinkedProtection], question: int, narrowed: Iterable[LinkedProtection]
) -> Seen:
    sizes: dict[Cut, int] = {}
    asked: list[Cut] = []
    for pattern in patterns:
        asked += pattern.sizes
        sizes |= {cut: size for cut in pattern.sizes if (size := pattern.size(cut).known()) is not None}
    counts = {
        cut: shown
        for pattern in narrowed
        for cut in pattern.sizes
        if (shown := pattern.cell(cut, _counts(town, question, cut)).known()) is not None
    }
    filled = {cut for cut in asked if town.atoms.size(cut)}
    hidden_cuts = tuple(
        cut for cut in dict.fromkeys(asked) if cut in filled and (cut not in sizes or cut not in counts)
    )
    return Seen(ATTRIBUTES, town.values, sizes, counts, hidden_cuts, 1 + max(cut.state for cut in asked))


def _recovered(town: Town, seen: Seen) -> list[tuple[str, object]]:
    attacker = Attacker(seen)
    found: list[tuple[str, object]] = [("size", cut) for cut, size in attacker.sizes().items() if 0 < size < K]
    found += [("sum", cut) for cut in attacker.sums() if town.atoms.size(cut) < K]
    found += [("difference", pair) for pair in attacker.differences(K)]
    found += [
        ("answer", (cut, option))
        for cut, option in attacker.answers()
        if not is_told_openly(town, seen.counts, cut, option)
    ]
    return found


def _weak(atoms: Atoms, cuts: Iterable[Cut]) -> LinkedProtection:
    """Protection that hides small groups and nothing else."""
    sizes = {cut: atoms.size(cut) for cut in cuts}
    why = {cut: hidden(Reason.SMALL, K) for cut, size in sizes.items() if DEFAULT.hides(size)}
    return LinkedProtection(DEFAULT, sizes, why, Released())


def _weak_answers(town: Town, within: LinkedProtection, question: int) -> LinkedProtection:
    sizes = {cut: sum(_counts(town, question, cut)) for cut in within.sizes}
    why = {
        cut: hidden(Reason.WITHHELD, K)
        for cut in sizes
        if not may_show_distribution(_counts(town, question, cut), DEFAULT)
    }
    return LinkedProtection(DEFAULT, sizes, why, Released())


@pytest.mark.parametrize("seed", [1, 2])
def test_all_tables_and_filters_of_a_town_together_give_nobody_away(seed: int) -> None:
    town = random_town(seed, organisations=(6, 9))
    pattern = protect_cuts(town.atoms, table_cuts(town.atoms, ATTRIBUTES))

    for question in range(2):
        narrowed = protect_linked_answers(pattern, town.atoms, town.answers[question])
        assert _recovered(town, _seen(town, [pattern], question, [narrowed])) == []
        assert any(cut.where for cut in narrowed.sizes if narrowed.size(cut).known())


@pytest.mark.parametrize("late", [1, 3, 8])
def test_two_exports_one_after_the_other_give_nobody_away(late: int) -> None:
    town = random_town(100 + late, organisations=(6, 8), late=late)
    cuts = [table_cuts(town.atoms, ATTRIBUTES, most=1, state=state) for state in (0, 1)]
    before = protect_cuts(town.atoms, cuts[0])
    after = protect_cuts(town.atoms, cuts[1], released=Released.from_json(before.released.to_json()))

    for question in range(2):
        first = protect_linked_answers(before, town.atoms, town.answers[question])
        second = protect_linked_answers(after, town.atoms, town.answers[question], first.released)
        assert _recovered(town, _seen(town, [before, after], question, [first, second])) == []


def test_the_attack_succeeds_where_only_small_groups_are_hidden() -> None:
    kinds: set[str] = set()
    for seed in range(2):
        town = random_town(seed, organisations=(6, 9))
        weak = _weak(town.atoms, table_cuts(town.atoms, ATTRIBUTES))
        found = _recovered(town, _seen(town, [weak], 0, [_weak_answers(town, weak, 0)]))
        assert found
        kinds |= {kind for kind, _ in found}

    assert kinds == {"size", "sum", "difference", "answer"}


def test_the_attack_succeeds_on_two_exports_that_are_protected_apart() -> None:
    town = random_town(101, organisations=(6, 8), late=1)
    apart = [protect_cuts(town.atoms, table_cuts(town.atoms, ATTRIBUTES, most=1, state=s)) for s in (0, 1)]
    narrowed = [protect_linked_answers(one, town.atoms, town.answers[0]) for one in apart]

    assert {kind for kind, _ in _recovered(town, _seen(town, apart, 0, narrowed))} >= {"difference"}


def test_the_attacker_can_count() -> None:
    atoms = Atoms(("a",), {Atom(("x",)): 7, Atom(("y",)): 6, Atom(("z",)): 2})
    town = Town(atoms, ({},))
    weak = _weak(atoms, table_cuts(atoms, ("a",)))
    seen = Seen(
        ("a",), [["x", "y", "z"]], {c: s for c, s in weak.sizes.items() if s != 2}, {}, tuple(weak.why_hidden)
    )

    assert town.atoms.counts
    assert list(Attacker(seen).sizes().values()) == [2]
