"""The same work over several columns, two at a time: numpy lets go of the interpreter while it counts."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")

MANY = 50_000
"""With fewer rows a thread costs more than it gains."""
AT_ONCE = 2


def each(work: Callable[[T], U], things: Iterable[T], rows: int) -> list[U]:
    """`work` of each of the things, in their order."""
    if rows < MANY:
        return [work(thing) for thing in things]
    with ThreadPoolExecutor(AT_ONCE) as workers:
        return list(workers.map(work, things))
