"""A tree of answers or of a look-up list, for expressions that walk: repeats, predicates, `instance()`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


class Node:
    """A place in the tree: a question with its answer, a group, one turn of a repeat, or a row of a list.

    Children are kept in the order of the form; turns of a repeat are neighbours of the same name.
    """

    __slots__ = ("children", "name", "parent", "value")

    def __init__(self, name: str, value: str = "", children: Iterable[Node] = ()) -> None:
        self.name = name
        self.value = value
        self.parent: Node | None = None
        self.children: list[Node] = []
        for child in children:
            self.append(child)

    @classmethod
    def row(cls, name: str, columns: Iterable[tuple[str, str]]) -> Node:
        """A node whose children are plain values: an item of a look-up list."""
        return cls(name, "", [cls(column, value) for column, value in columns])

    @classmethod
    def table(cls, rows: Iterable[Iterable[tuple[str, str]]]) -> Node:
        """A look-up list as `instance('…')` gives it: `root` with one `item` for every row of columns."""
        return cls("instance", "", [cls("root", "", [cls.row("item", columns) for columns in rows])])

    def append(self, child: Node) -> Node:
        """Add a child at the end and give it back."""
        child.parent = self
        self.children.append(child)
        return child

    def named(self, name: str) -> list[Node]:
        """Children of this name, all of them for `*`."""
        return self.children if name == "*" else [child for child in self.children if child.name == name]

    def column(self, name: str) -> str:
        """The value of the first child of this name, empty if there is none."""
        for child in self.children:
            if child.name == name:
                return child.value
        return ""

    def descendants(self) -> Iterator[Node]:
        """Everything below, in the order of the form."""
        for child in self.children:
            yield child
            yield from child.descendants()

    def below(self, name: str) -> list[Node]:
        """Everything of this name anywhere below, in the order of the form."""
        return [node for node in self.descendants() if node.name == name]

    @property
    def root(self) -> Node:
        """The top of the tree."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    @property
    def position(self) -> int:
        """The number of this node among its neighbours of the same name, from 1."""
        if self.parent is None:
            return 1
        return 1 + next(place for place, other in enumerate(self.parent.named(self.name)) if other is self)

    def nearest(self, name: str) -> Sequence[Node]:
        """What `${name}` means here: nodes of that name under the closest ancestor that has any."""
        ancestor: Node | None = self
        while ancestor is not None:
            found = ancestor.below(name)
            if found:
                return found
            ancestor = ancestor.parent
        return ()
