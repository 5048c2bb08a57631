"""Groups inside groups: organisations of territories, or of kinds, with the totals of both."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from reports.protection.groups import Protection, Row, protect_groups
from reports.protection.policy import DEFAULT, Policy

P = TypeVar("P", bound=Hashable)
G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tree(Generic[P, G]):
    """The patterns of two levels that are published together."""

    parents: Protection[P]
    children: Mapping[Row[P], Protection[G]]
    """By visible parent; of a hidden parent no child is shown, nor any total but the whole."""


def protect_tree(
    sizes: Mapping[P, Mapping[G, int]],
    policy: Policy = DEFAULT,
    *,
    merges: bool = False,
    are_sizes_known: bool = False,
) -> Tree[P, G]:
    """Protect groups within groups; the keys of all inner groups are different.

    What a visible group holds beside its visible parts is either nobody or at least k people, at every level. A list
    of all inner groups without their parents has to use these patterns too, not one of its own.
    """
    parents = protect_groups(
        {parent: sum(inner.values()) for parent, inner in sizes.items()},
        policy,
        merges=merges,
        are_sizes_known=are_sizes_known,
    )
    children = {
        row: protect_groups(
            {group: size for parent in row.members for group, size in sizes[parent].items()},
            policy,
            merges=merges,
            are_sizes_known=are_sizes_known,
        )
        for row in parents.visible
    }
    return Tree(parents, children)
