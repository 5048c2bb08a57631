"""Signs that a questionnaire was tapped through, not answered (DOMAIN §2.3)."""

from datetime import timedelta

from surveys.model import Run

HASTY = timedelta(seconds=90)
"""Nobody reads forty questions faster."""
HASTY_EACH = timedelta(seconds=2)
"""Nor one question; short questionnaires may be finished sooner."""


def is_hasty(run: Run) -> bool:
    """Whether a finished run took less time than reading it does."""
    return run.finished_at is not None and was_hasty(run.finished_at - run.begun_at, len(run.answers))


def was_hasty(took: timedelta, answers: int) -> bool:
    """The same of a time and a number of answers."""
    return took < min(HASTY, HASTY_EACH * answers)
