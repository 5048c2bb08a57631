"""Building questions from pyxform's tree of groups and rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from surveys.expressions import Expression
from surveys.model import Choice, Key, Kind, Question, Section
from surveys.xlsform.cells import Cells

KINDS = {
    "select one": Kind.CHOICE,
    "select all that apply": Kind.CHOICES,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATION,
}
_WHOLE = {"integer", "int"}
_TEMPLATE_NAMES = {"meta"}
"""Groups that pyxform adds by itself."""


class QuestionBuilder:
    """Walks the tree; a question inherits the section and the conditions of the groups around it."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells

    def build(
        self,
        rows: Iterable[dict[str, Any]],
        section: Section | None = None,
        conditions: tuple[Expression, ...] = (),
    ) -> Iterator[Question]:
        """All questions below these rows, in order."""
        for row in rows:
            if row["name"] in _TEMPLATE_NAMES:
                continue
            if row["type"] == "group":
                inner = self._with_condition(row, conditions)
                yield from self.build(row.get("children", ()), self._section(row) or section, inner)
            elif row["type"] in KINDS:
                yield self._question(row, section, conditions)
            else:
                self._refuse(row)

    def _refuse(self, row: dict[str, Any]) -> None:
        kind = row["type"]
        self._cells.defect(
            "unknown_type",
            "survey",
            row["name"],
            "type",
            f"Вопросы вида «{kind}» пока не поддерживаются.",
            "Замените вид вопроса или уберите строку.",
        )

    def _section(self, row: dict[str, Any]) -> Section | None:
        title = self._cells.text(row.get("label"))
        return Section(row["name"], title) if title else None

    def _with_condition(self, row: dict[str, Any], outer: tuple[Expression, ...]) -> tuple[Expression, ...]:
        source = row.get("bind", {}).get("relevant")
        own = self._cells.expression(source, row["name"], "relevant")
        return (*outer, own) if own else outer

    def _question(self, row: dict[str, Any], section: Section | None, conditions: tuple[Expression, ...]) -> Question:
        cells, name, bind = self._cells, row["name"], row.get("bind", {})
        kind = KINDS[row["type"]]
        label = cells.text(row.get("label"))
        if kind is not Kind.CALCULATION and not label:
            cells.defect("no_label", "survey", name, "label", "У вопроса нет текста.")
        return Question(
            key=Key(name),
            kind=kind,
            label=label,
            hint=cells.text(row.get("hint")),
            section=section,
            choices=self._choices(row) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
            is_required=cells.flag(bind.get("required"), name, "required"),
            required_message=cells.text(bind.get("jr:requiredMsg")),
            conditions=self._with_condition(row, conditions),
            constraint=cells.expression(bind.get("constraint"), name, "constraint"),
            constraint_message=cells.text(bind.get("jr:constraintMsg")),
            calculation=cells.expression(bind.get("calculate"), name, "calculation"),
            is_whole_number=row["type"] in _WHOLE,
            scale=str(row.get("scale", "")).strip(),
            is_reverse=cells.flag(row.get("reverse"), name, "reverse"),
            weight=cells.number(row.get("weight"), "survey", name, "weight", 1.0),
        )

    def _choices(self, row: dict[str, Any]) -> tuple[Choice, ...]:
        choices = tuple(self._choice(row, choice) for choice in row.get("choices", ()))
        if not choices:
            self._cells.defect("no_choices", "survey", row["name"], "type", "У вопроса нет ни одного варианта.")
        return choices

    def _choice(self, row: dict[str, Any], choice: dict[str, Any]) -> Choice:
        label = self._cells.text(choice.get("label"))
        list_name = str(row.get("list_name", row["name"]))
        if not label:
            self._cells.defect("no_choice_label", "choices", list_name, "label", "У варианта нет текста.")
        score = choice.get("score")
        known = score not in (None, "")
        value = self._cells.number(score, "choices", list_name, "score", 0.0) if known else None
        return Choice(str(choice["name"]), label, value, short=self._cells.text(choice.get("short")))
