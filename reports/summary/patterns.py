"""What may be shown of a selection: patterns of rows for every attribute, consistent under filters.

Without filters each attribute has the pattern of its table. A filter adds up cells of the crossing of two attributes,
so of a filtered table is shown what that crossing shows: two filters that differ by one group then give away nothing
that the crossing would not. Of two filters at once only the total is shown, for the same reason. Organisations lie
inside territories and kinds: small ones are taken together within these, so that no sum of a territory less its
organisations is that of a few people; and of a single organisation only the whole is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reports.protection.cells import Hidden, Reason, hidden
from reports.protection.crossing import Crossing, protect_crossing
from reports.protection.groups import Protection, Row, protect_groups
from reports.protection.policy import Policy
from reports.responses import Attribute, Responses
from reports.summary.nested import KIND, TERRITORY, Nested, third_of
from reports.summary.request import MOST_FILTERED, Filters

ORGANISATION = "organisation"
AROUND = (TERRITORY, KIND)
"""What organisations lie inside."""
NOT_KNOWN = ""
"""Stands for people of whom an attribute is not known."""
Pattern = Protection[str]


@dataclass(frozen=True)
class Patterns:
    """Patterns of one selection."""

    total: Hidden | None
    """Why nothing at all may be said of it."""
    tables: Mapping[str, tuple[Pattern, ...]]
    """By attribute; attributes that may not be told are absent. Organisations have a part for each kind in each
    territory, all others one."""
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
    known = of_everybody(everybody, policy)
    whole, parts = known.whole, tuple(known.parts.values())
    wanted = [name for name in names if name in whole]
    if not filters:
        total = few(everybody.size, policy)
        return Patterns(total, {name: parts if name == ORGANISATION else (whole[name],) for name in wanted}, policy)
    is_unknown = any(name not in whole for name in filters)
    if is_unknown or len(filters) > (1 if ORGANISATION in filters else most):
        return Patterns(hidden(Reason.WITHHELD, policy.min_cell), {}, policy)
    if len(filters) == 1:
        return _of_one_filter(everybody, filters, whole, wanted, policy)
    first, second = filters
    crossing = crossing_of(everybody, whole, first, second)
    return Patterns(_why(crossing, filters[first], filters[second], policy), {}, policy)


@dataclass(frozen=True)
class Everybody:
    """The patterns of everybody's tables."""

    whole: Mapping[str, Pattern]
    """By attribute."""
    around: tuple[str, ...]
    """What organisations are told apart by besides their names."""
    parts: Mapping[tuple[str, ...], Pattern]
    """What that of organisations is made of, by territory, kind or both."""
    total: Hidden | None


def of_everybody(everybody: Responses, policy: Policy) -> Everybody:
    """The pattern of every attribute, and the parts that of organisations is made of."""
    total = few(everybody.size, policy)
    found = {
        name: protect_groups(sizes_of(attribute), policy)
        for name, attribute in everybody.attributes.items()
        if name != ORGANISATION
    }
    if ORGANISATION not in everybody.attributes:
        return Everybody(found, (), {}, total)
    around = _around(everybody, found)
    found = {name: pattern for name, pattern in found.items() if name not in AROUND or name in around}
    parts = _parts(everybody, found, around, policy)
    rows = tuple(row for part in parts.values() for row in part.rows)
    return Everybody({**found, ORGANISATION: Protection(rows, policy, total)}, around, parts, total)


def _around(everybody: Responses, found: Mapping[str, Pattern]) -> tuple[str, ...]:
    """What organisations are told apart by besides their names: both, unless the kinds in a territory are so few
    people that half of the organisations would have to be hidden for them."""
    around = tuple(name for name in AROUND if name in found)
    if len(around) < 2:
        return around
    crossing = crossing_of(everybody, found, *around)
    return around[:1] if crossing.is_refused or crossing.why_hidden else around


def _of_organisations(sizes: Mapping[str, int], policy: Policy) -> Pattern:
    return protect_groups(sizes, policy, merges=True, are_sizes_known=True)


def _parts(
    everybody: Responses, found: Mapping[str, Pattern], around: Sequence[str], policy: Policy
) -> Mapping[tuple[str, ...], Pattern]:
    """Patterns of the organisations of each kind in each territory."""
    sizes: dict[tuple[str, ...], dict[str, int]] = {}
    places = place_of(everybody, around)
    for key, size in sizes_of(everybody.attributes[ORGANISATION]).items():
        sizes.setdefault(places[key], {})[key] = size
    if not sizes:
        return {(): _of_organisations({}, policy)}
    return {place: _part(inner, _why_not(place, found, around), policy) for place, inner in sizes.items()}


def _why_not(place: tuple[str, ...], found: Mapping[str, Pattern], around: Sequence[str]) -> Hidden | None:
    """Of both at once nothing is hidden, or they would not both be told."""
    rows = (found[name].row(key) for name, key in zip(around, place, strict=True))
    return next((row.why_hidden for row in rows if row.why_hidden is not None), None)


def _part(sizes: Mapping[str, int], why: Hidden | None, policy: Policy) -> Pattern:
    if why is None:
        return _of_organisations(sizes, policy)
    return Protection(tuple(Row((key,), size, why) for key, size in sizes.items()), policy, why)


def place_of(responses: Responses, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Of each organisation its territory or kind or both."""
    organisations = responses.attributes[ORGANISATION]
    around = [responses.attributes[name] for name in names]
    found: dict[str, tuple[str, ...]] = {}
    somebody = np.full(len(organisations.keys) + 1, -1, np.int64)
    somebody[organisations.codes + 1] = np.arange(organisations.codes.size)
    for key, row in zip((NOT_KNOWN, *organisations.keys), somebody.tolist(), strict=True):
        if row >= 0:
            found[key] = tuple(_key(attribute, row) for attribute in around)
    return found


def _key(attribute: Attribute, row: int) -> str:
    code = int(attribute.codes[row])
    return attribute.keys[code] if code >= 0 else NOT_KNOWN


def few(size: int, policy: Policy) -> Hidden | None:
    """Why nothing is said of so few; None where they are enough."""
    if size >= policy.min_cell:
        return None
    return hidden(Reason.SMALL if size else Reason.NOBODY, policy.min_cell)


def _of_one_filter(
    everybody: Responses, filters: Filters, whole: Mapping[str, Pattern], wanted: Iterable[str], policy: Policy
) -> Patterns:
    [name] = filters
    rows, is_cut = rows_of(whole[name], filters[name])
    total = next((row.why_hidden for row in rows if row.why_hidden), None)
    if is_cut:  # a part of a row of small groups taken together
        total = hidden(Reason.WITHHELD, policy.min_cell)
    size = sum(row.size for row in rows)
    total = total or few(size, policy)
    if total is not None:
        return Patterns(total, {}, policy)
    if name == ORGANISATION:
        return Patterns(None, {}, policy)
    others = [other for other in wanted if other not in (name, ORGANISATION)]
    crossed = {other: _narrowed(crossing_of(everybody, whole, name, other), rows, policy) for other in others}
    tables = {other: (table,) for other, table in crossed.items() if table is not None}
    own = {name: (Protection(tuple(rows), policy),)} if name in wanted and len(rows) > 1 else {}
    return Patterns(None, {**own, **tables}, policy)


def rows_of(pattern: Pattern, keys: frozenset[str]) -> tuple[list[Row[str]], bool]:
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
    rows, is_row_cut = rows_of(crossing.rows, one)
    columns, is_column_cut = rows_of(crossing.columns, other)
    if crossing.is_refused or is_row_cut or is_column_cut:
        return hidden(Reason.WITHHELD, policy.min_cell)
    cells = [crossing.size(row, column) for row in rows for column in columns]
    why = next((cell for cell in cells if isinstance(cell, Hidden)), None)
    size = sum(cell.known() or 0 for cell in cells)
    return why or few(size, policy)


def crossing_of(everybody: Responses, whole: Mapping[str, Pattern], first: str, second: str) -> Crossing[str, str]:
    """The pattern of two attributes by each other, the same whichever is asked first: else the one table would show
    what the other hides."""
    if first > second:
        return crossing_of(everybody, whole, second, first).turned
    crossing = _crossing_alone(everybody, whole, first, second)
    third = third_of(first, second, whole)
    if third is None or crossing.is_refused:
        return crossing
    kinds = crossing if first == KIND else crossing.turned
    return crossing if _is_closed(everybody, whole, kinds, third) else _refused(crossing)


def _crossing_alone(
    everybody: Responses, whole: Mapping[str, Pattern], first: str, second: str
) -> Crossing[str, str]:
    one, other = everybody.attributes[first], everybody.attributes[second]
    width = len(other.keys) + 1
    counts = np.bincount(
        (one.codes.astype(np.int64) + 1) * width + other.codes + 1, minlength=(len(one.keys) + 1) * width
    ).reshape(-1, width)
    keys, others = (NOT_KNOWN, *one.keys), (NOT_KNOWN, *other.keys)
    found = {(keys[r], others[c]): int(counts[r, c]) for r, c in zip(*np.nonzero(counts), strict=True)}
    crossing = protect_crossing(found, whole[first], whole[second])
    if {first, second} == set(AROUND) or not _does_agree(counts, crossing.rows.policy):
        return crossing
    return _refused(crossing)


def _refused(crossing: Crossing[str, str]) -> Crossing[str, str]:
    why = hidden(Reason.WITHHELD, crossing.rows.policy.min_cell)
    return replace(crossing, why_hidden=dict.fromkeys(crossing.sizes, why), is_refused=True)


def _is_closed(everybody: Responses, whole: Mapping[str, Pattern], kinds: Crossing[str, str], third: str) -> bool:
    """Whether kinds by this attribute tell nothing together with territories by it."""
    territories = crossing_of(everybody, whole, TERRITORY, third)
    return territories.is_refused or nested_in(everybody, territories, kinds, third).is_closed(kinds.rows.policy)


def nested_in(everybody: Responses, territories: Crossing[str, str], kinds: Crossing[str, str], third: str) -> Nested:
    """People by territory, kind and a third attribute, of which these two tables tell."""
    patterns = territories.rows, kinds.rows, territories.columns
    sizes = people_in(everybody, patterns, (TERRITORY, KIND, third))
    return Nested(sizes, set(territories.why_hidden), set(kinds.why_hidden), hidden_in(territories.columns))


def hidden_in(pattern: Pattern) -> set[int]:
    """Rows that are not shown, by their places."""
    return {place for place, row in enumerate(pattern.rows) if row.why_hidden is not None}


def people_in(everybody: Responses, patterns: Sequence[Pattern], names: Sequence[str]) -> NDArray[np.int64]:
    """How many are in each row of each pattern at once."""
    lengths = [len(pattern.rows) for pattern in patterns]
    counts = np.bincount(place_in(everybody, patterns, names), minlength=int(np.prod(lengths)))
    return counts.reshape(lengths).astype(np.int64, copy=False)


def place_in(everybody: Responses, patterns: Sequence[Pattern], names: Sequence[str]) -> NDArray[np.int32]:
    """In which row of each pattern everybody is, as one number."""
    place = np.zeros(everybody.size, np.int32)
    for name, pattern in zip(names, patterns, strict=True):
        attribute = everybody.attributes[name]
        row_of = {member: number for number, row in enumerate(pattern.rows) for member in row.members}
        rows = np.array([row_of.get(key, 0) for key in (NOT_KNOWN, *attribute.keys)], np.int32)
        place = place * np.int32(len(pattern.rows)) + rows[attribute.codes + 1]
    return place


def _does_agree(counts: NDArray[np.int64], policy: Policy) -> bool:
    """Whether all of a small group are of one group of the other attribute: what they have in common is an answer."""
    lines = [*counts, *counts.T]
    return any(0 < line.sum() < policy.unanimous_below and line.max() == line.sum() for line in lines)


def without(pattern: Pattern, members: frozenset[tuple[str, ...]]) -> Pattern:
    """The same with some rows hidden as well."""
    if not members:
        return pattern
    why = hidden(Reason.WITHHELD, pattern.policy.min_cell)
    rows = (row._replace(why_hidden=row.why_hidden or why) if row.members in members else row for row in pattern.rows)
    return Protection(tuple(rows), pattern.policy, pattern.why_no_total)
