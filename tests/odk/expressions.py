"""Writes random expressions about the questions of a form."""

import random
from collections.abc import Sequence

from tests.odk.outline import Element
from tests.odk.shapes import DAYS, HOLE, IN_A_GROUP_OF_A_TURN, NUMBERS, OVER_TURNS, TEXTS, VERDICTS, WITHIN_A_TURN

REFERENCES = {
    "number": ("integer", "decimal", "number calculation"),
    "whole": ("integer",),
    "text": ("text", "text calculation"),
    "date": ("date",),
    "time": ("time",),
    "moment": ("dateTime",),
    "one": ("select_one",),
    "many": ("select_multiple",),
    "rank": ("rank",),
    "country": ("country",),
    "city": ("city",),
    "town": ("town",),
    "mark": ("range",),
    "tick": ("acknowledge",),
}
SHAPES = {"n": NUMBERS, "t": TEXTS, "d": DAYS, "b": VERDICTS}
PLAIN = {
    "n": ("0", "1", "2", "3", "7", "2.5", "0.1", "-4"),
    "t": ("'да'", "'нет'", "''", "'начало'", "'12'", "' две  части '"),
    "d": ("date('2024-05-17')", "'2024-05-17'"),
    "b": ("true()", "false()"),
}
SIMPLE = {"n": "number", "t": "text", "d": "date"}
"""The kind of question that is such a value as it stands."""


class Writer:
    """Writes for one element; reads what is ranked below it."""

    def __init__(self, chance: random.Random, everything: Sequence[Element], about: Element) -> None:
        self._chance = chance
        self._about = about
        self._known = [each for each in everything if each.rank < about.rank]
        self._last = ""

    def expression(self, wanted: str, depth: int = 2) -> str:
        """An expression that gives a number (n), a text (t), a day (d) or a verdict (b)."""
        if depth > 0 and (wanted == "b" or self._chance.random() < 0.6):
            return self.filled(self._chance.choice(self._possible(SHAPES[wanted])), depth - 1)
        if wanted in SIMPLE and self._chance.random() < 0.75 and (known := self._named(SIMPLE[wanted])):
            return self._reference(self._chance.choice(known))
        return self._chance.choice(PLAIN[wanted])

    def filled(self, shape: str, depth: int = 1) -> str:
        """A shape with its holes filled."""
        return HOLE.sub(lambda hole: self._hole(hole.group(1), depth), shape)

    def one_of(self, shapes: Sequence[str]) -> str:
        """One of these shapes that can be filled here; nothing when there is none."""
        possible = self._possible(shapes)
        return self.filled(self._chance.choice(possible)) if possible else ""

    def over_turns(self) -> str:
        """Something about all turns of a repeat that is read from outside, or about its neighbours from inside."""
        outside = [
            (each, repeat)
            for repeat in self._known
            for each in repeat.children
            if repeat.kind == "repeat"
            and len(each.place) == 1
            and each in self._known
            and each.kind in ("integer", "decimal")
        ]
        place = self._about.place
        around = next((each for each in self._known if self._about in each.children), None)
        if around is not None and around.kind == "repeat" and len(place) == 1 and self._chance.random() < 0.7:
            own = [pair for pair in outside if pair[1] is around]
            return self._about_turns(self._chance.choice(WITHIN_A_TURN if own else WITHIN_A_TURN[:1]), own)
        if around is not None and around.kind == "group" and place and self._chance.random() < 0.5:
            return self._chance.choice(IN_A_GROUP_OF_A_TURN).format(repeat=place[-1])
        elsewhere = [pair for pair in outside if pair[1].name not in place]
        return self._about_turns(self._chance.choice(OVER_TURNS), elsewhere) if elsewhere else ""

    def _about_turns(self, shape: str, pairs: Sequence[tuple[Element, Element]]) -> str:
        if not pairs:
            return shape
        each, repeat = self._chance.choice(pairs)
        return shape.format(each=f"${{{each.name}}}", repeat=f"${{{repeat.name}}}", name=each.name)

    def _possible(self, shapes: Sequence[str]) -> list[str]:
        return [shape for shape in shapes if all(map(self._can_fill, HOLE.findall(shape)))]

    def _can_fill(self, hole: str) -> bool:
        return hole not in REFERENCES or bool(self._named(hole))

    def _hole(self, hole: str, depth: int) -> str:
        if hole == "same":
            return self._last
        if hole in SHAPES:
            return self.expression(hole, depth)
        self._last = self._reference(self._chance.choice(self._named(hole)))
        return self._last

    def _named(self, reference: str) -> list[Element]:
        place = self._about.place
        return [
            each
            for each in self._known
            if each.kind in REFERENCES[reference] and each.place == place[: len(each.place)]
        ]

    def _reference(self, element: Element) -> str:
        return f"${{{element.name}}}"
