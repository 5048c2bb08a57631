"""Nothing is recovered from the tables of one report: organisations, categories, and the one by the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.protection import (
    DEFAULT,
    Protection,
    Tally,
    protect_answers,
    protect_crossing,
    protect_crossing_answers,
    protect_groups,
    tally,
)
from tests.pure.reports.protection.attack import Attacker, Seen
from tests.pure.reports.protection.cuts import Cut, cut
from tests.pure.reports.protection.town import ATTRIBUTES, OPTIONS, Town, is_told_openly, random_town

K = DEFAULT.min_cell
Pair = tuple[str, str]


def _by(town: Town, question: int | None) -> dict[Pair, tuple[int, ...]]:
    """Respondents (or their answers) by organisation and category."""
    counts: dict[Pair, tuple[int, ...]] = {(o, c): (0,) * OPTIONS for o in town.values[0] for c in town.values[1]}
    for atom, size in town.atoms.counts.items():
        more = (size, *(0,) * (OPTIONS - 1)) if question is None else town.answers[question].get(atom, (0,) * OPTIONS)
        place = atom.values[0], atom.values[1]
        counts[place] = tuple(a + b for a, b in zip(counts[place], more, strict=True))
    return counts


def _margin(counts: dict[Pair, tuple[int, ...]], side: int) -> dict[str, tuple[int, ...]]:
    margin: dict[str, tuple[int, ...]] = {}
    for pair, row in counts.items():
        margin[pair[side]] = tuple(a + b for a, b in zip(margin.get(pair[side], (0,) * OPTIONS), row, strict=True))
    return margin


def _seen(town: Town, question: int, *, merges: bool) -> Seen | None:
    people, answers = _by(town, None), _by(town, question)
    rows = protect_groups({name: row[0] for name, row in _margin(people, 0).items()}, merges=merges)
    columns = protect_groups({name: row[0] for name, row in _margin(people, 1).items()})
    crossing = protect_crossing({pair: row[0] for pair, row in people.items()}, rows, columns)
    given = {pair: tally(row) for pair, row in answers.items()}
    narrowed = replace(crossing, rows=_narrow(rows, answers, 0), columns=_narrow(columns, answers, 1))
    asked = protect_crossing_answers(narrowed, given)
    if crossing.is_refused or asked.is_refused:
        return None
    sizes: dict[Cut, int | None] = {cut(): rows.total_cell(sum(row[0] for row in people.values())).known()}
    counts: dict[Cut, tuple[int, ...] | None] = {cut(): asked.rows.total_cell(_sum(list(answers.values()))).known()}
    for row in rows.rows:
        here = cut({"organisation": row.members})
        sizes[here] = rows.size(row).known()
        counts[here] = asked.rows.cell(row, _sum([_margin(answers, 0)[m] for m in row.members])).known()
        for column in columns.rows:
            inner = cut({"organisation": row.members, "category": column.members})
            inside = _sum([answers[r, c] for r in row.members for c in column.members])
            sizes[inner] = crossing.size(row, column).known()
            counts[inner] = asked.cell(row, column, inside).known()
    for column in columns.rows:
        here = cut({"category": column.members})
        sizes[here] = columns.size(column).known()
        counts[here] = asked.columns.cell(column, _margin(answers, 1)[column.members[0]]).known()
    single = [cut({"organisation": o, "category": c}) for o, c in people] + [
        cut({"organisation": o}) for o, _ in people
    ]
    shown = {one: size for one, size in sizes.items() if size is not None}
    told = {one: row for one, row in counts.items() if row is not None}
    targets = [one for one in dict.fromkeys([*sizes, *single]) if town.atoms.size(one) and one not in told]
    return Seen(ATTRIBUTES, town.values, shown, told, tuple(targets))


def _narrow(pattern: Protection[str], answers: dict[Pair, tuple[int, ...]], side: int) -> Protection[str]:
    given: dict[str, Tally] = {name: tally(row) for name, row in _margin(answers, side).items()}
    return protect_answers(pattern, given)


def _sum(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("merges", [False, True])
def test_tables_of_a_report_give_nobody_away(seed: int, merges: bool) -> None:
    town = random_town(200 + seed, most=(12, 60)[seed % 2])
    seen = _seen(town, seed // 2 % 2, merges=merges)
    if seen is None:
        return
    attacker = Attacker(seen)
    small = {one for one in seen.targets if town.atoms.size(one) < K}

    assert [one for one in attacker.sizes() if one in small] == []
    assert [one for one in attacker.sums() if one in small] == []
    assert [one for one in attacker.answers() if not is_told_openly(town, seen.counts, *one)] == []


def test_towns_of_these_tests_are_seldom_refused() -> None:
    seen = [_seen(random_town(200 + seed), 0, merges=True) for seed in range(8)]

    assert sum(one is not None for one in seen) >= 6
