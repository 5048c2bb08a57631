"""Which groups of one attribute may be shown beside their total, which are merged, which are held back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from reports.protection.cells import Cell, Hidden, Reason, all_shown, hidden, shown
from reports.protection.policy import DEFAULT, Policy
from reports.protection.words import Advice, advise, footnotes

G = TypeVar("G", bound=Hashable)
T = TypeVar("T")


class Row(NamedTuple, Generic[G]):
    """A row of the table: one group, or the small ones together."""

    members: tuple[G, ...]
    size: int
    """Respondents; to be printed only through `Protection.size`."""
    why_hidden: Hidden | None = None

    @property
    def is_merged(self) -> bool:
        """Whether this is the row of small groups."""
        return len(self.members) > 1


@dataclass(frozen=True)
class Protection(Generic[G]):
    """The pattern of one table with a total; every figure of its groups goes through it.

    The pattern depends on numbers of respondents alone, never on what they answered.
    """

    rows: tuple[Row[G], ...]
    """In the order in which the groups were given; the merged row is the last."""
    policy: Policy
    why_no_total: Hidden | None = None

    def row(self, group: G) -> Row[G]:
        """The row in which a group is found."""
        return next(row for row in self.rows if group in row.members)

    @cached_property
    def places(self) -> Mapping[tuple[G, ...], int]:
        """Where the row of some members stands."""
        return {row.members: place for place, row in enumerate(self.rows)}

    def cell(self, row: Row[G], value: T) -> Cell[T]:
        """A figure of a row: a mean, a share, a count. A row of another pattern is judged by this one."""
        own = self._own(row)
        if own.why_hidden is not None:
            return own.why_hidden
        return shown(value) if own.size else hidden(Reason.NOBODY, self.policy.min_cell)

    def cells(self, row: Row[G], values: Sequence[Any]) -> Sequence[Cell[Any]]:
        """Figures of one of the rows."""
        why = row.why_hidden or (None if row.size else hidden(Reason.NOBODY, self.policy.min_cell))
        return all_shown(values) if why is None else [why] * len(values)

    def size(self, row: Row[G]) -> Cell[int]:
        """The number of respondents of a row; nobody is a number."""
        own = self._own(row)
        return own.why_hidden if own.why_hidden is not None else shown(own.size)

    def _own(self, row: Row[G]) -> Row[G]:
        return self.rows[self.places[row.members]]

    def total_cell(self, value: T) -> Cell[T]:
        """A figure of everybody in the table."""
        return self.why_no_total if self.why_no_total is not None else shown(value)

    @property
    def is_total_shown(self) -> bool:
        """Whether anything at all may be said."""
        return self.why_no_total is None

    @property
    def visible(self) -> tuple[Row[G], ...]:
        """Rows with somebody in them that are shown; enough for a chart or a list of filters."""
        return tuple(row for row in self.rows if row.why_hidden is None and row.size)

    @property
    def hidden(self) -> tuple[Row[G], ...]:
        """Rows that are held back."""
        return tuple(row for row in self.rows if row.why_hidden is not None)

    @property
    def advice(self) -> Advice:
        """How the table looks best."""
        filled = sum(1 for row in self.rows if row.size)
        return advise(filled, len(self.hidden), is_total_shown=self.is_total_shown)

    @property
    def printed(self) -> tuple[Row[G], ...]:
        """The rows to print, after the advice."""
        return self.rows if self.advice is Advice.AS_IS else self.visible

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Sentences to stand below the table as `printed`."""
        printed = [row.why_hidden for row in self.printed if row.why_hidden is not None]
        merged = sum(len(row.members) for row in self.rows if row.is_merged)
        left_out = len(self.hidden) - len(printed)
        return footnotes(self.policy, printed, merged, left_out=left_out)


def protect_groups(
    sizes: Mapping[G, int],
    policy: Policy = DEFAULT,
    *,
    merges: bool = False,
    are_sizes_known: bool = False,
) -> Protection[G]:
    """Protect a table of groups that do not overlap and of their total.

    `merges` puts small groups into one row («малочисленные организации»). `are_sizes_known` says that everybody
    knows how many answered in each group, as with organisations, whose coverage is always shown: then only the
    answers are to be protected.
    """
    total = sum(sizes.values())
    if total < policy.min_cell:
        why = hidden(Reason.SMALL if total else Reason.NOBODY, policy.min_cell)
        return Protection(tuple(Row((g,), size, why if size else None) for g, size in sizes.items()), policy, why)
    small = [group for group, size in sizes.items() if policy.hides(size)]
    away = _with_partners(sizes, small, policy, is_told=merges, are_sizes_known=are_sizes_known)
    if merges:
        return _merged(sizes, away, policy)
    is_told = are_sizes_known or _leaves_open([sizes[group] for group in away], policy, is_told=True)
    rows = (Row((g,), size, _why(size, policy, is_told=is_told) if g in away else None) for g, size in sizes.items())
    return Protection(tuple(rows), policy)


def _with_partners(
    sizes: Mapping[G, int], small: Iterable[G], policy: Policy, *, is_told: bool, are_sizes_known: bool
) -> set[G]:
    """The small groups and the next smallest, until what they are together tells nothing of one of them."""
    away = set(small)
    if not away:
        return away
    others = sorted((g for g, size in sizes.items() if size and g not in away), key=lambda g: sizes[g])
    pool = sum(sizes[group] for group in away)
    for group in others:
        is_enough = len(away) >= 2 and pool >= policy.min_cell
        if is_enough and (are_sizes_known or _leaves_open([sizes[g] for g in away], policy, is_told=is_told)):
            break
        away.add(group)
        pool += sizes[group]
    return away


def _leaves_open(sizes: list[int], policy: Policy, *, is_told: bool) -> bool:
    """Whether a sum leaves the sizes of the small groups in it open by the width of the policy.

    `is_told` says that readers know which of them are small (each 1 to k - 1) and which are not (k or more).
    """
    small = [size for size in sizes if size < policy.min_cell]
    large = len(sizes) - len(small)
    total = sum(sizes)
    if not is_told:
        return total - len(sizes) >= policy.width
    most = min(policy.min_cell - 1, total - (len(small) - 1) - policy.min_cell * large)
    least = 1 if large else max(1, total - (policy.min_cell - 1) * (len(small) - 1))
    return most - least >= policy.width


def _merged(sizes: Mapping[G, int], away: set[G], policy: Policy) -> Protection[G]:
    kept = [Row((group,), size) for group, size in sizes.items() if group not in away]
    pool = tuple(group for group in sizes if group in away)
    merged = [Row(pool, sum(sizes[group] for group in pool))] if pool else []
    return Protection((*kept, *merged), policy)


def _why(size: int, policy: Policy, *, is_told: bool) -> Hidden:
    return hidden(Reason.SMALL if is_told and policy.hides(size) else Reason.WITHHELD, policy.min_cell)
