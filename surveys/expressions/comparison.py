"""`=`, `!=`, `<`, `<=`, `>`, `>=` on values of any kinds.

* Numbers are equal when they differ by less than 1e-12 (JavaRosa), so that `6.1 - 7.8 = -1.7` holds.
* NaN equals nothing and is neither less nor more; `!=` is the opposite of `=`.
* A boolean on either side makes `=` a comparison of booleans; a number makes it one of numbers; else texts.
* `<` and its kin always compare numbers; texts that are no numbers are NaN, so the answer is false.
* Several places at once: true when any of them fits.
"""

import operator
from collections.abc import Callable
from datetime import date

from surveys.expressions.moments import instant_days, is_date_only, read_moment
from surveys.expressions.scope import NodeSet, Scope, zone_of
from surveys.expressions.values import Value, has_moment_shape, to_boolean, to_number

_CLOSE = 1e-12

ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def is_equal(left: Value, right: Value, scope: Scope) -> bool:
    """XPath `=`."""
    if type(left) is str and type(right) is str:
        return left == right
    if type(left) is bool or type(right) is bool:
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, NodeSet):
        return any(is_equal(one, right, scope) for one in left)
    if isinstance(right, NodeSet):
        return any(is_equal(left, one, scope) for one in right)
    return _is_close(*aligned(left, right, scope))


def is_unequal(left: Value, right: Value, scope: Scope) -> bool:
    """XPath `!=`: the opposite of `=` for single values, «some differs» for several."""
    if not (type(left) is bool or type(right) is bool):
        if isinstance(left, NodeSet):
            return any(is_unequal(one, right, scope) for one in left)
        if isinstance(right, NodeSet):
            return any(is_unequal(left, one, scope) for one in right)
    return not is_equal(left, right, scope)


def ordering(sign: str) -> Callable[[Value, Value, Scope], bool]:
    """The comparison a sign of order means."""
    holds = ORDERS[sign]

    def compare(left: Value, right: Value, scope: Scope) -> bool:
        if isinstance(left, NodeSet):
            return any(compare(one, right, scope) for one in left)
        if isinstance(right, NodeSet):
            return any(compare(left, one, scope) for one in right)
        return holds(*aligned(left, right, scope))

    return compare


def aligned(left: Value, right: Value, scope: Scope) -> tuple[float, float]:
    """Both as numbers; a date meeting a time becomes the instant of its midnight."""
    if has_moment_shape(left) and has_moment_shape(right):
        first, second = _moment(left, scope), _moment(right, scope)
        if first is not None and second is not None and is_date_only(first) != is_date_only(second):
            zone = zone_of(scope)
            return instant_days(first, zone), instant_days(second, zone)
    return to_number(left, scope), to_number(right, scope)


def _moment(value: Value, scope: Scope) -> date | None:
    if isinstance(value, date):
        return value
    return read_moment(value, zone_of(scope)) if isinstance(value, str) else None


def _is_close(left: float, right: float) -> bool:
    return left == right or abs(left - right) < _CLOSE
