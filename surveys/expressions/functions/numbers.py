"""Numbers: rounding, extremes, powers. What has no answer is NaN, what is too big is infinite; nothing raises."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from surveys.expressions.code import Kind
from surveys.expressions.functions.several import each
from surveys.expressions.scope import Scope
from surveys.expressions.signature import Function
from surveys.expressions.values import NAN, Value, to_number

_MOST_PLACES = 30


def _int(number: float) -> float:
    """The fraction is cut off: -2.5 becomes -2."""
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(number: float, places: float = 0.0) -> float:
    """To so many decimal places, or tens, hundreds… where negative; more than 30 places give NaN (JavaRosa).

    A half goes up, towards +∞ (XPath 1.0, JavaRosa): round(2.5) = 3, round(-2.5) = -2. The engines part over what is
    a half: 2.15 is one as written, so round(2.15, 1) = 2.2 in both; below zero the stored number decides, which is a
    little under -1.475 and a little over -12345.15, so that round(-1.475, 2) = -1.48 as web-forms has it and
    round(-12345.15, 1) = -12345.1 as JavaRosa has it. Web-forms sends exact negative halves away from zero instead.
    """
    if not math.isfinite(number) or math.isnan(places):
        return NAN if math.isnan(places) else number
    if abs(places) > _MOST_PLACES:
        return NAN
    exact = Decimal(repr(number)) if number > 0 else Decimal(number)
    shifted = exact.scaleb(math.trunc(places))
    whole = shifted.to_integral_value(ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN)
    return float(whole.scaleb(-math.trunc(places)))


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    """Over all arguments and all turns of repeats; NaN if there is none or any is no number (web-forms)."""

    def find(scope: Scope, *values: Value) -> float:
        numbers = [to_number(value, scope) for value in each(values)]
        return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else NAN

    return find


def _total(function: Callable[..., float]) -> Callable[..., float]:
    """The same function answering NaN outside its domain and infinity beyond its range."""

    def answer(*arguments: float) -> float:
        try:
            return function(*arguments)
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return answer


def _pow(base: float, power: float) -> float:
    if base == 0 and power < 0:
        return math.inf
    try:
        return math.pow(base, power)
    except ValueError:
        return NAN
    except OverflowError:
        return -math.inf if base < 0 and power % 2 == 1 else math.inf


def _logarithm(of: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else _total(of)(number)


_ONE = (Kind.NUMBER,)
_TWO = (Kind.NUMBER, Kind.NUMBER)

FUNCTIONS = (
    Function("number", _ONE, Kind.NUMBER, lambda number: number),
    Function("int", _ONE, Kind.NUMBER, _int),
    Function("round", _ONE, Kind.NUMBER, _round, optional=_ONE),
    Function(
        "floor", _ONE, Kind.NUMBER, lambda number: float(math.floor(number)) if math.isfinite(number) else number
    ),
    Function(
        "ceiling", _ONE, Kind.NUMBER, lambda number: float(math.ceil(number)) if math.isfinite(number) else number
    ),
    Function("abs", _ONE, Kind.NUMBER, abs),
    Function("min", (), Kind.NUMBER, _extreme(min), rest=(Kind.ANY,), takes_scope=True),
    Function("max", (), Kind.NUMBER, _extreme(max), rest=(Kind.ANY,), takes_scope=True),
    Function("pow", _TWO, Kind.NUMBER, _pow),
    Function("sqrt", _ONE, Kind.NUMBER, _total(math.sqrt)),
    Function("exp", _ONE, Kind.NUMBER, _total(math.exp)),
    Function("exp10", _ONE, Kind.NUMBER, lambda power: _pow(10.0, power)),
    Function("log", _ONE, Kind.NUMBER, _logarithm(math.log)),
    Function("log10", _ONE, Kind.NUMBER, _logarithm(math.log10)),
    Function("sin", _ONE, Kind.NUMBER, _total(math.sin)),
    Function("cos", _ONE, Kind.NUMBER, _total(math.cos)),
    Function("tan", _ONE, Kind.NUMBER, _total(math.tan)),
    Function("asin", _ONE, Kind.NUMBER, _total(math.asin)),
    Function("acos", _ONE, Kind.NUMBER, _total(math.acos)),
    Function("atan", _ONE, Kind.NUMBER, math.atan),
    Function("atan2", _TWO, Kind.NUMBER, math.atan2),
    Function("pi", (), Kind.NUMBER, lambda: math.pi),
)
