"""A sheet of a workbook, read in one go and with no more of it in memory than a few lines."""

import re
import zipfile
from collections.abc import Iterator

from workbooks.cells import OUT_OF_TIME, CellReader
from workbooks.lines import WIDEST, Flaw, Line, excel_error
from workbooks.refusal import refused
from workbooks.sheets import letters
from workbooks.xml_stream import streamed

_MERGED = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MOST_MERGED = 100_000
_DIGITS = "0123456789"


def lines_of_sheet(file: str, archive: zipfile.ZipFile, path: str, cells: CellReader) -> Iterator[Line]:
    """Its filled lines from the top; last, once more, the lines where cells merged downwards begin."""
    reader = _Sheet(file, cells)
    for _piece in streamed(file, archive, path, reader.begin, reader.end, reader.say):
        yield from reader.lines
        reader.lines.clear()
    yield from reader.merged()


class _Sheet:
    def __init__(self, file: str, cells: CellReader) -> None:
        self.lines: list[Line] = []
        self._file, self._reader = file, cells
        self._merged: list[tuple[int, str]] = []
        self._filled: set[int] = set()
        self._headings = 0
        self._columns: dict[str, int] = {}
        self._number, self._is_hidden = 0, False
        self._cells: dict[int, str] = {}
        self._flaws: list[Flaw] = []
        self._is_cell = self._is_text = self._is_reading = self._has_formula = self._has_value = False
        self._column, self._kind, self._style = 0, "n", "0"
        self._pieces: list[str] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._number = int(attributes["r"]) if "r" in attributes else self._number + 1
            self._is_hidden = attributes.get("hidden") in ("1", "true")
            self._column = 0
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif not self._is_cell:
            return
        elif tag == "v":
            self._has_value = self._is_text = True
        elif tag == "t":
            self._is_text = not self._is_reading
        elif tag == "f":
            self._has_formula = True
        elif tag == "rPh":
            self._is_reading = True

    def say(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._is_text = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._is_reading = False

    def merged(self) -> Iterator[Line]:
        """All but the first of such cells are empty, though they do not look it."""
        for top, ref in self._merged:
            if top in self._filled and top != self._headings:
                column = self._column_of(ref.partition(":")[0])
                what = f"Ячейки {ref} объединены: бот видит только первую."
                yield Line(top, {}, [Flaw("merged_cells", column, what, "Разъедините их и заполните каждую строку.")])

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._is_cell, self._has_formula, self._has_value = True, False, False
        coordinate = attributes.get("r")
        self._column = self._column_of(coordinate) if coordinate else self._column + 1
        if self._column > WIDEST or len(self._flaws) > WIDEST:
            raise ValueError(coordinate)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._pieces.clear()

    def _end_cell(self) -> None:
        self._is_cell = False
        value = "".join(self._pieces)
        if not value:
            # Excel keeps the empty text of a formula as a text without letters, LibreOffice too.
            if self._has_formula and not (self._has_value and self._kind == "str"):
                what = f"В ячейке {self._coordinate()} формула, значения которой в файле нет."
                remedy = "Откройте книгу в Excel, сохраните и пришлите снова."
                self._flaws.append(Flaw("formula_without_value", self._column, what, remedy))
            return
        text = self._reader.text(self._kind, self._style, value)
        if self._kind == "e" or text is OUT_OF_TIME:
            self._flaws.append(excel_error(self._column, self._coordinate(), text))
        if text:
            self._cells[self._column] = text

    def _end_row(self) -> None:
        if not (self._cells or self._flaws):
            return
        if self._cells:
            self._filled.add(self._number)
            self._headings = self._headings or self._number
        self.lines.append(Line(self._number, self._cells, self._flaws, self._is_hidden))
        self._cells, self._flaws = {}, []

    def _merge(self, ref: str) -> None:
        found = _MERGED.fullmatch(ref)
        if found is None or int(found[4]) <= int(found[2]):
            return
        if len(self._merged) == _MOST_MERGED:
            what = f"На листе больше {_MOST_MERGED} объединённых ячеек."
            raise refused(self._file, "too_large", what, "Разъедините их и пришлите книгу снова.")
        self._merged.append((int(found[2]), ref))

    def _coordinate(self) -> str:
        return f"{letters(self._column)}{self._number}"

    def _column_of(self, coordinate: str) -> int:
        name = coordinate.rstrip(_DIGITS)
        if name not in self._columns:
            self._columns[name] = _number_of(name)
        return self._columns[name]


def _number_of(name: str) -> int:
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        raise ValueError(name)
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > WIDEST:
        raise ValueError(name)
    return number
