"""Many questions asked at once: p-values that do not forget it."""

from __future__ import annotations

import numpy as np

from reports.statistics.codes import Numbers


def holm(p_values: Numbers) -> Numbers:
    """P-values corrected by Holm's step-down procedure (Holm 1979), in the order given; NaN stay and do not count."""
    corrected = np.full(p_values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    steps = p_values[order] * np.arange(order.size, 0, -1)
    corrected[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return corrected
