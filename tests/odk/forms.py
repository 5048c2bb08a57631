"""Random forms and random answers to them, the same for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from surveys.xlsform.carriers import write_markdown

COUNTRIES = ("ru", "by", "kz")
ROWS = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that expressions may read. `place` are the repeats around it."""

    name: str
    kind: str
    place: tuple[str, ...]


@dataclass
class FormMaker:
    """Writes rows from top to bottom; what is read was written above, or is a calculation below."""

    seed: int
    rows: list[ROWS] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    _number: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def markdown(self) -> str:
        """A whole form."""
        self.questions(self.random.randint(4, 7), ())
        for _ in range(self.random.randint(1, 3)):
            self.random.choice((self.group, self.repeat, self.plain))(())
        self.questions(2, ())
        self.calculations(3)
        choices = [
            *({"list_name": "colour", "name": c, "label": c} for c in ("red", "green", "blue", "1", "2")),
            *({"list_name": "country", "name": c, "label": c} for c in COUNTRIES),
            *(
                {"list_name": "city", "name": f"{country}{n}", "label": f"{country} {n}", "country": country}
                for country in COUNTRIES
                for n in (1, 2)
            ),
        ]
        settings = [{"form_title": "Случайная", "form_id": f"random-{self.seed}", "version": "1"}]
        return write_markdown({"survey": self.rows, "choices": choices, "settings": settings})

    # ── structure ───────────────────────────────────────────────────────────────────────────────────────────

    def plain(self, place: tuple[str, ...]) -> None:
        """A few questions."""
        self.questions(self.random.randint(2, 4), place)

    def group(self, place: tuple[str, ...]) -> None:
        """A group, perhaps with a condition and a group inside."""
        row = {"type": "begin_group", "name": self.name("g"), "label": "Группа"}
        self.rows.append(self._maybe(row, "relevant", self.condition(place), 0.6))
        self.questions(self.random.randint(1, 3), place)
        if self.random.random() < 0.3:
            self.group(place)
        self.rows.append({"type": "end_group"})

    def repeat(self, place: tuple[str, ...]) -> None:
        """A repeat with or without a count, perhaps with a repeat inside."""
        name = self.name("r")
        row = {"type": "begin_repeat", "name": name, "label": "Повтор"}
        numbers = [each.name for each in self.asked if each.kind == "integer" and not each.place]
        if numbers and self.random.random() < 0.5:
            row["repeat_count"] = f"${{{self.random.choice(numbers)}}}"
        elif self.random.random() < 0.3:
            row["repeat_count"] = "2"
        self.rows.append(self._maybe(row, "relevant", self.condition(place), 0.3))
        inside = (*place, name)
        self.questions(self.random.randint(2, 3), inside)
        if self.random.random() < 0.4:
            self.rows.append(
                {"type": "calculate", "name": self.remembered("c", "decimal", inside), "calculation": "position(..)"}
            )
        if len(place) < 1 and self.random.random() < 0.4:
            self.repeat(inside)
        self.rows.append({"type": "end_repeat"})

    def questions(self, number: int, place: tuple[str, ...]) -> None:
        """So many questions of any kind."""
        for _ in range(number):
            kind = self.random.choice(
                ("integer", "decimal", "text", "date", "select_one colour", "select_multiple colour", "city", "note")
            )
            self.city(place) if kind == "city" else self.question(kind, place)

    def question(self, kind: str, place: tuple[str, ...]) -> None:
        """One question with whatever conditions come to mind."""
        bare = kind.split(maxsplit=1)[0]
        row = {"type": kind, "label": "Вопрос?"}
        row = self._maybe(row, "relevant", self.condition(place), 0.45)
        if bare != "note":
            row = self._maybe(row, "constraint", self.constraint(bare, place), 0.35)
            row = self._maybe(row, "required", self.condition(place) or "yes", 0.25)
        if bare in ("integer", "text") and self.random.random() < 0.2:
            row["default"] = {"integer": "3", "text": "начало"}[bare]
        row["name"] = self.remembered("q", bare, place)
        self.rows.append(row)

    def city(self, place: tuple[str, ...]) -> None:
        """Two lists, the second filtered by the first."""
        country, city = self.remembered("q", "select_one", place), self.remembered("q", "select_one", place)
        self.rows.append({"type": "select_one country", "name": country, "label": "Страна"})
        self.rows.append(
            {"type": "select_one city", "name": city, "label": "Город", "choice_filter": f"country = ${{{country}}}"}
        )

    def calculations(self, number: int) -> None:
        """Calculations at the end, some over repeats."""
        for _ in range(number):
            expression = self.aggregate() or self.numeric((), 2)
            self.rows.append({"type": "calculate", "name": self.name("c"), "calculation": expression})

    # ── expressions ─────────────────────────────────────────────────────────────────────────────────────────

    def condition(self, place: tuple[str, ...], depth: int = 2) -> str:
        """Something true or false about the answers above."""
        pick = self.random.random()
        if depth and pick < 0.25:
            joint = self.random.choice(("and", "or"))
            return f"({self.condition(place, depth - 1)} {joint} {self.condition(place, depth - 1)})"
        if depth and pick < 0.35:
            return f"not({self.condition(place, depth - 1)})"
        return self.random.choice((self._compared, self._selected, self._texts, self._dates))(place)

    def numeric(self, place: tuple[str, ...], depth: int) -> str:
        """A number."""
        known = self.visible(place, "integer", "decimal")
        if depth and self.random.random() < 0.5:
            left, right = self.numeric(place, depth - 1), self.numeric(place, depth - 1)
            shape = self.random.choice(
                ("({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} div 4)", "({0} mod 3)", "min({0}, {1})",
                 "max({0}, {1})", "round({0})", "int({0})", "abs({0})", "pow({0}, 2)", "if({0} > {1}, {0}, {1})",
                 "coalesce({0}, {1})", "number({0})")
            )  # fmt: skip
            return shape.format(left, right)
        if known and self.random.random() < 0.7:
            return f"${{{self.random.choice(known)}}}"
        return str(self.random.choice((0, 1, 2, 3, 5, 10, 2.5)))

    def aggregate(self) -> str:
        """Something over all turns of a repeat."""
        numbers = [each.name for each in self.asked if each.kind in ("integer", "decimal") and len(each.place) == 1]
        if not numbers:
            return ""
        name = self.random.choice(numbers)
        shape = self.random.choice(
            ("sum(${{{0}}})", "count(${{{0}}})", "max(${{{0}}})", "min(${{{0}}})", "count-non-empty(${{{0}}})",
             "sum(${{{0}}}) div count(${{{0}}})", "indexed-repeat(${{{0}}}, ${{{1}}}, 1)")
        )  # fmt: skip
        repeat = next(each.place[0] for each in self.asked if each.name == name)
        return shape.format(name, repeat)

    def constraint(self, kind: str, place: tuple[str, ...]) -> str:
        """What an answer has to be."""
        match kind:
            case "integer" | "decimal":
                limit = self.numeric(place, 0)
                return self.random.choice((". > 0", ". < 10", f". >= {limit}", ". != 5", ". mod 2 = 0"))
            case "text":
                return self.random.choice(("string-length(.) < 6", "regex(., '[a-zа-я]+')", "contains(., 'а')"))
            case "select_multiple":
                return self.random.choice(("count-selected(.) <= 2", "not(selected(., 'red'))"))
            case "date":
                return ". > '2020-01-01'"
        return ""

    def _compared(self, place: tuple[str, ...]) -> str:
        sign = self.random.choice(("=", "!=", "<", "<=", ">", ">="))
        return f"{self.numeric(place, 1)} {sign} {self.numeric(place, 1)}"

    def _selected(self, place: tuple[str, ...]) -> str:
        known = self.visible(place, "select_one", "select_multiple")
        if not known:
            return self._compared(place)
        name = self.random.choice(known)
        shape = ("selected(${{{0}}}, 'red')", "${{{0}}} = '1'", "count-selected(${{{0}}}) > 1", "${{{0}}} != ''")
        return self.random.choice(shape).format(name)

    def _texts(self, place: tuple[str, ...]) -> str:
        known = self.visible(place, "text")
        if not known:
            return self._compared(place)
        name = self.random.choice(known)
        shape = (
            "string-length(${{{0}}}) > 2",
            "starts-with(${{{0}}}, 'н')",
            "concat(${{{0}}}, '!') = 'да!'",
            "substr(${{{0}}}, 0, 1) = 'н'",
            "translate(${{{0}}}, 'а', 'о') != ${{{0}}}",
            "normalize-space(${{{0}}}) = ${{{0}}}",
            "boolean-from-string(${{{0}}})",
        )
        return self.random.choice(shape).format(name)

    def _dates(self, place: tuple[str, ...]) -> str:
        known = self.visible(place, "date")
        if not known:
            return self._compared(place)
        name = self.random.choice(known)
        shape = (
            "${{{0}}} > date('2024-02-01')",
            "format-date(${{{0}}}, '%Y') = '2024'",
            "decimal-date-time(${{{0}}}) > 19800",
            "${{{0}}} = ''",
        )
        return self.random.choice(shape).format(name)

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────

    def visible(self, place: tuple[str, ...], *kinds: str) -> list[str]:
        """Questions of these kinds that have one value where the expression stands."""
        return [each.name for each in self.asked if each.kind in kinds and each.place == place[: len(each.place)]]

    def name(self, letter: str) -> str:
        """A fresh name."""
        self._number += 1
        return f"{letter}{self._number}"

    def remembered(self, letter: str, kind: str, place: tuple[str, ...]) -> str:
        """A fresh name of something that can be read."""
        name = self.name(letter)
        self.asked.append(Asked(name, kind, place))
        return name

    def _maybe(self, row: ROWS, column: str, value: str, chance: float) -> ROWS:
        return {**row, column: value} if value and self.random.random() < chance else row


def answer_for(chance: random.Random, kind: str, options: Sequence[str] | None) -> str:
    """A value for a question; now and then nothing."""
    if chance.random() < 0.1:
        return ""
    if options is not None:
        if not options:
            return ""
        if kind == "select_multiple":
            return " ".join(option for option in options if chance.random() < 0.4)
        return chance.choice(list(options))
    match kind:
        case "integer":
            return str(chance.choice((0, 1, 2, 3, 4, 5, 7, 12, -3)))
        case "decimal":
            return str(chance.choice((0.5, 2.5, 3.75, 10.5, -1.25)))
        case "date":
            return chance.choice(("2019-12-31", "2024-02-01", "2024-05-17", "2026-10-05"))
    return chance.choice(("да", "нет", "начало", "а", "abc", "две части", "Ёж"))
