"""What may be shown of a selection: patterns of rows for every attribute, consistent under filters.

Without filters each attribute has the pattern of its table. A filter adds up cells of the crossing of two attributes,
so of a filtered table is shown what that crossing shows: two filters that differ by one organisation then give away
nothing that the crossing would not. Of two filters at once only the total is shown, for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reports.protection.cells import Hidden, Reason, hidden
from reports.protection.crossing import Crossing, protect_crossing
from reports.protection.groups import Protection, Row, protect_groups
from reports.protection.policy import Policy
from reports.responses import Attribute, Responses
from reports.summary.request import MOST_FILTERED, Filters

NOT_KNOWN = ""
"""Stands for people of whom an attribute is not known."""
Pattern = Protection[str]


@dataclass(frozen=True)
class Patterns:
    """Patterns of one selection."""

    total: Hidden | None
    """Why nothing at all may be said of it."""
    tables: Mapping[str, Pattern]
    """By attribute; attributes that may not be told are absent."""
    policy: Policy


def sizes_of(attribute: Attribute) -> dict[str, int]:
    """How many have each value; those of whom it is not known are the last, where there are any."""
    counts = np.bincount(attribute.codes + 1, minlength=len(attribute.keys) + 1)
    sizes = {key: int(count) for key, count in zip(attribute.keys, counts[1:], strict=True) if count}
    return sizes | ({NOT_KNOWN: int(counts[0])} if counts[0] else {})


def patterns_of(
    everybody: Responses, filters: Filters, policy: Policy, names: Iterable[str], most: int = MOST_FILTERED
) -> Patterns:
    """Patterns of a selection of `everybody`; `names` are the attributes tables are wanted of, `most` how many
    attributes may be restricted at once."""
    whole = {name: _pattern(everybody.attributes[name], policy) for name in everybody.attributes}
    wanted = [name for name in names if name in whole]
    if not filters:
        some = whole.get(next(iter(whole), ""))
        total = some.why_no_total if some else few(everybody.size, policy)
        return Patterns(total, {name: whole[name] for name in wanted}, policy)
    unknown = any(name not in whole for name in filters)
    if unknown or len(filters) > most:
        return Patterns(hidden(Reason.WITHHELD, policy.min_cell), {}, policy)
    if len(filters) == 1:
        return _of_one_filter(everybody, filters, whole, wanted, policy)
    first, second = filters
    crossing = _crossing(everybody, whole, first, second)
    return Patterns(_why(crossing, filters[first], filters[second], policy), {}, policy)


def _pattern(attribute: Attribute, policy: Policy) -> Pattern:
    is_public = attribute.name == "organisation"
    return protect_groups(sizes_of(attribute), policy, merges=is_public, are_sizes_known=is_public)


def few(size: int, policy: Policy) -> Hidden | None:
    """Why nothing is said of so few; None where they are enough."""
    if size >= policy.min_cell:
        return None
    return hidden(Reason.SMALL if size else Reason.NOBODY, policy.min_cell)


def _of_one_filter(
    everybody: Responses, filters: Filters, whole: Mapping[str, Pattern], wanted: Iterable[str], policy: Policy
) -> Patterns:
    [name] = filters
    rows, is_cut = _rows(whole[name], filters[name])
    total = next((row.why_hidden for row in rows if row.why_hidden), None)
    if is_cut:  # a part of a row of small groups taken together
        total = hidden(Reason.WITHHELD, policy.min_cell)
    size = sum(row.size for row in rows)
    total = total or few(size, policy)
    if total is not None:
        return Patterns(total, {}, policy)
    tables = {
        other: _narrowed(_crossing(everybody, whole, name, other), rows, policy) for other in wanted if other != name
    }
    own = {name: Protection(tuple(rows), policy)} if name in wanted and len(rows) > 1 else {}
    return Patterns(None, {**own, **{k: t for k, t in tables.items() if t is not None}}, policy)


def _rows(pattern: Pattern, keys: frozenset[str]) -> tuple[list[Row[str]], bool]:
    """The rows these values are in, and whether one of them is only partly meant."""
    rows = [row for row in pattern.rows if any(member in keys for member in row.members)]
    return rows, any(member not in keys for row in rows for member in row.members)


def _narrowed(crossing: Crossing[str, str], rows: list[Row[str]], policy: Policy) -> Pattern | None:
    """The rows of the other attribute inside the filter; a sum is hidden where a part of it is."""
    if crossing.is_refused:
        return None
    found = []
    for column in crossing.columns.rows:
        cells = [crossing.size(row, column) for row in rows]
        why = next((cell for cell in cells if isinstance(cell, Hidden)), None)
        places = [(crossing.rows.rows.index(row), crossing.columns.rows.index(column)) for row in rows]
        found.append(Row(column.members, sum(crossing.sizes[place] for place in places), why))
    return Protection(tuple(found), policy)


def _why(crossing: Crossing[str, str], one: frozenset[str], other: frozenset[str], policy: Policy) -> Hidden | None:
    rows, is_row_cut = _rows(crossing.rows, one)
    columns, is_column_cut = _rows(crossing.columns, other)
    if crossing.is_refused or is_row_cut or is_column_cut:
        return hidden(Reason.WITHHELD, policy.min_cell)
    cells = [crossing.size(row, column) for row in rows for column in columns]
    why = next((cell for cell in cells if isinstance(cell, Hidden)), None)
    size = sum(cell.known() or 0 for cell in cells)
    return why or few(size, policy)


def _crossing(everybody: Responses, whole: Mapping[str, Pattern], first: str, second: str) -> Crossing[str, str]:
    one, other = everybody.attributes[first], everybody.attributes[second]
    width = len(other.keys) + 1
    counts = np.bincount(
        (one.codes.astype(np.int64) + 1) * width + other.codes + 1, minlength=(len(one.keys) + 1) * width
    ).reshape(-1, width)
    keys, others = (NOT_KNOWN, *one.keys), (NOT_KNOWN, *other.keys)
    found = {(keys[r], others[c]): int(counts[r, c]) for r, c in zip(*np.nonzero(counts), strict=True)}
    return protect_crossing(found, whole[first], whole[second])
