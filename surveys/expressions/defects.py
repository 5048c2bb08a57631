"""What can be wrong with an expression an author wrote, and how the author mends it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ExpressionDefect:
    """One thing to mend; `column` counts characters of the expression from 1."""

    code: str
    column: int
    what: str
    """What is wrong, a Russian sentence for the author."""
    remedy: str
    """How to mend it, a Russian sentence for the author."""
    details: Mapping[str, str] = field(default_factory=dict)


class ExpressionDefects(ValueError):
    """An expression cannot be compiled; `defects` holds every reason found, from left to right."""

    def __init__(self, defects: Iterable[ExpressionDefect]) -> None:
        self.defects = tuple(sorted(defects, key=lambda defect: defect.column))
        super().__init__("; ".join(f"{defect.column}: {defect.code}" for defect in self.defects))


_BEYOND_DOUBT = ("unknown_function", "bad_pattern")
"""Wrong however the rest is to be read; a missing bracket may have swallowed arguments."""


class DefectList:
    """Collects defects while reading goes on, at most one per place, so that one slip is not told twice."""

    def __init__(self) -> None:
        self._by_column: dict[int, ExpressionDefect] = {}

    def add(self, code: str, column: int, what: str, remedy: str, **details: str) -> None:
        """Note a defect unless one is known at this column already."""
        self._by_column.setdefault(column, ExpressionDefect(code, column, what, remedy, details))

    def take_over(self, meant: "DefectList") -> None:
        """Add what was found wrong with the meaning; of a text that could not be read only what is beyond doubt."""
        was_read = not self._by_column
        for column, defect in meant._by_column.items():
            if was_read or defect.code in _BEYOND_DOUBT:
                self._by_column.setdefault(column, defect)

    def raise_if_any(self) -> None:
        """Raise `ExpressionDefects` with everything noted so far."""
        if self._by_column:
            raise ExpressionDefects(self._by_column.values())
