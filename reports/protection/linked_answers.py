"""Answers to one question in tables published together: what may be shown so that nobody's answer is certain.

A set of cuts that is safe for numbers of respondents may still tell an answer: all of a small group agree, or what
remains of one cut beside another does, or the counts of an option leave no other possibility for somebody. The
search takes cuts as for respondents, by the bases of the question, and then withdraws until a linear program finds,
for every option and every few people, a way in which not all of them gave it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.protection.answers import Tally, may_show
from reports.protection.cells import Reason, hidden
from reports.protection.certainty import never_above_zero
from reports.protection.cuts import Atom, Atoms, Cut
from reports.protection.derivation import judge
from reports.protection.linked import LinkedProtection
from reports.protection.policy import Policy
from reports.protection.released import Released

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reports.protection.cuts import Mask

    Counts = NDArray[np.int64]


def protect_linked_answers(
    within: LinkedProtection,
    atoms: Atoms,
    answers: Mapping[Atom, Sequence[int]],
    released: Released | None = None,
) -> LinkedProtection:
    """Narrow a pattern to what may be shown of one question with one answer each.

    `answers` counts the options that the people of each atom gave; who gave none is in none. The sizes of the result
    are the bases. `released` is the ledger of this question, which the result continues; that of the respondents is
    another.
    """
    import numpy as np

    options = len(next(iter(answers.values()), ()))
    counts = np.array([answers.get(atom, (0,) * options) for atom in atoms.counts], dtype=np.int64)
    before = released or Released()
    search = _Answers(within, atoms, counts.reshape(len(atoms.counts), options), before)
    search.admit()
    search.withdraw_until_uncertain()
    withheld = hidden(Reason.WITHHELD, within.policy.min_cell)
    why = {one: within.why_hidden.get(one, withheld) for one in within.sizes if one in search.refused}
    return replace(within, sizes=search.bases, why_hidden=why, released=before.with_cuts(search.shown(), atoms))


class _Answers:
    def __init__(self, within: LinkedProtection, atoms: Atoms, counts: Counts, released: Released) -> None:
        self._policy: Policy = within.policy
        self._counts = counts
        self._weights = counts.sum(axis=1)
        self._masks = {one: atoms.mask(one) for one in within.sizes}
        self.bases = {one: int(self._weights[mask].sum()) for one, mask in self._masks.items()}
        self._earlier = [atoms.mask(entry.cut) for entry in released.entries]
        # Where everybody answered, what is safe for respondents is safe for the question, and any part of it as well.
        self._have_all_answered = bool((self._weights == atoms.sizes).all())
        self.refused = set(within.why_hidden)
        self._order = sorted(self.bases, key=lambda one: (len(one.where), -self.bases[one]))

    def admit(self) -> None:
        """Take every cut that tells nothing by itself and beside those taken before."""
        taken = list(self._earlier)
        for one in self._order:
            if one in self.refused or not self.bases[one]:
                continue
            mask = self._masks[one]
            is_quiet = self._is_quiet(mask) and all(self._are_quiet_apart(mask, other) for other in taken)
            if is_quiet and (self._have_all_answered or self._is_safe(taken, mask)):
                taken.append(mask)
            else:
                self.refused.add(one)

    def withdraw_until_uncertain(self) -> None:
        """Take back the finest cuts that make an answer of somebody certain."""
        while (certain := self._certain()) is not None:
            holding = [one for one in self.shown() if (self._masks[one] & certain).any()]
            if not holding:
                return
            self.refused.add(min(holding, key=lambda one: (-len(one.where), self.bases[one])))

    def _is_safe(self, taken: list[Mask], mask: Mask) -> bool:
        return judge(self._stack(taken), mask, self._weights, self._policy.min_cell).may_show

    def _is_quiet(self, mask: Mask) -> bool:
        counts = tuple(int(count) for count in self._counts[mask].sum(axis=0))
        return may_show(Tally(counts, sum(counts)), self._policy)

    def _are_quiet_apart(self, one: Mask, other: Mask) -> bool:
        """Whether what remains of a cut beside another that it contains, or that contains it, tells nothing."""
        for larger, smaller in ((one, other), (other, one)):
            rest = larger & ~smaller
            if not (smaller & ~larger).any() and self._weights[rest].any():
                return self._is_quiet(rest)
        return True

    def shown(self) -> list[Cut]:
        """Cuts that may be published."""
        return [one for one in self._order if one not in self.refused and self.bases[one]]

    def _certain(self) -> Mask | None:
        """People of whom one answer is certain, but not by a large group that agreed in the open."""
        import numpy as np

        shown = self._stack([*self._earlier, *(self._masks[one] for one in self.shown())])
        filled = self._weights > 0
        classes, which = np.unique(shown[:, filled], axis=1, return_inverse=True)
        people = np.bincount(which.ravel(), weights=self._weights[filled]).astype(float)
        for option in range(self._counts.shape[1]):
            others = self._weights - self._counts[:, option]
            sums = shown @ others
            is_open = classes[sums == 0].any(axis=0)
            certain = never_above_zero(classes, sums, people) & ~is_open
            if certain.any():
                found = np.zeros(len(self._weights), dtype=bool)
                found[np.flatnonzero(filled)[certain[which.ravel()]]] = True
                return found
        return None

    def _stack(self, masks: Sequence[Mask]) -> Mask:
        import numpy as np

        return np.array(masks, dtype=bool).reshape(len(masks), len(self._weights))
