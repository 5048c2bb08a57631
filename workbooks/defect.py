"""What is wrong with a file somebody wrote, where, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, as its author would look for it; parts that are not known stay empty."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [
            self.file,
            f"лист «{self.sheet}»" if self.sheet else "",
            f"строка {self.row}" if self.row is not None else "",
            f"столбец «{self.column}»" if self.column else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to mend: a stable code, the place, what is wrong and the remedy (both in Russian)."""

    code: str
    where: Place
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" {self.remedy}" if self.remedy else "") + f" [{self.code}]"


class DefectsError(Exception):
    """A file cannot be used; carries every defect, not the first."""

    def __init__(self, defects: list[Defect]) -> None:
        super().__init__("\n".join(str(defect) for defect in defects))
        self.defects = defects
