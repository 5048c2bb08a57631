"""Filling one sheet with lines: what does not fit is told, nothing is left out silently."""

from collections.abc import Iterable
from dataclasses import dataclass

from workbooks.defect import Defect, Place
from workbooks.findings import Findings
from workbooks.lines import Flaw, Line
from workbooks.sheets import Row, Sheet, letters

MOST_ROWS = 60_000
"""Rows of one sheet with something in them."""
MOST_COLUMNS = 200
"""Columns of one sheet with a heading."""
_SHOWN = 40
_SHORT, _MOST_KEPT = 40, 5_000


@dataclass(slots=True)
class _Stray:
    """A column without a heading: where its text begins, and how many cells of it there are."""

    line: int
    text: str
    cells: int = 0


class Filling:
    """A sheet while its lines come in."""

    def __init__(self, file: str, name: str, most_rows: int, wrong: Findings, notes: Findings) -> None:
        self._file, self._name, self._most_rows = file, name, most_rows
        self._wrong, self._notes = wrong, notes
        self._first = 0
        self._headings: dict[str, int] = {}
        self._by_column: dict[int, str] = {}
        """Headings by column; one that is not read, though it has a heading, has an empty one here."""
        self._rows: list[Row] = []
        self._hidden: set[int] = set()
        self._strays: dict[int, _Stray] = {}
        self._texts: dict[str, str] = {}

    def fill(self, lines: Iterable[Line]) -> None:
        """Takes lines until there are too many rows."""
        for line in lines:
            if line.cells and not self._by_column:
                self._take_headings(line)
            elif line.cells and not self._take_row(line):
                break
            for flaw in line.flaws:
                self._tell(line.number, flaw)
        for column, stray in sorted(self._strays.items()):
            self._note(column, stray)

    def sheet(self) -> Sheet:
        """What was taken."""
        return Sheet(self._name, self._headings, self._rows, frozenset(self._hidden))

    def _take_headings(self, line: Line) -> None:
        self._first = line.number
        for column, heading in line.cells.items():
            self._by_column[column] = ""
            if heading in self._headings:
                what = f"Столбцов «{heading}» два: {letters(self._headings[heading])} и {letters(column)}."
                remedy = "Оставьте один, второй переименуйте или уберите."
                self._wrong.add(Defect("duplicate_heading", self._place(line.number, heading), what, remedy))
            elif len(self._headings) == MOST_COLUMNS:
                what = f"Столбцов больше {MOST_COLUMNS}: столбец {letters(column)} не прочитан."
                remedy = "Уберите лишние столбцы."
                self._wrong.add(Defect("too_many_columns", self._place(line.number, heading), what, remedy))
            else:
                self._headings[heading] = column
                self._by_column[column] = heading

    def _take_row(self, line: Line) -> bool:
        cells = {}
        for column, text in line.cells.items():
            heading = self._by_column.get(column)
            if heading:
                cells[heading] = self._kept(text)
            elif heading is None:
                self._stray(line.number, column, text)
        if not cells:
            return True
        if len(self._rows) == self._most_rows:
            what = f"Заполненных строк больше {self._most_rows}: эта и следующие не прочитаны."
            remedy = "Разделите лист на части или уберите лишние строки."
            self._wrong.add(Defect("too_many_rows", self._place(line.number), what, remedy))
            return False
        self._rows.append(Row(line.number, cells))
        if line.is_hidden:
            self._hidden.add(line.number)
        return True

    def _kept(self, text: str) -> str:
        """The same short text is kept once: most columns of a list have few."""
        if len(self._texts) == _MOST_KEPT:
            return self._texts.get(text, text)
        return self._texts.setdefault(text, text) if len(text) <= _SHORT else text

    def _stray(self, line: int, column: int, text: str) -> None:
        stray = self._strays.get(column)
        if stray is None:
            stray = self._strays[column] = _Stray(line, text)
        stray.cells += 1

    def _note(self, column: int, stray: _Stray) -> None:
        more = f" и ещё в {stray.cells - 1} яч." if stray.cells > 1 else ""
        shown = stray.text if len(stray.text) <= _SHOWN else f"{stray.text[:_SHOWN]}…"
        what = f"Над столбцом {letters(column)} нет заголовка, а в нём текст: «{shown}»{more}. Бот его не читает."
        remedy = "Если он нужен, впишите заголовок; если это пометка для себя, ничего не делайте."
        self._notes.add(Defect("unheaded_column", self._place(stray.line), what, remedy))

    def _tell(self, line: int, flaw: Flaw) -> None:
        """Beside the headed columns nobody has to mend anything."""
        heading = self._by_column.get(flaw.column)
        is_beside = heading is None and 0 < self._first < line
        findings = self._notes if is_beside else self._wrong
        findings.add(Defect(flaw.code, self._place(line, heading or ""), flaw.what, flaw.remedy))

    def _place(self, line: int, column: str = "") -> Place:
        return Place(self._file, self._name, line, column)
