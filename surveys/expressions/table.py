"""All functions by name."""

from collections.abc import Mapping
from types import MappingProxyType

from surveys.expressions.functions import chance, choices, dates, logic, matching, nodesets, numbers, strings
from surveys.expressions.signature import Declared

_FAMILIES = (logic, strings, matching, numbers, dates, choices, nodesets, chance)

FUNCTIONS: Mapping[str, Declared] = MappingProxyType(
    {function.name: function for family in _FAMILIES for function in family.FUNCTIONS}
)

NODE_FUNCTIONS = ("instance", "current")
"""Functions that give a place to walk from; they are compiled as parts of paths."""


def list_functions() -> dict[str, tuple[int, int | None]]:
    """Every function with its fewest and most arguments; None where there is no most."""
    listed: dict[str, tuple[int, int | None]] = {
        name: (function.least, function.most) for name, function in FUNCTIONS.items()
    }
    listed |= {"instance": (1, 1), "current": (0, 0)}
    return dict(sorted(listed.items()))
