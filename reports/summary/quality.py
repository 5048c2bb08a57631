"""Answers to be careful with: counted always, left out only when somebody asks for it and nobody is told by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reports.responses import Attribute, Responses
from reports.statistics.codes import Marks
from reports.statistics.flags import flag
from reports.summary import model
from reports.summary.request import Filters
from reports.summary.whole import Whole

FLAGGED = "flagged"
"""An attribute of respondents like any other: leaving them out is a filter, and protected as one."""
UNFLAGGED: Filters = {FLAGGED: frozenset({"no"})}


def with_flags(responses: Responses) -> Responses:
    """The same with an attribute that says who is flagged for whatever reason."""
    codes = np.where(_marks(responses)["any"], 1, 0).astype(np.int32)
    flagged = Attribute(FLAGGED, ("нет", "да"), codes, ("no", "yes"))
    return replace(responses, attributes={**responses.attributes, FLAGGED: flagged})


def may_leave_out(responses: Responses, min_cell: int) -> bool:
    """Whether so few are flagged, or left, that the figures with and without them would tell their answers."""
    flagged = int(np.count_nonzero(responses.attributes[FLAGGED].codes))
    return (flagged == 0 or flagged >= min_cell) and responses.size - flagged >= min_cell


def quality_of(responses: Responses, whole: Whole, *, are_excluded: bool) -> model.Quality:
    """How many are flagged and why; of everybody in the selection, left out or not."""
    counts = {name: int(np.count_nonzero(marks)) for name, marks in _marks(responses).items()}
    return model.Quality(
        total=whole.size(),
        same_button=whole.of(counts["same_button"]),
        hasty=whole.of(counts["hasty"]),
        mostly_not_mine=whole.of(counts["not_mine"]),
        flagged=whole.of(counts["any"]),
        are_excluded=are_excluded,
    )


def _marks(responses: Responses) -> dict[str, Marks]:
    # How long somebody took is judged when the answers are finished; the times themselves are not kept.
    flags = flag(responses.questionnaire, responses.choices, np.full(responses.size, np.nan))
    hasty = responses.is_hasty
    return {
        "same_button": flags.same_button,
        "hasty": hasty,
        "not_mine": flags.not_mine,
        "any": flags.same_button | flags.not_mine | hasty,
    }
