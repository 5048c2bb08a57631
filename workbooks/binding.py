"""From lines to the sheets of a carrier."""

from collections.abc import Collection, Iterable

from workbooks.defect import Defect, Place
from workbooks.filling import MOST_ROWS, Filling
from workbooks.findings import Findings
from workbooks.lines import Line
from workbooks.sheets import Carrier


class Binding:
    """A carrier in the making; sheets are added one by one.

    `used` are the lower-case names of the sheets somebody is going to use, all if None: what is wrong with another
    one is only noted.
    """

    def __init__(self, file: str, used: Collection[str] | None = None, most_rows: int = MOST_ROWS) -> None:
        self.carrier = Carrier(file, {})
        self._used = used
        self._most_rows = most_rows

    def add(self, name: str, lines: Iterable[Line]) -> None:
        """A sheet; its first filled line holds the headings. Of two with one name the first is kept."""
        file, key, sheets = self.carrier.file, name.lower(), self.carrier.sheets
        is_used = self._used is None or key in self._used
        told = self.carrier.defects if is_used else self.carrier.notes
        if key in sheets and sheets[key].headings:
            what = f"Листов «{name}» два: прочитан только первый."
            told.append(Defect("duplicate_sheet", Place(file, name), what, "Второй переименуйте или уберите."))
            return
        notes = Findings(file, name, self.carrier.notes)
        wrong = Findings(file, name, told) if is_used else notes
        filling = Filling(file, name, self._most_rows, wrong, notes)
        filling.fill(lines)
        sheets[key] = filling.sheet()
        wrong.close()
        notes.close()
