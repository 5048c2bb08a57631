"""Arguments that may be one value or many: repeats count turn by turn beside single values."""

from collections.abc import Iterable, Iterator

from surveys.expressions.scope import NodeSet
from surveys.expressions.values import Value


def each(values: Iterable[Value]) -> Iterator[Value]:
    """All values in order, those of a NodeSet one by one."""
    for value in values:
        if isinstance(value, NodeSet):
            yield from value
        else:
            yield value
