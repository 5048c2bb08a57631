"""What a questionnaire looks like to the engine: its outline, and what has to be worked out anew after an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from surveys.expressions import Expression
from surveys.model import Condition, Key, Kind, Question, Questionnaire, Repeat

Item = Key | Condition
"""What depends on answers: a question's value or a repeat's turns by name, a condition by itself."""

ANYTHING = Key("")
"""Stands for every question: what walks over the answers may read any of them."""
NOW = Key("=now")
"""Stands for the time."""
MOST_TURNED = 20_000
"""Questions of single turns that are remembered."""


@dataclass
class Block:
    """A stretch of the outline: the form, a group or a repeat, with questions and further stretches in it."""

    name: str
    repeat: Repeat | None = None
    parts: list[Question | Block] = field(default_factory=list)

    @cached_property
    def names(self) -> frozenset[str]:
        """Questions, groups and repeats anywhere in it, itself not included."""
        found: set[str] = set()
        for part in self.parts:
            if isinstance(part, Question):
                found.add(bare_name(part.key))
            else:
                found |= {bare_name(part.name), *part.names}
        return frozenset(found)


class Plan:
    """Made once for a questionnaire, shared by everybody who answers it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.by_name = {question.key: question for question in questionnaire.questions}
        self.repeats = {repeat.key: repeat for repeat in questionnaire.repeats}
        self.more = {q.repeats[-1]: q for q in questionnaire.questions if q.kind is Kind.MORE}
        self.presets = tuple(q for q in questionnaire.questions if q.is_preset)
        self.derived = tuple(q for q in questionnaire.questions if q.is_derived)
        self.outline = _outline(questionnaire, self.repeats)
        self._turned: dict[tuple[Key, tuple[int, ...]], Question] = {}
        self._affected: dict[Key, frozenset[Item]] = {}

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, each once."""
        found: dict[Condition, None] = {}
        waiting = [question.condition for question in self.questionnaire.questions]
        waiting += [repeat.condition for repeat in self.questionnaire.repeats]
        while waiting:
            condition = waiting.pop()
            if condition is not None and condition not in found:
                found[condition] = None
                waiting.append(condition.outer)
        return tuple(found)

    @cached_property
    def deciding(self) -> tuple[Key, ...] | None:
        """Questions whose answers decide what concerns a person and what is calculated; None if all of them do."""
        if self.repeats or ANYTHING in self._readers:
            return None
        return tuple(sorted(name for name in self._readers if name in self.by_name))

    @property
    def is_timely(self) -> bool:
        """Whether something depends on the time of the day, answers or no answers."""
        return NOW in self._readers

    def affected(self, name: Key) -> frozenset[Item]:
        """Everything to be worked out anew when this question's value changes."""
        known = self._affected.get(name)
        if known is None:
            known = self._affected[name] = frozenset(self._reached(name))
        return known

    def turned(self, question: Question, turns: tuple[int, ...]) -> Question:
        """The question as it stands in these turns of its repeats."""
        if not turns:
            return question
        known = self._turned.get((question.key, turns))
        if known is None:
            if len(self._turned) >= MOST_TURNED:
                self._turned.clear()
            key = place_of(question, turns)
            known = replace(question, key=key, turns=turns, template=question.key)
            self._turned[question.key, turns] = known
        return known

    def _reached(self, name: Key) -> Iterator[Item]:
        seen: set[Item] = set()
        waiting: list[Item] = [*self._readers.get(name, ()), *self._readers.get(ANYTHING, ())]
        while waiting:
            item = waiting.pop()
            if item in seen:
                continue
            seen.add(item)
            yield item
            waiting += self._readers.get(item, ())

    @cached_property
    def _readers(self) -> dict[Item, list[Item]]:
        """Who reads what: from an item to those that have to follow it."""
        readers: dict[Item, list[Item]] = {}

        def note(reader: Item, read: Sequence[Item]) -> None:
            for item in read:
                readers.setdefault(item, []).append(reader)

        for condition in self.conditions:
            outer = [condition.outer] if condition.outer else []
            note(condition, [*_read_by(condition.expression), *outer])
        for repeat in self.questionnaire.repeats:
            more = [self.more[repeat.key].key] if repeat.key in self.more else []
            around = [repeat.condition] if repeat.condition else []
            note(repeat.key, [*_read_by(repeat.count), *more, *around, *repeat.outer])
        for question in self.questionnaire.questions:
            own = [question.condition] if question.condition else []
            calculated = [] if question.triggers else _read_by(question.calculation)
            options = [question.choices_of] if question.choices_of else []
            note(question.key, [*own, *calculated, *_read_by(question.choice_filter), *options, *question.repeats])
        return readers


def plan_of(questionnaire: Questionnaire) -> Plan:
    """The plan of a questionnaire; it lives exactly as long as the questionnaire does."""
    plan = questionnaire.__dict__.get("_plan")
    if plan is None:
        plan = questionnaire.__dict__["_plan"] = Plan(questionnaire)
    assert isinstance(plan, Plan)
    return plan


def place_of(question: Question, turns: tuple[int, ...]) -> Key:
    """`children[2]/toys[1]/name`."""
    around = "/".join(f"{repeat}[{turn}]" for repeat, turn in zip(question.repeats, turns, strict=True))
    return Key(f"{around}/{question.name}")


def _read_by(expression: Expression | None) -> list[Item]:
    if expression is None:
        return []
    read: list[Item] = [Key(name) for name in expression.depends_on]
    if expression.walks:
        read.append(ANYTHING)
    if expression.is_volatile:
        read.append(NOW)
    return read


def bare_name(key: str) -> str:
    """The name in the form: a key is longer where a name occurs twice."""
    return key.rpartition("/")[2]


def _outline(questionnaire: Questionnaire, repeats: dict[Key, Repeat]) -> Block:
    top = Block("data")
    open_blocks: list[Block] = [top]
    for question in questionnaire.questions:
        around = [block.name for block in open_blocks[1:]]
        shared = 0
        while shared < min(len(around), len(question.around)) and around[shared] == question.around[shared]:
            shared += 1
        del open_blocks[1 + shared :]
        for name in question.around[shared:]:
            inner = Block(name, repeats[Key(name)] if name in question.repeats else None)
            open_blocks[-1].parts.append(inner)
            open_blocks.append(inner)
        open_blocks[-1].parts.append(question)
    return top
