"""The tables of the workbook, one function for a sheet: name, headings, widths and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.extremes import hard_words
from reports.instruments import instrument_of
from reports.recommendations import recommendations_for
from reports.scale_quality import qualities
from reports.workbook.cells import SHARE, TENTHS, Figure, Formula, Written, figure, share, share_count

if TYPE_CHECKING:
    from reports.protection.cells import Cell
    from reports.summary.model import (
        Bases,
        Block,
        Comparison,
        CoverageTable,
        GroupTable,
        Item,
        ItemQuality,
        Measure,
        Summary,
    )
    from surveys.campaigns.model import Coverage

RELIABILITY_NOTE = (
    "Альфа и омега рассчитываются по полным наборам ответов, если их не меньше 30. У края — доля наборов с "
    "индексом 0 (нижний) и 100 (верхний)."
)
ITEMS_NOTE = (
    "Связь с остальными пунктами — корреляция пункта с суммой остальных пунктов раздела. Если она ниже 0,3 или альфа "
    "без пункта выше, чем с ним, формулировку пункта стоит пересмотреть."
)


@dataclass(frozen=True, slots=True)
class Further:
    """One more table on a sheet."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Written]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table and how it is laid out."""

    name: str
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Written]]
    totals: Sequence[Written] = ()
    """A row below that filters leave alone."""
    notes: Sequence[str] = ()
    """What stands below."""
    further: Sequence[Further] = ()
    """Tables of the same rows below the first one."""
    chart: tuple[int, str] | None = None
    """The column a bar chart is made of, and its title."""


def coverage_sheet(table: CoverageTable) -> Sheet:
    """Who was invited and who answered. The sums follow the filter."""
    rows: list[list[Written]] = []
    for number, row in enumerate(table.rows, start=2):
        known = row.coverage
        quota = _quota(known, number)
        rows.append([row.label, Figure(known.invited), Figure(known.started), Figure(known.finished), quota])
    last, total = len(table.rows) + 1, table.total
    totals: list[Written] = ["Всего"]
    for letter, value in (("B", total.invited), ("C", total.started), ("D", total.finished)):
        totals.append(Formula(f"=SUBTOTAL(109,{letter}2:{letter}{last})", value) if rows else Figure(value))
    totals.append(_quota(total, last + 1))
    headings = ("Организация", "Приглашено", "Начали", "Ответили", "Охват")
    chart = (4, "Охват по организациям") if table.is_known else None
    return Sheet("Охват", headings, (48, 13, 13, 13, 13), rows, totals, chart=chart)


def _quota(coverage: Coverage, row: int) -> Written:
    """A dash where nobody was invited; who was invited may have left since, so there is no more than the whole."""
    if not coverage.invited:
        return Figure(None, SHARE, "—")
    return Formula(f"=IF(B{row}>0,MIN(1,D{row}/B{row}),0)", coverage.share, SHARE)


def block_sheet(summary: Summary) -> Sheet:
    """Blocks and overall indices."""
    instrument = instrument_of(summary.heading.questionnaire_key)
    headings = (
        "Код", "Раздел", "Ответили", "Средний индекс", "Медиана", "Ст. отклонение", "Нижняя четверть",
        "Верхняя четверть", instrument.headline, "Человек", "Нижняя граница (95 %)", "Верхняя граница (95 %)",
        "Уровень", "Назвали приоритетом", "Уверены без практики", "Недооценивают себя", "Альфа Кронбаха",
        "Омега Макдональда", "Полных наборов", "У нижнего края", "У верхнего края",
    )  # fmt: skip
    rows = [_block_row(block) for block in (*summary.blocks, *summary.overall)]
    widths = (9, 34, *([11.5] * 19))
    notes = (*summary.protection.footnotes, RELIABILITY_NOTE)
    return Sheet("Блоки", headings, widths, rows, notes=notes, chart=(8, instrument.headline))


def _block_row(block: Block) -> list[Written]:
    spread, known = block.index, block.pronounced.known()
    hidden = block.pronounced.said(str) if known is None else ""
    reliability = block.reliability
    gap = block.gap
    return [
        block.key,
        block.label,
        figure(block.n),
        figure(spread.to(lambda s: s.mean), TENTHS),
        figure(spread.to(lambda s: s.median), TENTHS),
        figure(spread.to(lambda s: s.sd), TENTHS),
        figure(spread.to(lambda s: s.lower_quartile), TENTHS),
        figure(spread.to(lambda s: s.upper_quartile), TENTHS),
        share(block.pronounced),
        share_count(block.pronounced),
        Figure(known.low if known else None, SHARE, hidden),
        Figure(known.high if known else None, SHARE, hidden),
        _shown_level(block.level),
        share(block.chosen) if block.chosen else None,
        share(gap.untried) if gap else None,
        share(gap.modest) if gap else None,
        figure(reliability.to(lambda r: r.alpha), "0.00") if reliability else None,
        figure(reliability.to(lambda r: r.omega), "0.00") if reliability else None,
        figure(reliability.to(lambda r: r.n)) if reliability else None,
        figure(reliability.to(lambda r: r.floor), SHARE) if reliability else None,
        figure(reliability.to(lambda r: r.ceiling), SHARE) if reliability else None,
    ]


def item_sheet(summary: Summary) -> Sheet:
    """Scored questions."""
    instrument = instrument_of(summary.heading.questionnaire_key)
    labels = {block.key: block.label for block in summary.blocks}
    headings = (
        "Код", "Раздел", "Пункт", "Обратный", "Спрошено", "Ответили", "Не моя задача", "Пропустили",
        "Затруднение, 0–100" if instrument.is_difficulty else "Индекс, 0–100", "Средний балл", "Доля", "Человек",
        "Что значит доля", "Связь с остальными пунктами", "Альфа без пункта",
    )  # fmt: skip
    quality = qualities(summary.blocks)
    rows = [
        [
            *_item_row(item, labels.get(item.block, item.block)),
            hard_words(item, instrument),
            *_quality_of(quality.get(item.key)),
        ]
        for item in summary.items
    ]
    notes = (*summary.protection.footnotes, ITEMS_NOTE)
    return Sheet("Пункты", headings, (12, 28, 56, *([11.5] * 9), 24, 13, 11.5), rows, notes=notes)


def _quality_of(quality: ItemQuality | None) -> list[Written]:
    known = (None, None) if quality is None else (quality.item_rest, quality.alpha_without)
    return [Figure(value, "0.00", "—") for value in known]


def _item_row(item: Item, block: str) -> list[Written]:
    def base(name: str) -> Figure:
        def told(bases: Bases) -> int:
            return int(getattr(bases, name))

        return figure(item.bases.to(told))

    return [
        str(item.key),
        block,
        item.label,
        "да" if item.is_reverse else "нет",
        *(base(name) for name in ("asked", "answered", "not_mine", "skipped")),
        figure(item.difficulty, TENTHS),
        figure(item.mean, "0.00"),
        share(item.hard),
        share_count(item.hard),
    ]


def group_sheet(table: GroupTable, name: str, headline: str) -> Sheet:
    """Groups by blocks, in the order of their options, organisations by name: shares, below them means and levels."""
    headings = (table.label, "Ответили", *(column.label for column in table.columns))
    shares, means, levels = (
        [[row.label, figure(row.n), *(write(measure) for measure in row.measures)] for row in table.rows]
        for write in (_share, _mean, _level)
    )
    notes = [f"В первой таблице: {headline.lower()}.", *table.footnotes]
    notes += [f"{row.label}: {'; '.join(row.parts)}." for row in table.rows if row.parts]
    further = [Further("Средний индекс", headings, means)]
    if any(row[2:] and any(row[2:]) for row in levels):
        further.append(Further("Уровень", headings, levels))
    widths = (40, 11, *([17] * len(table.columns)))
    return Sheet(name, headings, widths, shares, notes=notes, further=further)


def _share(measure: Measure) -> Written:
    return share(measure.pronounced)


def _mean(measure: Measure) -> Written:
    return figure(measure.mean, TENTHS)


def _level(measure: Measure) -> Written:
    return _shown_level(measure.level)


def _shown_level(level: Cell[str] | None) -> Written:
    """A word; where it is hidden, written as hidden figures are."""
    if level is None:
        return None
    return level.said(str) if level.is_shown else figure(level)


def help_sheet(summary: Summary) -> Sheet:
    """Answers to questions with options that measure nothing, forms of help among them."""
    rows: list[list[Written]] = []
    for question in summary.choices:
        for option in question.options:
            known = question.bases.known()
            basis = Figure(known.answered if known else None, said=question.bases.said(str))
            rows.append([question.label, option.label, share_count(option.share), basis, share(option.share)])
    headings = ("Вопрос", "Вариант", "Выбрали", "Ответили на вопрос", "Доля")
    return Sheet("Формы помощи", headings, (50, 50, 13, 13, 13), rows, notes=summary.protection.footnotes)


def recommendation_sheet(summary: Summary) -> Sheet:
    """Drafts to be approved."""
    rows = [
        [draft.audience.value, draft.place or "всем", draft.text, draft.why, draft.due, draft.responsible, "черновик"]
        for draft in recommendations_for(summary)
    ]
    headings = ("Кому", "Организация", "Рекомендация", "Основание", "Срок", "Ответственный", "Состояние")
    notes = ("Рекомендации составлены по правилам автоматически. Перед отправкой их утверждает методист.",)
    return Sheet("Рекомендации", headings, (28, 36, 60, 44, 22, 28, 13), rows, notes=notes)


def trend_sheet(comparison: Comparison, name: str) -> Sheet:
    """Two sides beside each other."""
    headings = (
        "Раздел", f"Ответили: {comparison.before}", f"Ответили: {comparison.after}", f"Индекс: {comparison.before}",
        f"Индекс: {comparison.after}", "Разница", "Вывод",
    )  # fmt: skip
    rows: list[list[Written]] = []
    for difference in comparison.differences:
        said = difference.sentence
        if difference.broken_by:
            said = f"Сравнивать нельзя: {'; '.join(difference.broken_by)}"
        sides = (difference.before, difference.after)
        rows.append(
            [
                difference.label,
                *(figure(side.n) for side in sides),
                *(figure(side.mean, TENTHS) for side in sides),
                figure(difference.mean_difference, TENTHS) if not difference.broken_by else None,
                said,
            ]
        )
    return Sheet(name, headings, (42, 14, 14, 14, 14, 12, 70), rows, notes=comparison.notes)


def code_sheet(summary: Summary) -> Sheet:
    """What codes and words of the workbook mean."""
    rows: list[list[Written]] = []
    for block in (*summary.blocks, *summary.overall):
        rows.append(["раздел", block.key, block.label, ""])
        rows.extend(["уровень", level.key, level.label, block.label] for level in block.levels)
    for item in summary.items:
        rows.append(["пункт", str(item.key), item.label, "обратный" if item.is_reverse else ""])
        rows.extend(["вариант", option.key, option.label, str(item.key)] for option in item.options)
    for question in summary.choices:
        rows.append(["вопрос", str(question.key), question.label, ""])
        rows.extend(["вариант", option.key, option.label, str(question.key)] for option in question.options)
    rows += [["сокращение", "н/д", "нет данных: ответивших слишком мало, чтобы показать цифру", ""]]
    return Sheet("Справочник кодов", ("Что", "Код", "Полный текст", "К чему относится"), (14, 18, 90, 40), rows)
