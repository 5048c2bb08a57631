"""How numbers lie: mean, middle, spread and quarters, always with how many they are of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reports.statistics.codes import Numbers


@dataclass(frozen=True, slots=True)
class Distribution:
    """Numbers of `n` people, in their own units."""

    n: int
    mean: float
    sd: float | None
    """Of a sample (n − 1); None of a single number."""
    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float


def describe(values: Numbers) -> Distribution | None:
    """The distribution of what is known; NaN and infinities are left out, None where nothing remains.

    Quartiles lie between neighbours in proportion (Hyndman and Fan's type 7), as Excel's QUARTILE.INC gives them."""
    known = values[np.isfinite(values)].astype(np.float64)
    if not known.size:
        return None
    lowest, lower, median, upper, highest = (float(v) for v in np.quantile(known, (0, 0.25, 0.5, 0.75, 1)))
    # Sums of equal numbers may round; a mean never lies outside what it is of.
    mean = min(max(float(known.mean()), lowest), highest)
    sd = float(known.std(ddof=1)) if known.size > 1 else None
    return Distribution(known.size, mean, sd, lowest, lower, median, upper, highest)
