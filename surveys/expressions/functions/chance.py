"""Chance: random numbers and identifiers, drawn from the scope's world so that tests can decide them."""

from surveys.expressions.code import Kind
from surveys.expressions.scope import Scope
from surveys.expressions.signature import Function

_LONGEST = 1000


def _uuid(scope: Scope, length: float | None = None) -> str:
    """A fresh identifier, or that many characters of such; at most 1000."""
    if length is None:
        return scope.world.uuid()
    wanted = int(min(max(length, 0), _LONGEST)) if length == length else 0  # noqa: PLR0124 - not NaN
    text = ""
    while len(text) < wanted:
        text += scope.world.uuid() or "0"
    return text[:wanted]


FUNCTIONS = (
    Function("random", (), Kind.NUMBER, lambda scope: scope.world.random(), takes_scope=True, is_volatile=True),
    Function("uuid", (), Kind.TEXT, _uuid, optional=(Kind.NUMBER,), takes_scope=True, is_volatile=True),
)
