"""The subtraction attack: somebody who has every table, filter and export, and solves for what is not in them.

The attacker knows which values each attribute has and how many answered in every cut that is shown, nothing else;
not even which combinations have anybody. What is unknown is a number of people for every combination of values; what
is published are sums of these. Whole-number programs give the least and the greatest size of every hidden cut; where
both agree, it is recovered. Sums (and so means with n) are recovered where a cut is a combination of shown ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import LinearConstraint, milp

from tests.pure.reports.protection.cuts import Cut


@dataclass(frozen=True)
class Seen:
    """What is printed: sizes of cuts, and the counts of options of one question."""

    attributes: tuple[str, ...]
    values: list[list[str]]
    sizes: Mapping[Cut, int]
    counts: Mapping[Cut, tuple[int, ...]]
    targets: tuple[Cut, ...]
    """Cuts whose figures are not printed, all of them or those of the question."""
    states: int = 1


class Attacker:
    """Solves for what is hidden."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._unknown = [(values, state) for values in product(*seen.values) for state in range(seen.states)]
        empty = [self._mask(cut) for cut, size in seen.sizes.items() if not size]
        self._alive = ~np.any(empty, axis=0) if empty else np.ones(len(self._unknown), dtype=bool)

    def sizes(self) -> dict[Cut, int]:
        """Hidden cuts whose number of respondents is certain."""
        known = [(self._mask(cut), size) for cut, size in self._seen.sizes.items() if size]
        found = {}
        for target in self._seen.targets:
            if target not in self._seen.sizes:
                least, greatest = bounds(known, self._mask(target), self._alive)
                if least == greatest:
                    found[target] = least
        return found

    def sums(self) -> list[Cut]:
        """Hidden cuts whose sums, and so means, follow from those of shown cuts."""
        shown = np.array([self._mask(cut) for cut in self._seen.counts], dtype=float)[:, self._alive]
        found = []
        for target in self._seen.targets:
            wanted = self._mask(target)[self._alive].astype(float)
            factors = np.linalg.lstsq(shown.T, wanted, rcond=None)[0]
            if wanted.any() and np.abs(shown.T @ factors - wanted).max() < 1e-7:
                found.append(target)
        return found

    def differences(self, least: int) -> list[tuple[Cut, Cut]]:
        """Pairs of shown cuts, one inside the other, whose figures differ by a few people."""
        shown = [(cut, self._mask(cut) & self._alive, size) for cut, size in self._seen.sizes.items() if size]
        return [
            (one, other)
            for one, larger, size in shown
            for other, smaller, part in shown
            if 0 < size - part < least and not (smaller & ~larger).any()
        ]

    def answers(self) -> list[tuple[Cut, int]]:
        """Hidden cuts of which it is certain that all who are in them gave one option."""
        found = []
        for option in range(len(next(iter(self._seen.counts.values()), ()))):
            # Of those who answered otherwise only sums are known, as of everybody.
            known = [(self._mask(cut), sum(row) - row[option]) for cut, row in self._seen.counts.items()]
            found += [(target, option) for target in self._suspects(known) if self._most(known, target) == 0]
        return found

    def _suspects(self, known: list[tuple[np.ndarray, int]]) -> list[Cut]:
        """Targets that may have nobody: one solution with people in most of them spares a search for each."""
        masks = [self._mask(target) for target in self._seen.targets]
        solution = solve(known, np.sum(masks, axis=0), self._alive, -1)
        if solution is None:
            return list(self._seen.targets)
        classes, numbers = solution
        # A class may lie partly outside of a target; only one wholly inside proves that somebody is there.
        return [
            target
            for target, mask in zip(self._seen.targets, masks, strict=True)
            if not numbers[np.setdiff1d(classes[mask[self._alive]], classes[~mask[self._alive]])].sum()
        ]

    def _most(self, known: list[tuple[np.ndarray, int]], target: Cut) -> int:
        return bounds(known, self._mask(target), self._alive)[1]

    def _mask(self, cut: Cut) -> np.ndarray:
        where = {self._seen.attributes.index(name): values for name, values in cut.where}
        return np.array(
            [
                state <= cut.state and all(u[place] in values for place, values in where.items())
                for u, state in self._unknown
            ]
        )


def bounds(known: list[tuple[np.ndarray, int]], target: np.ndarray, alive: np.ndarray) -> tuple[int, int]:
    """The least and the greatest number of people in a cut, given those of others; -1 for no limit."""
    ends = []
    for sign in (1, -1):
        solution = solve(known, target.astype(int), alive, sign)
        ends.append(-1 if solution is None else int(solution[1][np.unique(solution[0][target[alive]])].sum()))
    return ends[0], ends[1]


def solve(
    known: list[tuple[np.ndarray, int]], aim: np.ndarray, alive: np.ndarray, sign: int
) -> tuple[np.ndarray, np.ndarray] | None:
    """Numbers of people with the least (most) in what is aimed at: the class of each combination, people by class."""
    columns = np.array([*(mask for mask, _ in known), aim], dtype=float)[:, alive]
    classes, which = np.unique(columns, axis=1, return_inverse=True)
    sums = np.array([size for _, size in known], dtype=float)
    limits = [LinearConstraint(classes[:-1], sums, sums)] if known else []
    found = milp(sign * classes[-1], integrality=np.ones(classes.shape[1]), constraints=limits)
    return None if found.x is None else (which.ravel(), np.round(found.x))
