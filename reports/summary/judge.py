"""Tables of everybody, narrowed to what may be shown of each question: by one attribute, and by two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reports.protection.answers import protect_answers
from reports.protection.cells import Reason, hidden
from reports.protection.crossing import Crossing, protect_crossing_answers
from reports.protection.groups import Protection, Row
from reports.protection.policy import Policy
from reports.protection.scales import protect_scale
from reports.responses import Responses
from reports.summary.asked import Asked, Counting, Family
from reports.summary.given import Given, Groups
from reports.summary.nested import KIND, TERRITORY, Cell, Nested, third_of
from reports.summary.patterns import (
    ORGANISATION,
    Everybody,
    Pattern,
    crossing_of,
    hidden_in,
    nested_in,
    people_in,
    place_in,
    without,
)

Members = tuple[str, ...]
Place = tuple[int, int]
Crossed = tuple[Crossing[str, str], list[set[Place]]]


class Judge:
    """Judges questions beside the tables of everybody, by the rules of one policy."""

    def __init__(self, responses: Responses, everybody: Everybody, policy: Policy) -> None:
        self._responses = responses
        self._counting = Counting(responses)
        self._everybody = everybody
        self._policy = policy
        self._margins: dict[tuple[tuple[str, ...], str], list[Pattern]] = {}
        self._crossed: dict[tuple[tuple[str, ...], str, str], Crossed] = {}
        self._crossings: dict[tuple[str, str], Crossing[str, str]] = {}

    @property
    def policy(self) -> Policy:
        """The rules."""
        return self._policy

    def knows(self, name: str) -> bool:
        """Whether anything may be told by an attribute."""
        return name in self._everybody.whole

    def prepare(self, families: Sequence[Family]) -> None:
        """Count at once what will be asked for."""
        self._counting.prepare(families)

    def margins(self, family: Family, name: str) -> list[Pattern]:
        """The table of an attribute, narrowed to each question of a family."""
        if (family.keys, name) not in self._margins:
            self._margins[family.keys, name] = self._margins_of(family, name)
        return self._margins[family.keys, name]

    def _margins_of(self, family: Family, name: str) -> list[Pattern]:
        if name == ORGANISATION:
            return self._of_organisations(family)
        found = self._plain_margins(family, name)
        if name not in self._everybody.around[1:] or not self._do_coincide(family):
            return found
        return [without(one, frozenset(row.members for row in one.rows)) for one in found]

    def _plain_margins(self, family: Family, name: str) -> list[Pattern]:
        answers = [self._counting.by_group(one, name) for one in family.asked]
        return _narrowed(self._everybody.whole[name], family, answers)

    def crossed(self, family: Family, first: str, second: str) -> Crossed:
        """Two attributes by each other, and the cells in which each question is not told; the same either way."""
        if first > second:
            return _turned(self.crossed(family, second, first))
        if (family.keys, first, second) not in self._crossed:
            found = self._crossed_with(family, first, second, self.margins)
            if not (self._is_open(family, found, first, second) and self._is_closed(family, found, first, second)):
                found = _without_cells(found)
            self._crossed[family.keys, first, second] = found
        return self._crossed[family.keys, first, second]

    def _crossed_with(
        self, family: Family, first: str, second: str, margins: Callable[[Family, str], list[Pattern]]
    ) -> Crossed:
        if first > second:
            return _turned(self._crossed_with(family, second, first, margins))
        crossing = self._crossing(first, second)
        answers = [self._counting.by_two(one, first, second) for one in family.asked]
        enough = max(self._policy.min_cell, self._policy.unanimous_below)
        # In all cells so many answered that they may even agree.
        if not crossing.why_hidden and all(not one.least or one.least >= enough for one in answers):
            return crossing, [set() for _ in answers]
        both = zip(margins(family, first), margins(family, second), strict=True)
        return crossing, _cells(crossing, list(both), [one.told() for one in answers])

    def _is_open(self, family: Family, found: Crossed, first: str, second: str) -> bool:
        """Whether what is hidden does not follow: where nobody passed a question over, numbers of people tell too."""
        crossing, cells = found
        if crossing.is_refused or not (crossing.why_hidden or any(cells)):
            return True
        patterns = crossing.rows, crossing.columns
        place = place_in(self._responses, patterns, (first, second))
        sizes = people_in(self._responses, patterns, (first, second))[:, None, :]
        everybody = _of_two(sizes, set(crossing.why_hidden), hidden_in(crossing.columns))
        for number, asked in enumerate(family.asked):
            bases, answers = _answered(asked, place, sizes.shape)
            away = hidden_in(self.margins(family, second)[number])
            nested = _of_two(bases, _hidden_of(found, number), away, answers, everybody)
            if not _are_many(bases, self._policy) and nested.do_few_follow(self._policy):
                return False
        return True

    def _is_closed(self, family: Family, found: Crossed, first: str, second: str) -> bool:
        """Whether kinds by an attribute tell nothing of these questions together with territories by it."""
        third = third_of(first, second, self._everybody.whole)
        if third is None or found[0].is_refused:
            return True
        territories, kinds = self.crossed(family, TERRITORY, third), found if first == KIND else _turned(found)
        everybody = nested_in(self._responses, territories[0], kinds[0], third)
        patterns = territories[0].rows, kinds[0].rows, territories[0].columns
        place = place_in(self._responses, patterns, (TERRITORY, KIND, third))
        for number, asked in enumerate(family.asked):
            bases, answers = _answered(asked, place, everybody.sizes.shape)
            hidden_places = _hidden_of(territories, number), _hidden_of(kinds, number)
            away = hidden_in(self.margins(family, third)[number])
            nested = Nested(bases, *hidden_places, away, answers, everybody)
            if not _are_many(bases, self._policy) and not nested.is_closed(self._policy):
                return False
        return True

    def _crossing(self, first: str, second: str) -> Crossing[str, str]:
        if (first, second) not in self._crossings:
            found = crossing_of(self._responses, self._everybody.whole, first, second)
            self._crossings[first, second] = found
        return self._crossings[first, second]

    def _around(self, family: Family) -> Crossed:
        """Kinds in territories."""
        key = (family.keys, "", "")
        if key not in self._crossed:
            first, second = self._everybody.around
            self._crossed[key] = self._crossed_with(family, first, second, self._plain_margins)
        return self._crossed[key]

    def _do_coincide(self, family: Family) -> bool:
        """Whether kinds and territories, of which everybody knows the organisations, are too much together."""
        if len(self._everybody.around) < 2:
            return False
        crossing, cells = self._around(family)
        filled = {place for place, size in crossing.sizes.items() if size}
        return any(filled <= away for away in cells)

    def beside_others(self, family: Family, name: str) -> list[frozenset[Members]]:
        """By question, rows of a table that would follow from those of organisations, territories and kinds."""
        if name in self._everybody.around[1:] and self._do_coincide(family):
            return [frozenset(row.members for row in one.rows) for one in self.margins(family, name)]
        if name != ORGANISATION:
            return [frozenset() for _ in family.asked]
        if self._do_coincide(family):
            return [frozenset(row.members for row in one.hidden) for one in self.margins(family, name)]
        parts = self._everybody.parts
        return [
            frozenset(row.members for place, part in parts.items() if place in away for row in part.rows)
            for away in self._hidden_parts(family)
        ]

    def _of_organisations(self, family: Family) -> list[Pattern]:
        """Part by part; nothing of a part whose sum would follow from territories and kinds."""
        answers = [self._counting.by_group(one, ORGANISATION) for one in family.asked]
        found: list[list[Row[str]]] = [[] for _ in family.asked]
        hidden_parts = self._hidden_parts(family)
        for place, part in self._parts(family).items():
            for number, one in enumerate(_narrowed(part, family, answers)):
                is_away = place in hidden_parts[number]
                found[number] += (
                    without(one, frozenset(row.members for row in one.rows)).rows if is_away else one.rows
                )
        return [Protection(tuple(rows), self._policy, self._everybody.total) for rows in found]

    def _parts(self, family: Family) -> Mapping[Members, Pattern]:
        """Where nothing is told of the kinds, the parts are the territories."""
        if not self._do_coincide(family):
            return self._everybody.parts
        rows: dict[Members, list[Row[str]]] = {}
        for place, part in self._everybody.parts.items():
            rows.setdefault(place[:1], []).extend(part.rows)
        return {place: Protection(tuple(inner), self._policy) for place, inner in rows.items()}

    def _hidden_parts(self, family: Family) -> list[set[Members]]:
        around = self._everybody.around
        if not around:
            return [set() for _ in family.asked]
        if len(around) == 1 or self._do_coincide(family):
            return [{row.members for row in one.hidden} for one in self.margins(family, around[0])]
        crossing, cells = self._around(family)
        rows, columns = crossing.rows.rows, crossing.columns.rows
        return [{(rows[r].members[0], columns[c].members[0]) for r, c in away} for away in cells]


def _narrowed(within: Pattern, family: Family, answers: Sequence[Mapping[str, Given]]) -> list[Pattern]:
    if not family.is_scale:
        return [protect_answers(within, one) for one in answers]  # type: ignore[type-var]
    index, items = protect_scale(within, answers[-1], dict(enumerate(answers[:-1])))  # type: ignore[arg-type]
    return [*items.values(), index]


def _cells(
    crossing: Crossing[str, str],
    margins: Sequence[tuple[Pattern, Pattern]],
    answers: Sequence[Mapping[tuple[str, str], Given]],
) -> list[set[Place]]:
    """Hidden cells of each question. Those of a family are hidden together: one would follow from the others."""
    away = set(crossing.why_hidden)
    withheld = hidden(Reason.WITHHELD, crossing.rows.policy.min_cell)
    while True:
        before = len(away)
        for (rows, columns), given in zip(margins, answers, strict=True):
            why = {place: crossing.why_hidden.get(place, withheld) for place in away}
            one = replace(crossing, rows=rows, columns=columns, why_hidden=why)
            away |= set(protect_crossing_answers(one, given).why_hidden)  # type: ignore[type-var]
        if len(away) == before:
            return [away for _ in answers]


def _turned(found: Crossed) -> Crossed:
    crossing, cells = found
    return crossing.turned, [{(c, r) for r, c in away} for away in cells]


def _without_cells(found: Crossed) -> Crossed:
    crossing, cells = found
    return crossing, [set(crossing.sizes) for _ in cells]


def _of_two(
    sizes: NDArray[np.int64],
    hidden_cells: set[Place],
    hidden_columns: set[int],
    answers: Mapping[Cell, Given] | None = None,
    everybody: Nested | None = None,
) -> Nested:
    """A table of two attributes as one of three, the second of which has a single value."""
    return Nested(sizes, hidden_cells, {(0, column) for column in hidden_columns}, hidden_columns, answers, everybody)


def _answered(
    asked: Asked, place: Groups, lengths: tuple[int, ...]
) -> tuple[NDArray[np.int64], Mapping[Cell, Given]]:
    counts = asked.answers.count(place, int(np.prod(lengths)))
    told = zip(np.ndindex(*lengths), asked.answers.told(counts), strict=True)
    answers = {(t, k, x): one for (t, k, x), one in told if one.base}
    return asked.answers.bases(counts).reshape(lengths), answers


def _are_many(bases: NDArray[np.int64], policy: Policy) -> bool:
    """Whether wherever anybody answered so many did that they may even agree."""
    return bool((bases[bases > 0] >= max(policy.min_cell, policy.unanimous_below)).all())


def _hidden_of(found: Crossed, number: int) -> set[Place]:
    crossing, cells = found
    return {*crossing.why_hidden, *cells[number]}
