"""What a workbook of Excel holds comes out as its author sees it, whichever program wrote it."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.surveys.carriers.books import book, repacked
from workbooks.defect import DefectsError
from workbooks.reading import read_workbook
from workbooks.sheets import Row
from workbooks.texts import text_of

CELLS = b'<row r="2"><c r="A2"'
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(microsecond=0)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=900)).map(lambda span: timedelta(seconds=int(span.total_seconds()))),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12),
)


def with_sheet(old: bytes, new: bytes, data: bytes | None = None) -> bytes:
    """A workbook with its first sheet's XML changed."""
    return repacked(
        data or book(), lambda name, content: content.replace(old, new) if name.endswith("sheet1.xml") else content
    )


def cells(data: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_workbook("a.xlsx", data).sheets["survey"].rows]


def codes(data: bytes) -> list[tuple[str, int | None, str]]:
    return [(each.code, each.where.row, each.where.column) for each in read_workbook("a.xlsx", data).defects]


@given(st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans())
def test_cells_are_read_as_the_library_reads_them(rows: list[list[Any]], is_of_a_mac: bool) -> None:
    made = openpyxl.Workbook()
    made.active.title = "survey"
    if is_of_a_mac:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [["a", "b", "c"], *([v if v != "" and not str(v).startswith("=") else None for v in r] for r in rows)]:
        made.active.append(row)
    into = io.BytesIO()
    made.save(into)
    back = openpyxl.load_workbook(into).active.iter_rows(min_row=2, values_only=True)
    texts = [{heading: text_of(value) for heading, value in zip("abc", row, strict=True)} for row in back]

    assert cells(into.getvalue()) == [
        filled for row in texts if (filled := {heading: text for heading, text in row.items() if text})
    ]


def test_what_another_program_wrote_is_read() -> None:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as made:
        sheet, bold = made.add_worksheet("survey"), made.add_format({"bold": True})
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_rich_string(1, 0, "обычный ", bold, "жирный", " и снова")
        sheet.write_formula(1, 1, '=IF(1,"да","")', None, "да")
        sheet.write_datetime(1, 2, datetime(2026, 9, 1, 10, 30), made.add_format({"num_format": "dd.mm.yyyy hh:mm"}))  # noqa: DTZ001
        made.add_chartsheet("Диаграмма").set_chart(_chart(made))

    assert cells(into.getvalue()) == [{"a": "обычный жирный и снова", "b": "да", "c": "2026-09-01T10:30:00"}]


def _chart(made: Any) -> Any:
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=survey!$A$1:$A$2"})
    return chart


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (b' t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c>', "ab"),
        (b' t="str"><v>a_x000D_\nb</v></c>', "a\nb"),
        (b' t="str"><v>_x005F_x000D_</v></c>', "_x000D_"),
        (b' t="str"><v>_xD83D_</v></c>', "_xD83D_"),
        (b' t="b"><v>1</v></c>', "TRUE"),
        (b' t="d"><v>2026-09-01</v></c>', "2026-09-01"),
        (b"><v>1E3</v></c>", "1000"),
    ],
)
def test_a_cell_may_be_written_in_many_ways(cell: bytes, text: str) -> None:
    data = with_sheet(b"</sheetData>", CELLS + cell + b"</row></sheetData>", book(("a",)))
    assert cells(data) == [{"a": text}]


def test_rows_and_cells_may_be_written_without_their_places() -> None:
    rows = b'<row><c t="str"><v>1</v></c><c t="str"><v>2</v></c></row>'
    assert cells(with_sheet(b"</sheetData>", rows + b"</sheetData>", book(("a", "b")))) == [{"a": "1", "b": "2"}]


def test_a_prefix_in_front_of_every_element_is_no_matter() -> None:
    def prefixed(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content
        text = content.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:")
        return text.replace(b"xmlns=", b"xmlns:x=")

    assert cells(repacked(book(("a",), ("b",)), prefixed)) == [{"a": "b"}]


def test_a_formula_that_gives_an_empty_text_has_a_value() -> None:
    empty = CELLS + b' t="str"><f>IF(1,"","")</f><v></v></c></row></sheetData>'
    assert codes(with_sheet(b"</sheetData>", empty, book(("a",)))) == []


@pytest.mark.parametrize("cell", [b"><f>1+1</f></c>", b"><f>1+1</f><v/></c>", b' t="str"><f>1+1</f></c>'])
def test_a_formula_without_a_value_is_named_on_every_sheet_that_is_used(cell: bytes) -> None:
    data = with_sheet(b"</sheetData>", CELLS + cell + b"</row></sheetData>", book(("a",), sheet="Сотрудники"))

    assert codes(data) == [("formula_without_value", 2, "a")]
    assert [note.code for note in read_workbook("a.xlsx", data, used=("организации",)).notes] == [
        "formula_without_value"
    ]


def test_hidden_rows_are_known() -> None:
    def hide(sheet: Any) -> None:
        for line in (3, 4, 9):
            sheet.row_dimensions[line].hidden = True

    sheet = read_workbook("a.xlsx", book(("a",), ("1",), ("2",), (None,), ("3",), change=hide)).sheets["survey"]

    assert sheet.rows == [Row(2, {"a": "1"}), Row(3, {"a": "2"}), Row(5, {"a": "3"})]
    assert sheet.hidden == {3}


def test_cells_merged_downwards_matter_only_where_they_hide_rows() -> None:
    def merge(sheet: Any) -> None:
        for ref in ("A1:A2", "A3:A4", "B3:C3", "E3:E4", "A9:A12"):
            sheet.merge_cells(ref)

    data = book(("a", "b"), (None, "1"), ("2", "3"), (None, "4"), change=merge)

    assert codes(data) == [("merged_cells", 3, "a")]


@pytest.mark.parametrize(
    "hostile",
    [
        b"<!--" + b"<mergeCell " * 100_000 + b"--></worksheet>",
        b"<mergeCells>" + b'<mergeCell ref="A1:A"/>' * 60_000 + b"</mergeCells></worksheet>",
    ],
    ids=["comment", "merged"],
)
def test_no_sheet_keeps_the_reader_busy(hostile: bytes) -> None:
    data = with_sheet(b"</worksheet>", hostile)
    started = time.process_time()
    read_workbook("a.xlsx", data)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "cell",
    [
        b' t="s"><v>99</v></c>',
        b' t="b"><v>x</v></c>',
        b' t="d"><v>x</v></c>',
        b"><v>x</v></c>",
        b' s="x"><v>1</v></c>',
    ],
)
def test_a_cell_that_makes_no_sense_is_a_damaged_workbook(cell: bytes) -> None:
    with pytest.raises(DefectsError) as raised:
        read_workbook("a.xlsx", with_sheet(b"</sheetData>", CELLS + cell + b"</c></row></sheetData>", book(("a",))))
    assert [defect.code for defect in raised.value.defects] == ["damaged"]


@pytest.mark.filterwarnings("ignore:File contains an invalid specification")
def test_a_book_in_the_strict_format_is_refused_with_the_remedy() -> None:
    def strict(_name: str, content: bytes) -> bytes:
        return content.replace(b"schemas.openxmlformats.org", b"purl.oclc.org/ooxml").replace(b"/2006/", b"/")

    with pytest.raises(DefectsError) as raised:
        read_workbook("a.xlsx", repacked(book(), strict))
    assert [(defect.code, "Книга Excel (.xlsx)" in defect.remedy) for defect in raised.value.defects] == [
        ("no_sheets", True)
    ]


def test_a_document_type_far_below_is_refused() -> None:
    late = b"<!--" + bytes(range(65, 91)) * 4_000 + b'--><!DOCTYPE x [<!ENTITY a "aa">]><worksheet '
    with pytest.raises(DefectsError) as raised:
        read_workbook("a.xlsx", with_sheet(b"<worksheet ", late))
    assert [defect.code for defect in raised.value.defects] == ["xml_entities"]


@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=6))
def test_no_damage_to_a_sheet_is_a_traceback(place: int, damage: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        content = archive.read("xl/worksheets/sheet1.xml")
    at = place % len(content)
    with suppress(DefectsError):
        read_workbook("a.xlsx", with_sheet(content, content[:at] + damage + content[at + len(damage) :]))


def test_a_time_of_day_is_read_as_the_clock_shows_it() -> None:
    assert cells(book(("a",), (clock(9, 5),))) == [{"a": "09:05:00"}]
