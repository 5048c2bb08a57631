"""What protection costs: a region of 2,000 organisations, crossings, and everything of a small municipality."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from reports.protection import (
    Spread,
    atoms_of,
    check_release,
    cut,
    protect_answers,
    protect_crossing,
    protect_cuts,
    protect_groups,
    table_cuts,
)

T = TypeVar("T")
BLOCKS = 8


def protection_bench() -> None:
    """Print all figures."""
    print("\nProtection of small groups:")
    chance = random.Random(7)
    sizes = {number: chance.randint(0, 40) for number in range(2000)}
    spreads = {number: Spread(size, 0, 100) for number, size in sizes.items()}
    pattern = _timed("2,000 organisations", lambda: protect_groups(sizes, merges=True, are_sizes_known=True))
    _timed(f"their {BLOCKS} blocks", lambda: [protect_answers(pattern, spreads) for _ in range(BLOCKS)])
    for rows, columns in ((40, 6), (200, 6), (600, 6)):
        _print_crossing(chance, rows, columns)
    _print_town(chance)


def _print_crossing(chance: random.Random, rows: int, columns: int) -> None:
    table = {(r, c): int(chance.expovariate(1 / 10)) for r in range(rows) for c in range(columns)}
    of_rows = protect_groups({r: sum(table[r, c] for c in range(columns)) for r in range(rows)}, merges=True)
    of_columns = protect_groups({c: sum(table[r, c] for r in range(rows)) for c in range(columns)})
    crossing = _timed(f"a crossing of {rows} × {columns}", lambda: protect_crossing(table, of_rows, of_columns))
    small = sum(1 for size in crossing.sizes.values() if 0 < size < 5)
    print(f"    {small} small cells of {len(crossing.sizes)}, {len(crossing.why_hidden)} hidden")


def _print_town(chance: random.Random) -> None:
    people = [(f"o{chance.randrange(9)}", chance.choice("abc"), chance.choice("wxyz")) for _ in range(90)]
    atoms = atoms_of(("organisation", "category", "experience"), people)
    cuts = table_cuts(atoms, atoms.attributes)
    everything = _timed("all tables of a town of 90", lambda: protect_cuts(atoms, cuts))
    filled = [one for one, size in everything.sizes.items() if size]
    small = sum(1 for one in filled if everything.sizes[one] < 5)
    print(f"    {len(filled)} cuts, {small} small, {len(everything.why_hidden)} hidden")
    more = cut({"organisation": ["o1", "o2"], "category": "a"})
    _timed("one more filter beside them", lambda: check_release(everything.released, atoms, more))


def _timed(name: str, what: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = what()
    print(f"  {name:<31} {1000 * (time.perf_counter() - began):8.1f} ms")
    return result
