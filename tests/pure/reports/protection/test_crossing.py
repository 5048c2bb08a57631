"""Two attributes with the totals of both."""

import os
import random
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from reports.protection import (
    Crossing,
    Policy,
    Reason,
    Tally,
    protect_crossing,
    protect_crossing_answers,
    protect_groups,
    tally,
)
from reports.protection.bonds import weak_cuts

Table = dict[tuple[int, int], int]
K = 5


def _table(seed: int, rows: int = 7, columns: int = 4, mean: int = 8) -> Table:
    chance = random.Random(seed)
    return {(r, c): int(chance.expovariate(1 / mean)) for r in range(rows) for c in range(columns)}


def _protected(table: Table, *, merges: bool = False) -> Crossing[int, int]:
    rows = {r: sum(size for (one, _), size in table.items() if one == r) for r, _ in table}
    columns = {c: sum(size for (_, one), size in table.items() if one == c) for _, c in table}
    return protect_crossing(table, protect_groups(rows, merges=merges), protect_groups(columns))


def _known(crossing: Crossing[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """What is printed, as sums over all cells (of merged rows one)."""
    count, across = len(crossing.rows.rows), len(crossing.columns.rows)
    masks, sums = [], []
    for r, row in enumerate(crossing.rows.rows):
        for c, column in enumerate(crossing.columns.rows):
            if (size := crossing.size(row, column).known()) is not None:
                masks.append(np.eye(count * across)[r * across + c])
                sums.append(size)
    whole = np.ones((count, across))
    for r, row in enumerate(crossing.rows.rows):
        if (size := crossing.rows.size(row).known()) is not None:
            masks.append((whole * (np.arange(count) == r)[:, None]).ravel())
            sums.append(size)
    for c, column in enumerate(crossing.columns.rows):
        if (size := crossing.columns.size(column).known()) is not None:
            masks.append((whole * (np.arange(across) == c)[None, :]).ravel())
            sums.append(size)
    return np.array([*masks, whole.ravel()]), np.array([*sums, sum(crossing.sizes.values())])


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("merges", [False, True])
def test_no_hidden_cell_can_be_narrowed_by_whoever_believes_the_words(seed: int, merges: bool) -> None:
    crossing = _protected(_table(seed), merges=merges)
    if crossing.is_refused:
        return
    masks, sums = _known(crossing)
    places = sorted(crossing.sizes)
    low, high = np.zeros(len(places)), np.full(len(places), 10.0**6)
    for number, place in enumerate(places):
        if place in crossing.why_hidden and crossing.why_hidden[place].reason is Reason.SMALL:
            low[number], high[number] = 1, K - 1
    for number, place in enumerate(places):
        if place in crossing.why_hidden and 0 < crossing.sizes[place] < K:
            aim = np.eye(len(places))[number]
            ends = [
                milp(
                    sign * aim,
                    integrality=np.ones(len(aim)),
                    bounds=(low, high),
                    constraints=LinearConstraint(masks, sums, sums),
                ).x
                for sign in (1, -1)
            ]
            assert round(ends[1][number] - ends[0][number]) >= Policy(K).width


@pytest.mark.parametrize("seed", range(12))
def test_no_computation_concerns_fewer_than_five_people(seed: int) -> None:
    crossing = _protected(_table(seed))
    if crossing.is_refused:
        return
    masks, _ = _known(crossing)
    sizes = np.array([crossing.sizes[place] for place in sorted(crossing.sizes)])
    filled = np.flatnonzero(sizes)
    few = [
        chosen
        for count in range(1, K)
        for chosen in combinations([place for place in filled if sizes[place] < K], count)
        if sizes[list(chosen)].sum() < K
    ]
    for chosen in few:
        rest = [place for place in filled if place not in chosen]
        # A computation that concerns only the chosen would vanish on all the others.
        assert np.linalg.matrix_rank(masks[:, filled]) == np.linalg.matrix_rank(masks[:, rest])


def test_a_weak_town_hides_nothing_but_small_cells_and_is_found_out() -> None:
    masks = np.array([[1.0, 1, 1], [0, 1, 0], [0, 0, 1]])

    assert np.linalg.matrix_rank(masks) != np.linalg.matrix_rank(masks[:, 1:])


def test_a_small_cell_takes_three_others_with_it() -> None:
    crossing = _protected(
        {(0, 0): 3, (0, 1): 9, (0, 2): 30, (1, 0): 8, (1, 1): 12, (1, 2): 40, (2, 0): 50, (2, 1): 60}
    )

    assert set(crossing.why_hidden) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert crossing.size(crossing.rows.rows[2], crossing.columns.rows[2]).known() == 0


def test_two_attributes_that_nearly_coincide_are_refused() -> None:
    crossing = _protected({(0, 0): 20, (0, 1): 1, (1, 1): 30})

    assert crossing.is_refused


def test_sides_that_few_people_bind_are_found() -> None:
    assert weak_cuts([("a", "b", 9), ("b", "c", 2), ("c", "d", 9), ("d", "b", 1)], 5) in ([{"a", "b"}], [{"c", "d"}])
    assert weak_cuts([("a", "b", 3), ("b", "c", 3), ("c", "a", 3)], 5) == []


def test_a_unanimous_cell_is_hidden_so_that_it_cannot_be_computed() -> None:
    table = {(r, c): 8 for r in range(3) for c in range(3)}
    answers: dict[tuple[int, int], Tally] = {place: tally([4, 4]) for place in table}
    answers[0, 0] = tally([8, 0])
    crossing = _protected(table)
    narrowed = protect_crossing_answers(crossing, answers)

    assert crossing.why_hidden == {}
    assert (0, 0) in narrowed.why_hidden
    hidden_in_row = [c for r, c in narrowed.why_hidden if r == 0]
    hidden_in_column = [r for r, c in narrowed.why_hidden if c == 0]
    assert len(hidden_in_row) > 1
    assert len(hidden_in_column) > 1
    assert {h.words for h in narrowed.why_hidden.values()} == {"н/д"}


HIDDEN = """
import random
from reports.protection import protect_crossing, protect_groups
luck = random.Random(1)
for _ in range(300):
    table = [[luck.randint(1, 9) for _ in range(3)] for _ in range(2)]
    counts = {(r, c): size for r, row in enumerate(table) for c, size in enumerate(row)}
    rows, columns = dict(enumerate(map(sum, table))), dict(enumerate(map(sum, zip(*table))))
    print(sorted(protect_crossing(counts, protect_groups(rows), protect_groups(columns)).why_hidden))
"""


def test_the_same_is_hidden_in_every_process() -> None:
    """Else one of two exports would tell what the other hides. Sets of words have another order in each process."""
    told = {
        subprocess.run(
            [sys.executable, "-c", HIDDEN],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in range(3)
    }

    assert len(told) == 1


def test_a_turned_table_has_rows_for_columns() -> None:
    one = _protected(_table(3))

    assert (one.turned.rows, one.turned.columns) == (one.columns, one.rows)
    assert one.turned.sizes == {(c, r): size for (r, c), size in one.sizes.items()}
    assert one.turned.turned == one
