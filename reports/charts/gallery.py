"""The charts that a summary has something to show for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reports.charts.bars import Bar, Pair, draw_bars, draw_pairs
from reports.charts.canvas import PHONE, Chart, Page, told
from reports.charts.heat import draw_heat
from reports.instruments import instrument_of
from reports.responses import ATTRIBUTES
from reports.russian import decimal, lower_first, part, percent, whole
from reports.well_being import without_well_being_of_few
from surveys.model import Kind

if TYPE_CHECKING:
    from reports.summary.model import (
        Block,
        ChoiceQuestion,
        Comparison,
        GroupRow,
        GroupTable,
        LabelledShare,
        Part,
        Summary,
    )

R = TypeVar("R")
ROWS_OF_COVERAGE, ROWS_OF_HEAT = 16, 25
"""On one chart; longer tables go on on another."""
_INTERVAL = "Чёрточка — 95 %-й интервал: при повторном опросе доля, скорее всего, осталась бы в этих пределах."
_HATCHED = "Штриховка — данные не приводятся: ответивших слишком мало."
_BY_NAME = "Организации стоят по алфавиту."
_DARKER = "Чем темнее клетка, тем больше доля."
_BARS, _PAIRS, _HEAT = "Горизонтальные столбцы", "Парные столбцы", "Тепловая таблица"
PASSPORT = frozenset({*ATTRIBUTES, "courses", "special_needs", "lessons"})
PRONOUNCED = "Доля ответивших с выраженными затруднениями"


def charts_of(summary: Summary, dots: int = PHONE) -> list[Chart]:
    """All of them, in the order of the report; `dots` are pixels an inch."""
    return [draw(dots) for draw in drawings(summary)]


def drawings(summary: Summary) -> Iterator[Callable[[int], Chart]]:
    """Charts not drawn yet, so that whoever draws them may stop between two."""
    yield from coverage_charts(summary)
    yield from _of_answers(without_well_being_of_few(summary))


def charts_for_phone(summary: Summary, most: int) -> list[Chart]:
    """The first so many; coverage that fills several charts waits until what was answered is drawn."""
    coverage, answers = list(coverage_charts(summary)), list(_of_answers(without_well_being_of_few(summary)))
    in_order = [*coverage, *answers] if len(coverage) < 2 else [*answers, *coverage]
    return [draw(PHONE) for draw in in_order[:most]]


def _of_answers(summary: Summary) -> Iterator[Callable[[int], Chart]]:
    instrument = instrument_of(summary.heading.questionnaire_key)
    headline = PRONOUNCED if instrument.is_difficulty else instrument.headline
    if _has_figures(summary.blocks):
        yield lambda dots: pronounced_chart(summary.blocks, dots, headline)
    for table in summary.groups:
        if not table.is_empty:
            yield from heat_charts(table, summary.blocks, headline)
    for question in help_questions(summary):
        yield partial(choice_chart, question)
    for comparison in (summary.trend, summary.compared):
        if comparison is not None and comparison.differences:
            yield partial(comparison_chart, comparison, is_difficulty=instrument.is_difficulty)


def pronounced_chart(blocks: Sequence[Block], dots: int = PHONE, title: str = PRONOUNCED) -> Chart:
    """C1: the share with an index of 50 and more by block, the largest first, hidden ones last."""
    in_order = sorted(blocks, key=lambda block: -_share(block.pronounced, 0.0))
    bars = [_bar(block.label, block.pronounced) for block in in_order]
    page = draw_bars(title, _note(bars, _INTERVAL), bars)
    return _chart(title, title, bars, page, dots, _largest("Чаще всего", bars))


def choice_chart(question: ChoiceQuestion, dots: int = PHONE) -> Chart:
    """C3: how many took each option."""
    options: Sequence[LabelledShare] = question.options
    if question.kind is not Kind.CHOICE:
        options = sorted(options, key=lambda option: -_share(option.share, 0.0))
    bars = [_bar(option.label, option.share) for option in options]
    basis = question.bases.known()
    note = f"Доля от ответивших на вопрос: {whole(basis.answered)}." if basis else ""
    if question.kind is Kind.CHOICES:
        note += " Можно было выбрать несколько вариантов, поэтому в сумме может быть больше 100 %."
    if any(bar.low is not None for bar in bars):
        note += f" {_INTERVAL}"
    page = draw_bars(question.label, _note(bars, note.strip()), bars)
    return _chart(question.label, question.label, bars, page, dots, _largest("Чаще всего выбирали", bars))


def coverage_charts(summary: Summary) -> Iterator[Callable[[int], Chart]]:
    """How many of those invited have answered, by organisation in the order of names."""
    if not summary.coverage.is_known:
        return
    rows = summary.coverage.rows
    for number, drawn in enumerate(_evenly(rows, ROWS_OF_COVERAGE), start=1):
        bars = []
        for row in drawn:
            known = row.coverage
            said = f"{whole(known.finished)} из {whole(known.invited)}"
            bars.append(Bar(row.label, said, known.share if known.invited else 0.0))
        name = "Охват" if len(rows) <= ROWS_OF_COVERAGE else f"Охват, часть {number}"
        yield partial(_coverage_chart, name, bars)


def _coverage_chart(name: str, bars: Sequence[Bar], dots: int) -> Chart:
    title = "Сколько приглашённых ответили, по организациям"
    page = draw_bars(title, _BY_NAME, bars)
    return _chart(name, title, bars, page, dots, _BY_NAME)


def numbers_of(blocks: Sequence[Block]) -> dict[str, str]:
    """By key, the number a block has in tables and on charts whose columns are too narrow for its name."""
    return {block.key: str(number) for number, block in enumerate(blocks, start=1)}


def heat_charts(
    table: GroupTable, blocks: Sequence[Block], headline: str = PRONOUNCED
) -> Iterator[Callable[[int], Chart]]:
    """C2: groups and blocks; many groups go on on further charts."""
    rows, numbers = _worth_showing(table), numbers_of(blocks)
    for number, drawn in enumerate(_evenly(rows, ROWS_OF_HEAT), start=1):
        name = f"{table.label} и разделы" + (f", часть {number}" if len(rows) > ROWS_OF_HEAT else "")
        yield partial(_heat_chart, table, numbers, name, headline, drawn)


def _evenly(rows: Sequence[R], most: int) -> Iterator[Sequence[R]]:
    """Parts of about the same length: three rows alone on the last chart would look lost."""
    size = math.ceil(len(rows) / math.ceil(len(rows) / most)) if rows else 1
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _worth_showing(table: GroupTable) -> Sequence[GroupRow]:
    """All groups, or where they are many those of which anything may be shown."""
    if len(table.rows) <= ROWS_OF_HEAT:
        return table.rows
    return [row for row in table.rows if any(measure.n.is_shown for measure in row.measures)]


def _heat_chart(
    table: GroupTable, numbers: Mapping[str, str], name: str, headline: str, drawn: Sequence[GroupRow], dots: int
) -> Chart:
    columns = [column.label for column in table.columns if not column.is_overall]
    numbered = [(numbers[column.key], column.label) for column in table.columns if not column.is_overall]
    places = [place for place, column in enumerate(table.columns) if not column.is_overall]
    rows = []
    for row in drawn:
        shares = [row.measures[place].pronounced.known() for place in places]
        rows.append((row.label, [share.share if share else None for share in shares]))
    title = f"{headline}, %: {lower_first(table.label)}"
    is_whole = all(share is not None for _, shares in rows for share in shares)
    page = draw_heat(title, "" if is_whole else _HATCHED, numbered, rows)
    facts = [
        f"{label}: " + ", ".join(
            f"{column} — {percent(share) if share is not None else 'н/д'}"
            for column, share in zip(columns, shares, strict=True)
        )
        for label, shares in rows
    ]  # fmt: skip
    return Chart(name, title, told(title, facts, _HEAT), page.png(dots), _DARKER)


def comparison_chart(comparison: Comparison, dots: int = PHONE, *, is_difficulty: bool = True) -> Chart:
    """C4: the mean index by block on two sides."""
    measure = "Средний индекс затруднений" if is_difficulty else "Средний индекс"
    title = f"{measure}: {comparison.before} и {comparison.after}"
    pairs = []
    for difference in comparison.differences:
        before, after = (
            Bar("", side.mean.said(decimal), None if mean is None else mean / 100)
            for side in (difference.before, difference.after)
            for mean in (side.mean.known(),)
        )
        note = "Вопросы изменились, сравнивать нельзя" if difference.broken_by else ""
        pairs.append(Pair(difference.label, before, after, note))
    is_whole = all(side.share is not None for pair in pairs for side in (pair.before, pair.after))
    gist = "Индекс от 0 до 100: чем больше, тем " + ("чаще затруднения." if is_difficulty else "лучше.")
    note = gist if is_whole else f"{gist} {_HATCHED}"
    page = draw_pairs(title, note, pairs, (comparison.before, comparison.after))
    facts = [f"{pair.label} — было {pair.before.said}, стало {pair.after.said}" for pair in pairs]
    if not comparison.is_of_waves:
        facts = [f"{p.label} — {p.before.said} и {p.after.said}" for p in pairs]
    name = "Динамика" if comparison.is_of_waves else "Сравнение групп"
    return Chart(name, title, told(title, facts, _PAIRS), page.png(dots), gist)


def help_questions(summary: Summary) -> list[ChoiceQuestion]:
    """Questions without a scale that the report is about, of which anything may be shown."""
    wishes = instrument_of(summary.heading.questionnaire_key).wishes
    known = {str(question.key): question for question in summary.choices}
    chosen = wishes or [key for key in known if key not in PASSPORT]
    return [
        known[key] for key in chosen if key in known and any(option.share.is_shown for option in known[key].options)
    ]


def _bar(label: str, share: Part) -> Bar:
    known = share.known()
    if known is None:
        return Bar(label, share.said(part), None)
    return Bar(label, f"{percent(known.share)} · {whole(known.count)} из {whole(known.of)}", known.share, known.low,
               known.high)  # fmt: skip


def _share(share: Part, otherwise: float) -> float:
    known = share.known()
    return known.share if known else otherwise - 1


def _has_figures(blocks: Sequence[Block]) -> bool:
    return any(block.pronounced.is_shown for block in blocks)


def _note(bars: Sequence[Bar], note: str) -> str:
    return f"{note} {_HATCHED}".strip() if any(bar.share is None for bar in bars) else note


def _largest(opening: str, bars: Sequence[Bar]) -> str:
    """«Чаще всего — «Курсы»: 45 % · 54 из 120.»"""
    largest = max((bar for bar in bars if bar.share), key=lambda bar: bar.share or 0, default=None)
    return "" if largest is None else f"{opening} — «{largest.label}»: {largest.said}."


def _chart(name: str, title: str, bars: Sequence[Bar], page: Page, dots: int, gist: str) -> Chart:
    alt = told(title, [f"{bar.label} — {bar.said}" for bar in bars], _BARS)
    return Chart(name, title, alt, page.png(dots), gist)
