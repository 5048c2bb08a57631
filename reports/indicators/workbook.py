"""Indicators as a workbook: figures and how they are reckoned, who is not covered, and by whom that may be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reports.indicators import words
from reports.indicators.model import Figures, Indicator, Line
from reports.sheets import Sheets, open_workbook, sheet_text
from reports.whole_files import Progress, nobody_watches, whole_file
from reports.workbook.cells import WHOLE, Figure, Written, write, write_rows

if TYPE_CHECKING:
    from reports.protection.cells import Cell
    from reports.statistics.shares import Share

TENTH = "0.0%"
HEADINGS = (
    "Код", "Показатель", "Кого считаем", "Числитель", "Знаменатель", "Значение", "Цель", "Откуда цель", "Год назад",
    "Итог",
)  # fmt: skip
WIDTHS = (10, 40, 14, 12, 13, 11, 22, 28, 11, 34)
Codes = Mapping[str, Sequence[tuple[str, str]]]
"""By indicator: organisation and personal code of everybody who is not covered."""


def write_indicators(
    path: Path, figures: Figures, codes: Codes | None = None, progress: Progress = nobody_watches
) -> None:
    """All sheets; `codes` only for somebody with the right to answers one by one."""
    sheets = (_figures, _reckoning, _places)
    with whole_file(path) as unfinished, open_workbook(unfinished) as book:
        book.book.set_properties({"title": "Показатели", "author": "", "comments": ""})
        for number, sheet in enumerate(sheets):
            progress(number, len(sheets) + 1)
            sheet(book, figures)
        progress(len(sheets), len(sheets) + 1)
        if codes is not None:
            _people(book, figures, codes)
        progress(len(sheets) + 1, len(sheets) + 1)


def _figures(book: Sheets, figures: Figures) -> None:
    rows = [_row(indicator, line) for indicator in figures.indicators for line in indicator.lines]
    sheet = book.add("Показатели", HEADINGS, WIDTHS, len(rows))
    write_rows(book, sheet, rows, WIDTHS)
    notes = [f"{figures.centre}, {figures.school_year} учебный год. По состоянию на {figures.as_of}."]
    if any(not line.share.is_shown for each in figures.indicators for line in each.lines):
        notes.append("н/д — ответивших так мало или они ответили так одинаково, что цифра раскрыла бы ответы людей.")
    _notes(book, sheet, len(rows) + 2, notes)


def _row(indicator: Indicator, line: Line) -> list[Written]:
    setting, before = indicator.setting, line.before
    return [
        indicator.definition.code,
        indicator.definition.title,
        line.label or ("одна организация" if indicator.is_own else "весь центр"),
        _part(line.share, lambda share: share.count, WHOLE),
        _part(line.share, lambda share: share.of, WHOLE),
        _part(line.share, lambda share: share.share if share.of else None, TENTH),
        words.target_words(setting.target),
        "" if setting.target is None else setting.target.source,
        None if before is None else Figure(_hundredth(before.known()), TENTH, before.said(str)),
        words.verdict_words(indicator, line),
    ]


def _part(share: Cell[Share], part: object, look: str) -> Figure:
    known = share.known()
    value = None if known is None else part(known)  # type: ignore[operator]
    return Figure(value, look, "—" if known is not None else share.said(str))


def _hundredth(value: object) -> float | None:
    return None if value is None else float(value) / 100  # type: ignore[arg-type]


def _reckoning(book: Sheets, figures: Figures) -> None:
    headings, widths = (
        ("Код", "Показатель", "Числитель", "Знаменатель", "Кампании", "Примечания"),
        (10, 34, 40, 34, 44, 44),
    )
    rows: list[list[Written]] = [
        [
            each.definition.code,
            each.definition.title,
            words.numerator_words(each),
            words.denominator_words(each),
            "\n".join(each.campaigns) or words.NO_CAMPAIGNS,
            "\n".join(filter(None, (words.counting_words(each), words.left_out_words(each), each.definition.note))),
        ]
        for each in figures.indicators
    ]
    sheet = book.add("Как считается", headings, widths, len(rows))
    write_rows(book, sheet, rows, widths)


def _places(book: Sheets, figures: Figures) -> None:
    headings, widths = (
        ("Код", "Показатель", "Организация", "Всего", "Охвачено", "Не охвачено", "Охват"),
        (10, 44, 40, 10, 12, 14, 10),
    )
    rows: list[list[Written]] = [
        [
            each.definition.code,
            each.definition.short,
            place.label,
            Figure(place.count.people),
            Figure(place.count.people - place.count.missing),
            Figure(place.count.missing),
            Figure(1 - place.count.missing / place.count.people, TENTH),
        ]
        for each in figures.indicators
        for place in each.uncovered
    ]
    sheet = book.add("Не охвачены", headings, widths, len(rows))
    write_rows(book, sheet, rows, widths)
    if not rows:
        write(book, sheet, 1, 0, "Не охваченных нет")
    note = "Сомнительные ответы здесь считаются ответами: кто именно ответил наспех, не показывается."
    _notes(book, sheet, max(1, len(rows)) + 2, [note])


def _people(book: Sheets, figures: Figures, codes: Codes) -> None:
    headings, widths = ("Код показателя", "Показатель", "Организация", "Личный код"), (16, 44, 40, 18)
    titles = {each.definition.code: each.definition.short for each in figures.indicators}
    rows: list[list[Written]] = [
        [code, titles[code], place, person] for code, people in codes.items() for place, person in people
    ]
    sheet = book.add("Люди", headings, widths, len(rows))
    write_rows(book, sheet, rows, widths)
    notes = [f"{each.definition.code}: {words.ANONYMOUS}" for each in figures.indicators if each.is_anonymous]
    if not rows:
        write(book, sheet, 1, 0, "Не охваченных людей нет, или они не известны")
    _notes(book, sheet, max(1, len(rows)) + 2, notes)


def _notes(book: Sheets, sheet: object, row: int, notes: Sequence[str]) -> None:
    look = book.format(italic=True, font_color="#52606D")
    for number, note in enumerate(notes):
        sheet.write_string(row + number, 0, sheet_text(note), look)  # type: ignore[attr-defined]
