"""Parts 9–14 of the report: young teachers, waves, conclusions, recommendations, decisions, appendices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.analysis.context import Context
from reports.analysis.demand import wished_most
from reports.analysis.reliability import reliability, reliable
from reports.analysis.results import help_tables
from reports.analysis.sentences import (
    coverage_sentences,
    gap_sentence,
    item_sentences,
    trend_sentences,
    weakest_block,
)
from reports.charts.canvas import PAPER
from reports.charts.gallery import comparison_chart
from reports.extremes import hard_words
from reports.instruments import instrument_of
from reports.recommendations import RULES, Audience, Recommendation, recommendations_for, sources_of_practice
from reports.russian import decimal, listed, lower_first, part, percent, whole
from surveys.model import Key

if TYPE_CHECKING:
    from reports.analysis.paper import Paper
    from reports.summary.model import Comparison, Summary

MOST_DRAFTS = 60
_OF_BLOCKS = (
    "Индекс затруднений — среднее по ответам раздела от 0 до 100; пропуски и «не моя задача» не учитываются.",
    "Выраженные затруднения — индекс раздела 50 и выше.",
)
_INTERVAL = "95 %-й интервал — границы, в которых доля, скорее всего, осталась бы при повторном опросе."
_COEFFICIENTS = (
    "Альфа Кронбаха и омега Макдональда — насколько согласованно пункты раздела измеряют одно и то же (от 0,7 — "
    "достаточно для сводных выводов)."
)
_HIDDEN = "н/д — данные не приводятся: ответивших слишком мало или цифру можно было бы вычислить из соседних."


def young_teachers(paper: Paper, context: Context) -> None:
    """Part 9: what the monitoring of young teachers said."""
    paper.part("Молодые педагоги и наставничество")
    young = context.extras.young
    if young is None or young.is_empty:
        paper.tell("Мониторинг затруднений молодых педагогов в этот период не проводился или ещё не завершён.")
        return
    instrument = instrument_of(young.heading.questionnaire_key)
    for sentence in (*coverage_sentences(young, instrument), weakest_block(young)):
        if sentence:
            paper.tell(sentence)
    rows = [
        (block.label, block.n.said(whole), block.index.said(lambda s: decimal(s.mean)), block.pronounced.said(part))
        for block in young.blocks
    ]
    if any(block.n.is_shown for block in young.blocks):
        headings = ("Раздел", "n", "Среднее", instrument.headline)
        paper.table("Затруднения молодых педагогов", headings, rows, (4, 1, 1.3, 2.6))
    else:
        paper.tell(Context(young).nothing)
    help_tables(paper, young)


def changes(paper: Paper, context: Context) -> None:
    """Part 10: T9 and C4, of all who answered and of those who answered twice."""
    paper.part("Динамика")
    summary = context.summary
    waves = [known for known in (summary.trend, summary.trend_matched) if known is not None and _is_told(known)]
    if not waves:
        paper.tell("Сопоставимых данных прошлых периодов нет.")
    for wave in waves:
        _wave(paper, context, wave)


def _is_told(comparison: Comparison) -> bool:
    return any(d.before.mean.is_shown and d.after.mean.is_shown for d in comparison.differences)


def _wave(paper: Paper, context: Context, wave: Comparison) -> None:
    rows = []
    for difference in wave.differences:
        told = "сравнение не проводится" if difference.broken_by else difference.mean_difference.said(decimal)
        sides = (difference.before, difference.after)
        rows.append([difference.label, *(f"{s.mean.said(decimal)} (n = {s.n.said(whole)})" for s in sides), told])
    caption = "Средний индекс по разделам в двух периодах"
    if wave.matched is not None:
        caption += f": ответившие оба раза ({wave.matched.said(whole)})"
    paper.table(caption, ("Раздел", wave.before, wave.after, "Разница"), rows, (4, 2.2, 2.2, 1.8))
    if context.extras.charts and wave.matched is None:
        paper.chart(comparison_chart(wave, PAPER, is_difficulty=context.instrument.is_difficulty))
    for sentence in trend_sentences(wave):
        paper.tell(sentence)
    for note in wave.notes:
        paper.note(note)


def conclusions(paper: Paper, context: Context) -> None:
    """Part 11: drafts that somebody has to read."""
    summary = context.summary
    paper.part("Выводы")
    paper.tell("✍ Проверьте и дополните выводы: они составлены автоматически по правилам.")
    said = coverage_sentences(summary, context.instrument)
    if context.instrument.is_difficulty:
        drafts = (weakest_block(summary), gap_sentence(summary.blocks, context.instrument))
        said += [sentence for sentence in drafts if sentence]
        if practices := sources_of_practice(summary):
            named = listed([f"«{label}»" for label in practices])
            where = "разделе" if len(practices) == 1 else "разделах"
            said.append(f"Опыт, которым можно поделиться, стоит искать в {where} {named}.")
    elif context.has_blocks:
        said += item_sentences(summary, context.instrument)
    wishes = (wished_most(summary, Key(key), opening) for key, opening in context.instrument.most_wanted)
    said += [sentence for sentence in wishes if sentence]
    if summary.trend is not None:
        said += trend_sentences(summary.trend)
    paper.bullets(said)


def recommendations(paper: Paper, context: Context) -> None:
    """Part 12: by audience, each with its term and who sees to it."""
    paper.part("Адресные рекомендации")
    drafts = recommendations_for(context.summary)
    if not drafts:
        paper.tell(f"{_why_no_drafts(context)} ✍ Впишите рекомендации.")
        return
    paper.tell("✍ Проекты рекомендаций утверждает методист.")
    for audience in Audience:
        chosen = [draft for draft in drafts if draft.audience is audience]
        if not chosen:
            continue
        paper.heading(audience.value)
        rows = [(_placed(draft), draft.due, draft.responsible) for draft in chosen[:MOST_DRAFTS]]
        paper.table(f"Рекомендации: {lower_first(audience.value)}", ("Рекомендация", "Срок", "Ответственный"), rows,
                    (5, 1.7, 2.3))  # fmt: skip
        if len(chosen) > MOST_DRAFTS:
            paper.note(f"Приведены первые {MOST_DRAFTS}; все рекомендации — в своде, на листе «Рекомендации».")


def _why_no_drafts(context: Context) -> str:
    if not context.summary.is_empty and not (context.instrument.is_difficulty and context.has_blocks):
        return "По этой анкете рекомендации не составляются автоматически."
    if any(block.pronounced.is_shown for block in context.summary.blocks):
        least = percent(min(rule.share_from for rule in RULES))
        said = f"Ни в одном разделе выраженные затруднения не отметили хотя бы {least} ответивших"
        return f"{said}: рекомендаций по правилам нет."
    return "Показанных данных недостаточно для рекомендаций по правилам."


def _placed(draft: Recommendation) -> str:
    return f"{draft.place}. {draft.text}" if draft.place else draft.text


def decisions(paper: Paper, context: Context) -> None:
    """Part 13: what only people decide, with the plan begun."""
    paper.part("Управленческие решения и план мероприятий")
    paper.tell("✍ Укажите принятые решения и реквизиты приказов.")
    is_own = context.summary.heading.is_of_one_organisation
    whose = Audience.HEADS if is_own else Audience.MUNICIPALITY
    drafts = [draft for draft in recommendations_for(context.summary) if draft.audience is whose]
    rows = [(draft.text, draft.due, context.instrument.of_whom, draft.responsible) for draft in drafts[:8]]
    rows += [("✍", "✍", "✍", "✍")] * 3
    headings = ("Мероприятие", "Срок", "Для кого", "Ответственный")
    paper.table("План мероприятий", headings, rows, (3.7, 1.6, 2.4, 2.3))


def appendices(paper: Paper, context: Context) -> None:
    """Part 14: how it was measured, all items, how far to trust it, words."""
    summary, terms = context.summary, _glossary(context)
    if not summary.blocks and not terms:
        return
    paper.part("Приложения")
    if summary.blocks:
        paper.heading("Инструмент, ключ и уровни")
        paper.tell(
            "Балл каждого пункта переводится в долю от наибольшего; обратные пункты переворачиваются. Индекс раздела "
            "— среднее этих долей, умноженное на 100; он считается, если ответов в разделе достаточно."
        )
        _levels(paper, summary)
        _items(paper, context)
        reliability(paper, summary)
    if terms:
        paper.heading("Глоссарий")
        paper.bullets(terms)


def _glossary(context: Context) -> list[str]:
    """Words that stand in this report, and no others."""
    summary = context.summary
    terms = list(_OF_BLOCKS) if context.instrument.is_difficulty and context.has_blocks else []
    if context.extras.charts and not summary.is_empty:
        terms.append(_INTERVAL)
    if reliable(summary):
        terms.append(_COEFFICIENTS)
    return terms if summary.is_empty else [*terms, _HIDDEN]


def _levels(paper: Paper, summary: Summary) -> None:
    rows = [
        [block.label, *(level.share.said(part) for level in block.levels)]
        for block in summary.blocks
        if len(block.levels) == len(summary.blocks[0].levels) and any(level.share.is_shown for level in block.levels)
    ]
    if rows:
        headings = ("Раздел", *(level.label for level in summary.blocks[0].levels))
        widths = (3, *([1.9] * (len(headings) - 1)))
        paper.table("Распределение ответивших по уровням", headings, rows, widths, 10)


def _items(paper: Paper, context: Context) -> None:
    is_difficulty = context.instrument.is_difficulty
    rows = []
    for item in context.summary.items:
        if not item.bases.is_shown:
            continue
        bases = (item.bases.said(lambda b: whole(b.answered)), item.bases.said(lambda b: whole(b.not_mine)),
                 item.bases.said(lambda b: whole(b.skipped)))  # fmt: skip
        label = item.label
        if item.is_reverse:
            meant = f" пункт: доля — «{hard_words(item, context.instrument)}»" if is_difficulty else ""
            label = f"{label} (обратный{meant})"
        rows.append(
            [label, *bases, item.difficulty.said(decimal), *([item.hard.said(part)] if is_difficulty else [])]
        )
    if not rows:
        paper.tell("Таблица по пунктам не приводится: ответивших слишком мало.")
        return
    headings = ["Пункт", "Ответили", "Не моя задача", "Пропустили", "Затруднение" if is_difficulty else "Индекс"]
    widths = [3.8, 1.5, 1.3, 1.8, 1.9]
    if is_difficulty:
        headings.append("Доля «трудно»")
        widths.append(1.8)
    paper.table("Результаты по пунктам", headings, rows, widths, 10)
