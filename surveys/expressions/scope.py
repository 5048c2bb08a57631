"""What an expression is evaluated against: answers, the current answer, the time, and what a form can look up."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from surveys.expressions.nodes import Node


class NodeSet(tuple[str, ...]):
    """Values of several places of the form at once: a question of a repeat seen from outside it."""

    __slots__ = ()


EVERYWHERE = "/"
"""In front of a name that means the answers of all turns; values that know no turns need not know it."""


class World:
    """What a form looks up besides answers; override what there is, the rest degrades to nothing."""

    def instance(self, name: str) -> Node | None:
        """A look-up list (`Node.table`): the place from which `instance('towns')/root/item` begins."""
        del name
        return None

    def choice_label(self, question: str, code: str) -> str:
        """The label of an option, empty if unknown."""
        del question, code
        return ""

    def itext(self, identifier: str) -> str:
        """A translated text of the form, empty if unknown."""
        del identifier
        return ""

    def pulldata(self, table: str, column: str, key_column: str, key: str) -> str:
        """A cell of a look-up list: `column` of the first row whose `key_column` holds `key`."""
        top = self.instance(table)
        if top is None:
            return ""
        for row in top.descendants():
            if row.children and key == row.column(key_column) and row.named(key_column):
                return row.column(column)
        return ""

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        return random.random()

    def uuid(self) -> str:
        """A fresh identifier."""
        return str(uuid.uuid4())


class Scope(Protocol):
    """One evaluation's surroundings. `FlatScope` is the plain one; anything with these attributes will do."""

    @property
    def values(self) -> Mapping[str, str | NodeSet]:
        """Answers by question, as ODK writes them; absent or empty when unanswered."""
        ...

    @property
    def current(self) -> str:
        """The answer the expression is about: `.`"""
        ...

    @property
    def now(self) -> datetime | None:
        """The time, with the person's zone; None for the clock of this machine."""
        ...

    @property
    def node(self) -> Node | None:
        """Where in the tree the expression stands, None where nothing has been laid out as a tree."""
        ...

    @property
    def position(self) -> int:
        """The number of this turn of the repeat, or of this node under a predicate, from 1."""
        ...

    @property
    def size(self) -> int:
        """How many nodes a predicate looks through."""
        ...

    @property
    def world(self) -> World:
        """What else can be looked up."""
        ...

    @property
    def outer(self) -> Scope:
        """Under a predicate the scope of the whole expression, else the scope itself: `current()`."""
        ...


_EMPTY_WORLD = World()


class FlatScope:
    """Answers without repeats, or the answers one turn of a repeat sees; made anew for every tap."""

    __slots__ = ("current", "node", "now", "position", "size", "values", "world")

    def __init__(
        self,
        values: Mapping[str, str | NodeSet],
        current: str = "",
        now: datetime | None = None,
        *,
        node: Node | None = None,
        position: int = 1,
        size: int = 1,
        world: World = _EMPTY_WORLD,
    ) -> None:
        self.values = values
        self.current = current
        self.now = now
        self.node = node
        self.position = position
        self.size = size
        self.world = world

    @property
    def outer(self) -> FlatScope:
        """Itself: there is no predicate around."""
        return self


class Focus:
    """The scope inside a predicate: the same answers, seen from one of the nodes looked through."""

    __slots__ = ("current", "node", "now", "outer", "position", "size", "values", "world")

    def __init__(self, scope: Scope, node: Node, position: int, size: int) -> None:
        self.values = scope.values
        self.current = node.value
        self.now = scope.now
        self.node: Node | None = node
        self.position = position
        self.size = size
        self.world = scope.world
        self.outer = scope.outer


def time_of(scope: Scope) -> datetime:
    """The time of the evaluation, always with a zone."""
    now = scope.now
    if now is None:
        return datetime.now(UTC).astimezone()
    return now if now.tzinfo is not None else now.replace(tzinfo=UTC)


def zone_of(scope: Scope) -> tzinfo:
    """The person's zone."""
    return time_of(scope).tzinfo or UTC
