"""Figures of a campaign that still runs: they change in steps only, so that no step is one person's.

Each time some answers are released, drawn by lot. Between two releases every group that is ever shown gains nobody
or at least k people, and of every question nobody or at least k who said something to the matter; and at least k of
each are always held back, so that the last figures, of everybody, are again a step of k and more. Which answers were
drawn says nothing of who came when.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reports.responses import Responses
from reports.statistics.codes import Marks, not_mine_options

Groups = list[NDArray[np.int16] | NDArray[np.int32]]


class Steps(StrEnum):
    """Whether figures move in steps, and which do."""

    NONE = "none"
    """Nobody can answer any more; or whoever looks may know everybody's answers."""
    OF_GROUPS = "of_groups"
    """Those of every group by itself: of an anonymous campaign, of which nobody may know more."""
    OF_EVERYBODY = "of_everybody"
    """Those of everybody together, and there are no others: for whoever may not know the answers of anybody."""


NOBODYS = 0
"""The group of those with whom a look at the people has nothing to do."""


def next_release(responses: Responses, released: Marks, step: int, luck: np.random.Generator) -> Marks:
    """Whose answers the figures are of from now on; at least those of `released`. `step` is the k of the rule."""
    waiting = ~released
    if np.count_nonzero(waiting) < 2 * step:
        return released
    groups = _groups(responses)
    fresh = waiting & ~_held_back(groups, waiting, step, luck)
    return released | _peeled(groups, fresh, step)


def _groups(responses: Responses) -> Groups:
    """Of every attribute the group of each respondent, those of whom it is not known being one; and everybody.

    The same once more of those who answered a question, for each set of people that answered one.
    """
    found = [_small(attribute.codes + 2) for attribute in responses.attributes.values()]
    groups = [np.ones(responses.size, np.int16), *found]
    told = [
        np.where(answered, group, group.dtype.type(NOBODYS)) for answered in _answered(responses) for group in groups
    ]
    return [*groups, *told]


def _small(codes: NDArray[np.int32]) -> NDArray[np.int16] | NDArray[np.int32]:
    """There are hundreds of columns like this: half of the memory where it is enough."""
    return codes.astype(np.int16) if codes.max(initial=0) < np.iinfo(np.int16).max else codes


def _answered(responses: Responses) -> list[Marks]:
    """Who said something to the matter, for each question; the same people once, and not where it is everybody."""
    found: dict[bytes, Marks] = {}
    for question in responses.questionnaire.questions:
        codes = responses.choices.get(question.key)
        if codes is None:
            continue
        answered = (codes >= 0) & ~np.isin(codes, list(not_mine_options(question)))
        if not answered.all():
            found.setdefault(answered.tobytes(), answered)
    return list(found.values())


def _held_back(groups: Groups, waiting: Marks, step: int, luck: np.random.Generator) -> Marks:
    """So many of each group as a step is, by lot; all of a smaller one. Whoever is in a small group comes first, for
    whoever is held back counts for all the groups he is in."""
    held = np.zeros(waiting.size, np.bool_)
    rows = luck.permutation(np.flatnonzero(waiting))
    smallest = np.full(rows.size, rows.size, np.int64)
    for group in groups:
        np.minimum(smallest, _sizes(group[rows]), out=smallest)
    rows = rows[np.argsort(smallest, kind="stable")]
    for group in groups:
        of = group[rows]
        met = np.flatnonzero(of != NOBODYS)
        held[rows[met[_firsts(of[met], step)]]] = True
    return held


def _firsts(group: NDArray[np.int16] | NDArray[np.int32], most: int) -> NDArray[np.intp]:
    """Where the first members of each group stand, so many of each or all."""
    wanted = np.minimum(np.bincount(group), most)
    size = min(group.size, _AT_FIRST)
    # Whoever is in a small group comes first, so that the first thousands mostly have enough of everybody.
    while size < group.size and (np.bincount(group[:size], minlength=wanted.size) < wanted).any():
        size = min(group.size, 8 * size)
    of = group[:size]
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], of[order], side="left")
    return order[np.arange(size) - starts < most]


_AT_FIRST = 4_096


def _sizes(group: NDArray[np.int16] | NDArray[np.int32]) -> NDArray[np.int64]:
    """Of each, how many are in the same group; of nobody's, all."""
    found = np.bincount(group, minlength=1)
    found[NOBODYS] = group.size
    return found[group]


def _peeled(groups: Groups, fresh: Marks, step: int) -> Marks:
    """Whoever is left when everybody went who is in a group that would gain too few; the order does not matter."""
    left = fresh.copy()
    while True:
        before = np.count_nonzero(left)
        for group in groups:
            gain = np.bincount(group[left], minlength=int(group.max(initial=0)) + 1)
            left &= (gain[group] >= step) | (group == NOBODYS)
        if np.count_nonzero(left) == before:
            return left
