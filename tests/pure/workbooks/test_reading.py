"""A list is read by what it is; what is no list is refused in one sentence. `people.xls` was saved by LibreOffice."""

import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.surveys.carriers.books import book, repacked, zipped
from workbooks.defect import Defect, DefectsError, Place
from workbooks.reading import MOST_BYTES, read_workbook
from workbooks.sheets import Row, Sheet

OLD = Path(__file__).with_name("people.xls").read_bytes()
LIST = (("Организация", "Имя"), ("Школа № 1", "Анна"), (None, None), ("Школа № 2", "Ольга"))
ROWS = [
    Row(2, {"Организация": "Школа № 1", "Имя": "Анна"}),
    Row(4, {"Организация": "Школа № 2", "Имя": "Ольга"}),
]
STAFF = Sheet("Сотрудники", {"Организация": 1, "Имя": 2}, ROWS)
TABLE = "Организация;Имя\r\nШкола № 1;Анна\r\n;\r\nШкола № 2;«Ольга»\r\n"


@pytest.mark.parametrize("file", ["a.xlsx", "a.xls", "a.csv", "a"])
def test_a_workbook_is_read_whatever_it_is_called(file: str) -> None:
    carrier = read_workbook(file, book(*LIST, sheet="Сотрудники"))

    assert (carrier.sheets, carrier.defects, carrier.notes) == ({"сотрудники": STAFF}, [], [])


@pytest.mark.parametrize("file", ["people.xls", "people.xlsx", "people.csv"])
def test_an_old_workbook_is_read_whatever_it_is_called(file: str) -> None:
    carrier = read_workbook(file, OLD)

    assert carrier.sheets == {
        "сотрудники": Sheet(
            "Сотрудники",
            {"Организация": 1, "Номер": 2, "Дата": 3, "Молодой": 4},
            [
                Row(2, {"Организация": "Школа № 1", "Номер": "7", "Дата": "2026-09-01", "Молодой": "TRUE"}),
                Row(3, {"Организация": "Школа № 2"}),
                Row(4, {"Организация": "Школа № 3", "Номер": "12"}),
            ],
        ),
        "лист2": Sheet("Лист2", {"а": 1}, [Row(2, {"а": "б"})]),
    }
    error = "Исправьте формулу или впишите значение."
    assert carrier.defects == [
        Defect("excel_error", Place(file, "Сотрудники", 3, "Номер"), "В ячейке B3 ошибка Excel.", error)
    ]
    assert [(note.code, note.where.row) for note in carrier.notes] == [("unheaded_column", 2)]


def test_an_old_workbook_has_no_more_rows_than_asked_for() -> None:
    carrier = read_workbook("people.xls", OLD, most_rows=1)

    assert [row.line for row in carrier.sheets["сотрудники"].rows] == [2]
    assert [(defect.code, defect.where.row) for defect in carrier.defects] == [("too_many_rows", 3)]


def test_what_is_wrong_on_a_sheet_that_nobody_uses_is_only_noted() -> None:
    carrier = read_workbook("people.xls", OLD, used=("лист2",))

    assert carrier.defects == []
    assert [note.code for note in carrier.notes] == ["excel_error", "unheaded_column"]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_is_one_sheet_named_like_its_file(encoding: str, delimiter: str) -> None:
    text = TABLE.replace("«Ольга»", "Ольга").replace(";", delimiter)
    carrier = read_workbook("Сотрудники.CSV", text.encode(encoding))

    assert (carrier.sheets, carrier.defects, carrier.notes) == ({"сотрудники": STAFF}, [], [])


def test_a_table_may_have_more_rows_than_a_form() -> None:
    data = "name\n" + "".join(f"{number}\n" for number in range(70_000))

    assert len(read_workbook("a.csv", data.encode(), most_rows=200_000).sheets["a"].rows) == 70_000


def test_a_table_of_headings_only_has_no_rows() -> None:
    assert read_workbook("a.csv", b"name;label\n").sheets == {"a": Sheet("a", {"name": 1, "label": 2}, [])}


REFUSED = [
    ("empty", "a.xlsx", b""),
    ("too_large", "a.csv", b"x" * (MOST_BYTES + 1)),
    ("damaged", "a.xlsx", book()[:3000]),
    ("damaged", "a.xls", OLD[:2000]),
    ("encrypted", "a.xlsx", OLD[:512] + "EncryptedPackage".encode("utf-16-le")),
    ("zip_bomb", "a.xlsx", zipped(xl=b"\0" * (130 * 1024 * 1024))),
    ("zip_bomb", "a.xlsx", repacked(book(), lambda _n, c: c, **{"xl/media/x.png": b"\0" * (3 * 1024 * 1024)})),
    ("not_a_workbook", "a.zip", zipped(a__txt=b"hello")),
    ("macros", "a.xlsm", repacked(book(), lambda _n, c: c, **{"xl/vbaProject.bin": b"x"})),
    ("unknown_file", "a.xlsx", TABLE.encode()),
    ("unknown_file", "a.pdf", b"%PDF-1.4"),
    ("not_a_table", "a.csv", b"\0\1\2"),
    ("damaged", "a.csv", b'name\n"' + b"x" * 1_000_001),
]


@pytest.mark.parametrize(("code", "file", "data"), REFUSED, ids=[f"{code} {file}" for code, file, _ in REFUSED])
def test_what_is_no_list_is_refused_in_one_sentence(code: str, file: str, data: bytes) -> None:
    with pytest.raises(DefectsError) as raised:
        read_workbook(file, data)

    [defect] = raised.value.defects
    assert (defect.code, defect.where) == (code, Place(file))
    assert defect.what.endswith(".")
    assert defect.remedy


def test_a_protected_archive_is_refused() -> None:
    data = bytearray(zipped(a__txt=b"hello"))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(DefectsError) as raised:
        read_workbook("a.xlsx", bytes(data))

    assert [defect.code for defect in raised.value.defects] == ["encrypted"]


@given(st.integers(0, len(OLD) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_to_an_old_workbook_is_a_traceback(place: int, damage: bytes) -> None:
    with suppress(DefectsError):
        read_workbook("a.xls", OLD[:place] + damage + OLD[place + len(damage) :])


def test_a_long_list_takes_little_memory() -> None:
    """A hundred thousand such rows take 6 s and, with Python and its libraries, 120 MB."""
    rows = b"".join(_row(number) for number in range(2, 10_002))
    data = repacked(book(tuple("abcdefgh")), lambda _name, content: content.replace(b"</sheetData>", rows + _END))
    read_workbook("a.xlsx", book())  # the libraries are not what is measured
    tracemalloc.start()
    try:
        carrier = read_workbook("a.xlsx", data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(carrier.sheets["survey"].rows) == 10_000
    assert peak / 10_000 < 800


_END = b"</sheetData>"


def _row(number: int) -> bytes:
    cell = '<c t="inlineStr"><is><t>%s</t></is></c>'
    texts = [f"Школа № {number % 900}", f"Иванова {number}", *("математика", "учитель", "педагог", "да", "нет", "x")]
    return f'<row r="{number}">{"".join(cell % text for text in texts)}</row>'.encode()
