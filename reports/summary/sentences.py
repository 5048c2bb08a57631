"""Draft sentences of a report: never of a hidden figure, never of a person, never calling an organisation weak."""

from __future__ import annotations

from collections.abc import Iterator

from reports.statistics.shares import Share
from reports.summary.model import Block, GroupTable, Summary

LOW_COVERAGE = 0.5
WIDE_GAP = 0.3
MOST_GROUPS = 3
"""Small groups named one by one; more of them are told of in one sentence."""


def draft_sentences(summary: Summary) -> tuple[str, ...]:
    """What may be written under the figures, in the order of a report (DOMAIN §5.3)."""
    return (
        *_of_coverage(summary),
        *_of_weakest_block(summary),
        *_of_gaps(summary),
        *_of_small_groups(summary),
        *_of_trend(summary),
        *_of_compared(summary),
    )


def _of_coverage(summary: Summary) -> Iterator[str]:
    total = summary.coverage.total
    if not total.invited:
        return
    percent = _percent(total.share)
    if total.share < LOW_COVERAGE:
        yield (f"Охват составил {percent}; результаты отражают мнение ответивших и не переносятся на всех педагогов.")
    else:
        yield f"Охват составил {percent}: ответили {total.finished} из {total.invited} приглашённых."


def _of_weakest_block(summary: Summary) -> Iterator[str]:
    known = [(share.share, block, share) for block in summary.blocks if (share := _shown(block)) is not None]
    if not known:
        return
    most, block, share = max(known, key=lambda one: one[0])
    if not share.count:
        yield "Выраженных затруднений ни в одном разделе не отмечено."
        return
    yield (
        f"Чаще всего помощь нужна в разделе «{block.label}»: выраженные затруднения отметили "
        f"{share.count} из {share.of} ({_percent(most)})."
    )


def _shown(block: Block) -> Share | None:
    share = block.pronounced.known()
    return share if share is not None and share.of and not block.is_well_being else None


def _of_gaps(summary: Summary) -> Iterator[str]:
    for block in summary.blocks:
        untried = None if block.gap is None else block.gap.untried.known()
        if untried is not None and untried.of and untried.share >= WIDE_GAP:
            yield (
                f"Раздел «{block.label}»: часть педагогов ({_percent(untried.share)}) уверенно оценивает умение, "
                "но не применяла его в последние месяцы — здесь полезнее практикум, чем лекция."
            )


def _of_small_groups(summary: Summary) -> Iterator[str]:
    least = summary.protection.min_cell
    for table in summary.groups:
        hidden = [row.label for row in table.rows if not row.n.is_shown]
        if not hidden and not table.left_out:
            continue
        if hidden and not table.left_out and len(hidden) <= MOST_GROUPS:
            for label in hidden:
                yield f"По группе «{label}» данные не приводятся: {_why(least)}."
        else:
            yield _of_many_hidden(table, least)


def _of_many_hidden(table: GroupTable, least: int) -> str:
    count = sum(not row.n.is_shown for row in table.rows) + table.left_out
    return f"«{table.label}»: по части групп ({count}) данные не приводятся — {_why(least)}."


def _why(least: int) -> str:
    """The same for all hidden groups: to tell which of them are small would tell their sizes."""
    return f"ответили менее {least} человек, или по этой группе можно было бы вычислить соседнюю"


def _of_trend(summary: Summary) -> Iterator[str]:
    if summary.trend is None:
        return
    for difference in summary.trend.differences:
        if difference.mean_difference.is_shown or difference.broken_by:
            yield f"«{difference.label}». {difference.sentence}"


def _of_compared(summary: Summary) -> Iterator[str]:
    if summary.compared is None:
        return
    for difference in summary.compared.differences:
        if difference.mean_difference.is_shown:
            yield f"«{difference.label}»: {difference.sentence}."


def _percent(share: float) -> str:
    """«48 %» with a space that does not break."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
