"""What a random form consists of, and what may read what without going round in circles."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = (
    *("integer", "integer", "decimal", "text", "text", "date", "select_one", "select_one", "select_multiple"),
    *("city", "town", "time", "dateTime", "rank", "range", "acknowledge", "note", "hidden"),
    *("calculate", "number calculation", "text calculation"),
)
LETTERS = {
    "select_multiple": "m",
    "date": "day",
    "dateTime": "moment",
    "range": "mark",
    "rank": "rank",
    "time": "time",
}
"""How names begin, for readers of a difference; else with the first letter of the kind."""


@dataclass(eq=False, slots=True)
class Element:
    """A question, a group or a repeat. What has a lower `rank` may be read by what has a higher one."""

    kind: str
    name: str
    place: tuple[str, ...]
    """Repeats around it."""
    children: list["Element"] = field(default_factory=list)
    rank: int = 0

    @property
    def is_container(self) -> bool:
        """Whether it has rows of its own."""
        return self.kind in ("group", "repeat")

    def within(self) -> Iterator["Element"]:
        """It and everything inside, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.within()


class OutlineMaker:
    """Groups, repeats and questions by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._number = 0

    def outline(self) -> list[Element]:
        """The elements of the top level, ranked."""
        top = self._questions(self._chance.randint(4, 7), ())
        for _ in range(self._chance.randint(1, 3)):
            top.append(self._container(self._chance.choice(("group", "repeat", "repeat")), ()))
            top += self._questions(self._chance.randint(1, 3), ())
        top += [self._element("calculate", ()) for _ in range(6)]
        self._rank(top)
        return top

    def _container(self, kind: str, place: tuple[str, ...]) -> Element:
        made = self._element(kind, place)
        inside = (*place, made.name) if kind == "repeat" else place
        made.children = self._questions(self._chance.randint(2, 4), inside)
        if self._chance.random() < 0.35:
            inner = "repeat" if len(inside) < 2 and self._chance.random() < 0.5 else "group"
            made.children.insert(self._chance.randrange(len(made.children) + 1), self._container(inner, inside))
        return made

    def _questions(self, number: int, place: tuple[str, ...]) -> list[Element]:
        found = []
        for _ in range(number):
            kind = self._chance.choice(KINDS)
            if kind in ("city", "town"):
                found.append(self._element("country", place))
            found.append(self._element(kind, place))
        return found

    def _element(self, kind: str, place: tuple[str, ...]) -> Element:
        self._number += 1
        return Element(kind, f"{LETTERS.get(kind, kind[0])}{self._number}", place)

    def _rank(self, top: list[Element]) -> None:
        """Any order in which what is inside comes after what is around it."""
        open_ones, rank = list(top), 0
        while open_ones:
            chosen = open_ones.pop(self._chance.randrange(len(open_ones)))
            chosen.rank = rank = rank + 1
            open_ones += chosen.children
