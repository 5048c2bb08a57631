"""Proof that hidden sizes stay open: other towns in which every published number would be the same.

For each hidden cut a whole-number solution of all published sums is sought in which it has another size. Two such
solutions that are far enough apart prove that no computation, by whatever means, can narrow it further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reports.protection.cuts import Mask, Sizes

    Witness = NDArray[np.float64]

_SECONDS = 2.0


class Auditor:
    """What published cuts of known sizes leave possible; masks are over atoms."""

    def __init__(self, published: Mask, hidden: Mask, sizes: Sizes) -> None:
        """`hidden` are the masks of cuts whose sizes were kept back, in the order in which they are asked about."""
        import numpy as np

        self._masks = np.vstack([published, hidden])
        self._classes, self._which = np.unique(self._masks, axis=1, return_inverse=True)
        self._count = len(published)
        self._truth = np.bincount(self._which.ravel(), weights=sizes, minlength=self._classes.shape[1]).astype(float)
        self._witnesses: list[Witness] = [self._truth]

    def is_open(self, place: int, width: int, limits: tuple[int, int] | None = None) -> bool:
        """Whether a hidden cut may have sizes at least `width` apart; unproven is not open.

        `limits` are sizes that readers know it to lie between.
        """
        target = self._classes[self._count + place].astype(float)
        for sign in (-1.0, 1.0):
            if self._seen(target, limits) >= width:
                return True
            self._look(sign * target)
        return self._seen(target, limits) >= width

    def _seen(self, target: Witness, limits: tuple[int, int] | None) -> float:
        sizes = [float(target @ witness) for witness in self._witnesses]
        low, high = limits or (0, max(sizes))
        within = [min(max(size, low), high) for size in sizes]
        return max(within) - min(within)

    def _look(self, aim: Witness) -> None:
        import numpy as np
        from scipy.optimize import LinearConstraint, milp

        known = self._classes[: self._count].astype(float)
        sums = known @ self._truth
        found = milp(
            aim,
            integrality=np.ones(len(aim)),
            constraints=[LinearConstraint(known, sums, sums)] if len(known) else [],
            bounds=(0, max(float(self._truth.sum()), 1.0)),
            options={"time_limit": _SECONDS},
        )
        if found.x is not None:
            witness = np.round(found.x)
            if np.abs(known @ witness - sums).max(initial=0) == 0:
                self._witnesses.append(witness)
