"""Finds calculations that wait for each other."""

from collections.abc import Iterable, Mapping


def find_cycle(dependencies: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """Names that depend on each other in a ring, in order, each once; None if there is no ring.

    `dependencies` maps a name to the names it reads; names that are not keys depend on nothing.
    """
    finished: set[str] = set()
    for start in dependencies:
        ring = _ring_from(start, dependencies, finished)
        if ring is not None:
            return ring
    return None


def _ring_from(start: str, dependencies: Mapping[str, Iterable[str]], finished: set[str]) -> tuple[str, ...] | None:
    # A stack of our own, not recursion: a chain of two thousand calculations is a legal form.
    trail: dict[str, None] = {}
    stack = [(start, False)]
    while stack:
        name, is_left = stack.pop()
        if is_left:
            del trail[name]
            finished.add(name)
            continue
        if name in finished:
            continue
        if name in trail:
            way = list(trail)
            return tuple(way[way.index(name) :])
        trail[name] = None
        stack.append((name, True))
        stack.extend((read, False) for read in dependencies.get(name, ()))
    return None
