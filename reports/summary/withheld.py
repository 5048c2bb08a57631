"""Questions that may not be told of a selection, although the selection is large enough.

Fewer people answer a question than are in a group. So a filter shows of a question no more than the table that the
filter is taken from, protected for this question: else the table of everybody less the filter would be a few people.
The same holds for a table inside a filter, which is a part of a crossing, and for the organisations of a territory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.summary.asked import Family
from reports.summary.judge import Judge, Members, Place
from reports.summary.patterns import Pattern, Patterns, rows_of
from reports.summary.request import Filters


@dataclass(frozen=True)
class Withheld:
    """By key of a question or a scale."""

    keys: frozenset[str] = frozenset()
    """Not told of the selection at all."""
    rows: Mapping[str, Mapping[str, frozenset[Members]]] = field(default_factory=dict)
    """By attribute: not told of these rows of its table."""

    def of(self, attribute: str, key: str) -> frozenset[Members]:
        """Rows of a table in which a question is not told."""
        return self.rows.get(attribute, {}).get(key, frozenset())

    def __or__(self, other: Withheld) -> Withheld:
        rows = {name: {**self.rows.get(name, {}), **other.rows.get(name, {})} for name in {*self.rows, *other.rows}}
        return Withheld(self.keys | other.keys, rows)


def withheld_of(judge: Judge, families: Sequence[Family], filters: Filters, patterns: Patterns) -> Withheld:
    """What may not be told of a selection whose patterns are these."""
    if patterns.total is not None:
        return Withheld()
    judge.prepare(families)
    keys: set[str] = set()
    rows: dict[str, dict[str, frozenset[Members]]] = {name: {} for name in patterns.tables}
    for family in families:
        one = _Judged(judge, family)
        away = one.is_withheld(filters)
        for asked, is_away in zip(family.asked, away, strict=True):
            keys |= {asked.key} if is_away else set()
        for name in patterns.tables:
            for asked, members in zip(family.asked, one.rows(name, filters), strict=True):
                rows[name][asked.key] = rows[name].get(asked.key, frozenset()) | members
    return _with_overall(Withheld(frozenset(keys), rows), families)


@dataclass(frozen=True)
class _Judged:
    """One family of questions."""

    judge: Judge
    family: Family

    def is_withheld(self, filters: Filters) -> list[bool]:
        """By question, whether it is not told of the selection."""
        if not filters:
            return [False] * len(self.family.asked)
        if len(filters) == 1:
            [(name, keys)] = filters.items()
            return [
                any(row.why_hidden for row in rows_of(one, keys)[0]) for one in self.judge.margins(self.family, name)
            ]
        (first, keys), (second, others) = filters.items()
        crossing, cells = self.judge.crossed(self.family, first, second)
        inside = set(_inside(crossing.rows, keys, crossing.columns, others))
        return [bool(away & inside) for away in cells]

    def rows(self, name: str, filters: Filters) -> list[frozenset[Members]]:
        """By question, the rows of a table in which it is not told."""
        if not filters:  # the tables themselves know, but for what follows from one and another
            return self.judge.beside_others(self.family, name)
        if name in filters:
            return [frozenset(row.members for row in one.hidden) for one in self.judge.margins(self.family, name)]
        [(first, keys)] = filters.items()
        crossing, cells = self.judge.crossed(self.family, first, name)
        columns = crossing.columns.rows
        everything = frozenset(key for row in columns for key in row.members)
        inside = set(_inside(crossing.rows, keys, crossing.columns, everything))
        return [frozenset(columns[c].members for _, c in away & inside) for away in cells]


def _inside(rows: Pattern, keys: frozenset[str], columns: Pattern, others: frozenset[str]) -> Iterator[Place]:
    for r, row in enumerate(rows.rows):
        for c, column in enumerate(columns.rows):
            if not keys.isdisjoint(row.members) and not others.isdisjoint(column.members):
                yield r, c


def _with_overall(found: Withheld, families: Sequence[Family]) -> Withheld:
    """An overall index is not told where one of its blocks is not."""
    keys, rows = set(found.keys), {name: dict(by_key) for name, by_key in found.rows.items()}
    for family in families:
        if not family.blocks:
            continue
        [overall] = family.asked
        if not keys.isdisjoint(family.blocks):
            keys.add(overall.key)
        for name, by_key in rows.items():
            by_key[overall.key] = by_key[overall.key].union(*(found.of(name, block) for block in family.blocks))
    return Withheld(frozenset(keys), rows)
