"""Whether the answers of a group may be shown: how many of one option, which mean, which median.

A group large enough may still say too much: if all gave the same answer, the table tells the answer of every one. An
option that nobody chose is harmless otherwise, and is shown as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from reports.protection.cells import Hidden, Reason, hidden
from reports.protection.groups import Protection, Row
from reports.protection.policy import DEFAULT, Policy

G = TypeVar("G", bound=Hashable)


class Tally(NamedTuple):
    """How often each option was given by a group."""

    counts: tuple[int, ...]
    base: int
    """Respondents who answered; with one option each, the sum of the counts."""

    @staticmethod
    def together(given: Sequence[Tally]) -> Tally:
        """Of at least one group."""
        counts = zip(*(one.counts for one in given), strict=True)
        return Tally(tuple(map(sum, counts)), sum(one.base for one in given))

    def is_unanimous(self, insiders: int = 0) -> bool:
        """Whether an option was given by all, but for as many as `insiders`."""
        return self.base > 0 and max(self.counts, default=0) >= self.base - insiders


class Spread(NamedTuple):
    """Between which bounds the values of a group lie: indices, numbers, ages."""

    base: int
    least: float
    greatest: float

    @staticmethod
    def together(given: Sequence[Spread]) -> Spread:
        """Of at least one group; nobody's bounds bound nothing."""
        there = [one for one in given if one.base] or given[:1]
        low, high = min(one.least for one in there), max(one.greatest for one in there)
        return Spread(sum(one.base for one in there), low, high)

    def is_unanimous(self, insiders: int = 0) -> bool:
        """Whether all values are the same; of insiders bounds tell nothing."""
        return self.base > 0 and self.least == self.greatest


Given = TypeVar("Given", Tally, Spread)


def tally(counts: Sequence[int], respondents: int | None = None) -> Tally:
    """Counts of options; `respondents` is needed where one may give several."""
    return Tally(tuple(counts), sum(counts) if respondents is None else respondents)


def tallies(counts: Iterable[Sequence[int]], bases: Iterable[int]) -> list[Tally]:
    """Of many groups at once."""
    return list(map(_TALLY, zip(map(tuple, counts), bases, strict=True)))


_TALLY: Callable[[tuple[tuple[int, ...], int]], Tally] = partial(tuple.__new__, Tally)
_ROW: Callable[[tuple[Any, int, Hidden | None]], Row[Any]] = partial(tuple.__new__, Row)
"""There are thousands of both in one summary: their constructors would take twice as long."""


def may_show_distribution(counts: Sequence[int], policy: Policy = DEFAULT, respondents: int | None = None) -> bool:
    """Whether the counts of options of one group may be shown, taken by themselves."""
    return may_show(tally(counts, respondents), policy)


def may_show(given: Tally | Spread, policy: Policy = DEFAULT) -> bool:
    """Whether anything made of these answers (counts, shares, mean, median) may be shown, taken by itself."""
    if given.base < policy.min_cell:
        return False
    return given.base >= policy.unanimous_below or not given.is_unanimous(policy.insiders)


def protect_answers(
    within: Protection[G], answers: Mapping[G, Given], withheld: Container[tuple[G, ...]] = ()
) -> Protection[G]:
    """Narrow the pattern of a table to what may be shown of one question: its options or its mean.

    `answers` are those of each group, also of the hidden and of those that are merged. The sizes of the result are
    the bases of the question. Rows are hidden where too few answered or all alike, and with them the next smallest,
    until the hidden ones together are enough people who do not all agree. `withheld` are members of rows to hide
    anyway.
    """
    if not within.rows:
        return within
    given = [
        answers[row.members[0]] if len(row.members) == 1 else together([answers[member] for member in row.members])
        for row in within.rows
    ]
    policy = within.policy
    whole = sum([one.base for one in given])
    if within.why_no_total is not None or not _may_show_all(given, whole, policy):
        why = hidden(Reason.WITHHELD if whole else Reason.NOBODY, policy.min_cell)
        rows = tuple(Row(row.members, one.base, why) for row, one in zip(within.rows, given, strict=True))
        return Protection(rows, policy, within.why_no_total or why)
    enough = max(policy.min_cell, policy.unanimous_below)
    away = {
        place
        for place, (row, one) in enumerate(zip(within.rows, given, strict=True))
        if row.why_hidden is not None
        or (one.base and (row.members in withheld or (one.base < enough and not may_show(one, policy))))
    }
    _add_partners(away, given, policy)
    return Protection(tuple(_rows(within, given, away)), policy)


def _may_show_all(given: Sequence[Given], whole: int, policy: Policy) -> bool:
    """The same as of their sum, which many groups make slow and few figures need."""
    return whole >= max(policy.min_cell, policy.unanimous_below) or may_show(together(given), policy)


def _add_partners(away: set[int], given: Sequence[Given], policy: Policy) -> None:
    if not away:
        return
    others = sorted((p for p, one in enumerate(given) if one.base and p not in away), key=lambda p: given[p].base)
    for place in others:
        pool = together([given[one] for one in sorted(away)])
        filled = sum(1 for one in away if given[one].base)
        # Not even a large pool may agree: it would tell the answers of the small groups in it.
        if not filled or (filled > 1 and pool.base >= policy.min_cell and not pool.is_unanimous(policy.insiders)):
            return
        away.add(place)


def _rows(within: Protection[G], given: Sequence[Given], away: set[int]) -> list[Row[G]]:
    withheld = hidden(Reason.WITHHELD, within.policy.min_cell)
    return [
        _ROW((row.members, one.base, (row.why_hidden or withheld) if place in away else None))
        for place, (row, one) in enumerate(zip(within.rows, given, strict=True))
    ]


def together(given: Sequence[Given]) -> Given:
    """What at least one group answered, as if it were one."""
    return given[0] if len(given) == 1 else given[0].together(given)
