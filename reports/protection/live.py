"""Figures that may be looked at while answers still come in: they move in steps, so that no step is one person.

Why it is safe. Whoever looks twice knows the difference of the two figures; it must concern nobody or at least k
people. Published states are multiples of k, so two of them differ by 0 or by at least k. The state shown is one step
behind, so that the last figures, which count everybody, are again at least k people further on than any shown before.
The rule holds for every group by itself; the total is the sum of what the groups show, never a fresher one, or the
difference of the total and its groups would be the newest few.
"""

from collections.abc import Mapping
from typing import TypeVar

from reports.protection.policy import Policy

G = TypeVar("G")


def published_size(answered: int, step: int, *, is_closed: bool = False) -> int:
    """At how many answers the figures stand: the figures to show are those that were true at this many.

    While the campaign runs nothing is shown before 2 * step answers; when it is closed, all answers count.
    """
    if is_closed:
        return answered if answered >= step else 0
    return max(answered // step - 1, 0) * step


def published_sizes(
    standing: Mapping[G, int], answered: Mapping[G, int], policy: Policy, *, is_closed: bool = False
) -> dict[G, int]:
    """At how many answers each group of one attribute stands now, after it stood at `standing`.

    A group moves on only if it gains at least a step; one that shrank (a person withdrew the answers) waits until it
    has grown a step beyond what was shown. The total to show is the sum.
    """
    sizes = {}
    for group, count in answered.items():
        before = standing.get(group, 0)
        size = published_size(count, policy.min_cell, is_closed=is_closed)
        sizes[group] = size if size - before >= policy.min_cell else before
    return sizes
