"""Lists of options: from the sheet «choices», and from attached tables."""

from collections.abc import Mapping
from typing import Any

from surveys.expressions import Node
from surveys.model import Choice
from surveys.xlsform.cells import Cells
from surveys.xlsform.wording import OTHER

OWN_COLUMNS = ("name", "label", "score", "short", "media", "image", "audio", "video", "big-image", "__row")
MOST_CHOICES = 20_000
Options = tuple[Choice, ...]


class Lists:
    """All lists of a form; a list used by many questions is built once."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._rows: Mapping[str, Any] = cells.form.content.get("choices") or {}
        self._built: dict[tuple[str, str, str], Options] = {}
        total = sum(len(rows) for rows in (*self._rows.values(), *cells.form.tables.values()))
        if total > MOST_CHOICES:
            what = f"Вариантов ответа слишком много: {total}, а можно не больше {MOST_CHOICES}."
            cells.defect("too_many_choices", "choices", "", "", what, "Сократите списки или разделите анкету.")

    def knows(self, name: str) -> bool:
        """Whether expressions may look the list up."""
        return name in self._rows or self._table(name) is not None

    def of(self, row: dict[str, Any]) -> Options | None:
        """The options of a question; None and a defect if there are none."""
        source = str(row.get("itemset", ""))
        parameters = row.get("parameters") or {}
        table = self._table(source) if "." in source else None
        if table is not None:
            value, label = str(parameters.get("value", "name")), str(parameters.get("label", "label"))
            return self._kept((source, value, label), lambda: self._from_table(source, table, value, label))
        if "." in source:
            self._reject_missing(row, source)
            return None
        rows = self._rows.get(source) if source in self._rows else row.get("choices")
        if not rows:
            what, remedy = "У вопроса нет ни одного варианта.", f"Добавьте список «{source}» на лист «choices»."
            self._cells.defect("no_choices", "survey", row["name"], "type", what, remedy)
            return None
        return self._kept((source or row["name"], "", ""), lambda: self._from_sheet(source, rows))

    def columns(self, row: dict[str, Any]) -> set[str] | None:
        """Columns a choice filter may name; None where there is no list."""
        options = self.of(row)
        if not options:
            return None
        return {"name", "label", "score"} | {column for choice in options for column, _ in choice.columns}

    def as_nodes(self, name: str) -> Node | None:
        """The list as `instance('…')` gives it."""
        if name in self._rows:
            options = self._kept((name, "", ""), lambda: self._from_sheet(name, self._rows[name]))
            return Node.table((("name", c.code), ("label", c.label), *c.columns) for c in options)
        table = self._table(name)
        return None if table is None else Node.table(row.items() for row in table)

    @property
    def attached(self) -> list[str]:
        """Names of attached tables, without their endings."""
        return [name.rpartition(".")[0] for name in self._cells.form.tables]

    def _table(self, name: str) -> list[dict[str, str]] | None:
        tables = self._cells.form.tables
        for candidate in (name, f"{name}.csv"):
            if candidate in tables:
                return tables[candidate]
        return None

    def _reject_missing(self, row: dict[str, Any], source: str) -> None:
        self._cells.defect(
            "missing_file",
            "survey",
            row["name"],
            "type",
            f"Список вариантов лежит в файле «{source}», а его нет.",
            "Пришлите файл следом или положите его вместе с анкетой в один архив .zip.",
        )

    def _kept(self, key: tuple[str, str, str], build: Any) -> Options:
        if key not in self._built:
            self._built[key] = build()
        return self._built[key]

    def _from_sheet(self, list_name: str, rows: list[dict[str, Any]]) -> Options:
        return tuple(self._choice(list_name, row) for row in rows)

    def _choice(self, list_name: str, row: dict[str, Any]) -> Choice:
        cells = self._cells
        label = cells.text(row.get("label"))
        code = str(row["name"])
        if code == "other" and label == "Other":
            label = OTHER
        if not label:
            what = f"У варианта «{code}» нет текста."
            cells.defect("no_choice_label", "choices", f"{list_name}/{code}", "label", what, "Заполните «label».")
        score = row.get("score")
        known = score not in (None, "")
        value = cells.number(score, "choices", f"{list_name}/{code}", "score", 0.0) if known else None
        columns = tuple((key, cells.text(cell)) for key, cell in row.items() if key not in OWN_COLUMNS)
        return Choice(code, label, value, short=cells.text(row.get("short")), columns=columns)

    def _from_table(self, source: str, rows: list[dict[str, str]], value: str, label: str) -> Options:
        options = []
        for number, row in enumerate(rows, start=2):
            if not row.get(value):
                continue
            rest = tuple((key, cell) for key, cell in row.items() if key not in (value, label))
            options.append(Choice(row[value], row.get(label) or row[value], columns=rest))
            if " " in row[value]:
                self._cells.defect("blank_in_code", source, str(number), value, f"В коде «{row[value]}» пробел.")
        if not options:
            what = f"В файле «{source}» нет столбца «{value}» или он пуст."
            self._cells.defect("no_choices", "survey", "", "", what, "Первая строка файла — названия столбцов.")
        return tuple(options)
