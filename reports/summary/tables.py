"""Tables of groups: blocks and items by organisation, category, experience and the rest, protected cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reports.attributes import ATTRIBUTE_WORDS, unknown_word
from reports.protection.answers import protect_answers
from reports.protection.cells import Cell, Reason, hidden
from reports.protection.groups import Protection, Row
from reports.protection.policy import Policy
from reports.protection.scales import protect_scale
from reports.protection.words import MERGED, Advice, advise, footnotes
from reports.responses import Attribute, Responses
from reports.statistics.shares import share_of
from reports.summary.columns import Counted, CountedColumn, items_counted, scales_counted, together
from reports.summary.cubes import Cubes, cubes_of
from reports.summary.measures import Measures, most_options
from reports.summary.model import GroupRow, GroupTable, Measure
from reports.summary.patterns import NOT_KNOWN, Pattern, Patterns, without
from reports.summary.withheld import Withheld

OTHERS = "others"
OF_TOTAL = ""
BY_ORGANISATION = ("organisation", "kind", "territory")


def group_tables(
    responses: Responses, measures: Measures, patterns: Patterns, well_being: Patterns, withheld: Withheld
) -> Tables:
    """Tables by every attribute that has a pattern."""
    names = [name for name in responses.attributes if name in patterns.tables]
    cubes = cubes_of(responses.attributes, names, most_options(measures.items)) if names else Cubes((), {})
    by_scale = {one.scale.key: one.scale for one in measures.scales}
    of_scales = scales_counted(measures.scales, responses, cubes, patterns.policy.unanimous_below)
    of_items = items_counted(measures.items, by_scale, responses, cubes)
    blocks, items = [], []
    known: dict[Counted, Measure] = {}
    totals: dict[str, Measure] = {}  # the same whatever people are told apart by
    for name in names:
        table = _Table(responses.attributes[name], patterns, well_being, withheld, known)
        measured = table.measured([one[name] for one in of_scales], [one[name] for one in of_items], totals)
        blocks.append(table.of([one[name] for one in of_scales], measured))
        items.append(table.of([one[name] for one in of_items], measured))
    return Tables(tuple(blocks), tuple(items))


@dataclass(frozen=True)
class Tables:
    """Of blocks and of items."""

    blocks: tuple[GroupTable, ...]
    items: tuple[GroupTable, ...]


class _Table:
    """Tables by one attribute: its parts, and what is shown of each measure in them."""

    def __init__(
        self,
        attribute: Attribute,
        patterns: Patterns,
        well_being: Patterns,
        withheld: Withheld,
        known: dict[Counted, Measure],
    ) -> None:
        self._attribute = attribute
        self._known = known
        self._withheld = withheld
        self._parts = patterns.tables[attribute.name]
        self._policy = patterns.policy
        self._stricter = well_being.tables.get(attribute.name, ())
        members = tuple(member for part in self._parts for row in part.rows for member in row.members)
        size = sum(row.size for part in self._parts for row in part.rows)
        self._whole: Pattern = Protection((Row(members, size, patterns.total),), self._policy, patterns.total)

    def measured(
        self, scales: Sequence[CountedColumn], items: Sequence[CountedColumn], totals: dict[str, Measure]
    ) -> Mapping[str, list[Measure]]:
        """By column: of every row of the parts, and of all together at the end. A block and its items are protected
        side by side, for the one follows from the others; so are an overall index and its blocks."""
        found: dict[str, list[Measure]] = {}
        for part, stricter in zip_longest(self._parts, self._stricter[: len(self._parts)]):
            for column, pattern in self._narrowed(part, stricter, scales, items):
                narrowed = without(pattern, self._withheld.of(self._attribute.name, column.column.key))
                found.setdefault(column.column.key, []).extend(_measures(column, narrowed, self._known))
        for column in (*scales, *items):
            key = column.column.key
            if key not in totals:
                totals[key] = self._total(column)
            found[key].append(totals[key])
        return found

    def _narrowed(
        self, part: Pattern, stricter: Pattern | None, scales: Sequence[CountedColumn], items: Sequence[CountedColumn]
    ) -> Iterator[tuple[CountedColumn, Pattern]]:
        blocks: dict[str, Pattern] = {}
        for index in (one for one in scales if not one.scale.of):
            mine = [item for item in items if item.scale.key == index.scale.key]
            within = part if index.scale.is_personal else self._of_well_being(part, stricter)
            if _are_plain(within, (index, *mine)):
                shown, of_items = within, {one.column.key: within for one in mine}
            else:
                answers = {one.column.key: one.answers for one in mine}
                shown, of_items = protect_scale(within, index.answers, answers)  # type: ignore[arg-type]
            blocks[index.scale.key] = shown
            yield index, shown
            for item in mine:
                of_item = of_items[item.column.key]
                yield item, without(of_item, _told_by_their_silence(within, item))
        for overall in (one for one in scales if one.scale.of):
            withheld = _alone_hidden(part, [blocks[key] for key in overall.scale.of if key in blocks])
            yield overall, protect_answers(part, overall.answers, withheld)  # type: ignore[type-var]

    def _of_well_being(self, part: Pattern, stricter: Pattern | None) -> Pattern:
        """The stricter rules where both have the same rows; else, and of organisations always, all is hidden."""
        is_alike = stricter is not None and [r.members for r in part.rows] == [r.members for r in stricter.rows]
        if stricter is not None and is_alike and self._attribute.name not in BY_ORGANISATION:
            return stricter
        why = hidden(Reason.WITHHELD, self._policy.min_cell)
        return Protection(tuple(Row(row.members, row.size, why) for row in part.rows), part.policy, why)

    def _total(self, column: CountedColumn) -> Measure:
        if not column.scale.is_personal or column.column.key in self._withheld.keys:
            why = hidden(Reason.WITHHELD, self._policy.min_cell)
            return Measure(why, why, why, why)  # it stands among the blocks, by its own rules
        # So many cannot agree by chance: what they said need not be looked at.
        is_plain = self._whole.is_total_shown and column.whole[0] >= _enough(self._policy)
        whole = self._whole if is_plain else protect_answers(self._whole, column.answers)  # type: ignore[type-var]
        return _measure(column, whole, whole.rows[0], column.whole)

    def of(self, columns: Sequence[CountedColumn], measured: Mapping[str, list[Measure]]) -> GroupTable:
        """The table of these columns."""
        rows = [row for part in self._parts for row in part.rows]
        filled = sum(1 for row in rows if row.size)
        away = [row.why_hidden for row in rows if row.why_hidden is not None]
        is_whole = advise(filled, len(away), is_total_shown=self._whole.is_total_shown) is Advice.AS_IS
        told = [(place, row) for place, row in enumerate(rows) if is_whole or (row.why_hidden is None and row.size)]
        merged = sum(len(row.members) for row in rows if row.is_merged)
        return GroupTable(
            self._attribute.name,
            ATTRIBUTE_WORDS.get(self._attribute.name, self._attribute.name),
            tuple(column.column for column in columns),
            self._in_order([self._row(place, row, columns, measured) for place, row in told]),
            GroupRow(
                OF_TOTAL,
                "Всего",
                self._whole.size(self._whole.rows[0]),
                tuple(measured[column.column.key][-1] for column in columns),
            ),
            footnotes(self._policy, away if is_whole else (), merged, left_out=0 if is_whole else len(away)),
            left_out=len(rows) - len(told),
        )

    def _row(
        self, place: int, row: Row[str], columns: Sequence[CountedColumn], measured: Mapping[str, list[Measure]]
    ) -> GroupRow:
        labels = tuple(_label_of(self._attribute, member) for member in row.members)
        return GroupRow(
            key=OTHERS if row.is_merged else row.members[0],
            label=MERGED if row.is_merged else labels[0],
            n=Protection((row,), self._policy).size(row),
            measures=tuple(measured[column.column.key][place] for column in columns),
            parts=labels if row.is_merged else (),
        )

    def _in_order(self, rows: Sequence[GroupRow]) -> tuple[GroupRow, ...]:
        """As the attribute has its values; what was taken together, and what is not known, at the end."""
        order = {key: place for place, key in enumerate(self._attribute.keys)}
        return tuple(sorted(rows, key=lambda row: order.get(row.key, len(order) + bool(row.parts))))


def _alone_hidden(within: Pattern, blocks: Sequence[Pattern]) -> set[tuple[str, ...]]:
    """Rows in which exactly one block is hidden: the overall index would give it away."""
    return {
        row.members
        for place, row in enumerate(within.rows)
        if sum(block.rows[place].why_hidden is not None for block in blocks) == 1
    }


def _are_plain(pattern: Pattern, columns: Sequence[CountedColumn]) -> bool:
    """Whether there is nothing to hide: all rows are shown, and no group is so small that it might all agree."""
    if not pattern.is_total_shown or any(row.why_hidden is not None for row in pattern.rows):
        return False
    members, enough = [member for row in pattern.rows for member in row.members], _enough(pattern.policy)
    return all(_is_of_many(column, members, enough) for column in columns)


def _is_of_many(column: CountedColumn, members: Sequence[str], enough: int) -> bool:
    groups = column.groups
    counts = [n for member in members if (n := groups[member][0])]
    return bool(counts) and min(counts) >= enough


def _told_by_their_silence(within: Pattern, item: CountedColumn) -> frozenset[tuple[str, ...]]:
    """Rows in which nobody gave a scored answer, where that tells that the few who answered said «не моя задача»."""
    if item.told is None or not any(_is_silent(row, item.groups) for row in within.rows):
        return frozenset()
    return frozenset(row.members for row in protect_answers(within, item.told()).hidden)


def _is_silent(row: Row[str], groups: Mapping[str, Counted]) -> bool:
    if groups[row.members[0]][0] or not row.size or row.why_hidden is not None:
        return False
    return not any(groups[member][0] for member in row.members)


def _enough(policy: Policy) -> int:
    return max(policy.unanimous_below, policy.min_cell)


def _measures(column: CountedColumn, pattern: Pattern, known: dict[Counted, Measure]) -> list[Measure]:
    """Of every row of a pattern that is narrowed to this column. `known` are those of items that are shown: small
    groups have the same few counts over and over again."""
    groups, is_item, found = column.groups, column.column.is_item, []
    for row in pattern.rows:
        members, size, why = row
        counted = groups[members[0]] if len(members) == 1 else together([groups[one] for one in members])
        may_be_known = is_item and why is None and size and counted[0]
        measure = known.get(counted) if may_be_known else None
        if measure is None:
            measure = _measure(column, pattern, row, counted)
            if may_be_known:
                known[counted] = measure
        found.append(measure)
    return found


def _measure(column: CountedColumn, pattern: Pattern, row: Row[str], counted: Counted) -> Measure:
    n, total, hard = counted
    share = share_of(hard, n)
    if share is None:
        return _of_nobody(pattern, row, *pattern.cells(row, (n,)))
    if column.column.is_item or (band := column.scale.band(total / n)) is None:
        return Measure(*pattern.cells(row, (n, total / n, share)))
    return Measure(*pattern.cells(row, (n, total / n, share, band.label)))


def _of_nobody(pattern: Pattern, row: Row[str], n: Cell[int]) -> Measure:
    nobody = row.why_hidden or hidden(Reason.NOBODY, pattern.policy.min_cell)
    return Measure(n if row.size else pattern.size(row), nobody, nobody, nobody)


def _label_of(attribute: Attribute, key: str) -> str:
    if key == NOT_KNOWN:
        return unknown_word(attribute.name)
    return attribute.labels[attribute.keys.index(key)]
