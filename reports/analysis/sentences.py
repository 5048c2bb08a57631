"""Draft sentences (DOMAIN §5.3): each says what a figure says and no more; a hidden figure says nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.extremes import extreme_items, told
from reports.russian import counted, listed, lower_first, of_many, part, percent, whole

if TYPE_CHECKING:
    from reports.instruments import Instrument
    from reports.statistics.shares import Share
    from reports.summary.model import Block, Comparison, GroupTable, Item, Summary

LOW_COVERAGE, WIDE_GAP = 0.5, 0.3
MOST_OF_GROUPS, MOST_NAMED = 3, 6
"""Sentences about a table; the widest differences come first."""
LEAST_FOR_COMPARISON = 5.0
"""Points of share between two groups of which anything is said."""


def coverage_sentences(summary: Summary, instrument: Instrument) -> list[str]:
    """How many answered, and what that allows to say."""
    total = summary.coverage.total
    if not summary.coverage.is_known and not summary.n.is_shown:
        return []
    if not summary.coverage.is_known:
        people = summary.n.said(lambda n: counted(n, "человек", "человека", "человек"))
        return [f"Число ответивших: {people}. Приглашения не рассылались, поэтому охват не рассчитывается."]
    if not total.answers:
        return [f"Приглашено {counted(total.invited, 'человек', 'человека', 'человек')}, ответов нет."]
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
    known = _pronounced(summary)
    if not known:
        return ""
    _, block, share = max(known, key=lambda found: found[0])
    if share.count == 0:
        which = "разделе" if _are_all_shown(summary) else "из разделов, по которым есть данные"
        return f"Выраженных затруднений ответившие не отметили ни в одном {which}."
    return _among_shown(
        summary,
        f"Чаще всего помощь нужна в разделе «{block.label}»: выраженные затруднения отметили {whole(share.count)} из "
        f"{whole(share.of)} ({percent(share.share)}).",
    )


def calmest_block(summary: Summary) -> str:
    """Where most are confident; nothing where it is so everywhere."""
    known = _pronounced(summary)
    if len({found for found, _, _ in known}) < 2:
        return ""
    _, block, share = min(known, key=lambda found: found[0])
    return _among_shown(
        summary, f"Реже всего выраженные затруднения отмечают в разделе «{block.label}»: {part(share)}."
    )


def _among_shown(summary: Summary, said: str) -> str:
    """A hidden block may be further on either side."""
    if _are_all_shown(summary):
        return said
    return f"Среди разделов, по которым данные приводятся, {lower_first(said)}"


def _are_all_shown(summary: Summary) -> bool:
    return len(_pronounced(summary)) == len(_of_help(summary))


def _of_help(summary: Summary) -> Sequence[Block]:
    """Blocks help can be given with; how people feel is told apart from them, if they were asked of anything else."""
    return [block for block in summary.blocks if not block.is_well_being] or summary.blocks


def _pronounced(summary: Summary) -> list[tuple[float, Block, Share]]:
    return [(share.share, block, share) for block in _of_help(summary) if (share := block.pronounced.known())]


def well_being(summary: Summary) -> str:
    """How people feel, beside the blocks help can be given with."""
    apart = [block for block in summary.blocks if block.is_well_being]
    known = [(block, share) for block in apart if (share := block.pronounced.known())]
    if not known or len(apart) == len(summary.blocks):
        return ""
    told = "; ".join(f"«{block.label}» — выраженные затруднения отметили {part(share)}" for block, share in known)
    return f"Отдельно от остальных разделов: {told}."


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
    compared = {
        column.label: known
        for place, column in enumerate(table.columns)
        if not column.is_overall and len(known := _of_groups(table, place)) > 1
    }
    pairs = sum(math.comb(len(known), 2) for known in compared.values())
    said: list[tuple[float, str]] = []
    for label, known in compared.items():
        (most, high), (least, low) = (pick(known, key=lambda one: one[1].share) for pick in (max, min))
        if 100 * (high.share - low.share) >= LEAST_FOR_COMPARISON and not _may_be_chance(low, high, pairs):
            sentence = (
                f"Раздел «{label}»: выраженные затруднения чаще в группе «{most}» — {part(high)}, реже в группе "
                f"«{least}» — {part(low)}."
            )
            said.append((low.share - high.share, sentence))
    return [sentence for _, sentence in sorted(said)[:MOST_OF_GROUPS]]


def _of_groups(table: GroupTable, place: int) -> list[tuple[str, Share]]:
    return [
        (row.label, share)
        for row in table.rows
        if (share := row.measures[place].pronounced.known()) is not None and row.key not in ("", "others")
    ]


def _may_be_chance(low: Share, high: Share, pairs: int) -> bool:
    """Whether two shares, the furthest apart of so many pairs, may differ by chance (Bonferroni's correction)."""
    from reports.statistics.waves import compare_shares
    from reports.statistics.wording import CERTAIN_BELOW

    change = compare_shares(low, high)
    return change is None or change.p is None or change.p * pairs >= CERTAIN_BELOW


def item_sentences(summary: Summary, instrument: Instrument) -> list[str]:
    """Where it is hardest and where it is easiest; of what is no difficulty, best and worst."""
    sides = ((summary.weakest, instrument.weakest), (summary.strongest, instrument.strongest))
    told_of = (item_sentence(extreme_items(summary, keys), opening, instrument) for keys, opening in sides)
    return [sentence for sentence in told_of if sentence]


def item_sentence(items: Sequence[Item], opening: str, instrument: Instrument) -> str:
    """«Умения, в которых …: «…» — затрудняются 62 %; «…» — редко или ни разу 58 %.»."""
    named = [f"«{item.label.rstrip('.')}» — {told(item, instrument)}" for item in items if item.hard.is_shown]
    return f"{opening}: {'; '.join(named)}." if named else ""


def trend_sentences(comparison: Comparison) -> list[str]:
    """What changed since the last wave; no words of rising and falling where it may be chance."""
    from reports.summary.model import Verdict

    changed = [
        f"«{difference.label}», среднее: {lower_first(difference.sentence.rstrip('.'))}."
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
