"""Tables that are published together, with every cell, margin and filter in them judged beside all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, TypeVar

from reports.protection.audit import Auditor
from reports.protection.cells import Cell, Hidden, Reason, hidden, shown
from reports.protection.cuts import Atoms, Cut, cut
from reports.protection.derivation import Verdict, judge
from reports.protection.policy import DEFAULT, Policy
from reports.protection.released import Released, published_masks
from reports.protection.words import footnotes

if TYPE_CHECKING:
    from reports.protection.cuts import Mask

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LinkedProtection:
    """The pattern of a set of cuts; the same cut is shown or hidden wherever it appears."""

    policy: Policy
    sizes: Mapping[Cut, int]
    """To be printed only through `size`."""
    why_hidden: Mapping[Cut, Hidden]
    released: Released
    """The ledger after this is published."""

    def cell(self, wanted: Cut, value: T) -> Cell[T]:
        """A figure of a cut; one that was not asked for is not shown."""
        if wanted in self.why_hidden or wanted not in self.sizes:
            return self.why_hidden.get(wanted, hidden(Reason.WITHHELD, self.policy.min_cell))
        return shown(value) if self.sizes[wanted] else hidden(Reason.NOBODY, self.policy.min_cell)

    def size(self, wanted: Cut) -> Cell[int]:
        """Respondents of a cut; nobody is a number."""
        is_empty = wanted in self.sizes and not self.sizes[wanted]
        return shown(0) if is_empty else self.cell(wanted, self.sizes.get(wanted, 0))

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Sentences to stand below the tables."""
        return footnotes(self.policy, self.why_hidden.values())


def table_cuts(atoms: Atoms, attributes: Sequence[str], most: int = 2, state: int = 0) -> list[Cut]:
    """Cuts of all tables by these attributes and by crossings of up to `most` of them, with all margins."""
    values = {
        name: sorted({atom.values[atoms.attributes.index(name)] for atom in atoms.counts}) for name in attributes
    }
    return [
        cut(dict(zip(names, chosen, strict=True)), state)
        for count in range(most + 1)
        for names in combinations(attributes, count)
        for chosen in product(*(values[name] for name in names))
    ]


def protect_cuts(
    atoms: Atoms,
    cuts: Iterable[Cut],
    policy: Policy = DEFAULT,
    released: Released | None = None,
) -> LinkedProtection:
    """Protect cuts that overlap in any way: everybody first, then the broader and the larger before the others.

    Exact for any set of tables; meant for municipalities (some hundred cuts), not for thousands of organisations,
    which `protect_groups`, `protect_tree` and `protect_crossing` answer at once.
    """
    before = released or Released()
    search = _Search(atoms, list(dict.fromkeys(cuts)), policy, before)
    search.admit()
    search.withdraw_until_open()
    shown_cuts = [one for one in search.cuts if search.sizes[one] and one not in search.refused]
    return LinkedProtection(policy, search.sizes, search.reasons(), before.with_cuts(shown_cuts, atoms))


class _Search:
    def __init__(self, atoms: Atoms, cuts: Sequence[Cut], policy: Policy, released: Released) -> None:
        self._policy = policy
        earlier, self._weights = published_masks(released, atoms)
        self._earlier: list[Mask] = list(earlier)
        self._masks = {one: _padded(atoms.mask(one)) for one in cuts}
        self.sizes = {one: int(self._weights[mask].sum()) for one, mask in self._masks.items()}
        self.cuts = sorted(cuts, key=lambda one: (len(one.where), -self.sizes[one]))
        self.refused: set[Cut] = set()

    def admit(self) -> None:
        """Take every cut that is safe beside those taken before."""
        masks = list(self._earlier)
        for one in self.cuts:
            if not self.sizes[one]:
                continue
            verdict = judge(self._stack(masks), self._masks[one], self._weights, self._policy.min_cell)
            if not verdict.may_show:
                self.refused.add(one)
            elif verdict is Verdict.NEW:
                masks.append(self._masks[one])

    def withdraw_until_open(self) -> None:
        """Take back the narrowest cuts while the size of a small one can be narrowed too far."""
        while narrow := self._narrow():
            place = self._to_withdraw(narrow)
            if place is None:
                return
            self.refused.add(place)

    def reasons(self) -> dict[Cut, Hidden]:
        """What is said of each cut that is refused; never which of them are the small ones."""
        return {one: hidden(Reason.WITHHELD, self._policy.min_cell) for one in self.cuts if one in self.refused}

    def _narrow(self) -> Cut | None:
        small = [one for one in self.cuts if self._policy.hides(self.sizes[one])]
        if not small:
            return None
        published = [*self._earlier, *(self._masks[one] for one in self.cuts if one not in self.refused)]
        auditor = Auditor(self._stack(published), self._stack([self._masks[one] for one in small]), self._weights)
        return next((one for place, one in enumerate(small) if not auditor.is_open(place, self._policy.width)), None)

    def _to_withdraw(self, narrow: Cut) -> Cut | None:
        """The smallest of the finest cuts still shown that share a value with the one to be covered."""
        candidates = [one for one in self.cuts if one.where and self.sizes[one] and one not in self.refused]
        near = [one for one in candidates if one.where & narrow.where]
        return min(near or candidates, key=lambda one: (-len(one.where), self.sizes[one]), default=None)

    def _stack(self, masks: Sequence[Mask]) -> Mask:
        import numpy as np

        return np.array(masks, dtype=bool).reshape(len(masks), len(self._weights))


def _padded(mask: Mask) -> Mask:
    import numpy as np

    return np.append(mask, False)
