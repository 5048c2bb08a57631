"""What is found while a sheet is read: of each kind the first ones, then only how many more."""

from collections import Counter

from workbooks.defect import Defect, Place

MOST_OF_A_KIND = 50
"""A column pulled down over the whole sheet is one mistake, not sixty thousand."""


class Findings:
    """Adds to `told` what an author can bear to read."""

    def __init__(self, file: str, sheet: str, told: list[Defect]) -> None:
        self._where = Place(file, sheet)
        self._told = told
        self._found: Counter[str] = Counter()

    def add(self, defect: Defect) -> None:
        """One more."""
        self._found[defect.code] += 1
        if self._found[defect.code] <= MOST_OF_A_KIND:
            self._told.append(defect)

    def close(self) -> None:
        """Say how many were not told."""
        for code, number in self._found.items():
            if number > MOST_OF_A_KIND:
                what = f"И ещё таких мест на этом листе: {number - MOST_OF_A_KIND}."
                self._told.append(Defect(code, self._where, what, "Скорее всего, причина у них одна."))
