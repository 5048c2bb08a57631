"""The subtraction attack on summaries: somebody asks for all that may be asked, and solves for what is hidden.

Unknown is how many people of each organisation, experience, category and flag, and of each answer to other questions
where a town tells people apart by these, gave each answer to a question; all that is shown are sums of these.
Whole-number programs tell which sums over few people are certain; what sums of indices are, follows where a group is
a combination of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from reports.responses import Responses
from reports.summary.measures import measures_of
from surveys.model import Kind
from tests.pure.reports.summary.seen import ALL, HOURS, LEVELS, SIZE, SKIPPED, WORDS, Fact, Group, Known
from tests.pure.reports.summary.sums import Row, Sums

UNANIMOUS = 10
"""So many may agree in the open."""
ATTRIBUTES = ("organisation", "experience", "category", "flagged", "state")
"""`state` tells in which of several exports somebody is found first."""
_OF_ORGANISATIONS = ("territory", "kind")
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Leak:
    """What is certain although it should not be."""

    kind: str
    question: str
    where: str
    told: str = ""


@dataclass(frozen=True, eq=False)
class Told:
    """The true answers to one question, by which an attack is judged: names of answers, and everybody's place."""

    names: tuple[str, ...]
    codes: NDArray[np.int64]
    is_answer: NDArray[np.bool_]
    """By name; to skip a question is not to answer it."""
    tells: NDArray[np.bool_]
    """By name; not to tick one option of several tells nothing."""


def truth_of(responses: Responses) -> dict[str, Told]:
    """All questions and scales as questions of one answer."""
    found = {SIZE: Told((ALL,), np.zeros(responses.size, np.int64), np.array([True]), np.array([True]))}
    for question in responses.questionnaire.questions:
        codes = responses.choices[question.key].astype(np.int64)
        if question.kind is Kind.CHOICE and not question.known_as:
            names = tuple(choice.code for choice in question.choices)
            found[question.key] = _told(names, codes)
        if question.kind is Kind.CHOICES:
            for place, choice in enumerate(question.choices):
                ticked = np.where(codes < 0, -1, np.where(responses.ticks[question.key][:, place] > 0, 0, 1))
                found[f"{question.key}/{choice.code}"] = _told(("yes", "no"), ticked, is_ticked=True)
        if question.key in responses.numbers:
            numbers = np.nan_to_num(responses.numbers[question.key]).astype(int).astype(str)
            found[question.key] = _told(HOURS, np.where(codes < 0, -1, np.searchsorted(HOURS, numbers)))
        for word, stem in WORDS.items() if question.key in responses.texts else ():
            said = [stem in text.casefold() for text in responses.texts[question.key]]
            told = np.where(codes < 0, -1, np.where(said, 0, 1))
            found[f"{question.key}/{word}"] = _told(("yes", "no"), told, is_ticked=True)
    for scale in measures_of(responses).scales:
        level = np.searchsorted([25, 50, 75], scale.index, side="right")
        found[scale.scale.key] = _told(LEVELS, np.where(scale.is_known, level, -1))
    return found


def _told(names: Sequence[str], codes: NDArray[np.int64], *, is_ticked: bool = False) -> Told:
    """Whoever did not answer stands at the end."""
    count = len(names)
    return Told(
        (*names, SKIPPED),
        np.where(codes < 0, count, codes),
        np.arange(count + 1) < count,
        np.arange(count + 1) < (1 if is_ticked else count),
    )


class Town:
    """Cells of people who are alike in all that they are told apart by."""

    def __init__(
        self, responses: Responses, names: Sequence[str] = ATTRIBUTES, impossible: Iterable[Group] = ()
    ) -> None:
        """`names` are what people are told apart by; in `impossible` groups everybody knows that nobody is."""
        self._responses = responses
        of = [responses.attributes[name] for name in names if name in responses.attributes]
        self.names = [one.name for one in of]
        self.values = [("", *one.keys) for one in of]
        lengths = [len(keys) for keys in self.values]
        self._places: Sequence[NDArray[np.int64]] = np.unravel_index(np.arange(int(np.prod(lengths))), lengths)
        self._around: dict[str, dict[str, str]] = {}
        possible = ~np.any([self.mask(where) for where in impossible] or [self._places[0] < 0], axis=0)
        self._places = [place[possible] for place in self._places]
        kept = np.flatnonzero(possible)
        self.size = kept.size
        self.cell_of = np.searchsorted(kept, np.ravel_multi_index([one.codes + 1 for one in of], lengths))
        self._around = {
            name: self._of_organisation(name)
            for name in _OF_ORGANISATIONS
            if name in responses.attributes and "organisation" in self.names
        }

    @property
    def attributes(self) -> set[str]:
        """Whatever a group may be told by."""
        return {*self.names, *self._around}

    def weighed(self, name: str, weights: Mapping[str, int]) -> NDArray[np.int64]:
        """By cell, what its value counts; not to answer is not known of an answer."""
        place = self.names.index(name)
        found = np.array([weights.get(key or SKIPPED, 0) for key in self.values[place]])
        return found[self._places[place]]

    def _of_organisation(self, name: str) -> dict[str, str]:
        attribute, places = self._responses.attributes[name], self._responses.attributes["organisation"]
        found = {}
        for code, place in zip(attribute.codes.tolist(), places.codes.tolist(), strict=True):
            found[places.keys[place]] = attribute.keys[code]
        return found

    def mask(self, where: Group) -> Marks:
        """The cells of a group."""
        found = np.ones(self._places[0].size, np.bool_)
        for name, keys in where:
            if name in self._around:
                inside = {place for place, value in self._around[name].items() if value in keys}
                found &= self._has("organisation", frozenset(inside))
            else:
                found &= self._has(name, keys)
        return found

    def people(self, where: Group) -> Marks:
        """Who is in a group."""
        found = np.ones(self._responses.size, np.bool_)
        for name, keys in where:
            attribute = self._responses.attributes[name]
            found &= np.array([key in keys for key in ("", *attribute.keys)])[attribute.codes + 1]
        return found

    def _has(self, name: str, keys: frozenset[str]) -> Marks:
        place = self.names.index(name)
        return np.array([key in keys for key in self.values[place]])[self._places[place]]

    @cached_property
    def groups(self) -> list[Group]:
        """By one, two and three attributes: whatever somebody may want to know of."""
        values = {
            name: keys for name, keys in zip(self.names, self.values, strict=True) if name not in ("flagged", "state")
        }
        for name, of in self._around.items():
            values[name] = tuple(sorted(set(of.values())))
        found = []
        for count in (1, 2, 3):
            for names in combinations(values, count):
                found += [
                    frozenset(zip(names, [frozenset({key}) for key in keys], strict=True))
                    for keys in product(*[values[name] for name in names])
                ]
        return found


class SummaryAttacker:
    """Solves for the answers to one question at a time; `least` is the k of the rule."""

    def __init__(self, town: Town, known: Iterable[Known], told: dict[str, Told], least: int = 5) -> None:
        self._town, self._told, self._least = town, told, least
        self._facts: dict[str, list[Fact]] = {question: [] for question in told}
        self._sums: dict[str, set[Group]] = {question: set() for question in told}
        for one in dict.fromkeys(known):
            if isinstance(one, Fact):
                self._facts[one.question].append(one)
            elif {name for name, _ in one.group} <= town.attributes:
                self._sums[one.question].add(one.group)
        self._systems: dict[str, Sums] = {}
        self._masks: dict[Group, Marks] = {}
        masks: dict[bytes, Group] = {}
        for where in town.groups:
            masks.setdefault(self._mask(where).tobytes(), where)
        self._targets = list(masks.values())

    def leaks(self, question: str) -> list[Leak]:
        """Everything that is certain of a question."""
        return [*self._certain(question), *self._in_cells(question), *self._summed(question)]

    def wrong(self) -> list[Fact]:
        """Facts that are not true: then it is the attack that is wrong."""
        facts = [fact for some in self._facts.values() for fact in some]
        return [fact for fact in facts if not fact.value <= self._count(fact) <= most_of(fact)]

    def _count(self, fact: Fact) -> int:
        told, weights = self._told[fact.question], dict(fact.weights)
        each = np.array([1 if fact.question == SIZE else weights.get(name, 0) for name in told.names])
        return int(each[told.codes[self._town.people(fact.group)]].sum())

    def _mask(self, where: Group) -> Marks:
        if where not in self._masks:
            self._masks[where] = self._town.mask(where)
        return self._masks[where]

    def _table(self, question: str) -> NDArray[np.int64]:
        """How many of each cell said what: cells × answers."""
        told = self._told[question]
        width = len(told.names)
        return np.bincount(self._town.cell_of * width + told.codes, minlength=self._town.size * width).reshape(
            -1, width
        )

    def _row(self, question: str, fact: Fact) -> NDArray[np.int64]:
        """How often each cell and answer counts; a fact may be of another question by which the town tells people
        apart, and its group of people who gave some answers."""
        names, weights = self._told[question].names, dict(fact.weights)
        said = dict(fact.group).get(question, names)
        cells = self._mask(frozenset(one for one in fact.group if one[0] != question)).astype(np.int64)
        factors = np.array([weights.get(name, 0) if fact.question == question else 1 for name in names])
        if fact.question not in (question, SIZE):
            cells *= self._town.weighed(fact.question, weights)
        return np.outer(cells, np.where([name in said for name in names], factors, 0))

    def _known(self, question: str) -> list[Row]:
        asked = {SIZE, question, *self._town.names}
        told = {*self._town.attributes, question}
        return [
            (self._row(question, fact), fact.value, most_of(fact))
            for name in sorted(asked & self._facts.keys())
            for fact in self._facts[name]
            if {name for name, _ in fact.group} <= told
        ]

    def _sums_of(self, question: str) -> Sums:
        if question not in self._systems:
            self._systems[question] = Sums(self._known(question), self._table(question).shape)
        return self._systems[question]

    def _certain(self, question: str) -> Iterator[Leak]:
        """Answers of few people that are certain, and groups in which all must have said the same."""
        told, table, known = self._told[question], self._table(question), self._sums_of(question)
        known.look()
        for where in self._targets:
            inside = self._mask(where)
            base = int(table[inside][:, told.is_answer].sum())
            if not base or self._is_no_secret(question, where, base):
                continue
            for place in np.flatnonzero(told.tells & (table[inside].sum(axis=0) > 0)).tolist():
                count = int(table[inside, place].sum())
                wanted = self._aims(inside, place, count, base, table.shape, told.is_answer, is_asked=is_asked(where))
                is_seen = any((aim * one).sum() != number for aim, number in wanted for one in known.others)
                if not wanted or is_seen or self._is_open(question, inside, place):
                    continue
                if all(known.is_certain(aim, number) for aim, number in wanted):
                    kind = "size" if question == SIZE else "answer" if count == base else "count"
                    yield Leak(kind, question, _words(where), f"{told.names[place]}: {count} of {base}")

    def _in_cells(self, question: str) -> Iterator[Leak]:
        """Few people who gave two answers, each of a question: of them nothing is told."""
        told, table, known = self._told[question], self._table(question), self._sums_of(question)
        for name, keys in [(name, keys) for where in self._targets if len(where) == 1 for name, keys in where]:
            inside = self._mask(frozenset({(name, keys)}))
            for place in np.flatnonzero(told.is_answer).tolist() if name in self._told and "" not in keys else ():
                aim = np.zeros(table.shape, np.int64)
                aim[inside, place] = 1
                count = int((aim * table).sum())
                if 0 < count < self._least and known.is_certain(aim, count):
                    yield Leak("cell", question, f"{name}={','.join(keys)}", f"{told.names[place]}: {count}")

    def _is_no_secret(self, question: str, where: Group, base: int) -> bool:
        """How many have finished in an organisation is told always; of enough people it may be."""
        is_of_places = all(name in ("organisation", *_OF_ORGANISATIONS) for name, _ in where)
        return question == SIZE and (is_of_places or base >= self._least)

    def _aims(
        self,
        inside: Marks,
        place: int,
        count: int,
        base: int,
        shape: tuple[int, ...],
        is_answer: Marks,
        *,
        is_asked: bool,
    ) -> list[tuple[NDArray[np.int64], int]]:
        """What must be certain for an attack to succeed: that nobody answered otherwise, in a group that is told of;
        or, of few people, how many gave an answer and of how many."""
        otherwise, these, all_of_them = (np.zeros(shape, np.int64) for _ in range(3))
        all_of_them[np.ix_(inside, is_answer)] = 1
        these[inside, place] = 1
        otherwise[...] = all_of_them - these
        if len(is_answer) == 1:
            return [(all_of_them, base)]
        if count == base:
            return [(otherwise, 0)] if base < UNANIMOUS and is_asked else []
        return [(these, count), (all_of_them, base)] if base < self._least else []

    def _is_open(self, question: str, inside: Marks, place: int) -> bool:
        """Whether a large group around it agrees, which may be seen."""
        table, is_answer = self._table(question), self._told[question].is_answer
        somebody = table.sum(axis=1) > 0
        for where in self._targets:
            around = self._mask(where)
            base = int(table[around][:, is_answer].sum())
            is_large = base >= UNANIMOUS and int(table[around, place].sum()) == base
            if question != SIZE and is_large and not (inside & ~around & somebody).any():
                return True
        return False

    def _summed(self, question: str) -> Iterator[Leak]:
        """Groups of few people whose sums are those of others, added and subtracted."""
        if not self._sums[question]:
            return
        table, told = self._table(question), self._told[question]
        is_answer = told.is_answer & (np.array(told.names) != "na")
        bases = table[:, is_answer].sum(axis=1)
        somebody = self._sums_of(question).is_possible[:, is_answer].any(axis=1)
        shown = [self._mask(where) & somebody for where in self._sums[question]]
        shown = list({mask.tobytes(): mask for mask in shown}.values())
        for one, other in product(shown, shown):
            if not (other & ~one).any() and 0 < int(bases[one & ~other].sum()) < self._least:
                yield Leak("difference", question, f"{int(bases[one].sum())} - {int(bases[other].sum())}")
        classes, which = np.unique(np.array(shown), axis=1, return_inverse=True)
        for where in self._targets:
            inside = self._mask(where) & somebody
            if 0 < int(bases[inside].sum()) < self._least and self._follows(classes, which.ravel(), inside):
                yield Leak("sum", question, _words(where))

    def _follows(self, classes: Marks, which: NDArray[np.int64], inside: Marks) -> bool:
        if set(which[inside].tolist()) & set(which[~inside].tolist()):
            return False
        wanted = np.zeros(classes.shape[1])
        wanted[which[inside]] = 1
        wanted[~classes.any(axis=0)] = 0
        if not wanted.any():
            return False
        factors = np.linalg.lstsq(classes.T.astype(float), wanted, rcond=None)[0]
        return bool(np.abs(classes.T @ factors - wanted).max() < 1e-7)


def most_of(fact: Fact) -> int:
    """What it may be at most."""
    return fact.value if fact.most is None else fact.most


def is_asked(where: Group) -> bool:
    """Whether a group is told apart by one thing alone: an attribute, or options of one question."""
    return len({name.partition("/")[0] for name, _ in where}) == 1


def _words(where: Group) -> str:
    return "; ".join(f"{name}={','.join(sorted(keys))}" for name, keys in sorted(where))
