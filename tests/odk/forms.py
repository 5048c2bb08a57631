"""Random forms with everything a form may have, the same for the same seed."""

import random
from collections.abc import Iterator

from surveys.xlsform.carriers import write_markdown
from tests.odk.expressions import Writer
from tests.odk.outline import Element, OutlineMaker
from tests.odk.shapes import CONSTRAINTS, COUNTS

ROWS = dict[str, str]
COUNTRIES = ("ru", "by", "kz")
TOWNS = "name,label,country,size\nru1,Псков,ru,193\nru2,Луга,ru,34\nby1,Орша,by,\nkz1,Абай,kz,29\n"
ATTACHED = {"towns.csv": TOWNS}
"""Files beside every random form."""
TYPES = {
    "select_one": "select_one colour",
    "select_multiple": "select_multiple colour",
    "country": "select_one country",
    "city": "select_one city",
    "town": "select_one_from_file towns.csv",
    "rank": "rank colour",
    "number calculation": "calculate",
    "text calculation": "calculate",
}
DEFAULTS = {"integer": "3", "text": "начало", "select_one": "red", "date": "2024-02-01", "hidden": "тайна"}
FIRST_VALUES = {"integer": "({n} + 0)", "text": "concat({t}, '')", "date": "date({d})"}
SILENT = ("calculate", "number calculation", "text calculation", "hidden")


class FormMaker:
    """Writes one form."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._chance = random.Random(seed)
        self._top = OutlineMaker(self._chance).outline()
        self._everything = [each for element in self._top for each in element.within()]

    def markdown(self) -> str:
        """The form as tables."""
        rows = [row for element in self._top for row in self._rows(element, certain=True)]
        settings = [{"form_title": "Случайная", "form_id": f"random-{self._seed}", "version": "1"}]
        return write_markdown({"survey": rows, "choices": list(_choices()), "settings": settings})

    def _rows(self, element: Element, *, certain: bool) -> Iterator[ROWS]:
        """The rows of an element; `certain` when there is no condition around it."""
        writer = Writer(self._chance, self._everything, element)
        if not element.is_container:
            yield self._question(element, writer, certain)
            return
        row = {"type": f"begin_{element.kind}", "name": element.name, "label": "Раздел"}
        self._maybe(row, "relevant", 0.4, writer.expression("b"))
        if element.kind == "repeat":
            self._maybe(row, "repeat_count", 0.5, writer.one_of(COUNTS))
        yield row
        for child in element.children:
            yield from self._rows(child, certain=certain and "relevant" not in row)
        yield {"type": f"end_{element.kind}"}

    def _question(self, element: Element, writer: Writer, certain: bool) -> ROWS:
        kind = element.kind
        row = {"type": TYPES.get(kind, kind), "name": element.name, "label": "Вопрос?"}
        self._maybe(row, "relevant", 0.4, writer.expression("b"))
        if kind.endswith("calculation"):
            row["calculation"] = writer.expression(kind[0], 3)
            if self._chance.random() < 0.08:
                row["calculation"] = f"once({row['calculation']})"
        elif kind == "calculate":
            row["calculation"] = self._gathered(writer)
        if kind == "hidden" or (kind in DEFAULTS and self._chance.random() < 0.15):
            row["default"] = DEFAULTS[kind]
        if kind in SILENT:
            del row["label"]
        elif kind != "note":
            self._maybe(row, "required", 0.25, self._chance.choice(("yes", writer.expression("b"))))
            self._maybe(row, "constraint", 0.4, writer.one_of(CONSTRAINTS.get(kind, ())))
            self._more_columns(row, kind, writer)
        if certain and kind in FIRST_VALUES and not {"default", "relevant"} & row.keys():
            self._maybe(row, "default", 0.1, self._first_value(element))
        return row

    def _first_value(self, element: Element) -> str:
        """A worked-out default; what is calculated does not count yet (see disputed.py)."""
        asked = [each for each in self._everything if not each.kind.endswith("calculation")]
        return Writer(self._chance, asked, element).filled(FIRST_VALUES[element.kind])

    def _more_columns(self, row: ROWS, kind: str, writer: Writer) -> None:
        if kind == "range":
            row["parameters"] = "start=0 end=5 step=1"
        elif kind == "city":
            self._maybe(row, "choice_filter", 0.8, writer.one_of(("country = {country}",)))
        elif kind == "town":
            self._maybe(row, "choice_filter", 0.8, writer.one_of(("country = {country}", "size > {n}")))
        elif kind in ("select_one", "select_multiple"):
            self._maybe(row, "choice_filter", 0.3, writer.one_of(("warm = {n}", "warm = 1 or {b}", "name != {one}")))
        elif kind in ("integer", "text", "date"):
            self._maybe(row, "read_only", 0.06, self._chance.choice(("yes", writer.expression("b"))))

    def _gathered(self, writer: Writer) -> str:
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
