"""What is asked for: a selection of answers, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from people.model import OrganisationId
from reports.ports import Source
from reports.responses import ATTRIBUTES
from surveys.model import Key

Filters = Mapping[str, frozenset[str]]
"""By name of the attribute, keys of the values that stay in: numbers of organisations, codes of the passport."""
NO_FILTERS: Filters = MappingProxyType({})
MOST_FILTERED = 2
"""Attributes that may be restricted at once: of three nobody could say what they give away together."""


@dataclass(frozen=True)
class Crossed:
    """A question by another question or by an attribute (`by` is its key or name)."""

    question: Key
    by: str


@dataclass(frozen=True)
class Request:
    """A summary to be made. It travels to another process."""

    source: Source
    filters: Filters = field(default_factory=dict)
    compared: tuple[Filters, Filters] | None = None
    """Two groups to put beside each other."""
    earlier: Source | None = None
    """The wave to compare with."""
    own: OrganisationId | None = None
    """A coordinator's view: this organisation only, and the municipal figures."""
    excludes_flagged: bool = False
    with_words: bool = False
    """Families of words of open answers; takes seconds where there are many."""
    crossed: tuple[Crossed, ...] = ()
    by: tuple[str, ...] = ATTRIBUTES
    """Attributes that tables of groups are wanted of."""
    in_steps: bool = False
    """For somebody without the right to the answers of single people: while a campaign takes answers, only figures of
    everybody together, and they move in steps."""
    as_of: str = ""
    """Local time, as it is printed."""
