"""What protection costs: a region of 2,000 organisations, and crossings."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from reports.protection import (
    Spread,
    protect_answers,
    protect_crossing,
    protect_groups,
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


def _print_crossing(chance: random.Random, rows: int, columns: int) -> None:
    table = {(r, c): int(chance.expovariate(1 / 10)) for r in range(rows) for c in range(columns)}
    of_rows = protect_groups({r: sum(table[r, c] for c in range(columns)) for r in range(rows)}, merges=True)
    of_columns = protect_groups({c: sum(table[r, c] for r in range(rows)) for c in range(columns)})
    crossing = _timed(f"a crossing of {rows} × {columns}", lambda: protect_crossing(table, of_rows, of_columns))
    small = sum(1 for size in crossing.sizes.values() if 0 < size < 5)
    print(f"    {small} small cells of {len(crossing.sizes)}, {len(crossing.why_hidden)} hidden")


def _timed(name: str, what: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = what()
    print(f"  {name:<31} {1000 * (time.perf_counter() - began):8.1f} ms")
    return result
