"""A form laid out for one set of answers: what concerns the person, what is calculated, how often repeats turn.

Values of questions that do not concern the person read as empty, as in ODK. What was worked out is kept in a `Memo`
that people with the same deciding answers share; after an answer only what depends on it is worked out anew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from surveys.expressions import EVERYWHERE, Expression, FlatScope, Node, NodeSet, World
from surveys.model import (
    MOST_TURNS,
    PRESET,
    Answers,
    Choice,
    Condition,
    Key,
    Kind,
    Question,
    Repeat,
)
from surveys.plan import Block, Item, Plan
from surveys.tree import form_tree, place_in

Turns = tuple[int, ...]
PIPED = re.compile(r"\$\{\s*([^}]+?)\s*\}")
_MANY_SIDED = (Kind.CHOICES, Kind.RANK)
ADD_ANOTHER = "more"
"""The answer «Добавить ещё»."""


class Memo:
    """What has been worked out; complete and unchanged once shared."""

    __slots__ = ("calculated", "counts", "options", "verdicts")

    def __init__(self) -> None:
        self.verdicts: dict[tuple[Condition, Turns], bool] = {}
        self.calculated: dict[tuple[Key, Turns], str] = {}
        self.counts: dict[tuple[Key, Turns], int] = {}
        self.options: dict[tuple[Key, Turns], tuple[Choice, ...]] = {}

    def without(self, items: frozenset[Item]) -> Memo:
        """What is left when these have to be worked out anew."""
        left = Memo()
        for name in self.__slots__:
            kept: dict[Any, Any] = getattr(self, name)
            setattr(left, name, {k: v for k, v in kept.items() if k[0] not in items} if items else dict(kept))
        return left


class Layout:
    """One set of answers, seen through the form."""

    def __init__(
        self,
        plan: Plan,
        answers: Answers,
        now: datetime,
        memo: Memo | None = None,
        luck: int = 0,
        *,
        is_calculated: bool = True,
    ) -> None:
        self.plan = plan
        self.answers = answers
        self.now = now
        self.memo = Memo() if memo is None else memo
        self.luck = luck
        """What shuffled options are shuffled by: the same for one person as long as the run lasts."""
        self._is_calculated = is_calculated
        """Whether calculations have been made; defaults are worked out before, as in ODK."""
        self._world = _FormWorld(self)
        self._pending: set[object] = set()
        self._cuts = 0
        """How often something was asked for while it was being worked out; what was made of that is not kept."""
        self._tree: Node | None = None

    def after(self, answers: Answers, changed: Iterable[Key], now: datetime) -> Layout:
        """The layout with other answers; `changed` are the names of the questions that differ."""
        stale = frozenset[Item]().union(*(self.plan.affected(name) for name in changed))
        return Layout(self.plan, answers, now, self.memo.without(stale), self.luck)

    def complete(self) -> None:
        """Work out everything there is, so that the memo may be shared."""
        for condition in self.plan.conditions:
            if not condition.repeats:
                self.holds(condition, ())
        for question in self.plan.derived:
            for turns in self.turns_of(question):
                self.value(question, turns)

    # ── what concerns the person ────────────────────────────────────────────────────────────────────────────

    def holds(self, condition: Condition | None, turns: Turns) -> bool:
        """Whether a condition and those around it are met in these turns."""
        if condition is None:
            return True
        key = (condition, turns[: len(condition.repeats)])
        known = self.memo.verdicts.get(key)
        if known is not None:
            return known
        if key in self._pending:
            self._cuts += 1
            return True  # a walk over everything comes by the very question whose condition it decides
        self._pending.add(key)
        cuts = self._cuts
        verdict = self.holds(condition.outer, turns) and condition.expression.boolean(
            self._scope(condition.expression, condition.repeats, key[1], condition.place)
        )
        self._pending.discard(key)
        if self._is_certain(cuts):
            self.memo.verdicts[key] = verdict
        return verdict

    def count(self, repeat: Repeat, turns: Turns) -> int:
        """How many turns a repeat takes within these turns of the repeats around it."""
        known = self.memo.counts.get((repeat.key, turns))
        if known is not None:
            return known
        cuts = self._cuts
        number = self._counted(repeat, turns)
        if self._is_certain(cuts):
            self.memo.counts[repeat.key, turns] = number
        return number

    def turns_of(self, question: Question) -> Iterator[Turns]:
        """All turns the question stands in, in order; one empty one outside repeats."""
        yield from self._turns(question.repeats, ())

    def is_relevant(self, question: Question, turns: Turns) -> bool:
        """Whether the question concerns the person."""
        if not self.holds(question.condition, turns):
            return False
        return all(self.holds(self.plan.repeats[key].condition, turns) for key in question.repeats)

    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, question: Question, turns: Turns) -> str:
        """The value as expressions and reports see it."""
        if not self.is_relevant(question, turns):
            return ""
        if question.is_derived:
            return self._calculated(question, turns) if self._is_calculated else ""
        given = self.given(question, turns)
        if given and question.choice_filter is not None:
            return self._still_offered(question, turns, given)
        return given

    def given(self, question: Question, turns: Turns) -> str:
        """What the person answered, else what the form put there."""
        place = question.key if not turns else self.plan.turned(question, turns).key
        answer = None if question.kind is Kind.NOTE else self.answers.get(place)
        if answer is None:
            answer = self.answers.get(Key(PRESET + place))
        return question.default if answer is None else answer

    def seen(self, name: str, repeats: Sequence[Key], turns: Turns) -> str | NodeSet:
        """What `${name}` means in these turns: one value, or one of each turn of a repeat seen from outside."""
        question = self.plan.by_name.get(Key(name))
        if question is None:
            return self._turns_as_values(name, repeats, turns)
        if not question.repeats:
            return self.value(question, ())
        shared = shared_repeats(question.repeats, repeats)
        if shared == len(question.repeats):
            return self.value(question, turns[:shared])
        return NodeSet(
            self.value(question, each)
            for each in self._turns(question.repeats, turns[:shared])
            if self.is_relevant(question, each)
        )

    def scope(self, question: Question, expression: Expression, current: str = "") -> FlatScope:
        """What an expression of a question sees; `current` is the answer it is about."""
        place = (*question.around, question.name)
        return self._scope(expression, question.repeats, question.turns, place, current)

    def worked_out(self, question: Question, expression: Expression, current: str) -> str:
        """What an expression gives as a value of the question: no number is nothing, whole ones have no fraction."""
        value = expression.string(self.scope(question, expression, current))
        if value == "NaN":
            return ""
        if question.is_whole_number and "." in value:
            whole = value.partition(".")[0]
            return whole if whole.lstrip("-").isdecimal() else value
        return value

    def said(self, question: Question, text: str) -> str:
        """A text with answers put in for `${…}`."""
        if "${" not in text:
            return text

        def answer(found: re.Match[str]) -> str:
            value = self.seen(found.group(1), question.repeats, question.turns)
            return ", ".join(value) if isinstance(value, NodeSet) else value

        return PIPED.sub(answer, text)

    def options(self, question: Question) -> tuple[Choice, ...]:
        """The options on offer, in the order they are shown."""
        if question.choice_filter is None and question.choices_of is None and not question.is_shuffled:
            return question.choices
        key = (question.name, question.turns)
        known = self.memo.options.get(key)
        if known is None or question.is_shuffled:
            known = self._options(question)
            if question.choices_of is None:
                self.memo.options[key] = known
        return self._shuffled(question, known) if question.is_shuffled else known

    # ── inside ──────────────────────────────────────────────────────────────────────────────────────────────

    def _scope(
        self, expression: Expression, repeats: tuple[Key, ...], turns: Turns, place: Sequence[str], current: str = ""
    ) -> FlatScope:
        return FlatScope(
            values=cast("Mapping[str, str | NodeSet]", _Seen(self, repeats, turns)),
            current=current,
            now=self.now,
            node=self._node(place, repeats, turns) if expression.walks else None,
            position=turns[-1] if turns else 1,
            world=self._world,
        )

    def _node(self, place: Sequence[str], repeats: Sequence[Key], turns: Turns) -> Node:
        if self._tree is None:
            self._tree = form_tree(self)
        return place_in(self._tree, place, repeats, turns)

    def _calculated(self, question: Question, turns: Turns) -> str:
        key = (question.name, turns)
        known = self.memo.calculated.get(key)
        if known is not None:
            return known
        if key in self._pending or question.calculation is None:
            self._cuts += 1
            return ""
        self._pending.add(key)
        cuts = self._cuts
        at = self.plan.turned(question, turns)
        value = self.worked_out(at, question.calculation, self.given(question, turns))
        self._pending.discard(key)
        if self._is_certain(cuts):
            self.memo.calculated[key] = value
        return value

    def _is_certain(self, cuts: int) -> bool:
        """Whether nothing was cut short since, or this is where the circle began."""
        return self._cuts == cuts or not self._pending

    def _counted(self, repeat: Repeat, turns: Turns) -> int:
        if not self.holds(repeat.condition, turns):
            return 0
        if repeat.count is not None:
            asked = repeat.count.number(self._scope(repeat.count, repeat.outer, turns, repeat.around))
            return max(0, min(int(asked), MOST_TURNS)) if asked == asked else 0  # noqa: PLR0124 - NaN
        more = self.plan.more[repeat.key]
        number = 1
        while number < MOST_TURNS and self._wants_more(more, (*turns, number)):
            number += 1
        return number

    def _wants_more(self, more: Question, turns: Turns) -> bool:
        return self.answers.get(self.plan.turned(more, turns).key) == ADD_ANOTHER

    def _turns(self, repeats: tuple[Key, ...], turns: Turns) -> Iterator[Turns]:
        if len(turns) == len(repeats):
            yield turns
            return
        repeat = self.plan.repeats[repeats[len(turns)]]
        for number in range(1, self.count(repeat, turns) + 1):
            yield from self._turns(repeats, (*turns, number))

    def _turns_as_values(self, name: str, repeats: Sequence[Key], turns: Turns) -> str | NodeSet:
        repeat = self.plan.repeats.get(Key(name))
        if repeat is None:
            return ""
        around = (*repeat.outer, repeat.key)
        shared = shared_repeats(around, repeats)
        return NodeSet("" for _ in self._turns(around, turns[: min(shared, len(repeat.outer))]))

    def _still_offered(self, question: Question, turns: Turns, given: str) -> str:
        at = self.plan.turned(question, turns)
        codes = given.split() if question.kind in _MANY_SIDED else [given]
        kept = [code for code in codes if (choice := question.choice(code)) is None or self._offers(at, choice)]
        return " ".join(kept)

    def _offers(self, question: Question, choice: Choice) -> bool:
        expression = question.choice_filter
        if expression is None:
            return True
        scope = self.scope(question, expression)
        scope.node = Node.row("item", (("name", choice.code), ("label", choice.label), *choice.columns))
        return expression.boolean(scope)

    def _options(self, question: Question) -> tuple[Choice, ...]:
        if question.choices_of is not None:
            named = self.seen(question.choices_of, question.repeats, question.turns)
            values = dict.fromkeys(value for value in (named if isinstance(named, NodeSet) else [named]) if value)
            return tuple(Choice(value, value) for value in values)
        if question.choice_filter is None:
            return question.choices
        return tuple(choice for choice in question.choices if self._offers(question, choice))

    def _shuffled(self, question: Question, options: tuple[Choice, ...]) -> tuple[Choice, ...]:
        seed = question.seed.string(self.scope(question, question.seed)) if question.seed else ""
        shuffled = list(options)
        random.Random(f"{seed or self.luck}/{question.key}").shuffle(shuffled)
        return tuple(shuffled)


class _Seen:
    """Values by name from where an expression stands."""

    __slots__ = ("_layout", "_repeats", "_turns")

    def __init__(self, layout: Layout, repeats: Sequence[Key], turns: Turns) -> None:
        self._layout = layout
        self._repeats = repeats
        self._turns = turns

    def get(self, name: str, default: str = "") -> str | NodeSet:
        """The value, empty where there is no such question."""
        del default
        if name.startswith(EVERYWHERE):
            return self._layout.seen(name[1:], (), ())
        return self._layout.seen(name, self._repeats, self._turns)


class _FormWorld(World):
    """Labels and look-up lists of the form."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def instance(self, name: str) -> Node | None:
        """A list of options or an attached table."""
        return self._layout.plan.questionnaire.lists.get(name)

    def choice_label(self, question: str, code: str) -> str:
        """The label of an option; the code where there is none."""
        asked = self._layout.plan.by_name.get(Key(question))
        choice = asked.choice(code) if asked else None
        return choice.label if choice else ""


def shared_repeats(left: Sequence[Key], right: Sequence[Key]) -> int:
    """How many repeats two places have in common."""
    shared = 0
    while shared < min(len(left), len(right)) and left[shared] == right[shared]:
        shared += 1
    return shared


def walked(layout: Layout) -> list[Question]:
    """The questions that concern the person, in order, those of each turn of a repeat included."""
    found: list[Question] = []
    _walk(layout, layout.plan.outline, (), found)
    return found


def _walk(layout: Layout, block: Block, turns: Turns, found: list[Question]) -> None:
    for part in block.parts:
        if isinstance(part, Question):
            if part.is_asked and layout.holds(part.condition, turns):
                found.append(layout.plan.turned(part, turns))
        elif part.repeat is None:
            _walk(layout, part, turns, found)
        else:
            for number in range(1, layout.count(part.repeat, turns) + 1):
                _walk(layout, part, (*turns, number), found)
