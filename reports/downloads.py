"""Everything that can be downloaded about a selection of answers: what it is called, what it needs, how it is made.

What stops it is an exception whose message is a sentence for people: `NothingToGiveError`, `NotWrittenError`,
`BrokenTemplateError`. Whatever `progress` raises goes through, and nothing of the file is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reports.analysis.context import Extras
from reports.analysis.template import BrokenTemplateError
from reports.answers.options import AnswersOptions, Dialect
from reports.running import NO_GROUPS, about_running
from reports.russian import of_many, whole
from reports.whole_files import NotWrittenError, Progress, file_name, nobody_watches

if TYPE_CHECKING:
    from reports.responses import Responses
    from reports.summary.model import Summary

__all__ = [
    "KINDS",
    "PLAIN",
    "REPORT",
    "WORKING",
    "BrokenTemplateError",
    "Download",
    "DownloadKind",
    "DownloadOptions",
    "NotWrittenError",
    "NothingToGiveError",
    "make",
]


class NothingToGiveError(Exception):
    """The answers themselves do not allow the file; the message says why."""


@dataclass(frozen=True, slots=True)
class DownloadOptions:
    """What somebody chose."""

    answers: AnswersOptions = field(default_factory=AnswersOptions)
    may_see_codes: bool = False
    """Whether the person has the right to personal codes; without it, asking for them is refused."""
    report: Extras = field(default_factory=Extras)


@dataclass(frozen=True, slots=True)
class Download:
    """A finished file, there whole."""

    path: Path
    name: str
    """As the person saves it."""
    caption: str


@dataclass(frozen=True, slots=True)
class _Order:
    """What a file is made of."""

    path: Path
    summary: Summary
    responses: Responses | None
    options: DownloadOptions
    progress: Progress

    def answers(self) -> Responses:
        """The answers, where the kind needs them."""
        assert self.responses is not None
        return self.responses


@dataclass(frozen=True, slots=True)
class DownloadKind:
    """A kind of file."""

    key: str
    label: str
    """As a button says it, at most 32 characters."""
    what: str
    """In the accusative, as a progress says it: «готовим справку»."""
    pattern: str
    """Of the name: `{title}` is the campaign's, `{day}` that of the figures."""
    suffix: str
    work: Callable[[_Order], None]
    needs_answers: bool = False
    """Whether it holds answers one by one, and needs `Responses` with texts and row numbers."""
    is_working: bool = False
    """Whether everything goes into it also while answers come in: for those who may have them one by one."""

    @property
    def plain_key(self) -> str:
        """Of the same file once the campaign is over."""
        return self.key.removesuffix(_WORKING)


def _report(order: _Order) -> None:
    from reports.analysis.report import write_report

    write_report(order.path, order.summary, order.options.report, order.progress)


def _workbook(order: _Order) -> None:
    from reports.workbook.book import write_summary

    write_summary(order.path, order.summary, order.progress, order.options.report.indicators)


def _slides(order: _Order) -> None:
    from reports.charts.gallery import drawings
    from reports.charts.slides import write_slides

    charts = list(drawings(order.summary))
    if not charts:
        raise NothingToGiveError("Рисовать пока нечего: ответов нет или их слишком мало, чтобы показать цифры.")
    write_slides(order.path, charts, order.progress, about_running(order.summary.heading))


def _answers_excel(order: _Order) -> None:
    from reports.answers.excel_file import TooWideError, write_excel

    try:
        write_excel(order.path, order.answers(), order.options.answers, order.progress)
    except TooWideError as error:
        raise NothingToGiveError(str(error)) from error


def _answers_csv(order: _Order) -> None:
    _csv(order, Dialect.EXCEL)


def _answers_statistics(order: _Order) -> None:
    _csv(order, Dialect.STATISTICS)


def _csv(order: _Order, dialect: Dialect) -> None:
    from reports.answers.csv_archive import write_csv_archive
    from reports.answers.csv_file import write_csv

    write = write_csv_archive if order.path.suffix == ".zip" else write_csv
    write(order.path, order.answers(), dialect, order.options.answers, order.progress)


def _answers_spss(order: _Order) -> None:
    from reports.answers.spss_file import write_spss

    write_spss(order.path, order.answers(), order.options.answers, order.progress)


def _codebook(order: _Order) -> None:
    from reports.answers.excel_file import write_codebook

    write_codebook(order.path, order.answers(), order.options.answers)


_WORKING = "-working"
REPORT = "report"
"""The kind that is written in the centre's own template."""
_ALL = (
    DownloadKind(REPORT, "Справка (Word)", "справку", "Справка. {title}, {day}", ".docx", _report),
    DownloadKind("workbook", "Свод (Excel)", "свод", "Свод. {title}, {day}", ".xlsx", _workbook),
    DownloadKind("slides", "Рисунки для слайдов (zip)", "рисунки", "Рисунки. {title}, {day}", ".zip", _slides),
    DownloadKind("answers-excel", "Ответы (Excel)", "ответы", "Ответы. {title}, {day}", ".xlsx", _answers_excel,
                 True),
    DownloadKind("answers-csv", "Ответы (CSV для Excel)", "ответы", "Ответы. {title}, {day}", ".csv", _answers_csv,
                 True),
    DownloadKind("answers-statistics", "Ответы (CSV для статистики)", "ответы",
                 "Ответы для статистики. {title}, {day}", ".csv", _answers_statistics, True),
    DownloadKind("answers-spss", "Ответы (SPSS)", "ответы", "Ответы SPSS. {title}, {day}", ".sav", _answers_spss,
                 True),
    DownloadKind("codebook", "Справочник кодов", "справочник", "Справочник кодов. {title}, {day}", ".xlsx", _codebook,
                 True),
)  # fmt: skip
PLAIN: Mapping[str, DownloadKind] = {kind.key: kind for kind in _ALL}
"""By key, in the order in which they are offered."""
WORKING: Mapping[str, DownloadKind] = {
    kind.key: replace(kind, key=kind.key + _WORKING, is_working=True) for kind in _ALL if not kind.needs_answers
}
"""By the key of what they are while a campaign takes answers."""
KINDS: Mapping[str, DownloadKind] = {**PLAIN, **{kind.key: kind for kind in WORKING.values()}}
"""By key."""


def make(
    key: str,
    summary: Summary,
    responses: Responses | None,
    options: DownloadOptions,
    folder: Path,
    progress: Progress = nobody_watches,
) -> Download:
    """Make a file in a folder. `summary` and `responses` are those of the same selection."""
    kind = KINDS[key]
    if kind.needs_answers:
        _check(responses, options)
        responses = _protected(responses, options)
    suffix = _suffix(kind, responses)
    path = folder / f"{kind.key}{suffix}"
    kind.work(_Order(path, summary, responses, options, progress))
    return Download(
        path, file_name(_name(kind, summary, options), suffix), _caption(kind, summary, responses, options)
    )


def _check(responses: Responses | None, options: DownloadOptions) -> None:
    if options.answers.is_personal and not options.may_see_codes:
        raise NothingToGiveError("Личные коды в файл не попадут: у вас нет на них права. Скачайте файл без кодов.")
    if responses is None or not responses.size:
        raise NothingToGiveError("Ответов пока нет, поэтому выгружать нечего.")
    least = options.answers.least
    if responses.size < least:
        people = of_many(least, "человека", "человек")
        raise NothingToGiveError(f"Ответы по одному не выгружаются, пока ответивших меньше {people}.")


def _protected(responses: Responses | None, options: DownloadOptions) -> Responses | None:
    from reports.answers.groups import protected

    return None if responses is None else protected(responses, options.answers)


def _suffix(kind: DownloadKind, responses: Responses | None) -> str:
    """Answers with repeats are several tables, which a .csv cannot hold."""
    if kind.suffix == ".csv" and responses is not None:
        from reports.answers.csv_archive import has_turns

        return ".zip" if has_turns(responses) else ".csv"
    return kind.suffix


def _name(kind: DownloadKind, summary: Summary, options: DownloadOptions) -> str:
    day = summary.heading.as_of.partition(" ")[0]
    name = kind.pattern.format(title=summary.heading.title, day=day).rstrip(", ")
    if kind.needs_answers and options.answers.is_personal:
        name = f"С кодами. {name}"
    if summary.heading.is_working and not kind.needs_answers:
        name = f"Рабочий файл. {name}"
    return name


def _caption(kind: DownloadKind, summary: Summary, responses: Responses | None, options: DownloadOptions) -> str:
    heading = summary.heading
    lines = [f"{kind.label}. {heading.title}"[:300]]
    if heading.filters:
        lines.append(("Отбор: " + "; ".join(f"{f.label}: {', '.join(f.values)}" for f in heading.filters))[:300])
    if responses is None or not kind.needs_answers:
        lines += [f"Ответов: {summary.n.said(whole)}. По состоянию на {heading.as_of}.", *_of_figures(summary)]
    else:
        people = of_many(responses.size, "человека", "человек")
        lines += [f"Ответы {people} по состоянию на {heading.as_of}.", *_of_answers(kind, options.answers)]
    return "\n".join(lines)


def _of_figures(summary: Summary) -> Iterator[str]:
    heading = summary.heading
    if heading.moves_in_steps and heading.is_own_organisation and not summary.n.is_shown:
        yield "Ответы ещё собираются: показатели организации появятся после окончания, пока — по муниципалитету."
    elif heading.moves_in_steps:
        yield "Ответы ещё собираются, учтены не все: цифры обновляются шагами, чтобы по ним нельзя было узнать ничьи."
        if heading.has_no_groups and not heading.is_own_organisation:
            yield NO_GROUPS
    elif heading.is_working:
        yield (
            "Ответы ещё собираются, учтены все. Файл для работы, не передавайте его: по двум таким, сделанным один "
            "за другим, можно узнать ответы одного человека."
        )


def _of_answers(kind: DownloadKind, options: AnswersOptions) -> Iterator[str]:
    if kind.key == "codebook":
        yield "Что значит каждый столбец и каждый код в файлах ответов."
        return
    if options.is_coming and not options.is_personal:
        yield (
            "Ответы ещё собираются: в файл без кодов они попадают шагами и без сведений о людях, чтобы по двум "
            "файлам нельзя было узнать ответы одного. Все ответы — в файле с кодами."
        )
    elif not options.is_personal:
        others = of_many(options.least - 1, "ответившего", "ответивших")
        yield f"Сведения о человеке указаны, только если такие же ещё хотя бы у {others}."
    where = "на листе" if kind.suffix == ".xlsx" else "в отдельном файле"
    yield f"Полные тексты вопросов и коды — {where} «Справочник кодов»."
