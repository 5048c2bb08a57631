"""Answers to be careful with: counted always, left out only when somebody asks for it and nobody is told by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, eq=False)
class Doubts:
    """Who is flagged for what, of everybody."""

    why: Mapping[str, Marks]

    @property
    def any(self) -> Marks:
        """For whatever reason."""
        found: Marks = np.logical_or.reduce(list(self.why.values()))
        return found


def doubts_of(responses: Responses) -> Doubts:
    """How long somebody took is judged when the answers are finished; the times themselves are not kept."""
    flags = flag(responses.questionnaire, responses.choices, np.full(responses.size, np.nan))
    return Doubts({"same_button": flags.same_button, "hasty": responses.is_hasty, "not_mine": flags.not_mine})


def with_flags(responses: Responses, doubts: Doubts) -> Responses:
    """The same with an attribute that says who is flagged."""
    flagged = Attribute(FLAGGED, ("нет", "да"), doubts.any.astype(np.int32), ("no", "yes"))
    return replace(responses, attributes={**responses.attributes, FLAGGED: flagged})


def may_leave_out(doubts: Doubts, min_cell: int) -> bool:
    """Whether enough are flagged and enough left: else figures with and without them would tell their answers."""
    flagged, size = int(np.count_nonzero(doubts.any)), doubts.any.size
    return (flagged == 0 or flagged >= min_cell) and size - flagged >= min_cell


def quality_of(doubts: Doubts, some: Marks, whole: Whole, *, are_excluded: bool) -> model.Quality:
    """How many are flagged and why; of `some`, whether they are left out of the figures or not."""
    size = int(np.count_nonzero(some))

    def shown(marks: Marks) -> model.Count:
        """That all of a few people pressed one button tells it of every one of them; that none did tells nothing."""
        count = int(np.count_nonzero(marks & some))
        return whole.options((count,), size, count)

    return model.Quality(
        total=whole.size(),
        same_button=shown(doubts.why["same_button"]),
        hasty=shown(doubts.why["hasty"]),
        mostly_not_mine=shown(doubts.why["not_mine"]),
        flagged=shown(doubts.any),
        are_excluded=are_excluded,
    )
