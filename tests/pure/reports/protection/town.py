"""A small municipality: few organisations, few respondents in each, and what they answered."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tests.pure.reports.protection.cuts import Atom, Atoms, Cut

ATTRIBUTES = ("organisation", "category", "experience")
OPTIONS = 4


@dataclass(frozen=True)
class Town:
    """Everybody who answered, by attributes and state, with the answers to each question."""

    atoms: Atoms
    answers: tuple[dict[Atom, tuple[int, ...]], ...]

    @property
    def values(self) -> list[list[str]]:
        """The values that each attribute has in the town."""
        return [sorted({atom.values[place] for atom in self.atoms.counts}) for place in range(len(ATTRIBUTES))]


def random_town(
    seed: int, organisations: tuple[int, int] = (6, 15), late: int = 0, questions: int = 2, most: int = 12
) -> Town:
    """A town in which organisations have 1 to 15 respondents; `late` more people answer after the first export.

    All answer the first question, four of five each of the others. The larger `most`, the more they agree.
    """
    chance = random.Random(seed)
    names = [f"o{number}" for number in range(chance.randint(*organisations))]
    people = [(name, 0) for name in names for _ in range(chance.randint(1, 15))]
    people += [(chance.choice(names), 1) for _ in range(late)]
    agreement = [[chance.choice((1, 3, most)) for _ in range(OPTIONS)] for _ in range(questions)]
    atoms: Counter[Atom] = Counter()
    answers: list[dict[Atom, list[int]]] = [{} for _ in range(questions)]
    for name, since in people:
        category = chance.choices(["none", "first", "highest"], [5, 3, 2])[0]
        experience = chance.choices(["0-3", "4-10", "11-20", "21+"], [2, 3, 3, 4])[0]
        atom = Atom((name, category, experience), since)
        atoms[atom] += 1
        for number, (weights, given) in enumerate(zip(agreement, answers, strict=True)):
            if number and chance.random() < 0.2:
                continue
            given.setdefault(atom, [0] * OPTIONS)[chance.choices(range(OPTIONS), weights)[0]] += 1
    frozen = tuple({atom: tuple(counts) for atom, counts in given.items()} for given in answers)
    return Town(Atoms(ATTRIBUTES, dict(atoms)), frozen)


def is_told_openly(town: Town, counts: Mapping[Cut, tuple[int, ...]], cut: Cut, option: int) -> bool:
    """Whether a large group that agrees is shown: then so is the answer of everybody in it."""
    shown = [other for other, row in counts.items() if sum(row) >= 10 and row[option] == sum(row)]
    inside = town.atoms.mask(cut)
    return any(not (inside & ~town.atoms.mask(other)).any() for other in shown)
