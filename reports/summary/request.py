"""What is asked for: a selection of answers, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from people.model import CentreId, OrganisationId
from reports.ports import Source
from reports.responses import ATTRIBUTES
from surveys.model import CampaignId, Key

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
    as_of: str = ""
    """Local time, as it is printed."""


def request_to_json(request: Request) -> dict[str, object]:
    """Ready for `json.dumps`; the same request always gives the same text."""
    return {
        "source": _source_to_json(request.source),
        "filters": _filters_to_json(request.filters),
        "compared": None if request.compared is None else [_filters_to_json(side) for side in request.compared],
        "earlier": None if request.earlier is None else _source_to_json(request.earlier),
        "own": request.own,
        "excludes_flagged": request.excludes_flagged,
        "with_words": request.with_words,
        "crossed": [[one.question, one.by] for one in request.crossed],
        "by": list(request.by),
        "as_of": request.as_of,
    }


def request_from_json(told: Mapping[str, Any]) -> Request:
    """The reverse of `request_to_json`."""
    compared, earlier, own = told["compared"], told["earlier"], told["own"]
    return Request(
        source=_source_from_json(told["source"]),
        filters=_filters_from_json(told["filters"]),
        compared=None if compared is None else (_filters_from_json(compared[0]), _filters_from_json(compared[1])),
        earlier=None if earlier is None else _source_from_json(earlier),
        own=None if own is None else OrganisationId(own),
        excludes_flagged=told["excludes_flagged"],
        with_words=told["with_words"],
        crossed=tuple(Crossed(Key(question), by) for question, by in told["crossed"]),
        by=tuple(told["by"]),
        as_of=told["as_of"],
    )


def _source_to_json(source: Source) -> list[object]:
    return [source.centre, source.questionnaire_key, source.school_year, source.campaign]


def _source_from_json(told: Sequence[Any]) -> Source:
    centre, key, year, campaign = told
    return Source(
        None if centre is None else CentreId(centre), key, year, None if campaign is None else CampaignId(campaign)
    )


def _filters_to_json(filters: Filters) -> dict[str, list[str]]:
    return {name: sorted(keys) for name, keys in sorted(filters.items())}


def _filters_from_json(told: Mapping[str, Sequence[str]]) -> Filters:
    return {name: frozenset(keys) for name, keys in told.items()}
