"""Answers as a tree, for expressions that walk; values are worked out when a walk comes by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveys.expressions import Node
from surveys.model import Question
from surveys.plan import bare_name

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
        self.name = bare_name(question.name)
        self.parent = None
        self.children = []

    @property
    def value(self) -> str:  # type: ignore[override]
        """The value as it is when somebody looks."""
        return self._layout.value(self._question, self._turns)


class _Form(Node):
    """The form, or one turn of a repeat; what does not concern the person is not among its children.

    Only what a walk asks for is laid out: counting the turns of a repeat that nobody looks into might ask for the
    very value that is being worked out.
    """

    __slots__ = ("_block", "_built", "_layout", "_turns")

    def __init__(self, name: str, layout: Layout, block: Block, turns: Turns) -> None:
        self._layout = layout
        self._block = block
        self._turns = turns
        self._built: dict[int, list[Node]] = {}
        self.name = name
        self.value = ""
        self.parent = None

    @property
    def children(self) -> list[Node]:  # type: ignore[override]
        """Questions and turns of repeats, in order."""
        return [node for place in range(len(self._block.parts)) for node in self._of(place)]

    def named(self, name: str) -> list[Node]:
        """Children of this name, all of them for `*`."""
        if name == "*":
            return self.children
        return [node for place in self._places(name) for node in self._of(place)]

    def any_named(self, name: str) -> list[Node]:
        """Children of this name, whether they concern the person or not: where an expression stands is there."""
        return [node for place in self._places(name) for node in self._built_of(place)]

    def below(self, name: str) -> list[Node]:
        """Everything of this name anywhere below."""
        found: list[Node] = []
        for place, part in enumerate(self._block.parts):
            if _name(part) == name:
                found += self._of(place)
            elif not isinstance(part, Question) and name in part.names:
                for turn in self._of(place):
                    found += turn.below(name)
        return found

    def column(self, name: str) -> str:
        """The value of the child of this name."""
        return next((node.value for node in self.named(name)), "")

    def _places(self, name: str) -> list[int]:
        return [place for place, part in enumerate(self._block.parts) if _name(part) == name]

    def _of(self, place: int) -> list[Node]:
        """The nodes of one part of the outline, as far as they concern the person."""
        part = self._block.parts[place]
        if isinstance(part, Question) and not self._layout.is_relevant(part, self._turns):
            return []
        return self._built_of(place)

    def _built_of(self, place: int) -> list[Node]:
        if place not in self._built:
            self._built[place] = self._made(self._block.parts[place])
            for node in self._built[place]:
                node.parent = self
        return self._built[place]

    def _made(self, part: Question | Block) -> list[Node]:
        layout = self._layout
        if isinstance(part, Question):
            return [_Answer(layout, part, self._turns)]
        name = bare_name(part.name)
        if part.repeat is None:
            return [_Form(name, layout, part, self._turns)]
        numbers = range(1, layout.count(part.repeat, self._turns) + 1)
        return [_Form(name, layout, part, (*self._turns, number)) for number in numbers]


def _name(part: Question | Block) -> str:
    return bare_name(part.key if isinstance(part, Question) else part.name)


def place_in(tree: Node, place: Sequence[str], repeats: Sequence[str], turns: Turns) -> Node:
    """The node at a place, in these turns of the repeats on the way; as far as there is one."""
    node, waiting = tree, list(zip(repeats, turns, strict=False))
    for name in place:
        found = node.any_named(bare_name(name)) if isinstance(node, _Form) else []
        number = waiting.pop(0)[1] if waiting and waiting[0][0] == name else 1
        if number > len(found):
            return node
        node = found[number - 1]
    return node


def form_tree(layout: Layout) -> Node:
    """The whole form."""
    return _Form("data", layout, layout.plan.outline, ())
