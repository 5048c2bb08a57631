"""Random forms with everything a form may have, the same for the same seed."""

import random
from collections.abc import Iterator

from surveys.xlsform.carriers import write_markdown
from tests.odk.expressions import Writer
from tests.odk.outline import Element, OutlineMaker
from tests.odk.shapes import CONSTRAINTS

ROWS = dict[str, str]
COUNTRIES = ("ru", "by", "kz")
TOWNS = "name,label,country,size\nru1,Псков,ru,193\nru2,Луга,ru,34\nby1,Орша,by,\nkz1,Абай,kz,29\n"
ATTACHED = {"towns.csv": TOWNS}
"""Files beside every random form."""
TYPES = {
    "select_one": "select_one colour",
    "select_multiple": "select_multiple colour",
    "country": "select_one country",
    "city": "select_one_from_file towns.csv",
    "rank": "rank colour",
}
DEFAULTS = {"integer": "3", "text": "начало", "select_one": "red", "date": "2024-02-01", "hidden": "тайна"}
SILENT = ("calculate", "hidden")


class FormMaker:
    """Writes one form."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._chance = random.Random(seed)
        self._top = OutlineMaker(self._chance).outline()
        self._everything = [each for element in self._top for each in element.within()]

    def markdown(self) -> str:
        """The form as tables."""
        rows = [row for element in self._top for row in self._rows(element)]
        settings = [{"form_title": "Случайная", "form_id": f"random-{self._seed}", "version": "1"}]
        return write_markdown({"survey": rows, "choices": list(_choices()), "settings": settings})

    def _rows(self, element: Element) -> Iterator[ROWS]:
        writer = Writer(self._chance, self._everything, element)
        if not element.is_container:
            yield self._question(element, writer)
            return
        row = {"type": f"begin_{element.kind}", "name": element.name, "label": "Раздел"}
        self._maybe(row, "relevant", 0.4, writer.expression("b"))
        if element.kind == "repeat":
            self._maybe(row, "repeat_count", 0.5, self._count(writer))
        yield row
        for child in element.children:
            yield from self._rows(child)
        yield {"type": f"end_{element.kind}"}

    def _count(self, writer: Writer) -> str:
        return self._chance.choice((writer.one_of(("{number}",)), writer.one_of(("count-selected({many})",)), "2"))

    def _question(self, element: Element, writer: Writer) -> ROWS:
        kind = element.kind
        row = {"type": TYPES.get(kind, kind), "name": element.name, "label": "Вопрос?"}
        self._maybe(row, "relevant", 0.4, writer.expression("b"))
        if kind == "calculate":
            row["calculation"] = self._calculation(writer)
        if kind == "hidden" or (kind in DEFAULTS and self._chance.random() < 0.15):
            row["default"] = DEFAULTS[kind]
        if kind in SILENT:
            del row["label"]
        elif kind != "note":
            self._maybe(row, "required", 0.25, self._chance.choice(("yes", writer.expression("b"))))
            self._maybe(row, "constraint", 0.4, writer.one_of(CONSTRAINTS.get(kind, ())))
            self._more_columns(row, kind, writer)
        return row

    def _more_columns(self, row: ROWS, kind: str, writer: Writer) -> None:
        if kind == "range":
            row["parameters"] = "start=0 end=5 step=1"
        elif kind == "city":
            self._maybe(row, "choice_filter", 0.8, writer.one_of(("country = {country}", "size > {n}")))
        elif kind in ("select_one", "select_multiple"):
            self._maybe(row, "choice_filter", 0.3, writer.one_of(("warm = {n}", "warm = 1 or {b}", "name != {one}")))
        elif kind in ("integer", "text", "date"):
            self._maybe(row, "read_only", 0.06, self._chance.choice(("yes", writer.expression("b"))))
            wanted = {"integer": "n", "text": "t", "date": "d"}[kind]
            if "default" not in row:
                self._maybe(row, "default", 0.08, f"coalesce('', {writer.expression(wanted)})")

    def _calculation(self, writer: Writer) -> str:
        if self._chance.random() < 0.4 and (written := writer.over_turns()):
            return written
        return writer.expression(self._chance.choice("nnttdb"), 3)

    def _maybe(self, row: ROWS, column: str, chance: float, value: str) -> None:
        if value and self._chance.random() < chance:
            row[column] = value


def _choices() -> Iterator[ROWS]:
    for number, colour in enumerate(("red", "green", "blue", "1", "2")):
        yield {"list_name": "colour", "name": colour, "label": f"Цвет {colour}", "warm": str(number % 2)}
    for country in COUNTRIES:
        yield {"list_name": "country", "name": country, "label": f"Страна {country}"}
        for number in (1, 2):
            name = f"{country}{number}"
            yield {"list_name": "city", "name": name, "label": f"Город {name}", "country": country}
