"""Answers as .sav: numbers with labels, and three ways of having no answer that SPSS keeps apart."""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.answers.columns import TOO_FEW, Column, columns_of, with_option
from reports.answers.groups import protected
from reports.answers.options import AnswersOptions, Several, Values
from reports.answers.spss_names import names_for
from reports.responses import NOT_ASKED, SKIPPED, Attribute, Responses
from reports.whole_files import NotWrittenError, Progress, cut, nobody_watches, not_written, whole_file
from surveys.model import Kind, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

NO_CONCERN, PASSED_OVER, NOT_MET = -97.0, -98.0, -99.0
"""«Не моя задача», skipped, not asked."""
FAR = 1e9
"""Where an answer may itself be −97, the three lie so much lower."""
LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_TEXT = 256, 120, 32_000
"""Bytes."""
_MISSING = {PASSED_OVER: "пропущено", NOT_MET: "вопрос не задавался"}
_CODES = "F8.0"
"""How codes are shown: «1», not «1,00»."""
_MUCH = 1024 * 1024
_ORDERED = frozenset({"experience", "category"})
"""Answers of the passport that go from less to more."""
_MOST_STEPS = 60
"""Columns between two looks at the progress; the writing itself cannot be interrupted."""


@dataclass(slots=True)
class _Variable:
    """A column of SPSS."""

    values: Any
    labels: dict[float, str] = field(default_factory=dict)
    missing: tuple[float, ...] = ()
    measure: str = "nominal"


def write_spss(
    path: Path,
    responses: Responses,
    options: AnswersOptions | None = None,
    progress: Progress = nobody_watches,
) -> None:
    """Write all respondents. Questions with several answers have a variable for every option."""
    import pandas as pd
    import pyreadstat

    asked = options or AnswersOptions()
    laid_out = AnswersOptions(Values.LABELS, Several.MANY, is_personal=asked.is_personal, least=asked.least)
    responses = protected(responses, laid_out)
    columns = columns_of(responses, laid_out)
    names = names_for([column.name for column in columns])
    variables = {}
    for number, (name, column) in enumerate(zip(names, columns, strict=True)):
        if number % _MOST_STEPS == 0:
            progress(number * responses.size // len(columns), responses.size)
        variables[name] = _variable(responses, column)
    frame = pd.DataFrame({name: variable.values for name, variable in variables.items()})
    texts = {name: _whole(column.question, column) for name, column in zip(names, columns, strict=True)}
    with whole_file(path) as unfinished:
        try:
            pyreadstat.write_sav(
                frame,
                unfinished,
                file_label=cut(responses.questionnaire.title, 60, ""),
                column_labels={name: cut(text, LONGEST_LABEL) for name, text in texts.items()},
                row_compress=True,
                variable_value_labels={
                    name: {value: cut(label, LONGEST_VALUE_LABEL) for value, label in variable.labels.items()}
                    for name, variable in variables.items()
                    if variable.labels
                },
                missing_ranges={name: list(v.missing) for name, v in variables.items() if v.missing},
                variable_measure={name: variable.measure for name, variable in variables.items()},
                variable_format={name: _CODES for name, v in variables.items() if v.labels and v.measure != "scale"},
            )
        except pyreadstat.ReadstatError as error:
            raise _failed(path) from error
    progress(responses.size, responses.size)


def _failed(path: Path) -> NotWrittenError:
    """The library does not say why; a disk that is full is by far the most likely reason."""
    if shutil.disk_usage(path.parent).free < _MUCH:
        return not_written(OSError(errno.ENOSPC, "no space"))
    return NotWrittenError("Файл SPSS не удалось записать: возможно, на диске не хватило места.", is_full=True)


def _whole(question: Question | None, column: Column) -> str:
    if question is None:
        return column.heading
    choice = question.choice(column.option) if column.option else None
    text = with_option(question.label, choice.label) if choice else question.label
    return " ".join(text.split()) or str(question.key)


def _variable(responses: Responses, column: Column) -> _Variable:
    question = column.question
    if question is None:
        return _of_fact(responses, column)
    states = responses.choices.get(question.key)
    if column.option:
        return _of_option(responses, question, column.option)
    if states is not None and question.kind is Kind.CHOICE and question.choices:
        return _of_choice(question, states)
    if states is not None and question.kind is Kind.ACKNOWLEDGE:
        return _Variable(_coded(states, [1.0]), {1.0: "да", **_MISSING}, tuple(_MISSING))
    if question.key in responses.numbers:
        return _of_number(responses.numbers[question.key], states)
    if question.kind is Kind.DATE:
        return _Variable(
            [_day(text) for text in responses.texts.get(question.key) or [""] * responses.size], measure="scale"
        )
    return _Variable(_short(column, responses.size))


def _of_fact(responses: Responses, column: Column) -> _Variable:
    attribute = responses.attributes.get(column.name.removeprefix("group_"))
    if column.name.startswith("group_") and attribute is not None:
        return _of_attribute(attribute)
    match column.name:
        case "version":
            labels = {float(n): label for n, label in enumerate(responses.versions, start=1)}
            return _Variable(responses.version_codes + 1.0, labels)
        case "paper" | "hasty":
            if column.name == "paper" and not responses.tells_paper:
                return _Variable([NOT_MET] * responses.size, {NOT_MET: "нет сведений"}, (NOT_MET,))
            flags = responses.is_paper if column.name == "paper" else responses.is_hasty
            return _Variable(flags.astype(float), {0.0: "нет", 1.0: "да"})
        case "finished_on":
            return _Variable([_day(text) for text in responses.finished_on], measure="scale")
    return _Variable(_short(column, responses.size))


def _of_attribute(attribute: Attribute) -> _Variable:
    labels = {float(n): label for n, label in enumerate(attribute.labels, start=1)}
    values = _coded(attribute.codes, list(labels))
    measure = "ordinal" if attribute.name in _ORDERED else "nominal"
    return _Variable(values, labels | {NOT_MET: "нет сведений"}, (NOT_MET,), measure)


def _of_choice(question: Question, states: NDArray[Any]) -> _Variable:
    """Codes that are whole numbers stay what they are; others are counted from 1."""
    numbers = _own_numbers(question) or [float(n) for n in range(1, len(question.choices) + 1)]
    missing = dict(_MISSING)
    for place, choice in enumerate(question.choices):
        if question.scale and choice.score is None:
            numbers[place] = NO_CONCERN
            missing[NO_CONCERN] = choice.label
    labels = {number: choice.label for number, choice in zip(numbers, question.choices, strict=True)}
    measure = "ordinal" if question.scale or question.known_as in _ORDERED else "nominal"
    return _Variable(_coded(states, numbers), labels | missing, tuple(sorted(missing)), measure)


def _own_numbers(question: Question) -> list[float] | None:
    """The codes of the options as numbers, if all that count are small whole numbers."""
    numbers = []
    for place, choice in enumerate(question.choices):
        if question.scale and choice.score is None:
            numbers.append(1000.0 + place)
        elif choice.code.isascii() and choice.code.isdigit() and len(choice.code) < 6:
            numbers.append(float(choice.code))
        else:
            return None
    return numbers if len(set(numbers)) == len(numbers) else None


def _of_option(responses: Responses, question: Question, code: str) -> _Variable:
    place = next(n for n, choice in enumerate(question.choices) if choice.code == code)
    states, ticks = responses.choices[question.key], responses.ticks[question.key][:, place]
    is_rank = question.kind is Kind.RANK
    values = (ticks if is_rank else ticks > 0).astype(float)
    values[states == SKIPPED], values[states == NOT_ASKED] = PASSED_OVER, NOT_MET
    own = {0.0: "не выбрано"} if is_rank else {0.0: "нет", 1.0: "да"}
    return _Variable(values, own | _MISSING, tuple(sorted(_MISSING)), "ordinal" if is_rank else "nominal")


def _of_number(numbers: NDArray[Any], states: NDArray[Any] | None) -> _Variable:
    import numpy as np

    known = numbers[np.isfinite(numbers)]
    down = FAR if known.size and known.min() <= NO_CONCERN else 0.0
    values = numbers.astype(float)
    values[~np.isfinite(values)] = np.nan
    if states is not None:
        values[states == SKIPPED], values[states == NOT_ASKED] = PASSED_OVER - down, NOT_MET - down
    labels = {value - down: label for value, label in _MISSING.items()}
    return _Variable(values, labels, tuple(sorted(labels)), "scale")


def _coded(places: NDArray[Any], numbers: list[float]) -> Any:
    import numpy as np

    return np.array([*numbers, PASSED_OVER, NOT_MET])[places.astype(np.intp)]


def _short(column: Column, size: int) -> list[str]:
    """Texts; SPSS knows no longer ones, and an empty one is all there is to say that there is none. At a zero byte
    they would end."""
    told = (str(value).replace("\0", "") if value is not None else "" for value in column.cells(0, size))
    return ["" if text in ("пропущено", TOO_FEW) else cut(text, LONGEST_TEXT) for text in told]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
