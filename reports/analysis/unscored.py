"""What was answered by a number or in own words: tables beside those of the options people took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.russian import decimal, part, whole

if TYPE_CHECKING:
    from reports.analysis.paper import Paper
    from reports.summary.model import Spread, Summary

MOST_WORDS = 10


def has_unscored(summary: Summary) -> bool:
    """Whether there is anything to tell."""
    return any(one.numbers.is_shown for one in summary.numbers) or any(one.families for one in summary.texts)


def unscored_tables(paper: Paper, summary: Summary) -> None:
    """Numbers in one table, then the frequent words of every open question."""
    rows = [
        (one.label, one.numbers.said(lambda s: whole(s.n)), one.numbers.said(lambda s: decimal(s.mean)),
         one.numbers.said(lambda s: decimal(s.median)), one.numbers.said(_middle_half))
        for one in summary.numbers
        if one.numbers.is_shown
    ]  # fmt: skip
    if rows:
        headings = ("Вопрос", "Ответили", "Среднее", "Медиана", "Половина ответов")
        paper.table("Ответы числом", headings, rows, (4, 1.5, 1.5, 1.5, 1.8))
    told = [one for one in summary.texts if one.families]
    for one in told:
        words = [(word.label, word.share.said(part)) for word in one.families[:MOST_WORDS]]
        paper.table(f"Частые слова: {_question(one.label)}", ("Слово", "Доля написавших"), words, (4, 2))
    if told:
        paper.note("Слово учтено во всех своих формах. Ответы целиком в справку не входят.")


def _question(label: str) -> str:
    """What was asked, without the advice on how to answer that may follow it."""
    asked, mark, _ = label.partition("?")
    return asked if mark else label.rstrip(".")


def _middle_half(spread: Spread) -> str:
    """«от 6,0 до 9,0»."""
    return f"от {decimal(spread.lower_quartile)} до {decimal(spread.upper_quartile)}"
