"""What has been published of a campaign, so that the next table, filter or export is judged beside all earlier."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.protection.cuts import Atoms, Cut, cut
from reports.protection.derivation import Verdict, judge
from reports.protection.policy import DEFAULT, Policy

if TYPE_CHECKING:
    from reports.protection.cuts import Mask, Sizes


@dataclass(frozen=True, slots=True)
class Entry:
    """A published cut and how many people it had."""

    cut: Cut
    size: int


@dataclass(frozen=True, slots=True)
class Released:
    """The ledger of one campaign and one policy; without persons, to be kept as JSON."""

    entries: tuple[Entry, ...] = ()

    def with_cuts(self, cuts: Iterable[Cut], atoms: Atoms) -> Released:
        """The ledger after these were published as well."""
        known = {entry.cut for entry in self.entries}
        fresh = (Entry(one, atoms.size(one)) for one in dict.fromkeys(cuts) if one not in known)
        return Released((*self.entries, *fresh))

    def to_json(self) -> str:
        """For the storage."""
        return json.dumps(
            [
                {
                    "where": {name: sorted(values) for name, values in sorted(entry.cut.where)},
                    "state": entry.cut.state,
                    "size": entry.size,
                }
                for entry in self.entries
            ],
            ensure_ascii=False,
        )

    @staticmethod
    def from_json(text: str) -> Released:
        """Back from the storage."""
        return Released(tuple(Entry(cut(one["where"], one["state"]), one["size"]) for one in json.loads(text)))


def check_release(released: Released, atoms: Atoms, request: Cut, policy: Policy = DEFAULT) -> Verdict:
    """Judge whether figures of one more cut may be published.

    Where the people of an earlier cut are not those recorded (answers were withdrawn, or came without a state of
    their own), the difference counts as people whom only the earlier figures contain.
    """
    masks, sizes = published_masks(released, atoms)
    import numpy as np

    new = np.append(atoms.mask(request), False)
    return judge(masks, new, sizes, policy.min_cell)


def published_masks(released: Released, atoms: Atoms) -> tuple[Mask, Sizes]:
    """The ledger as masks over atoms; the last column stands for those who are no longer where they were."""
    import numpy as np

    masks = np.zeros((len(released.entries), len(atoms.counts) + 1), dtype=bool)
    moved = []
    for row, entry in enumerate(released.entries):
        masks[row, :-1] = atoms.mask(entry.cut)
        change = abs(int(atoms.sizes[masks[row, :-1]].sum()) - entry.size)
        masks[row, -1] = change > 0
        moved.extend([change] if change else [])
    return masks, np.append(atoms.sizes, min(moved, default=0))
