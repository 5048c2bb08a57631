"""The workbook put together (DOMAIN §5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reports.instruments import instrument_of
from reports.running import NO_GROUPS, WORKING_TITLE
from reports.sheets import Sheets, heading_height, open_workbook, sheet_text, wide_enough
from reports.well_being import without_well_being_of_few
from reports.whole_files import Progress, nobody_watches, whole_file
from reports.workbook.cells import write, write_rows
from reports.workbook.passport import passport_sheet
from reports.workbook.questions import number_sheet, word_sheet
from reports.workbook.tables import (
    Further,
    Sheet,
    block_sheet,
    code_sheet,
    coverage_sheet,
    group_sheet,
    help_sheet,
    item_sheet,
    recommendation_sheet,
    trend_sheet,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from reports.summary.model import Summary

GROUPS = {"organisation": "Организации", "category": "Категории", "subject": "Предметы", "experience": "Стаж"}
"""Sheets that are always there; other tables follow under their own names."""
MOST_BARS = 40
"""A native chart of more is not readable."""
_NOTHING = "Данных пока нет"


def write_summary(
    path: Path, summary: Summary, progress: Progress = nobody_watches, indicators: Sequence[str] = ()
) -> None:
    """All sheets, also those that nothing is known for: people look for them by name."""
    sheets = list(_sheets(without_well_being_of_few(summary), indicators))
    with whole_file(path) as unfinished, open_workbook(unfinished) as book:
        book.book.set_properties({"title": summary.heading.title[:255], "author": "", "comments": ""})
        for number, sheet in enumerate(sheets):
            progress(number, len(sheets))
            _write_sheet(book, sheet)
        if summary.heading.is_working:
            for written in book.book.worksheets():
                written.set_header(f"&C{WORKING_TITLE}")
        progress(len(sheets), len(sheets))


def _sheets(summary: Summary, indicators: Sequence[str]) -> Iterator[Sheet]:
    headline = instrument_of(summary.heading.questionnaire_key).headline
    later = (NO_GROUPS,) if summary.heading.has_no_groups else ()
    yield passport_sheet(summary, indicators)
    yield coverage_sheet(summary.coverage)
    yield block_sheet(summary)
    yield item_sheet(summary)
    for attribute, name in GROUPS.items():
        table = summary.table(attribute)
        none = Sheet(name, (name, "Ответили"), (48, 12), (), notes=later)
        yield group_sheet(table, name, headline) if table else none
    for table in summary.groups:
        if table.attribute not in GROUPS:
            yield group_sheet(table, table.label, headline)
    yield help_sheet(summary)
    if summary.numbers:
        yield number_sheet(summary)
    if any(question.families for question in summary.texts):
        yield word_sheet(summary)
    if summary.trend is not None:
        yield trend_sheet(summary.trend, "Динамика")
    if summary.trend_matched is not None:
        yield trend_sheet(summary.trend_matched, "Динамика, те же люди")
    if summary.compared is not None:
        yield trend_sheet(summary.compared, "Сравнение групп")
    yield recommendation_sheet(summary)
    yield code_sheet(summary)


def _write_sheet(book: Sheets, sheet: Sheet) -> None:
    widths = wide_enough(sheet.headings, sheet.widths)
    into = book.add(sheet.name, sheet.headings, widths, len(sheet.rows))
    write_rows(book, into, sheet.rows, widths)
    row = len(sheet.rows) + 1
    if not sheet.rows:
        write(book, into, row, 0, _NOTHING)
        row += 1
    for column, value in enumerate(sheet.totals):
        write(book, into, row, column, value, bold=True, top=1)
    row += 2 if sheet.totals else 1
    for note in sheet.notes:
        into.write_string(row, 0, sheet_text(note), book.format(italic=True, font_color="#52606D"))
        row += 1
    for further in sheet.further:
        row = _write_further(book, into, sheet, further, row + 1)
    if sheet.chart is not None and 0 < len(sheet.rows) <= MOST_BARS:
        _draw(book, into, sheet, row + 1)


def _write_further(book: Sheets, into: Worksheet, sheet: Sheet, further: Further, row: int) -> int:
    """One more table; gives the first free row below it."""
    into.write_string(row, 0, further.title, book.format(bold=True, font_size=13))
    widths = wide_enough(sheet.headings, sheet.widths)
    into.set_row(row + 1, heading_height(further.headings, widths))
    book.put_headings(into, further.headings, row + 1)
    write_rows(book, into, further.rows, widths, row + 2)
    return row + 2 + len(further.rows)


def _draw(book: Sheets, into: Worksheet, sheet: Sheet, row: int) -> None:
    """A bar chart of one column, which an office draws itself."""
    assert sheet.chart is not None
    column, title = sheet.chart
    labels = 1 if sheet.name == "Блоки" else 0
    last = len(sheet.rows)
    chart = book.book.add_chart({"type": "bar"})
    assert chart is not None
    name = into.get_name()
    chart.add_series(
        {
            "name": title,
            "categories": [name, 1, labels, last, labels],
            "values": [name, 1, column, last, column],
            "fill": {"color": "#2F6690"},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0%"},
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True}})
    chart.set_size({"width": 860, "height": 120 + 34 * last})
    alt = {"object_position": 3, "description": f"{title}: столбцы по строкам этой таблицы"}
    into.insert_chart(row, 0, chart, alt)
