"""The workbook of a summary, read back."""

import textwrap
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.protection.cells import Reason, hidden, shown
from reports.sheets import sheet_name, sheet_text
from reports.summary.model import CoverageRow, CoverageTable, ItemQuality, Reliability, Summary
from reports.workbook.book import write_summary
from surveys.campaigns.model import Coverage
from tests.pure.reports.summaries import EN1, MF1, PD1, YT1, summary_of, with_texts, with_unscored

SHEETS = ["Паспорт", "Охват", "Блоки", "Пункты", "Организации", "Категории", "Предметы", "Стаж", "Формы помощи",
          "Рекомендации", "Справочник кодов"]  # fmt: skip
EVIL = '=HYPERLINK("http://x";"y") 😀\nвторая строка [a]:*?/\\ ' + "слово " * 320


def book(folder: Path, summary: Summary) -> Any:
    write_summary(folder / "a.xlsx", summary)
    return openpyxl.load_workbook(folder / "a.xlsx")


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def width_of(sheet: Any, column: int) -> float:
    """Of a column, which may be written down together with its neighbours."""
    return next(each.width for each in sheet.column_dimensions.values() if each.min <= column <= each.max)


def test_the_sheets_people_look_for_are_always_there(tmp_path: Path) -> None:
    assert book(tmp_path, summary_of()).sheetnames == SHEETS
    assert book(tmp_path, summary_of(EN1, 40)).sheetnames == SHEETS
    assert book(tmp_path, summary_of(has_trend=True)).sheetnames == [*SHEETS[:9], "Динамика", *SHEETS[9:]]


def test_figures_read_back_are_those_of_the_summary(tmp_path: Path) -> None:
    summary = summary_of()
    read = book(tmp_path, summary)

    for row, block in zip(rows(read["Блоки"])[1:], (*summary.blocks, *summary.overall), strict=False):
        share, spread = block.pronounced.known(), block.index.known()
        assert share is not None
        assert spread is not None
        assert row[:3] == [block.key, block.label, block.n.known()]
        assert row[3:5] == pytest.approx([spread.mean, spread.median])
        assert (row[8], row[9], row[10], row[11]) == pytest.approx((share.share, share.count, share.low, share.high))
    assert read["Блоки"]["D2"].number_format == "0.0"
    assert read["Блоки"]["I2"].number_format == "0%"
    for row, item in zip(rows(read["Пункты"])[1:], summary.items, strict=False):
        bases = item.bases.known()
        assert bases is not None
        assert row[4:8] == [bases.asked, bases.answered, bases.not_mine, bases.skipped]
        assert row[8] == pytest.approx(item.difficulty.known())
    table = summary.table("experience")
    assert table is not None
    assert rows(read["Стаж"])[1][1] == table.rows[0].n.known()


def test_what_is_hidden_is_a_word(tmp_path: Path) -> None:
    read = book(tmp_path, summary_of())

    assert rows(read["Стаж"])[2][:4] == ["1–3 года", *["н/д (менее 5)"] * 3]
    assert read["Стаж"]["C3"].data_type == "s"


def test_where_there_is_no_figure_stands_a_dash(tmp_path: Path) -> None:
    summary = summary_of()
    alike = tuple(replace(block, reliability=shown(Reliability(240, None, None))) for block in summary.blocks)
    read = book(tmp_path, replace(summary, blocks=alike))

    assert [row[16:18] for row in rows(read["Блоки"])[1:3]] == [["—", "—"]] * 2


def test_the_quality_of_scales_and_items_is_told(tmp_path: Path) -> None:
    summary = summary_of()
    first, second = (item.key for item in summary.items[:2])
    told = Reliability(240, 0.81, 0.83, (ItemQuality(first, 0.42, 0.8), ItemQuality(second, None, None)), 0.05, 0.1)
    blocks = (replace(summary.blocks[0], reliability=shown(told)), *summary.blocks[1:])
    read = book(tmp_path, replace(summary, blocks=blocks))

    assert rows(read["Блоки"])[0][16:] == [
        "Альфа Кронбаха", "Омега Макдональда", "Полных наборов", "У нижнего края", "У верхнего края",
    ]  # fmt: skip
    assert rows(read["Блоки"])[1][16:] == [0.81, 0.83, 240, 0.05, 0.1]
    assert rows(read["Пункты"])[0][13:] == ["Связь с остальными пунктами", "Альфа без пункта"]
    assert [row[13:] for row in rows(read["Пункты"])[1:4]] == [[0.42, 0.8], ["—", "—"], ["—", "—"]]


def test_of_a_scale_that_is_no_difficulty_none_is_told(tmp_path: Path) -> None:
    assert rows(book(tmp_path, summary_of(MF1, 40))["Пункты"])[0][8] == "Индекс, 0–100"


def test_numbers_and_frequent_words_have_sheets_where_they_were_asked_for(tmp_path: Path) -> None:
    read = book(tmp_path, with_unscored(summary_of()))

    assert read.sheetnames == [*SHEETS[:9], "Ответы числом", "Частые слова", *SHEETS[9:]]
    assert rows(read["Ответы числом"])[1:3] == [
        ["Насколько вы довольны?", 40, 2, 7.25, 8, 1.5, 6, 9, "—", "—"],
        ["Сколько лет наставнику?", *["н/д (менее 5)"] * 9],
    ]
    assert rows(read["Частые слова"])[1:3] == [
        ["Что мешает?", "отчёт", 12, 0.4], ["Что мешает?", "время", 9, 0.3],
    ]  # fmt: skip


def test_which_organisations_were_taken_together_stands_below_them(tmp_path: Path) -> None:
    table = summary_of().table("organisation")
    assert table is not None
    merged = replace(table.rows[0], label="малочисленные организации (1)", parts=("Школа № 1", "Школа № 3"))
    read = book(tmp_path, replace(summary_of(), groups=(replace(table, rows=(merged, *table.rows[1:])),)))

    assert "малочисленные организации (1): Школа № 1; Школа № 3." in [row[0] for row in rows(read["Организации"])]


def test_rows_that_are_not_shown_are_counted_once(tmp_path: Path) -> None:
    footnote = "Не показано строк: 2 — в них ответили слишком мало людей."
    tables = tuple(replace(table, footnotes=(footnote,), left_out=5) for table in summary_of().groups)
    notes = [row[0] for row in rows(book(tmp_path, replace(summary_of(), groups=tables))["Стаж"])]

    assert [note for note in notes if note and ("Не показано" in note or "Не приведены" in note)] == [footnote]


def test_no_word_of_a_heading_is_broken_or_cut_off(tmp_path: Path) -> None:
    for sheet in book(tmp_path, summary_of()):
        for cell in sheet[1]:
            words = str(cell.value or "").split()
            width = width_of(sheet, cell.column)
            assert max(map(len, words), default=0) <= width / 1.15, (sheet.title, cell.value)
            assert sheet.row_dimensions[1].height >= 15 * len(textwrap.wrap(str(cell.value or ""), int(width / 1.15)))


def test_a_hidden_level_looks_as_hidden_figures_do(tmp_path: Path) -> None:
    first, *others = summary_of().blocks
    dash = replace(first, level=hidden(Reason.WITHHELD, 5), pronounced=hidden(Reason.WITHHELD, 5))
    sheet = book(tmp_path, replace(summary_of(), blocks=(dash, *others)))["Блоки"]

    assert sheet["M2"].value == sheet["I2"].value == "н/д"
    assert sheet["M2"].font.color.rgb == sheet["I2"].font.color.rgb


def test_only_coverage_is_worked_out_by_the_office(tmp_path: Path) -> None:
    summary = summary_of()
    read = book(tmp_path, summary)
    formulas = {
        (sheet.title, cell.coordinate)
        for sheet in read.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }

    assert {title for title, _ in formulas} == {"Охват"}
    assert read["Охват"]["B8"].value == "=SUBTOTAL(109,B2:B7)"
    values = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["Охват"]
    total = summary.coverage.total
    assert [cell.value for cell in values[8]] == ["Всего", total.invited, total.started, total.finished, total.share]


def test_where_nobody_was_invited_no_coverage_is_told(tmp_path: Path) -> None:
    rows = (CoverageRow("1", "Школа № 1", Coverage(0, 12, 12)), CoverageRow("2", "Школа № 2", Coverage(0, 3, 3)))
    unasked = CoverageTable(rows, Coverage(0, 15, 15))
    read = book(tmp_path, replace(summary_of(), coverage=unasked))["Охват"]

    assert [[cell.value for cell in row] for row in read["A2:E3"]] == [
        ["Школа № 1", 0, 12, 12, "—"],
        ["Школа № 2", 0, 3, 3, "—"],
    ]
    assert read["E4"].value == "—"
    assert read._charts == []


def test_more_answers_than_invited_are_the_whole_and_no_more(tmp_path: Path) -> None:
    rows = (CoverageRow("1", "Школа № 1", Coverage(10, 12, 12)),)
    read = book(tmp_path, replace(summary_of(), coverage=CoverageTable(rows, Coverage(10, 12, 12))))["Охват"]

    assert read["E2"].value == "=IF(B2>0,MIN(1,D2/B2),0)"
    values = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["Охват"]
    assert (values["E2"].value, values["E3"].value) == (1, 1)


def test_headings_are_frozen_filtered_and_printed_on_every_page(tmp_path: Path) -> None:
    sheet = book(tmp_path, summary_of())["Пункты"]

    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:O{1 + len(summary_of().items)}"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_charts_are_native_and_described(tmp_path: Path) -> None:
    write_summary(tmp_path / "a.xlsx", summary_of())

    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert 'descr="Охват по организациям' in drawing


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    write_summary(tmp_path / "a.xlsx", with_texts(summary_of(has_trend=True), EVIL))
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert read["Организации"]["A2"].value == EVIL
    cells = [cell for sheet in read.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.hyperlink is None for cell in cells)
    assert {cell.parent.title for cell in cells if cell.data_type == "f"} == {"Охват"}


@pytest.mark.parametrize("people", [0, 1, 3])
def test_of_a_few_people_no_figure_is_there(tmp_path: Path, people: int) -> None:
    read = book(tmp_path, summary_of(PD1, people))

    numbers = [
        cell.coordinate
        for name in ("Блоки", "Пункты", "Организации", "Категории", "Предметы", "Стаж", "Формы помощи")
        for row in read[name].iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    assert numbers == []


def test_well_being_is_told_of_the_municipality_and_of_no_organisation(tmp_path: Path) -> None:
    read = book(tmp_path, summary_of(YT1, 40))
    few = book(tmp_path, summary_of(YT1, 9))

    label = "Эмоциональное благополучие"
    assert label in [row[1] for row in rows(read["Блоки"])]
    assert label not in rows(read["Организации"])[0]
    assert label not in [row[1] for row in rows(few["Блоки"])]


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_a_new_line_is_one_however_it_was_typed(line: str) -> None:
    assert sheet_text(f"первая{line}вторая") == "первая\nвторая"


def test_names_of_sheets_are_made_of_anything() -> None:
    taken: set[str] = set()

    long = "Очень " * 9
    assert [sheet_name(text, taken) for text in ("A/B", "a b", "[]", "'", "History", long, long)] == [
        "A B", "a b 2", "Лист", "Лист 2", "History 2", "Очень Очень Очень Очень Очень О",
        "Очень Очень Очень Очень Очень 2",
    ]  # fmt: skip
