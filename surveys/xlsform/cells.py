"""Cells of a form: texts in the form's language, yes/no, numbers, expressions — noting what cannot be read."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from surveys.expressions import Expression, ExpressionDefects, compile_expression
from surveys.xlsform.form import Form
from workbooks.defect import Defect, Place

_YES = {"yes", "true", "true()", "1", "да"}
_NO = {"", "no", "false", "false()", "0", "нет"}
ALWAYS = "true()"
_LARGEST = 1e12
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " "})


class Cells:
    """Reads cells and collects defects; the same expression text is compiled once."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.defects: list[Defect] = []
        self.notes: list[Defect] = []
        """What the author should know though nothing has to be mended."""
        self._language = _language(form.content)
        self._compiled: dict[str, Expression | None] = {}

    def defect(self, code: str, sheet: str, name: str, column: str, what: str, remedy: str = "") -> None:
        """Note one thing to mend; `name` is the question or row it concerns."""
        found = self._about(code, sheet, name, column, what, remedy)
        if found not in self.defects:
            self.defects.append(found)

    def note(self, code: str, name: str, column: str, what: str) -> None:
        """Note something that is different here from what the author may expect."""
        self.notes.append(self._about(code, "survey", name, column, what, ""))

    def text(self, value: str | Mapping[str, str] | None) -> str:
        """A text in the form's language, else in any it has."""
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        chosen = value.get(self._language) or next((text for text in value.values() if text), "")
        return str(chosen).strip()

    def flag(self, value: Any, name: str, column: str) -> bool:
        """Yes or no in the spellings people use."""
        word = str(value or "").strip().lower()
        if word not in _YES | _NO:
            self.defect("not_yes_or_no", "survey", name, column, f"Ожидалось «yes» или «no», а не «{value}».")
        return word in _YES

    def when(self, value: Any, name: str, column: str) -> Expression | None:
        """Yes, no or an expression that decides; None for no."""
        word = str(value or "").strip().lower()
        if word in _NO:
            return None
        return self.expression(ALWAYS if word in _YES else value, name, column)

    def number(self, value: Any, sheet: str, name: str, column: str, default: float) -> float:
        """A number, with a point or a comma; neither infinity nor anything that nobody can mean."""
        if value in (None, ""):
            return default
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            number = math.nan
        if not abs(number) <= _LARGEST:
            self.defect("not_a_number", sheet, name, column, f"Ожидалось число, а не «{value}».")
            return default
        return number

    def setting(self, column: str) -> str:
        """A cell of the sheet «settings»."""
        return self.text(self.form.content.get(column, ""))

    def setting_number(self, column: str, default: float) -> float:
        """A number from the sheet «settings»."""
        return self.number(self.setting(column), "settings", "", column, default)

    def setting_flag(self, column: str, *, default: bool) -> bool:
        """Yes or no from the sheet «settings»."""
        word = self.setting(column).lower()
        if not word:
            return default
        if word not in _YES | _NO:
            what = f"Ожидалось «yes» или «no», а не «{word}»."
            self.defect("not_yes_or_no", "settings", "", column, what)
        return word in _YES

    def expression(self, source: Any, name: str, column: str) -> Expression | None:
        """A compiled expression, or None if the cell is empty or defective."""
        text = str(source or "").translate(_QUOTES).strip()
        if not text:
            return None
        if text not in self._compiled:
            self._compiled[text] = self._compile(text, name, column)
        return self._compiled[text]

    def _compile(self, text: str, name: str, column: str) -> Expression | None:
        try:
            return compile_expression(text)
        except ExpressionDefects as problems:
            for problem in problems.defects:
                what = f"{problem.what} (знак {problem.column} в «{text}»)"
                self.defect(problem.code, "survey", name, column, what, problem.remedy)
            return None

    def _about(self, code: str, sheet: str, name: str, column: str, what: str, remedy: str) -> Defect:
        row = self.form.rows.get(name) if sheet == "survey" else self.form.rows.get(f"{sheet}:{name}")
        about = f"«{name}»: " if name else ""
        return Defect(code, Place(self.form.file, sheet, row, column), about + what, remedy)


def _language(content: Mapping[str, Any]) -> str:
    """Russian where the form speaks it, else what the form says is its language."""
    spoken = dict.fromkeys(_languages(content))
    for name in spoken:
        folded = name.casefold()
        if "(ru)" in folded or folded == "ru" or folded.startswith(("рус", "rus")):
            return name
    default = str(content.get("default_language", "default"))
    return default if default in spoken or not spoken else next(iter(spoken))


def _languages(row: Mapping[str, Any]) -> Iterator[str]:
    label = row.get("label")
    if isinstance(label, Mapping):
        yield from label
    for child in row.get("children", ()):
        yield from _languages(child)
