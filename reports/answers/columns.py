"""Answers as columns of cells, made some rows at a time so that a large export needs little memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.answers.merging import merged_questions
from reports.answers.options import AnswersOptions, Several, Values
from reports.attributes import ATTRIBUTE_WORDS
from reports.responses import ATTRIBUTES, NOT_ASKED, SKIPPED, UNKNOWN, Attribute, Responses
from surveys.model import Kind, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

Value = str | float | int | None
"""None: the question was not asked, or nothing is known."""
Cells = Callable[[int, int], Sequence[Value]]
"""The values of the rows from `start` to `stop`."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a file wants its cells; labels are spelt once, so that millions of cells cost nothing."""

    text: Callable[[str], str] = str
    number: Callable[[float | int], Value] | None = None
    """None: numbers stay numbers."""
    nothing: Value = None


PLAIN = Spelling()
PASSED_OVER = {Values.LABELS: "пропущено", Values.CODES: "NA"}
TOO_FEW = "не выгружается: мало ответов"
LONGEST_HEADING = 250
_YES_NO = {Values.LABELS: ("нет", "да"), Values.CODES: ("0", "1")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is short and unique, `heading` what stands above it, unique as well."""

    name: str
    heading: str
    cells: Cells
    question: Question | None = None
    option: str = ""
    """Code of the option, where a question with several answers has a column for each."""
    title: str = ""
    """In words, also where names stand above the columns."""


def columns_of(responses: Responses, options: AnswersOptions, spelling: Spelling = PLAIN) -> list[Column]:
    """What tells respondents apart, then the questions of all versions."""
    columns = _facts(responses, options, spelling)
    for question in merged_questions(responses):
        if question.key in responses.choices or question.key in responses.numbers:
            columns.extend(_of_question(responses, question, options, spelling))
    return _with_own_headings(columns, options)


def _facts(responses: Responses, options: AnswersOptions, spelling: Spelling) -> list[Column]:
    columns = []
    rows = responses.row_ids or [str(number) for number in range(1, responses.size + 1)]
    columns.append(Column("row", "Номер строки", _listed(rows, spelling)))
    if options.is_personal and responses.codes:
        columns.append(Column("code", "Личный код", _listed(responses.codes, spelling)))
    if responses.finished_on:
        columns.append(Column("finished_on", "Дата ответа", _listed(responses.finished_on, spelling)))
    columns.extend(_attribute(responses.attributes[name], options, spelling) for name in told_attributes(responses))
    yes_no = _YES_NO[options.values]
    for name, heading, codes, shown in (
        ("version", "Версия анкеты", responses.version_codes, responses.versions),
        ("paper", "На бумаге", responses.is_paper, yes_no),
        ("hasty", "Слишком быстро", responses.is_hasty, yes_no),
    ):
        is_told = name != "paper" or responses.tells_paper
        columns.append(Column(name, heading, _mapped(codes if is_told else _untold(codes), shown, spelling)))
    return columns


def told_attributes(responses: Responses) -> list[str]:
    """Attributes that somebody has, in the order of reports; what the form asks itself is not said twice."""
    asked = {q.key for q in merged_questions(responses) if q.key in responses.choices}
    return [
        name
        for name in (*ATTRIBUTES, *(other for other in responses.attributes if other not in ATTRIBUTES))
        if name in responses.attributes and name not in asked and (responses.attributes[name].codes != UNKNOWN).any()
    ]


def _untold(codes: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.full(codes.size, UNKNOWN)


def attribute_title(name: str) -> str:
    """What an attribute is called."""
    return ATTRIBUTE_WORDS.get(name, name)


def _attribute(attribute: Attribute, options: AnswersOptions, spelling: Spelling) -> Column:
    has_keys = len(attribute.keys) == len(attribute.labels)
    shown = attribute.keys if options.values is Values.CODES and has_keys else attribute.labels
    name = f"group_{attribute.name}"
    return Column(name, attribute_title(attribute.name), _mapped(attribute.codes, shown, spelling))


def _of_question(
    responses: Responses, question: Question, options: AnswersOptions, spelling: Spelling
) -> list[Column]:
    states, skip = responses.choices.get(question.key), PASSED_OVER[options.values]
    cells: Cells | None = None
    match question.kind:
        case Kind.CHOICE if states is not None and question.choices:
            cells = _mapped(states, option_texts(question, options.values), spelling, skip)
        case Kind.CHOICES | Kind.RANK if states is not None and question.key in responses.ticks:
            return _several(responses, question, options, spelling)
        case Kind.ACKNOWLEDGE if states is not None:
            cells = _mapped(states, _YES_NO[options.values][1:], spelling, skip)
        case _ if question.key in responses.numbers:
            cells = _numbers(responses.numbers[question.key], states, spelling, skip)
        case _ if states is not None and not question.choices:
            # Of a question that nobody has answered in words there is no column of texts.
            is_told = question.kind is not Kind.TEXT or responses.size >= options.least
            nothing = [""] * responses.size
            texts = (responses.texts.get(question.key) or nothing) if is_told else [TOO_FEW] * responses.size
            cells = _texts(texts, states, spelling, skip)
    return [Column(str(question.key), question.label, cells, question)] if cells else []


def with_option(question: str, option: str) -> str:
    """«Какая помощь подойдёт? Курс», «Выберите до трёх разделов: Разные дети»."""
    asked = question.rstrip(" .:")
    return f"{asked} {option}" if asked.endswith(("?", "!")) else f"{asked}: {option}"


def _several(responses: Responses, question: Question, options: AnswersOptions, spelling: Spelling) -> list[Column]:
    states, ticks = responses.choices[question.key], responses.ticks[question.key]
    skip = PASSED_OVER[options.values]
    columns = []
    if options.several is not Several.MANY:
        between = "; " if options.values is Values.LABELS else " "
        cells = _joined(states, ticks, option_texts(question, options.values), between, spelling, skip)
        columns.append(Column(str(question.key), question.label, cells, question))
    if options.several is not Several.ONE:
        for number, choice in enumerate(question.choices[: ticks.shape[1]]):
            cells = _ticked(states, ticks[:, number], spelling, skip, is_rank=question.kind is Kind.RANK)
            name, heading = f"{question.key}/{choice.code}", with_option(question.label, choice.label)
            columns.append(Column(name, heading, cells, question, choice.code))
    return columns


def option_texts(question: Question, values: Values) -> list[str]:
    """Options as cells show them; of two with the same label the second tells its code."""
    if values is Values.CODES:
        return [choice.code for choice in question.choices]
    seen: set[str] = set()
    texts = []
    for choice in question.choices:
        label = choice.label.strip() or choice.code
        texts.append(f"{label} ({choice.code})" if label in seen else label)
        seen.add(label)
    return texts


def _listed(values: Sequence[str], spelling: Spelling) -> Cells:
    spell, nothing = spelling.text, spelling.nothing
    return lambda start, stop: [spell(value) if value else nothing for value in values[start:stop]]


def _mapped(codes: NDArray[Any], shown: Sequence[Value], spelling: Spelling, skip: str = "") -> Cells:
    """Places among `shown`; SKIPPED counts only where there is something to be said for it."""
    import numpy as np

    # −1 is the last of an array, −2 the one before: just as NOT_ASKED and SKIPPED have it.
    assert (NOT_ASKED, SKIPPED, UNKNOWN) == (-1, -2, -1)
    told = np.array([spelt(value, spelling) for value in (*shown, skip or None, None)], dtype=object)
    return lambda start, stop: told[codes[start:stop].astype(np.intp)].tolist()


def spelt(value: Value, spelling: Spelling) -> Value:
    """One value as the file wants it."""
    if value is None:
        return spelling.nothing
    if isinstance(value, str):
        return spelling.text(value)
    return spelling.number(value) if spelling.number else value


def _numbers(numbers: NDArray[Any], states: NDArray[Any] | None, spelling: Spelling, skip: str) -> Cells:
    import numpy as np

    def cells(start: int, stop: int) -> Sequence[Value]:
        part = numbers[start:stop]
        values = part.astype(object)
        whole = np.isfinite(part) & (np.abs(part) < 2**53)
        whole[whole] = part[whole] == np.floor(part[whole])
        values[whole] = part[whole].astype(np.int64).astype(object)
        if spelling.number:
            values = np.array([spelling.number(value) for value in values.tolist()], dtype=object)
        values[~np.isfinite(part)] = spelling.nothing
        if states is not None:
            values[states[start:stop] == SKIPPED] = spelling.text(skip)
        told: list[Value] = values.tolist()
        return told

    return cells


def _texts(texts: Sequence[str], states: NDArray[Any], spelling: Spelling, skip: str) -> Cells:
    spell, nothing = spelling.text, spelling.nothing
    skipped = spell(skip)

    def cells(start: int, stop: int) -> Sequence[Value]:
        return [
            (spell(text) if text else nothing) if state >= 0 else skipped if state == SKIPPED else nothing
            for text, state in zip(texts[start:stop], states[start:stop].tolist(), strict=True)
        ]

    return cells


def _joined(
    states: NDArray[Any], ticks: NDArray[Any], shown: Sequence[str], between: str, spelling: Spelling, skip: str
) -> Cells:
    known: dict[bytes, str] = {}
    skipped = spelling.text(skip)

    def said(row: NDArray[Any]) -> str:
        ticked = sorted((int(place), number) for number, place in enumerate(row) if place)
        return spelling.text(between.join(shown[number] for _, number in ticked))

    def cells(start: int, stop: int) -> Sequence[Value]:
        told: list[Value] = []
        for state, row in zip(states[start:stop].tolist(), ticks[start:stop], strict=True):
            if state < 0:
                told.append(skipped if state == SKIPPED else spelling.nothing)
                continue
            pattern = row.tobytes()
            if pattern not in known:
                known[pattern] = said(row)
            told.append(known[pattern])
        return told

    return cells


def _ticked(states: NDArray[Any], ticks: NDArray[Any], spelling: Spelling, skip: str, *, is_rank: bool) -> Cells:
    """A column for one option: 1 where it was ticked, or the place it was given."""
    import numpy as np

    places = ticks.astype(np.int16) if is_rank else (ticks > 0).astype(np.int16)
    places[states < 0] = states[states < 0]
    most = int(places.max(initial=1))
    shown: list[Value] = [None if is_rank else 0, *range(1, most + 1)]
    return _mapped(places, shown, spelling, skip)


def _with_own_headings(columns: Sequence[Column], options: AnswersOptions) -> list[Column]:
    """Labels or names above the columns; of two alike the second tells its name, or has a number as in SPSS."""
    from dataclasses import replace

    from reports.whole_files import cut

    seen: set[str] = set()
    named = []
    for column in columns:
        heading = column.name
        if options.values is Values.LABELS:
            heading = cut(" ".join(column.heading.split()), LONGEST_HEADING) or column.name
            if heading.casefold() in seen:
                heading = f"{heading} ({column.name})"
        alike, number = heading, 2
        while heading.casefold() in seen:
            heading, number = f"{alike}_{number}", number + 1
        seen.add(heading.casefold())
        named.append(replace(column, heading=heading, title=column.heading))
    return named
