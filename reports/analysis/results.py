"""Parts 5–8 of the report: blocks, groups, organisations, the help people wish for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from reports.analysis.sentences import (
    calmest_block,
    gap_sentence,
    group_sentences,
    item_sentences,
    small_groups,
    weakest_block,
    well_being,
)
from reports.analysis.unscored import has_unscored, unscored_tables
from reports.charts.canvas import PAPER
from reports.charts.gallery import choice_chart, heat_charts, help_questions, numbers_of, pronounced_chart
from reports.extremes import extreme_items, told
from reports.protection.cells import NOT_SHOWN
from reports.running import NO_GROUPS
from reports.russian import decimal, lower_first, part, percent, whole

if TYPE_CHECKING:
    from reports.analysis.context import Context
    from reports.analysis.paper import Paper
    from reports.protection.cells import Cell
    from reports.summary.model import Block, GroupTable, Summary

T = TypeVar("T")
GROUPS = ("category", "experience", "subject", "work", "territory")
HEAT = ("subject", "experience", "category")
"""Of these the one with most groups to be seen is drawn as well."""
MOST_ROWS, MOST_CHARTS = 60, 3
_NOT_COMPARED = "Внутри этой выборки группы не сравниваются."
_LEVELS = {"минимальный": "мин.", "умеренный": "умер.", "выраженный": "выр.", "критический": "крит."}


def blocks(paper: Paper, context: Context) -> None:
    """Part 5: T2, C1 and T3."""
    summary = context.summary
    paper.part("Сводные результаты по разделам")
    if not any(block.pronounced.is_shown for block in summary.blocks):
        paper.tell(context.nothing)
        return
    if context.instrument.is_difficulty:
        for sentence in (
            weakest_block(summary),
            calmest_block(summary),
            well_being(summary),
            gap_sentence(summary.blocks, context.instrument),
        ):
            if sentence:
                paper.tell(sentence)
    _block_table(paper, context)
    if context.extras.charts:
        paper.chart(pronounced_chart(summary.blocks, PAPER, context.instrument.headline))
    _items(paper, context)


def _block_table(paper: Paper, context: Context) -> None:
    summary = context.summary
    has_chosen = any(block.chosen is not None for block in summary.blocks)
    headings = ["№", "Раздел", "n", "Среднее", "Медиана", context.instrument.headline]
    widths = [0.7, 4.0, 1.1, 2.0, 2.0, 3.3]
    if has_chosen:
        headings.append("Назвали приоритетом")
        widths.append(2.9)
    municipal = {block.key: block.pronounced.said(part) for block in summary.municipal}
    if municipal:
        headings.append("По всему центру")
        widths.append(2.0)
    numbers = numbers_of(summary.blocks)
    numbered = [(numbers[block.key], block) for block in summary.blocks]
    rows = [
        [
            number,
            *_block_cells(block),
            *([block.chosen.said(part) if block.chosen else "—"] if has_chosen else []),
            *([municipal.get(block.key, "—")] if municipal else []),
        ]
        for number, block in (*numbered, *(("", block) for block in summary.overall))
    ]
    paper.table("Результаты по разделам", headings, rows, widths, 10.5)
    paper.note(
        "n — число ответивших с достаточным числом ответов; индекс от 0 до 100: "
        + ("чем больше, тем чаще затруднения." if context.instrument.is_difficulty else "чем больше, тем лучше.")
    )


def _block_cells(block: Block) -> list[str]:
    return [
        block.label,
        block.n.said(whole),
        block.index.said(lambda spread: decimal(spread.mean)),
        block.index.said(lambda spread: decimal(spread.median)),
        block.pronounced.said(part),
    ]


def _items(paper: Paper, context: Context) -> None:
    summary = context.summary
    weakest, strongest = (extreme_items(summary, keys) for keys in (summary.weakest, summary.strongest))
    if not weakest and not strongest:
        return
    instrument = context.instrument
    words = ("Помощь нужна чаще", "Уверены чаще") if instrument.is_difficulty else ("Лучше всего", "Хуже всего")
    sides = tuple(zip(words, (weakest, strongest), strict=True))
    title = "Что складывается лучше и хуже всего"
    if instrument.is_difficulty:
        title = "Пункты с наибольшей и наименьшей потребностью в помощи"
    rows = [[side, item.label, told(item, instrument)] for side, items in sides for item in items]
    paper.table(title, ("", "Пункт", "Доля ответивших"), rows, (2, 5.2, 2.2))
    for sentence in item_sentences(summary, instrument):
        paper.tell(sentence)


def groups(paper: Paper, context: Context) -> None:
    """Part 6: T4, T5, T6 and C2."""
    summary = context.summary
    paper.part("Различия по группам")
    tables = [table for name in GROUPS if (table := summary.table(name)) is not None and not table.is_empty]
    if not tables and summary.heading.has_no_groups:
        paper.tell(NO_GROUPS)
        return
    if not tables:
        paper.tell(context.nothing if summary.groups or summary.is_empty else _NOT_COMPARED)
        return
    for table in tables:
        _group_table(paper, table, context)
        for sentence in group_sentences(table) if context.instrument.is_difficulty else ():
            paper.tell(sentence)
        if small := small_groups(table, summary.protection.min_cell):
            paper.tell(small)
    drawn = _worth_drawing(tables)
    if drawn is not None and context.extras.charts:
        for draw in heat_charts(drawn, summary.blocks, context.instrument.headline):
            paper.chart(draw(PAPER))
    paper.note("Различия между группами могут быть случайными, если ответивших мало: смотрите на n.")


def _worth_drawing(tables: Sequence[GroupTable]) -> GroupTable | None:
    """That in which most groups of people are seen, the first of `HEAT` of several; none where it is one group."""
    found = [(_groups_shown(table), table) for name in HEAT for table in tables if table.attribute == name]
    most, table = max(found, key=lambda one: one[0], default=(0, None))
    return table if most > 1 else None


def _groups_shown(table: GroupTable) -> int:
    return sum(bool(row.key) and any(measure.pronounced.is_shown for measure in row.measures) for row in table.rows)


def _group_table(paper: Paper, table: GroupTable, context: Context) -> None:
    numbers = _numbers(table, context)
    places = list(numbers)
    headings = [table.label, "n", *numbers.values()]
    rows = []
    for row in (*table.rows[:MOST_ROWS], table.total):
        shares = [row.measures[place].pronounced for place in places]
        rows.append([row.label, _short(row.n, whole), *(_short(s, lambda k: percent(k.share)) for s in shares)])
    title = f"{context.instrument.headline} по разделам: {lower_first(table.label)}"
    paper.table(title, headings, rows, (4, 1, *([1.15] * len(places))), 10)
    _notes(paper, table, context)


def _numbers(table: GroupTable, context: Context) -> dict[int, str]:
    """By the place of a column, the number its block has in the table of results: not every block has a column."""
    numbers = numbers_of(context.summary.blocks)
    return {place: numbers[column.key] for place, column in enumerate(table.columns) if not column.is_overall}


def organisations(paper: Paper, context: Context) -> None:
    """Part 7: T7, levels only, by name; nobody is ranked. Of one organisation there is nothing to add."""
    if context.summary.heading.is_of_one_organisation:
        return
    paper.part("Организации")
    table = context.summary.table("organisation")
    if table is None and context.summary.heading.has_no_groups:
        paper.tell(NO_GROUPS)
        return
    if table is None or table.is_empty:
        paper.tell(
            "Данные по отдельным организациям не приводятся: ни в одной из них не набралось достаточного числа "
            "ответов."
        )
        return
    paper.tell(
        "Организации перечислены по алфавиту. Уровни показывают, о какой помощи просят педагоги; сравнивать по ним "
        "организации между собой нельзя."
    )
    numbers = _numbers(table, context)
    places = list(numbers)
    rows = []
    for row in table.rows:
        levels = [row.measures[place].level for place in places]
        rows.append([row.label, _short(row.n, whole), *(_short(v, _level) if v else "—" for v in levels)])
    headings = ("Организация", "n", *numbers.values())
    paper.table("Уровни по организациям и разделам", headings, rows, (4, 1, *([1.15] * len(places))), 10)
    shortened = "; ".join(f"{short} — {word}" for word, short in _LEVELS.items())
    paper.note(f"Уровень среднего индекса: {shortened}.")
    _notes(paper, table, context)
    for row in table.rows:
        if row.parts:
            paper.note(f"{row.label}: {'; '.join(row.parts)}.")


def wishes(paper: Paper, context: Context) -> None:
    """Part 8: T8 and C3, and what was answered without options."""
    paper.part(context.instrument.wishes_title if context.has_blocks else "Результаты опроса")
    if not help_questions(context.summary) and not has_unscored(context.summary):
        paper.tell(context.nothing)
        return
    help_tables(paper, context.summary)
    unscored_tables(paper, context.summary)
    if context.extras.charts:
        for question in help_questions(context.summary)[:MOST_CHARTS]:
            paper.chart(choice_chart(question, PAPER))


def help_tables(paper: Paper, summary: Summary) -> None:
    """A table for every question with options that measures nothing."""
    for question in help_questions(summary):
        rows = [(option.label, option.share.said(part)) for option in question.options]
        paper.table(question.label.rstrip(".?"), ("Вариант", "Доля ответивших на вопрос"), rows, (4, 2))


def _notes(paper: Paper, table: GroupTable, context: Context) -> None:
    paper.note("Номера разделов — как в таблице «Результаты по разделам».")
    for footnote in table.footnotes:
        paper.note(footnote)
    if _has_unexplained(table):
        few = f"ответили менее {context.summary.protection.min_cell} человек"
        paper.note(f"н/д — данные не приводятся: {few} или цифру можно было бы вычислить из соседних.")
    if len(table.rows) > MOST_ROWS:
        paper.note(f"Приведены первые {MOST_ROWS} строк; остальные — в своде.")


def _has_unexplained(table: GroupTable) -> bool:
    """Whether figures are hidden of which the table's own footnotes say nothing."""
    is_explained = any(footnote.startswith(NOT_SHOWN) for footnote in table.footnotes)
    cells = [measure.pronounced for row in (*table.rows, table.total) for measure in row.measures]
    return not is_explained and any(not cell.is_shown for cell in cells)


def _short(cell: Cell[T], write: Callable[[T], str]) -> str:
    """«н/д» without further words: columns are narrow, the note tells the rest."""
    return cell.said(write) if cell.is_shown else "н/д"


def _level(label: str) -> str:
    return _LEVELS.get(label.lower(), label if len(label) <= 6 else label[:5] + ".")
