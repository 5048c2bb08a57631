"""Sheets of questions that are answered by a number or in own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.workbook.cells import TENTHS, Written, figure, share, share_count
from reports.workbook.tables import Sheet

if TYPE_CHECKING:
    from reports.summary.model import NumberQuestion, Summary

WORDS_NOTE = (
    "Слово учтено во всех своих формах, имена и числа не учитываются; показаны слова, которые написали несколько "
    "человек. Ответы целиком в свод не входят."
)


def number_sheet(summary: Summary) -> Sheet:
    """How the numbers lie, a question a row."""
    headings = ("Вопрос", "Ответили", "Пропустили", "Среднее", "Медиана", "Ст. отклонение", "Нижняя четверть",
                "Верхняя четверть", "Наименьшее", "Наибольшее")  # fmt: skip
    rows = [_number_row(question) for question in summary.numbers]
    notes = ("Наименьшее и наибольшее число приводятся, если ответили не меньше 50 человек.",)
    return Sheet("Ответы числом", headings, (56, *([12] * 9)), rows, notes=notes)


def _number_row(question: NumberQuestion) -> list[Written]:
    bases, numbers = question.bases, question.numbers
    return [
        question.label,
        figure(bases.to(lambda b: b.answered)),
        figure(bases.to(lambda b: b.skipped)),
        figure(numbers.to(lambda s: s.mean), TENTHS),
        figure(numbers.to(lambda s: s.median), TENTHS),
        figure(numbers.to(lambda s: s.sd), TENTHS),
        figure(numbers.to(lambda s: s.lower_quartile), TENTHS),
        figure(numbers.to(lambda s: s.upper_quartile), TENTHS),
        figure(numbers.to(lambda s: s.lowest), TENTHS),
        figure(numbers.to(lambda s: s.highest), TENTHS),
    ]


def word_sheet(summary: Summary) -> Sheet:
    """Frequent words of open answers, by how many people wrote them."""
    rows: list[list[Written]] = [
        [question.label, word.label, share_count(word.share), share(word.share)]
        for question in summary.texts
        for word in question.families
    ]
    return Sheet("Частые слова", ("Вопрос", "Слово", "Написали", "Доля написавших"), (56, 26, 12, 12), rows,
                 notes=(WORDS_NOTE,))  # fmt: skip
