"""Guesses which function an author meant by a name that does not exist."""

from difflib import get_close_matches

from surveys.expressions.table import list_functions

_KNOWN_SLIPS = {
    "and": "and", "or": "or", "и": "and", "или": "or", "не": "not", "если": "if", "iif": "if", "ifelse": "if",
    "len": "string-length", "length": "string-length", "дата": "date", "сегодня": "today", "сейчас": "now",
    "сумма": "sum", "сумм": "sum", "счёт": "count", "счет": "count", "округл": "round", "макс": "max", "мин": "min",
    "выбрано": "selected", "isnull": "coalesce", "ifnull": "coalesce", "matches": "regex", "power": "pow",
    "choice-name": "jr:choice-name", "itext": "jr:itext", "lower": "translate", "upper": "translate",
}  # fmt: skip
"""Habits of Excel, of programming languages and of the Russian keyboard."""


def suggested_function(name: str) -> str:
    """The function probably meant; empty if nothing is like it."""
    plain = name.lower().replace("_", "-")
    known = _KNOWN_SLIPS.get(plain)
    if known is not None:
        return known
    alike = get_close_matches(plain, list_functions(), n=1, cutoff=0.7)
    return alike[0] if alike else ""
