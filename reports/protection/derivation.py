"""What can be computed by adding and subtracting published figures, and how few people it can concern.

Each figure of a cut is a sum over its people. Whatever is computed from several is again a sum over people with some
factor each, and says nothing of those whose factor is 0. The rule kept here: every such computation has factors other
than 0 for nobody or for at least k people. It covers groups and their remainders, crossings with margins, nested and
overlapping filters, and two exports of which the second counts a few people more, all by the same check.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reports.protection.cuts import Mask, Sizes

    Matrix = NDArray[np.float64]

_TINY = 1e-7
_FACTOR = 4.0
"""No factor beyond this is looked for; margins, nested groups and remainders give 1, seldom 2."""
_NODES = 200
"""Of the search in one check; what is not found harmless by then is refused. Not a time: patterns must repeat."""


class Verdict(StrEnum):
    """What a new cut would be beside all that is published."""

    NEW = "new"
    KNOWN = "known"
    """Can be computed from what is published: showing it adds nothing."""
    SMALL = "small"
    TOO_CLOSE = "too_close"
    """It differs from a published cut by fewer than k people."""
    TELLING = "telling"
    """Together with several published cuts it gives away fewer than k people."""

    @property
    def may_show(self) -> bool:
        """Whether the cut may be published."""
        return self in (Verdict.NEW, Verdict.KNOWN)


def judge(published: Mask, new: Mask, sizes: Sizes, least: int) -> Verdict:
    """Judge one more cut beside published ones; masks are over atoms, or over people with sizes of 1.

    What is published must itself have been judged by this `least`.
    """
    import numpy as np

    if sizes[new].sum() < least:
        return Verdict.SMALL
    apart = (published != new) @ sizes if len(published) else np.array([], dtype=np.int64)
    if (apart == 0).any():
        return Verdict.KNOWN
    if (apart < least).any():
        return Verdict.TOO_CLOSE
    masks, weights = _classes(np.vstack([published, new]), sizes)
    return _judge_sums(masks[:-1], masks[-1], weights, least)


def _classes(masks: Mask, sizes: Sizes) -> tuple[Matrix, Sizes]:
    """Atoms that are in the same cuts made one; those in none left out."""
    import numpy as np

    taken = masks.any(axis=0) & (sizes > 0)
    unique, which = np.unique(masks[:, taken], axis=1, return_inverse=True)
    weights = np.bincount(which.ravel(), weights=sizes[taken], minlength=unique.shape[1])
    return unique.astype(float), weights.astype(np.int64)


def _judge_sums(known: Matrix, new: Matrix, weights: Sizes, least: int) -> Verdict:
    """Look for a sum of known cuts that agrees with the new one but for fewer than `least` people."""
    is_small = weights < least
    if not len(known):
        return Verdict.NEW
    factors, free = _solve(known[:, ~is_small].T, new[~is_small])
    if factors is None:
        return Verdict.NEW
    rest = new[is_small] - known[:, is_small].T @ factors
    ways = _independent(free @ known[:, is_small])
    if _distance(ways, rest) < _TINY:
        return Verdict.KNOWN
    return Verdict.TELLING if _may_be_few(known, new, weights, least) else Verdict.NEW


def _solve(equations: Matrix, wanted: Matrix) -> tuple[Matrix | None, Matrix]:
    """One solution, or None, and rows that span all its alternatives."""
    import numpy as np

    if not len(equations):
        return np.zeros(equations.shape[1]), np.eye(equations.shape[1])
    left, strengths, right = np.linalg.svd(equations, full_matrices=True)
    rank = int((strengths > _TINY).sum())
    found = right[:rank].T @ ((left[:, :rank].T @ wanted) / strengths[:rank])
    if np.abs(equations @ found - wanted).max() > _TINY:
        return None, right[rank:]
    return found, right[rank:]


def _independent(ways: Matrix) -> Matrix:
    import numpy as np

    if not ways.size:
        return ways[:0]
    _, strengths, right = np.linalg.svd(ways, full_matrices=False)
    return np.asarray(right[strengths > _TINY])


def _distance(ways: Matrix, rest: Matrix) -> float:
    """How far `rest` is from the span of `ways`, whose rows are orthonormal."""
    import numpy as np

    return float(np.abs(rest - ways.T @ (ways @ rest)).max(initial=0.0))


def _may_be_few(known: Matrix, new: Matrix, weights: Sizes, least: int) -> bool:
    """Whether `new` less some sum of `known` may have factors other than 0 for fewer than `least` people."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, diags_array, hstack

    cuts, people = known.shape
    is_small = weights < least
    sums = csr_array(known.T)
    limit = diags_array(np.where(is_small, _FACTOR, 0.0))
    constraints = [
        LinearConstraint(hstack([sums, -limit]), -np.inf, new),
        LinearConstraint(hstack([sums, limit]), new, np.inf),
        LinearConstraint(np.concatenate([np.zeros(cuts), weights])[None, :], 0, least - 1),
    ]
    bounds = Bounds(
        np.concatenate([np.full(cuts, -np.inf), np.zeros(people)]),
        np.concatenate([np.full(cuts, np.inf), is_small.astype(float)]),
    )
    found = milp(
        np.zeros(cuts + people),
        integrality=np.concatenate([np.zeros(cuts), np.ones(people)]),
        bounds=bounds,
        constraints=constraints,
        options={"node_limit": _NODES},
    )
    is_impossible: bool = found.status == 2
    return not is_impossible
