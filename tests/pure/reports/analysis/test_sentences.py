"""Draft sentences: what a figure says and no more."""

from dataclasses import replace

import pytest

from reports.analysis.sentences import calmest_block, group_sentences, trend_sentences, weakest_block, well_being
from reports.protection.cells import Reason, hidden, shown
from reports.statistics.shares import share_of
from reports.summary.model import Block, Column, Comparison, Difference, GroupRow, GroupTable, Measure, Verdict
from tests.pure.reports.summaries import PD1, YT1, summary_of

GAP = "\N{NO-BREAK SPACE}"


def asked(block: Block, count: int, of: int) -> Block:
    share = share_of(count, of)
    assert share is not None
    return replace(block, pronounced=shown(share))


def groups(*shares: tuple[int, int]) -> GroupTable:
    """A table of one block: how many of how many in each group."""
    rows = []
    for number, (count, of) in enumerate(shares):
        share = share_of(count, of)
        assert share is not None
        measure = Measure(shown(of), shown(40.0), shown(share))
        rows.append(GroupRow(str(number), f"группа {number}", shown(of), (measure,)))
    return GroupTable("subject", "Предмет", (Column("a", "Методика"),), tuple(rows), rows[0])


def test_of_two_groups_far_apart_it_is_told() -> None:
    assert group_sentences(groups((30, 60), (10, 60))) == [
        f"Раздел «Методика»: выраженные затруднения чаще в группе «группа 0» — 50{GAP}% (30 из 60), реже в группе "
        f"«группа 1» — 17{GAP}% (10 из 60)."
    ]


@pytest.mark.parametrize(
    "shares",
    [
        ((5, 5), (0, 5), *(((2, 5),) * 12)),
        ((34, 60), (16, 60), *(((23, 60),) * 12)),
        ((30, 60), (28, 60)),
    ],
    ids=["five people", "the furthest of fourteen", "three points"],
)
def test_of_groups_that_may_differ_by_chance_nothing_is_told(shares: tuple[tuple[int, int], ...]) -> None:
    assert group_sentences(groups(*shares)) == []


def test_where_all_blocks_are_alike_none_is_the_calmest() -> None:
    summary = summary_of(PD1)
    alike = replace(summary, blocks=tuple(asked(block, 0, 240) for block in summary.blocks))

    assert calmest_block(summary)
    assert calmest_block(alike) == ""


def test_of_hidden_blocks_it_is_not_claimed_that_others_come_first() -> None:
    summary = summary_of(PD1)
    first, *others = summary.blocks
    partly = replace(summary, blocks=(replace(first, pronounced=hidden(Reason.WITHHELD, 5)), *others))
    nowhere = replace(partly, blocks=(partly.blocks[0], *(asked(block, 0, 240) for block in others)))

    assert weakest_block(partly).startswith("Среди разделов, по которым данные приводятся, чаще всего помощь нужна ")
    assert calmest_block(partly).startswith("Среди разделов, по которым данные приводятся, реже всего ")
    assert weakest_block(nowhere) == (
        "Выраженных затруднений ответившие не отметили ни в одном из разделов, по которым есть данные."
    )


def test_well_being_is_told_apart_from_where_help_is_needed() -> None:
    summary = summary_of(YT1, 40)
    summary = replace(
        summary, blocks=tuple(asked(block, 39 if block.is_well_being else 20, 40) for block in summary.blocks)
    )

    assert weakest_block(summary).startswith("Чаще всего помощь нужна в разделе «Вхождение»: ")
    assert well_being(summary) == (
        "Отдельно от остальных разделов: «Эмоциональное благополучие» — выраженные затруднения отметили "
        f"98{GAP}% (39 из 40)."
    )
    assert well_being(summary_of(PD1)) == ""


def test_a_change_reads_as_one_sentence() -> None:
    measure = Measure(shown(100), shown(40.0), groups((1, 100)).rows[0].measures[0].pronounced)
    change = Difference("pdi", "Общий индекс", measure, measure, shown(-7.5), Verdict.LESS,
                        "Снижение на 7,5 пункта по сравнению с 2025/2026; вряд ли это случайность.")  # fmt: skip

    assert trend_sentences(Comparison("2025/2026", "2026/2027", (change,), is_of_waves=True)) == [
        "«Общий индекс», среднее: снижение на 7,5 пункта по сравнению с 2025/2026; вряд ли это случайность."
    ]
