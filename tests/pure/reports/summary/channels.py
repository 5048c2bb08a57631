"""Everything that leaves the system besides the views of the centre: organisations, files of answers, waves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from people.model import OrganisationId
from reports.answers.groups import GIVEN_OUT, protected
from reports.answers.options import AnswersOptions
from reports.responses import UNKNOWN, Attribute, Responses
from reports.summary.making import Material, make_summary
from reports.summary.model import Difference
from reports.summary.request import Request
from tests.pure.reports.summary.attack import Told, truth_of
from tests.pure.reports.summary.seen import ALL, SIZE, Fact, Group, Known, SumKnown, of_block, of_measure, seen_in
from tests.pure.reports.summary.small_town import PD8, SOURCE, SmallTown, all_requests

LEAST_ALIKE = 10
"""Of so many rows a file tells the same of people: so many may agree in the open."""


def with_states(responses: Responses, states: NDArray[np.int64]) -> Responses:
    """With an attribute that no summary has: which file somebody is found in, or which wave as well."""
    keys = tuple(str(number) for number in range(int(states.max(initial=0)) + 1))
    state = Attribute("state", keys, states.astype(np.int32), keys)
    return replace(responses, attributes={**responses.attributes, "state": state})


def seen_by_organisations(material: Material, town: SmallTown) -> Iterator[Known]:
    """What coordinators see, and beside it their teachers: the own organisation and the whole municipality."""
    for place in town.organisations:
        summary = make_summary(material, Request(SOURCE, own=OrganisationId(place.id), in_steps=True))
        yield from seen_in(summary, {"organisation": frozenset({str(place.id)})}, PD8)
        for block in summary.municipal:
            yield from of_block(block, frozenset())


def file_of(responses: Responses, least: int = LEAST_ALIKE, *, is_coming: bool = False) -> Responses:
    """Answers one by one without codes, as they are given out."""
    return protected(responses, AnswersOptions(least=least, is_coming=is_coming))


def classes_of(file: Responses) -> NDArray[np.int64]:
    """Rows that a file tells the same of."""
    told = [one.codes for one in file.attributes.values()]
    if not told:
        return np.zeros(file.size, np.int64)
    return np.unique(np.stack(told, axis=1), axis=0, return_inverse=True)[1].ravel()


def seen_in_file(file: Responses, states: NDArray[np.int64]) -> Iterator[Known]:
    """Of each class how many gave which answer, and of whom it cannot be. `states` are classes or finer."""
    answers = truth_of(file)
    for state in np.unique(states).tolist():
        here = states == state
        where = {"state": frozenset({str(state)})}
        yield Fact(SIZE, _group(where), frozenset({(ALL, 1)}), int(here.sum()))
        for name, one in file.attributes.items():
            [code] = set(one.codes[here].tolist())
            if code != UNKNOWN:
                others = frozenset({"", *one.keys} - {one.keys[code]})
                yield Fact(SIZE, _group({**where, name: others}), frozenset({(ALL, 1)}), 0)
        for question, told in answers.items():
            if question != SIZE:
                yield from _counted(question, told, here, _group(where))


def _counted(question: str, told: Told, here: NDArray[np.bool_], where: Group) -> Iterator[Known]:
    yield SumKnown(question, where)
    for place, name in enumerate(told.names):
        yield Fact(question, where, frozenset({(name, 1)}), int((told.codes[here] == place).sum()))


def _group(where: Mapping[str, frozenset[str]]) -> Group:
    return frozenset(where.items())


def given_out(responses: Responses, files: NDArray[np.int64]) -> Responses:
    """With the number of the file, given out while answers came in, that had each row first; 0 for none."""
    keys = tuple(str(number) for number in range(int(files.max(initial=0)) + 1))
    attribute = Attribute(GIVEN_OUT, keys, files.astype(np.int32), keys)
    return replace(responses, attributes={**responses.attributes, GIVEN_OUT: attribute})


def seen_in_waves(
    material: Material, everybody: Responses, again: Mapping[str, Group], *, is_later: bool
) -> Iterator[Known]:
    """What the comparison with the wave before tells of one of the two; `again` are by scale those with an index in
    both."""
    for request, where in all_requests(everybody):
        summary = make_summary(material, replace(request, earlier=SOURCE))
        if request.excludes_flagged and not summary.quality.are_excluded:
            continue  # the same as without
        for one in () if summary.trend is None else summary.trend.differences:
            yield from _of_difference(one, _group(where), is_later=is_later)
        for one in () if summary.trend_matched is None else summary.trend_matched.differences:
            yield from _of_difference(one, again[one.key], is_later=is_later)


def _of_difference(one: Difference, here: Group, *, is_later: bool) -> Iterator[Known]:
    yield from of_measure(one.key, here, one.after if is_later else one.before)
