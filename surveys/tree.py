"""Answers as a tree, for expressions that walk; values are worked out when a walk comes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from surveys.expressions import Node
from surveys.model import Question

if TYPE_CHECKING:
    from surveys.layout import Layout, Turns
    from surveys.plan import Block


class _Answer(Node):
    """A question of one turn; its value is the layout's."""

    __slots__ = ("_layout", "_question", "_turns")

    def __init__(self, layout: Layout, question: Question, turns: Turns) -> None:
        self._layout = layout
        self._question = question
        self._turns = turns
        self.name = question.name
        self.parent = None
        self.children = []

    @property
    def value(self) -> str:  # type: ignore[override]
        """The value as it is when somebody looks."""
        return self._layout.value(self._question, self._turns)


class _Form(Node):
    """The form, or one turn of a repeat; what does not concern the person is not among its children."""

    __slots__ = ("_all", "_block", "_layout", "_turns")

    def __init__(self, name: str, layout: Layout, block: Block, turns: Turns) -> None:
        self._layout = layout
        self._block = block
        self._turns = turns
        self._all: list[Node] | None = None
        self.name = name
        self.value = ""
        self.parent = None

    @property
    def children(self) -> list[Node]:  # type: ignore[override]
        """Questions and turns of repeats, in order."""
        if self._all is None:
            self._all = []
            for part in self._block.parts:
                self._append(part)
        return [child for child in self._all if self._concerns(child)]

    def _append(self, part: Question | Block) -> None:
        assert self._all is not None
        layout = self._layout
        if isinstance(part, Question):
            self._add(_Answer(layout, part, self._turns))
        elif part.repeat is not None:
            for number in range(1, layout.count(part.repeat, self._turns) + 1):
                self._add(_Form(part.repeat.key, layout, part, (*self._turns, number)))

    def _add(self, child: Node) -> None:
        assert self._all is not None
        child.parent = self
        self._all.append(child)

    def _concerns(self, child: Node) -> bool:
        return not isinstance(child, _Answer) or child._layout.is_relevant(child._question, child._turns)


def form_tree(layout: Layout) -> Node:
    """The whole form."""
    return _Form("data", layout, layout.plan.outline, ())
