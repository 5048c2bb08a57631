"""The codebook of a file of answers: every column, its full text, and what each code means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reports.answers.columns import PASSED_OVER, Column, Value, columns_of, with_option
from reports.answers.merging import versions_of
from reports.answers.options import AnswersOptions, Values
from reports.answers.spss_names import names_for
from reports.responses import Responses
from surveys.model import Kind
from surveys.numbers import question_numbers

if TYPE_CHECKING:
    from surveys.model import Question

CODEBOOK_HEADINGS = (
    "Столбец", "Имя в SPSS", "Полный текст", "Вид", "Код", "Значение", "Балл", "Шкала", "Обратный", "Версии",
    "№ вопроса",
)  # fmt: skip
CODEBOOK_WIDTHS = (18, 18, 70, 18, 16, 50, 8, 14, 10, 18, 11)
_KINDS = {
    Kind.CHOICE: "один ответ",
    Kind.CHOICES: "несколько ответов",
    Kind.RANK: "порядок",
    Kind.TEXT: "свой ответ",
    Kind.NUMBER: "число",
    Kind.DATE: "дата",
    Kind.TIME: "время",
    Kind.MOMENT: "дата и время",
    Kind.ATTACHMENT: "вложение",
    Kind.LOCATION: "место",
    Kind.ACKNOWLEDGE: "подтверждение",
    Kind.CALCULATION: "вычислено",
}


def codebook_rows(responses: Responses, options: AnswersOptions) -> Iterator[Sequence[Value]]:
    """Rows under `CODEBOOK_HEADINGS`: a column, then its options below it; at the end what empty cells mean."""
    columns = columns_of(responses, options)
    for column, name in zip(columns, names_for([column.name for column in columns]), strict=True):
        yield from _of_column(responses, column, name)
    skipped = PASSED_OVER[options.values]
    yield (None, None, "Пустая ячейка: вопрос человеку не задавался или сведений нет", *[None] * 8)
    yield (None, None, f"«{skipped}»: вопрос был показан, человек его пропустил", *[None] * 8)
    if options.values is Values.LABELS:
        yield (None, None, "Варианты без балла («не моя задача») в индексы не входят", *[None] * 8)


def _of_column(responses: Responses, column: Column, name: str) -> Iterator[Sequence[Value]]:
    question = column.question
    if question is None:
        yield (column.name, name, column.title, "сведения", *[None] * 7)
        return
    versions = ", ".join(reversed(versions_of(responses, question)))
    choice = question.choice(column.option) if column.option else None
    text = with_option(question.label, choice.label) if choice else question.label
    what = "вариант: 1 — отмечен" if choice and question.kind is Kind.CHOICES else _KINDS.get(question.kind, "")
    reverse = "да" if question.is_reverse else None
    number = question_numbers(responses.questionnaire).get(question.name)
    yield (column.name, name, text, what, None, None, None, question.scale or None, reverse, versions, number)
    if not column.option:
        yield from _of_options(question, column.name, name)


def _of_options(question: Question, column: str, name: str) -> Iterator[Sequence[Value]]:
    for choice in question.choices:
        yield (column, name, None, None, choice.code, choice.label, choice.score, None, None, None, None)
