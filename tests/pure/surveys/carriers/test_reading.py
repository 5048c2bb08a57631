"""What people make in Excel comes out clean; what is no form is refused in one sentence."""

import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.xlsform.carriers import read_carrier, read_table, starter_workbook, write_markdown, write_workbook
from tests.pure.surveys.carriers.books import SOME_DAY, SOME_TIME, book, repacked, zipped
from workbooks.defect import DefectsError

cells = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf", "Cn"]), min_size=1, max_size=20
)
tables = st.lists(
    st.fixed_dictionaries({"name": cells}, optional={"label": cells, "hint": cells}), min_size=1, max_size=6
)


@given(tables)
def test_what_is_written_as_a_workbook_reads_back_the_same(rows: list[dict[str, str]]) -> None:
    back = read_carrier("a.xlsx", write_workbook({"survey": rows}))
    assert [row.cells for row in back.sheets["survey"].rows] == rows
    assert not back.defects


@given(tables)
def test_what_is_written_as_markdown_reads_back_the_same(rows: list[dict[str, str]]) -> None:
    back = read_carrier("a.md", write_markdown({"survey": rows}).encode())
    assert [row.cells for row in back.sheets["survey"].rows] == rows


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (2.50, "2.5"),
        (7, "7"),
        (True, "TRUE"),
        (False, "FALSE"),
        (SOME_DAY, "2026-09-01"),
        (SOME_TIME, "2026-09-01T10:30:00"),
        ("  с\u00a0краю\u200b  ", "с краю"),
        ("две\r\nстроки", "две\nстроки"),
        ("“умные” кавычки", "“умные” кавычки"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_a_cell_comes_out_as_a_person_reads_it(value: Any, text: str) -> None:
    [row] = read_carrier("a.xlsx", book(("type", "name"), ("text", value))).sheets["survey"].rows
    assert row.cells["name"] == text


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    carrier = read_carrier("a.xlsx", book((), ("type", "name"), (), ("text", "a"), (), (), ("text", "b")))
    assert [(row.line, row.cells["name"]) for row in carrier.sheets["survey"].rows] == [(4, "a"), (7, "b")]


def test_names_of_sheets_may_be_written_anyhow() -> None:
    assert "survey" in read_carrier("a.xlsx", book(sheet=" Survey ")).sheets


def test_a_duplicated_heading_names_both_columns() -> None:
    carrier = read_carrier("a.xlsx", book(("type", "name", "label", "label"), ("text", "a", "Раз", "Два")))
    [defect] = carrier.defects
    assert (defect.code, "C и D" in defect.what) == ("duplicate_heading", True)
    assert carrier.sheets["survey"].rows[0].cells["label"] == "Раз"


def test_cells_merged_downwards_are_named() -> None:
    data = book(("type", "name"), ("text", "a"), ("text", None), change=lambda sheet: sheet.merge_cells("A2:A3"))
    assert [(d.code, d.where.row) for d in read_carrier("a.xlsx", data).defects] == [("merged_cells", 2)]


def test_an_error_of_excel_and_a_formula_without_a_value_are_named() -> None:
    def spoil(sheet: Any) -> None:
        sheet["B2"] = "=1+1"
        sheet["C2"] = "#REF!"

    found = read_carrier("a.xlsx", book(change=spoil)).defects
    assert {(defect.code, defect.where.row) for defect in found} == {("formula_without_value", 2), ("excel_error", 2)}


def test_a_formula_counts_with_the_value_excel_computed() -> None:
    def with_value(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content
        return content.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>").replace(b"<v/>", b"<v>5</v>")

    data = repacked(book(change=lambda sheet: sheet.__setitem__("B2", "=2+3")), with_value)
    carrier = read_carrier("a.xlsx", data)
    assert carrier.sheets["survey"].rows[0].cells["name"] == "5"
    assert not carrier.defects


def test_three_hundred_thousand_empty_formatted_rows_cost_nothing() -> None:
    def padded(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content
        empty = b"".join(b'<row r="%d" ht="20" customHeight="1"/>' % number for number in range(3, 300_003))
        return content.replace(b"</sheetData>", empty + b"</sheetData>")

    carrier = read_carrier("a.xlsx", repacked(book(), padded))
    assert len(carrier.sheets["survey"].rows) == 1


REFUSED = [
    ("empty", "a.xlsx", b""),
    ("too_large", "a.xlsx", b"PK" + b"x" * (10 * 1024 * 1024 + 1)),
    ("damaged", "a.xlsx", starter_workbook()[:4000]),
    ("damaged", "a.xlsx", b"just a text"),
    ("html", "a.xls", b"<html><body><table></table></body></html>"),
    (
        "encrypted",
        "a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    ),
    ("damaged", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ("macros", "a.xlsm", book()),
    ("macros", "a.xlsx", repacked(book(), lambda _n, c: c, **{"xl/vbaProject.bin": b"x"})),
    (
        "external_links",
        "a.xlsx",
        repacked(book(), lambda _n, c: c, **{"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    ),
    ("not_a_workbook", "a.xlsx", zipped(a__txt=b"hello")),
    ("which_form", "a.zip", zipped(a__txt=b"hello")),
    ("which_form", "a.zip", zipped(a__xlsx=book(), b__xlsx=book())),
    ("zip_bomb", "a.xlsx", zipped(xl=b"\0" * (130 * 1024 * 1024))),
    ("unknown_file", "a.pdf", b"%PDF-1.4"),
    ("not_a_form", "a.md", b"# heading\n\ntext"),
    ("not_a_form", "a.csv", b"name,label\n1,a\n"),
    ("not_text", "a.md", b"| survey |\xff\xfe |"),
    (
        "xml_entities",
        "a.xlsx",
        repacked(
            book(),
            lambda n, c: (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]>' + c.partition(b"?>")[2]
                if n.endswith("sheet1.xml")
                else c
            ),
        ),
    ),
    (
        "damaged",
        "a.xlsx",
        repacked(book(), lambda n, c: b"<worksheet><sheetData><row" if n.endswith("sheet1.xml") else c),
    ),
]


@pytest.mark.parametrize(("code", "file", "data"), REFUSED, ids=[f"{code} {file}" for code, file, _ in REFUSED])
def test_a_file_that_is_no_form_is_refused_in_one_sentence(code: str, file: str, data: bytes) -> None:
    with pytest.raises(DefectsError) as raised:
        read_carrier(file, data)
    [defect] = raised.value.defects
    assert defect.code == code
    assert defect.what.endswith(".")
    assert defect.remedy


@given(st.binary(max_size=600), st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.md", "a.zip"]))
def test_no_bytes_are_a_traceback(data: bytes, file: str) -> None:
    with suppress(DefectsError):
        read_carrier(file, data)


@given(st.integers(0, 11_000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_is_a_traceback(place: int, damage: bytes) -> None:
    data = bytearray(starter_workbook_once())
    data[place : place + len(damage)] = damage
    with suppress(DefectsError):
        read_carrier("a.xlsx", bytes(data))


_STARTER: list[bytes] = []


def starter_workbook_once() -> bytes:
    if not _STARTER:
        _STARTER.append(starter_workbook())
    return _STARTER[0]


def test_an_archive_holds_one_form_and_its_files() -> None:
    data = zipped(
        **{"folder/form__xlsx": book(), "folder/towns__csv": b"name,label\n1,A\n", "__MACOSX/x__xlsx": b"x"}
    )
    carrier = read_carrier("all.zip", data)
    assert carrier.file == "form.xlsx"
    assert carrier.attachments == {"towns.csv": b"name,label\n1,A\n"}


@pytest.mark.parametrize(
    "data",
    [
        "name,label\nk,Кизел\n".encode(),
        "name;label\nk;Кизел\n".encode("utf-8-sig"),
        "name;label\nk;Кизел\n".encode("cp1251"),
        "name\tlabel\nk\tКизел\n".encode("utf-16"),
    ],
)
def test_a_table_is_read_however_excel_saved_it(data: bytes) -> None:
    assert read_table("towns.csv", data) == [{"name": "k", "label": "Кизел"}]


def test_a_form_in_one_csv_is_read_as_pyxform_reads_it() -> None:
    carrier = read_carrier("a.csv", "survey,,,\n,type,name,label\n,text,a,Первый?\n".encode())
    assert carrier.sheets["survey"].rows[0].cells == {"type": "text", "name": "a", "label": "Первый?"}


def test_an_archive_with_a_wrong_size_is_not_trusted() -> None:
    with pytest.raises((DefectsError, zipfile.BadZipFile)):
        read_carrier("a.zip", zipped(a__xlsx=b"PK\x03\x04 nothing"))
