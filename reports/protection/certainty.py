"""Whether published counts leave it open that somebody in a group answered otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Counts = NDArray[np.int64]

_LITTLE = 1e-3


def never_above_zero(classes: Mask, sums: Counts, people: NDArray[np.float64]) -> Mask:
    """Which classes of people can have none who answered otherwise, whatever solves the published sums.

    One program lifts all classes off zero at once, each by a little; those that stay are stuck there.
    """
    import numpy as np
    from scipy.optimize import linprog

    count = classes.shape[1]
    if not len(sums):
        return np.zeros(count, dtype=bool)
    found = linprog(
        np.concatenate([np.zeros(count), -np.ones(count)]),
        A_ub=np.hstack([-np.eye(count), np.eye(count)]),
        b_ub=np.zeros(count),
        A_eq=np.hstack([classes.astype(float), np.zeros_like(classes, dtype=float)]),
        b_eq=sums.astype(float),
        bounds=[*((0.0, float(size)) for size in people), *((0.0, _LITTLE) for _ in range(count))],
    )
    return np.asarray(found.x[count:] < _LITTLE / 1000) if found.x is not None else np.ones(count, dtype=bool)
