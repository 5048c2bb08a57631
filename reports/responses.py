"""Finished answers of a campaign in columns: what every figure, table and file of a report is worked out from.

A row is one respondent; rows have no order that means anything. numpy is loaded only where answers are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from surveys.model import Key, Questionnaire

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOT_ASKED = -1
"""The question did not concern the person, or was not in the version the person met."""
SKIPPED = -2
"""It was shown and passed over."""
UNKNOWN = -1
"""In a column of attributes: not known of the person."""

ATTRIBUTES = (
    "organisation", "territory", "kind", "work", "subject", "experience", "category", "young",
)  # fmt: skip
"""What respondents are told apart by, in the order reports show it."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column that tells respondents apart: `codes` index `labels`, UNKNOWN where nothing is known."""

    name: str
    labels: tuple[str, ...]
    """As people read them, in the order in which they are shown."""
    codes: NDArray[np.int32]
    """One a row."""
    keys: tuple[str, ...] = ()
    """What stands for the labels in filters: numbers of organisations, codes of the passport."""


@dataclass(frozen=True)
class Responses:
    """All finished answers to one questionnaire. Columns hold one value a row:

    `choices`: for questions with one answer, the place of the option among `question.choices`, NOT_ASKED or SKIPPED;
    for all other kinds 0 where something was answered, NOT_ASKED or SKIPPED.
    `ticks`: for questions with several answers (and ranks), a matrix rows × options: 0, or the place given by
    ranking (1 for a mere tick).
    `numbers`: NaN where there is none. `texts`: empty where there is none; dates, times and places are texts as ODK
    has them. Questions inside repeats are not here: see `repeats`.
    """

    questionnaire: Questionnaire
    """The newest version among the answers; questions of earlier ones that are gone stand in `earlier`."""
    size: int
    choices: Mapping[Key, NDArray[np.int16]]
    ticks: Mapping[Key, NDArray[np.uint8]]
    numbers: Mapping[Key, NDArray[np.float64]]
    texts: Mapping[Key, Sequence[str]]
    attributes: Mapping[str, Attribute]
    versions: tuple[str, ...]
    version_codes: NDArray[np.int16]
    is_hasty: NDArray[np.bool_]
    is_paper: NDArray[np.bool_]
    tells_paper: bool = True
    """Whether a file of single answers may say who answered on paper."""
    is_protected: bool = False
    """Whether no more is told of single people than a file may tell."""
    row_ids: Sequence[str] = ()
    """Of the respondents, the same in every export of a campaign, telling nothing of the person."""
    codes: Sequence[str] = ()
    """Personal codes, only where somebody with the right to them asked; empty for anonymous answers."""
    finished_on: Sequence[str] = ()
    """Days, ISO; empty for anonymous answers."""
    repeats: Mapping[Key, Sequence[tuple[int, tuple[int, ...], Mapping[Key, str]]]] = field(default_factory=dict)
    """By the name of a repeat: the row of the respondent, the turns, and the answers of that turn."""
    earlier: Sequence[Questionnaire] = ()
    """Older versions that some of the answers were given to, the oldest first."""
