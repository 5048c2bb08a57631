"""A Core statement turned into the driver's own text once, for statements that run at every tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement


@dataclass(frozen=True, slots=True)
class Prepared:
    """SQL as the driver wants it; `names` tells which value goes where."""

    sql: str
    names: Sequence[str]

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Values in the driver's order."""
        return tuple([values[name] for name in self.names])


def prepare(statement: ClauseElement, dialect: Dialect) -> Prepared:
    """Compile for this dialect; every value must be a named `bindparam`."""
    compiled = statement.compile(dialect=dialect)
    return Prepared(str(compiled), tuple(getattr(compiled, "positiontup", None) or ()))
