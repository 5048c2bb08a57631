"""What expressions work with, and how XPath turns one kind of value into another.

Numbers are floats. A question's answer is a text; several at once are a NodeSet, which stands for its first value
where one is wanted. Texts read as numbers the way both ODK engines do: blanks around are ignored, a comma is a point,
anything else is NaN; «Infinity» and `1e6` are not numbers, but what `number_text` writes (`1e-7`) is read back.
A date reads as days since 1970 (see `moments`).
"""

import math
import re
from datetime import date
from decimal import Decimal

from surveys.expressions.moments import days, moment_text, read_moment
from surveys.expressions.scope import NodeSet, Scope, zone_of

Value = bool | float | str | date | NodeSet

NAN = math.nan
_NUMBER = re.compile(r"\s*(-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[-+][0-9]+)?)\s*", re.ASCII)
_INTEGRAL = 2.0**53
_PLAIN_LEAST = 1e-6
_PLAIN_MOST = 1e21


def to_number(value: Value, scope: Scope) -> float:
    """XPath `number()`: true is 1, an empty or foreign text is NaN, a date is days since 1970."""
    if type(value) is str:
        return text_number(value, scope)
    if type(value) is float:
        return value
    if type(value) is bool:
        return 1.0 if value else 0.0
    if isinstance(value, NodeSet):
        return text_number(value[0], scope) if value else NAN
    return days(value) if isinstance(value, date) else NAN


def text_number(text: str, scope: Scope) -> float:
    """The number a text holds, or NaN."""
    found = _NUMBER.fullmatch(text)
    if found:
        return float(found.group(1).replace(",", "."))
    if "-" not in text:
        return NAN
    moment = read_moment(text, zone_of(scope))
    return NAN if moment is None else days(moment)


def to_text(value: Value) -> str:
    """XPath `string()`, but NaN is empty as in web-forms: an unanswered sum shows nothing, not «NaN»."""
    if type(value) is str:
        return value
    if type(value) is float:
        return number_text(value)
    if type(value) is bool:
        return "true" if value else "false"
    if isinstance(value, NodeSet):
        return value[0] if value else ""
    return moment_text(value) if isinstance(value, date) else ""


def number_text(number: float) -> str:
    """A number as JavaScript writes it, which is what lands in ODK's submissions; NaN is empty."""
    if number.is_integer() and -_INTEGRAL < number < _INTEGRAL:
        return str(int(number))
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if _PLAIN_LEAST <= abs(number) < _PLAIN_MOST:
        plain = format(Decimal(repr(number)), "f")
        return plain[:-2] if plain.endswith(".0") else plain
    mantissa, exponent = repr(number).split("e")
    sign, digits = exponent[0], exponent[1:].lstrip("0")
    return f"{mantissa.removesuffix('.0')}e{sign if sign == '-' else '+'}{digits}"


def to_boolean(value: Value) -> bool:
    """XPath `boolean()`: a text is true unless empty («0» and «false» are true), 0 and NaN are false.

    Several places at once are true when the first holds something (JavaRosa): what matters in a questionnaire is
    whether there is an answer, not whether there is a place for it.
    """
    if type(value) is bool:
        return value
    if type(value) is str:
        return value != ""
    if type(value) is float:
        return value != 0.0 and value == value  # noqa: PLR0124 - NaN is false
    if isinstance(value, NodeSet):
        return bool(value) and value[0] != ""
    return True


def to_values(value: Value) -> NodeSet:
    """A NodeSet as it is, anything else as the only member of one."""
    return value if isinstance(value, NodeSet) else NodeSet((to_text(value),))


def has_moment_shape(value: Value) -> bool:
    """Whether it could be a date; cheap, for deciding which way to compare."""
    if type(value) is str:
        return len(value) >= 8 and value[4] == "-"
    return isinstance(value, date)
