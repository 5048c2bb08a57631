"""Which cells of a two-way table may be shown when the totals of its rows and columns are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from reports.protection.answers import Given, may_show, together
from reports.protection.cells import Cell, Hidden, Reason, hidden, shown
from reports.protection.crossing_certainty import certain_cell
from reports.protection.crossing_search import Place, Search
from reports.protection.groups import Protection, Row
from reports.protection.words import Advice, advise, footnotes

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Crossing(Generic[R, C]):
    """The pattern of a two-way table; totals of rows and columns are asked of `rows` and `columns`."""

    rows: Protection[R]
    columns: Protection[C]
    sizes: Mapping[Place, int]
    """Respondents by places in `rows.rows` and `columns.rows`; to be printed only through `size`."""
    why_hidden: Mapping[Place, Hidden]
    is_refused: bool = False
    """The two attributes nearly coincide: not even their totals may stand side by side."""

    def cell(self, row: Row[R], column: Row[C], value: T) -> Cell[T]:
        """A figure of a cell: a mean, a share, a count of an option."""
        place = self._place(row, column)
        if place in self.why_hidden:
            return self.why_hidden[place]
        return shown(value) if self.sizes[place] else hidden(Reason.NOBODY, self.rows.policy.min_cell)

    def size(self, row: Row[R], column: Row[C]) -> Cell[int]:
        """Respondents of a cell; nobody is a number."""
        place = self._place(row, column)
        return self.why_hidden[place] if place in self.why_hidden else shown(self.sizes[place])

    @property
    def turned(self) -> Crossing[C, R]:
        """The same table with rows for columns."""
        sizes = {(c, r): size for (r, c), size in self.sizes.items()}
        why = {(c, r): one for (r, c), one in self.why_hidden.items()}
        return Crossing(self.columns, self.rows, sizes, why, self.is_refused)

    @property
    def advice(self) -> Advice:
        """How the table looks best; `TOTAL_ONLY` stands for: only the totals of rows and columns."""
        filled = [place for place, size in self.sizes.items() if size]
        away = sum(1 for place in filled if place in self.why_hidden)
        return advise(len(filled), away, is_total_shown=self.rows.is_total_shown and not self.is_refused)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Sentences to stand below the table."""
        merged = sum(len(row.members) for row in self.rows.rows if row.is_merged)
        return footnotes(self.rows.policy, self.why_hidden.values(), merged)

    def _place(self, row: Row[R], column: Row[C]) -> Place:
        return self.rows.places[row.members], self.columns.places[column.members]


def protect_crossing(
    counts: Mapping[tuple[R, C], int], rows: Protection[R], columns: Protection[C]
) -> Crossing[R, C]:
    """Protect a table of two attributes, given the patterns of each of them; absent counts are nobody.

    Cells are hidden until (1) no computation with the totals concerns fewer than k people and (2) the size of no
    hidden cell can be narrowed below the width of the policy.
    """
    sizes = _sizes(counts, rows, columns)
    pattern = Search(rows, columns, sizes)
    is_whole = pattern.hide_until_safe()
    return Crossing(rows, columns, sizes, dict(pattern.reasons()), is_refused=not is_whole)


def protect_crossing_answers(crossing: Crossing[R, C], answers: Mapping[tuple[R, C], Given]) -> Crossing[R, C]:
    """Narrow a two-way pattern to what may be shown of one question, of which `answers` has those of every cell.

    The totals to print beside are those of `protect_answers` for the rows and for the columns; where it hides one,
    pass a crossing whose `rows` and `columns` are its results.
    """
    given = _gathered(crossing, answers)
    bases = {place: given[place].base if place in given else 0 for place in crossing.sizes}
    policy = crossing.rows.policy
    held = {place for place, one in given.items() if one.base and not may_show(one, policy)}
    pattern = Search(crossing.rows, crossing.columns, bases, held | set(crossing.why_hidden))

    def do_agree(places: Iterable[Place]) -> bool:
        pool = [given[place] for place in places if place in given]
        return bool(pool) and together(pool).is_unanimous(policy.insiders)

    is_whole = not crossing.is_refused and pattern.hide_until_safe()
    while is_whole:
        if not pattern.loosen(do_agree):
            certain = certain_cell(given, pattern.pools())
            if certain is None:
                break
            is_whole = pattern.cover(certain)
        is_whole = is_whole and pattern.hide_until_safe()
    away = dict(pattern.reasons()) if is_whole else dict.fromkeys(bases, hidden(Reason.WITHHELD, policy.min_cell))
    why = {place: crossing.why_hidden.get(place, reason) for place, reason in away.items()}
    return replace(crossing, sizes=bases, why_hidden=why, is_refused=not is_whole)


def _gathered(crossing: Crossing[R, C], answers: Mapping[tuple[R, C], Given]) -> dict[Place, Given]:
    """Answers by place, those of merged groups together."""
    row_of = {member: place for place, row in enumerate(crossing.rows.rows) for member in row.members}
    column_of = {member: place for place, column in enumerate(crossing.columns.rows) for member in column.members}
    met: dict[Place, list[Given]] = {}
    for (row, column), one in answers.items():
        met.setdefault((row_of[row], column_of[column]), []).append(one)
    return {place: together(some) for place, some in met.items()}


def _sizes(counts: Mapping[tuple[R, C], int], rows: Protection[R], columns: Protection[C]) -> dict[Place, int]:
    row_of = {member: place for place, row in enumerate(rows.rows) for member in row.members}
    column_of = {member: place for place, column in enumerate(columns.rows) for member in column.members}
    sizes = {(r, c): 0 for r in range(len(rows.rows)) for c in range(len(columns.rows))}
    for (row, column), count in counts.items():
        sizes[row_of[row], column_of[column]] += count
    return sizes
