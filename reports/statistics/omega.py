"""McDonald's omega: how much of a scale's spread is due to the one thing its items share."""

from __future__ import annotations

from operator import mul

import numpy as np

from reports.statistics.codes import Numbers

_ROUNDS = 5_000
_STILL = 1e-10
_NOTHING = 1e-12


def omega_of(covariance: Numbers) -> float | None:
    """Omega total of the plain sum of items: (Σλ)² / ((Σλ)² + Σψ), McDonald 1999, eq. 6.20b.

    Loadings λ are found by `minres_loadings` on correlations and put back on the items' own spread. None with fewer
    than three items, where one factor is not determined, or where an item's answers do not differ."""
    variances = np.diag(covariance)
    if covariance.shape[0] < 3 or bool((variances <= _NOTHING).any()):
        return None
    spread = np.sqrt(variances)
    loadings = minres_loadings(covariance / np.outer(spread, spread))
    shared = float((loadings * spread).sum()) ** 2
    own = float(((1 - loadings**2) * variances).sum())
    return shared / (shared + own) if shared + own > _NOTHING else None


def minres_loadings(correlation: Numbers) -> Numbers:
    """Loadings of one factor, shape (items,), whose products come nearest to the correlations off the diagonal.

    Minres (Harman and Jones 1966): each loading in turn is given its least-squares value, the others held, until none
    moves; none leaves −1…1 (Harman and Fukuda 1966). It begins at the first principal component."""
    off = correlation.copy()
    np.fill_diagonal(off, 0.0)
    # A dozen numbers at most: plain ones are three times as fast as arrays that small.
    rows, loadings = off.tolist(), _first_component(correlation).tolist()
    for _ in range(_ROUNDS):
        moved, squares = 0.0, sum(map(mul, loadings, loadings))
        for item, row in enumerate(rows):
            before = loadings[item]
            others = squares - before * before
            best = sum(map(mul, row, loadings)) / others if others > _NOTHING else 0.0
            loadings[item] = best = min(1.0, max(-1.0, best))
            squares = others + best * best
            moved = max(moved, abs(best - before))
        if moved < _STILL:
            break
    found = np.array(loadings)
    return found if found.sum() >= 0 else -found


def _first_component(correlation: Numbers) -> Numbers:
    values, vectors = np.linalg.eigh(correlation)
    return np.asarray(vectors[:, -1] * np.sqrt(max(float(values[-1]), 0.0)), dtype=np.float64)
