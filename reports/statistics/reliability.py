"""How well the items of a scale belong together: alpha, omega, each item against the rest, ends of the scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.statistics.codes import Marks, Numbers
from reports.statistics.omega import omega_of
from reports.statistics.shares import Share, share_of

LEAST_PEOPLE = 30
"""With fewer nothing is said of a scale (DOMAIN §2.3)."""


@dataclass(frozen=True, slots=True)
class ItemQuality:
    """One item within its scale; None where its answers, or those of all the others, do not differ."""

    item_rest: float | None
    """Correlation with the sum of the other items (corrected for its own part)."""
    alpha_without: float | None
    """Alpha of the scale without it; None also where two items are all there is."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A scale as answered by `n` people who gave a value to every one of the items."""

    n: int
    alpha: float | None
    """Cronbach 1951; may be below zero when items contradict each other. None where answers do not differ."""
    omega: float | None
    """McDonald 1999, total, of one factor; None with fewer than three items."""
    places: tuple[int, ...]
    """Which columns of the matrix the items are."""
    items: tuple[ItemQuality, ...]
    floor: Share | None
    """Share of the people whose every answer is the lowest there is."""
    ceiling: Share | None
    """Share of the people whose every answer is the highest: beyond, the scale tells nobody apart."""


def reliability(values: Numbers, places: tuple[int, ...] | None = None) -> Reliability:
    """Quality of a scale; `values` is (people, items), 0–1, reverse items turned round already (`items.item_matrix`).

    Only people with a value everywhere count, so that all figures are of the same people."""
    complete = values[_everywhere(~np.isnan(values))]
    covariance = _covariance(complete)
    sums, variances = covariance.sum(axis=1).tolist(), np.diag(covariance).tolist()
    quality = tuple(_item(sums, variances, place) for place in range(values.shape[1]))
    where = tuple(range(values.shape[1])) if places is None else places
    floor, ceiling = _ends(_everywhere(complete <= 0), _everywhere(complete >= 1))
    return Reliability(complete.shape[0], alpha_of(covariance), omega_of(covariance), where, quality, floor, ceiling)


def reliabilities(values: Numbers, met: Marks, least: int = LEAST_PEOPLE) -> tuple[Reliability, ...]:
    """Quality for each set of items that at least `least` people met and answered completely, the most common first.

    Kindergartens and schools meet different wordings of an item; no person has all columns of such a block."""
    sets, of = _sets(met)
    found = []
    for number, one in enumerate(sets):
        places = tuple(int(place) for place in np.flatnonzero(one))
        quality = reliability(values[np.ix_(np.flatnonzero(of == number), np.array(places, np.intp))], places)
        if places and quality.n >= least:
            found.append(quality)
    return tuple(sorted(found, key=lambda quality: -quality.n))


def _everywhere(marks: Marks) -> Marks:
    """Rows marked in every column; by columns, for there are few of them and many rows."""
    found = np.ones(marks.shape[0], np.bool_)
    for place in range(marks.shape[1]):
        found &= marks[:, place]
    return found


def _sets(met: Marks) -> tuple[Marks, NDArray[np.intp]]:
    """The different rows, (sets, items), and which of them each row is."""
    if met.shape[1] > _FEW_ITEMS:
        sets, of = np.unique(met, axis=0, return_inverse=True)
        return sets, of
    # A set is a number, and numbers this small are counted without sorting.
    number = np.zeros(met.shape[0], np.int32)
    for place in range(met.shape[1]):
        number |= met[:, place].astype(np.int32) << np.int32(place)
    there = np.flatnonzero(np.bincount(number, minlength=1))
    places = np.zeros(int(there.max(initial=0)) + 1, np.intp)
    places[there] = np.arange(there.size)
    return (there[:, None] >> np.arange(met.shape[1])) & 1 > 0, places[number]


_FEW_ITEMS = 20


def alpha_of(covariance: Numbers) -> float | None:
    """Cronbach's alpha from the covariances of items: k/(k − 1) · (1 − sum of variances / variance of the sum)."""
    return _alpha(covariance.shape[0], float(np.trace(covariance)), float(covariance.sum()))


def _alpha(size: int, own: float, whole: float) -> float | None:
    if size < 2 or not whole > _NOTHING:
        return None
    return size / (size - 1) * (1 - own / whole)


_NOTHING = 1e-12
"""A variance below this is rounding."""


def _covariance(complete: Numbers) -> Numbers:
    """Of a sample, (items, items); zeros where one person or nobody is left."""
    size = complete.shape[1]
    if complete.shape[0] < 2:
        return np.zeros((size, size))
    centred = complete - complete.mean(axis=0)
    return np.asarray(centred.T @ centred / (complete.shape[0] - 1), dtype=np.float64)


def _item(sums: Sequence[float], variances: Sequence[float], place: int) -> ItemQuality:
    """`sums` are those of the rows of the covariances."""
    own, others = variances[place], sums[place] - variances[place]
    rest = sum(sums) - own - 2 * others
    return ItemQuality(_correlation(others, own, rest), _alpha(len(sums) - 1, sum(variances) - own, rest))


def _ends(lowest: Marks, highest: Marks) -> tuple[Share | None, Share | None]:
    low, high = (share_of(int(np.count_nonzero(end)), end.size) for end in (lowest, highest))
    return low, high


def _correlation(covariance: float, one: float, other: float) -> float | None:
    if one <= _NOTHING or other <= _NOTHING:
        return None
    return max(-1.0, min(1.0, covariance / math.sqrt(one * other)))
