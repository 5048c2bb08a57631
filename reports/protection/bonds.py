"""The graph of what a table hides: its vertices are known sums, its edges hidden cells with people in them.

Whoever adds and subtracts the sums of rows and columns can compute, of the hidden cells, exactly those sets that cut
this graph: the rows on one side against the columns of that side. The fewest people whom such a computation can
concern is therefore the weight of the smallest cut. It must not be less than k.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from heapq import heappop, heappush
from typing import TypeVar

V = TypeVar("V", bound=Hashable)
Edge = tuple[V, V, int]
_Graph = dict[V, dict[V, int]]


def weak_cuts(edges: Iterable[Edge[V]], least: int) -> list[set[V]]:
    """Sets of vertices that fewer than `least` people bind to the rest: one of each component that has any.

    Stoer and Wagner's search by orders of greatest attachment; every pair found to be bound by `least` is joined.
    Everything is gone through in the order of the edges: of the same table always the same is hidden, in every
    process, or two exports would differ and one would tell what the other hides.
    """
    graph = _graph_of(edges)
    joined: dict[V, set[V]] = {vertex: {vertex} for vertex in graph}
    sides = (_weak_side(graph, joined, component, least) for component in _components(graph))
    return [side for side in sides if side is not None]


def _graph_of(edges: Iterable[Edge[V]]) -> _Graph[V]:
    graph: _Graph[V] = defaultdict(lambda: defaultdict(int))
    for one, other, weight in edges:
        if weight > 0 and one != other:
            graph[one][other] += weight
            graph[other][one] += weight
    return graph


def _components(graph: _Graph[V]) -> list[list[V]]:
    found: list[list[V]] = []
    seen: set[V] = set()
    for start in graph:
        if start in seen:
            continue
        component, waiting = [start], [start]
        seen.add(start)
        while waiting:
            fresh = [vertex for vertex in graph[waiting.pop()] if vertex not in seen]
            seen.update(fresh)
            component += fresh
            waiting += fresh
        found.append(component)
    return found


def _weak_side(graph: _Graph[V], joined: dict[V, set[V]], component: list[V], least: int) -> set[V] | None:
    while len(component) > 1:
        order = _by_attachment(graph, component[0])
        if order[-1][1] < least:
            return joined[order[-1][0]]
        into = order[0][0]
        for vertex, attachment in order[1:]:
            # Joining only consecutive vertices keeps what the order proves: this pair is bound by `attachment`.
            if attachment >= least:
                _join(graph, joined, into, vertex)
                component.remove(vertex)
            else:
                into = vertex
    return None


def _by_attachment(graph: _Graph[V], start: V) -> list[tuple[V, int]]:
    """Vertices in the order in which they are bound most to those before, each with how much that is."""
    attached = {start: 0}
    done: set[V] = set()
    order: list[tuple[V, int]] = []
    count = 0
    heap: list[tuple[int, int, V]] = [(0, 0, start)]
    while heap:
        weight, _, vertex = heappop(heap)
        if vertex in done:
            continue
        done.add(vertex)
        order.append((vertex, -weight))
        for other, more in graph[vertex].items():
            if other not in done:
                attached[other] = attached.get(other, 0) + more
                count += 1
                heappush(heap, (-attached[other], count, other))
    return order


def _join(graph: _Graph[V], joined: dict[V, set[V]], into: V, vertex: V) -> None:
    joined[into] |= joined.pop(vertex)
    for other, weight in graph.pop(vertex).items():
        del graph[other][vertex]
        if other != into:
            graph[into][other] += weight
            graph[other][into] += weight
