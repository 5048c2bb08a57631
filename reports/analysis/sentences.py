"""Draft sentences (DOMAIN §5.3): each says what a figure says and no more; a hidden figure says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.extremes import told
from reports.russian import counted, listed, of_many, part, percent, whole

if TYPE_CHECKING:
    from reports.instruments import Instrument
    from reports.summary.model import Block, Comparison, GroupTable, Item, Summary

LOW_COVERAGE, WIDE_GAP = 0.5, 0.3
MOST_OF_GROUPS, MOST_NAMED = 3, 6
"""Sentences about a table; the widest differences come first."""
LEAST_FOR_COMPARISON = 5.0
"""Points of share between two groups of which anything is said."""


def coverage_sentences(summary: Summary, instrument: Instrument) -> list[str]:
    """How many answered, and what that allows to say."""
    total = summary.coverage.total
    if not summary.coverage.is_known:
        people = summary.n.said(lambda n: counted(n, "человек", "человека", "человек"))
        return [f"Число ответивших: {people}. Приглашения не рассылались, поэтому охват не рассчитывается."]
    said = f"Приглашено {counted(total.invited, 'человек', 'человека', 'человек')}, ответили {whole(total.finished)}"
    if total.share >= LOW_COVERAGE:
        return [f"{said}; охват — {percent(total.share)}."]
    return [
        f"{said}.",
        f"Охват составил {percent(total.share)}; результаты отражают мнение ответивших и не переносятся на всех "
        f"{instrument.of_whom}.",
    ]


def weakest_block(summary: Summary) -> str:
    """Where help is needed most often."""
    known = [(share.share, block, share) for block in summary.blocks if (share := block.pronounced.known())]
    if not known:
        return ""
    _, block, share = max(known, key=lambda found: found[0])
    if share.count == 0:
        return "Выраженных затруднений ответившие не отметили ни в одном разделе."
    return (
        f"Чаще всего помощь нужна в разделе «{block.label}»: выраженные затруднения отметили {whole(share.count)} из "
        f"{whole(share.of)} ({percent(share.share)})."
    )


def calmest_block(summary: Summary) -> str:
    """Where most are confident."""
    known = [(share.share, block, share) for block in summary.blocks if (share := block.pronounced.known())]
    if len(known) < 2:
        return ""
    _, block, share = min(known, key=lambda found: found[0])
    return f"Реже всего выраженные затруднения отмечают в разделе «{block.label}»: {part(share)}."


def gap_sentence(blocks: Sequence[Block], instrument: Instrument) -> str:
    """Where people say that they are confident, and have not done it."""
    wide = [
        f"раздел «{block.label}» — {percent(share.share)}"
        for block in blocks
        if block.gap and (share := block.gap.untried.known()) is not None and share.share >= WIDE_GAP
    ]
    if not wide:
        return ""
    return (
        f"Часть {instrument.of_whom} уверенно оценивает свои умения, но в последние месяцы их не применяла: "
        f"{listed(wide)}. Здесь полезнее практикум, чем лекция."
    )


def small_groups(table: GroupTable, least: int) -> str:
    """Of which groups nothing is told."""
    small = [f"«{row.label}»" for row in table.rows if not row.n.is_shown]
    # The same for all of them: to tell which are small would tell their sizes.
    why = f"ответили менее {of_many(least, 'человека', 'человек')} или цифры соседней группы можно было бы вычислить"
    if len(small) > MOST_NAMED:
        return f"По {of_many(len(small), 'группе', 'группам')} данные не приводятся: {why}."
    if len(small) > 1:
        return f"По группам {listed(small)} данные не приводятся: {why}."
    return f"По группе {small[0]} данные не приводятся: {why}." if small else ""


def group_sentences(table: GroupTable) -> list[str]:
    """Where two groups are far apart; organisations are not compared at all."""
    if table.attribute == "organisation":
        return []
    said: list[tuple[float, str]] = []
    for place, column in enumerate(table.columns):
        known = [
            (share.share, row.label, share)
            for row in table.rows
            if (share := row.measures[place].pronounced.known()) is not None and row.key not in ("", "others")
        ]
        if column.is_overall or len(known) < 2:
            continue
        high, low = max(known, key=lambda k: k[0]), min(known, key=lambda k: k[0])
        # Only where chance hardly explains it: the intervals do not meet.
        if high[2].low > low[2].high and 100 * (high[0] - low[0]) >= LEAST_FOR_COMPARISON:
            sentence = (
                f"Раздел «{column.label}»: выраженные затруднения чаще в группе «{high[1]}» — {part(high[2])}, реже "
                f"в группе «{low[1]}» — {part(low[2])}."
            )
            said.append((low[0] - high[0], sentence))
    return [sentence for _, sentence in sorted(said)[:MOST_OF_GROUPS]]


def item_sentence(items: Sequence[Item], opening: str, instrument: Instrument) -> str:
    """«Умения, в которых …: «…» — затрудняются 62 %; «…» — редко или ни разу 58 %.»."""
    named = [f"«{item.label.rstrip('.')}» — {told(item, instrument)}" for item in items if item.hard.is_shown]
    return f"{opening}: {'; '.join(named)}." if named else ""


def trend_sentences(comparison: Comparison) -> list[str]:
    """What changed since the last wave; no words of rising and falling where it may be chance."""
    from reports.summary.model import Verdict

    changed = [
        f"Раздел «{difference.label}»: {difference.sentence.rstrip('.')}."
        for difference in comparison.differences
        if difference.verdict in (Verdict.MORE, Verdict.LESS)
    ]
    broken = [f"«{difference.label}»" for difference in comparison.differences if difference.broken_by]
    verdicts = {difference.verdict for difference in comparison.differences}
    said = changed
    if not changed and Verdict.SAME in verdicts:
        said = [f"Существенных изменений по сравнению с периодом {comparison.before} не выявлено."]
    if Verdict.FEW in verdicts:
        said.append("Там, где ответивших меньше 30, о росте или снижении не говорится.")
    if broken:
        what = "Раздел" if len(broken) == 1 else "Разделы"
        said.append(f"{what} {listed(broken)}: сравнение не проводится, так как вопросы анкеты изменились.")
    return said
