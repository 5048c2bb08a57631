"""Cells of a form: texts in the form's language, yes/no, numbers, expressions — noting what cannot be read."""

from collections.abc import Mapping
from typing import Any

from people.defect import Defect, Place
from surveys.expressions import Expression, ExpressionDefects, compile_expression
from surveys.xlsform.form import Form

_YES = {"yes", "true", "true()", "1", "да"}
_NO = {"", "no", "false", "false()", "0", "нет"}


class Cells:
    """Reads cells and collects defects; the same expression text is compiled once."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.defects: list[Defect] = []
        self._language = form.content.get("default_language", "default")
        self._compiled: dict[str, Expression | None] = {}

    def defect(self, code: str, sheet: str, name: str, column: str, what: str, remedy: str = "") -> None:
        """Note one thing to mend; `name` is the question or row it concerns."""
        row = self.form.rows.get(name) if sheet == "survey" else None
        about = f"«{name}»: " if name else ""
        self.defects.append(Defect(code, Place(self.form.file, sheet, row, column), about + what, remedy))

    def text(self, value: str | Mapping[str, str] | None) -> str:
        """A text in the form's language, else in any it has."""
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        chosen = value.get(self._language) or next(iter(value.values()), "")
        return str(chosen).strip()

    def flag(self, value: Any, name: str, column: str) -> bool:
        """Yes or no in the spellings people use."""
        word = str(value or "").strip().lower()
        if word not in _YES | _NO:
            self.defect("not_yes_or_no", "survey", name, column, f"Ожидалось «yes» или «no», а не «{value}».")
        return word in _YES

    def number(self, value: Any, sheet: str, name: str, column: str, default: float) -> float:
        """A number, with a point or a comma."""
        if value in (None, ""):
            return default
        try:
            return float(str(value).replace(",", "."))
        except ValueError:
            self.defect("not_a_number", sheet, name, column, f"Ожидалось число, а не «{value}».")
            return default

    def setting(self, column: str) -> str:
        """A cell of the sheet «settings»."""
        return str(self.form.content.get(column, "")).strip()

    def setting_number(self, column: str, default: float) -> float:
        """A number from the sheet «settings»."""
        return self.number(self.setting(column), "settings", "", column, default)

    def expression(self, source: Any, name: str, column: str) -> Expression | None:
        """A compiled expression, or None if the cell is empty or defective."""
        text = str(source or "").strip()
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
